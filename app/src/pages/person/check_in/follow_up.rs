//! The yes or no question that a questionnaire asks after a statement. It may always be left open.
use crate::components::{Choice, OptionGroup};
use crate::i18n::*;
pub(super) use crate::pages::wording::{question, said};
use leptos::prelude::*;

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
