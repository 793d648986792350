//! Finding words in the journey again: as they are typed, on this phone, and kept nowhere.
use super::timeline::row;
use crate::components::TextField;
use crate::i18n::*;
use crate::platform::intl::{self, Plural};
use crate::state::use_person;
use crate::words::say;
use domain::along::find;
use leptos::prelude::*;

/// So many are shown; who finds more writes more of the word.
const SHOWN: usize = 40;

/// The field.
#[component]
pub(super) fn FindWords(
    /// What is looked for.
    words: RwSignal<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="find">
            <TextField
                id="find"
                label=say!(i18n, person.days.find)
                value=words
                on_input=move |text| words.set(text)
                max=80
            />
        </div>
    }
}

/// What was found, newest first, as it stands along the way.
#[component]
pub(super) fn FoundWords(
    /// What is looked for.
    words: RwSignal<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let found = Memo::new(move |_| {
        let instruments = person.notebook.instruments().get();
        person.notebook.records.with(|records| words.with(|words| find(records, &instruments, words)))
    });
    let count = Memo::new(move |_| found.with(Vec::len));
    let said = move || {
        let count = count.get();
        if count == 0 {
            return say!(i18n, person.days.found_none);
        }
        match intl::plural(count) {
            Plural::One => say!(i18n, person.days.found_single),
            Plural::Other => say!(i18n, person.days.found_many, count = count),
        }
    };
    let rows = move || {
        let instruments = person.notebook.instruments().get();
        found.with(|found| found.iter().take(SHOWN).map(|one| row(i18n, *one, &instruments)).collect::<Vec<_>>())
    };
    let more = move || {
        (count.get() > SHOWN)
            .then(|| view! { <p class="soft small">{say!(i18n, person.days.found_more, shown = SHOWN)}</p> })
    };
    view! {
        <section class="along">
            <p class="soft small" role="status">{said}</p>
            <ol class="way">{rows}</ol>
            {more}
        </section>
    }
}
