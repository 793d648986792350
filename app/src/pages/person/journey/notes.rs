//! Notes in the person's own words: all of them, and a new one.
use super::super::work::{FaultNote, Work};
use crate::components::{Button, Kind, OwnSize, OwnWords, Section, TextArea};
use crate::i18n::*;
use crate::platform::intl;
use crate::state::use_person;
use crate::words::{I18n, say};
use domain::records::Records;
use leptos::prelude::*;

/// Notes that stand by themselves and notes of check-ins, newest first.
pub(super) fn notes(i18n: I18n, records: &Records) -> AnyView {
    let own = records.notes.values().map(|it| (it.at.at, it.at.day(), it.words.clone()));
    let of_check_ins = records
        .check_ins
        .values()
        .filter_map(|it| it.note.clone().map(|words| (it.completed.at, it.answered_on, words)));
    let mut all: Vec<_> = own.chain(of_check_ins).collect();
    all.sort_by_key(|(at, ..)| std::cmp::Reverse(*at));
    let none = all.is_empty().then(|| view! { <p class="soft">{t!(i18n, person.journey.notes_none)}</p> });
    let rows = all.into_iter().map(|(_, day, words)| {
        let on = say!(i18n, person.journey.on, day = intl::day_with_year(day));
        view! { <p class="soft small">{on}</p><OwnWords words=words size=OwnSize::Text/> }.into_any()
    });
    view! {
        <section>
            <Section title=say!(i18n, person.journey.notes)/>
            {none}
            {rows.collect::<Vec<_>>()}
        </section>
    }
    .into_any()
}

/// A field for one more note.
#[component]
pub(super) fn NewNote() -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let work = Work::new();
    let text = RwSignal::new(String::new());
    let asked = RwSignal::new(false);
    let error = Signal::derive(move || {
        (asked.get() && text.with(|text| text.trim().is_empty())).then(|| say!(i18n, person.journey.note_empty))
    });
    let keep = move |()| {
        let words = text.get_untracked();
        if words.trim().is_empty() {
            return asked.set(true);
        }
        work.run(async move { person.save_note(words.trim(), None).await }, move |_| {
            asked.set(false);
            text.set(String::new());
        });
    };
    view! {
        <section class="ruled-off">
            <TextArea
                id="new-note"
                label=say!(i18n, person.journey.note_new)
                hint=say!(i18n, person.journey.note_label)
                value=text
                on_input=move |words| text.set(words)
                error=error
                own=true
                max=4000
            />
            <Button kind=Kind::Alt fit=true on_press=keep busy=work.busy>{t!(i18n, person.journey.note_keep)}</Button>
            <FaultNote work=work/>
        </section>
    }
}
