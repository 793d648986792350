//! How it went: every state and every earlier wording with its day, and the aspirations it came from or became.
use crate::components::{OwnSize, OwnWords, RowLink};
use crate::i18n::*;
use crate::pages::person::aspirations::AspirationScreen;
use crate::pages::person::shell::names;
use crate::pages::person::shell::screens::Addressed;
use crate::platform::intl;
use crate::state::use_person;
use crate::words::say;
use domain::aspiration::Aspiration;
use domain::id::AspirationId;
use leptos::prelude::*;

#[component]
pub(super) fn History(id: AspirationId) -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let it = Memo::new(move |_| {
        person.notebook.records.with(|records| {
            let it = records.aspirations.get(&id)?.clone();
            let kin = |it: &Aspiration| (it.id, it.words.clone());
            let became = it.became.and_then(|id| records.aspirations.get(&id)).map(kin);
            let before = records.aspirations.values().find(|other| other.became == Some(id)).map(kin);
            Some((it, before, became))
        })
    });
    move || {
        let (it, before, became) = it.get()?;
        let mut lines: Vec<(i64, AnyView)> = Vec::new();
        for change in &it.history {
            let (state, day) = (names::state(i18n, change.to), intl::day_with_year(change.at.day()));
            let line = say!(i18n, person.aspiration.history_line, state = state, day = day);
            lines.push((change.at.at.0, view! { <li class="soft small">{line}</li> }.into_any()));
        }
        for earlier in &it.earlier {
            let line = say!(i18n, person.growth.earlier_words, day = intl::day_with_year(earlier.until.day()));
            let words = earlier.words.clone();
            let row = view! { <li><p class="soft small">{line}</p><OwnWords words=words size=OwnSize::Text/></li> };
            lines.push((earlier.until.at.0, row.into_any()));
        }
        lines.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
        let lines: Vec<AnyView> = lines.into_iter().map(|(_, line)| line).collect();
        let kin = |label: String, other: Option<(AspirationId, String)>| {
            other.map(|(id, words)| view! { <RowLink href=AspirationScreen::One.path(&[&id]) label=words hint=label/> })
        };
        let rows = (before.is_some() || became.is_some()).then(|| {
            view! {
                <div class="rows">
                    {kin(say!(i18n, person.growth.became), became)} {kin(say!(i18n, person.growth.before), before)}
                </div>
            }
        });
        Some(view! {
            {rows}
            <details class="as-table">
                <summary>{t!(i18n, person.aspiration.history)}</summary>
                <ul class="looks">{lines}</ul>
            </details>
        })
    }
}
