//! The yes or no question that a questionnaire asks after a statement. It may always be left open.
use crate::components::{Choice, OptionGroup};
use crate::i18n::*;
use crate::words::{I18n, say};
use domain::instrument::Instrument;
use leptos::prelude::*;

/// What is asked after that item, if anything: the pack's own words, or where to look on the sheet.
pub(super) fn question(i18n: I18n, instrument: &Instrument, item: &str) -> Option<String> {
    let follow_up = instrument.pack.follow_up.as_ref().filter(|_| instrument.followed_up(item))?;
    Some(follow_up.text.clone().unwrap_or_else(|| say!(i18n, person.statement.beside)))
}

/// "Yes" or "No".
pub(super) fn said(i18n: I18n, yes: bool) -> String {
    if yes { say!(i18n, person.statement.yes) } else { say!(i18n, person.statement.no) }
}

/// The question with its two answers side by side; nothing is picked beforehand.
#[component]
pub(super) fn FollowUp(
    /// Unique in the page.
    #[prop(into)]
    name: String,
    /// The question.
    question: String,
    /// What was said.
    chosen: Memo<Option<bool>>,
    /// Yes or no was said.
    #[prop(into)]
    on_say: Callback<bool>,
    /// Enter was pressed on one of them.
    #[prop(optional, into)]
    on_go: Option<Callback<()>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let go = Callback::new(move |()| {
        if let Some(go) = on_go {
            go.run(());
        }
    });
    view! {
        <div class="side-by-side follow-up">
            <OptionGroup
                name=name
                legend=question
                legend_shown=true
                choices=vec![Choice::new(said(i18n, true)), Choice::new(said(i18n, false))]
                chosen=Signal::derive(move || chosen.get().map(|yes| usize::from(!yes)))
                on_choose=move |place: usize| on_say.run(place == 0)
                on_go=go
                as_written=true
            />
        </div>
    }
}
