//! Who sees a thing of the person's, said on the thing itself and before new words are kept.
use super::names::{self, first_name};
use crate::components::QuietLink;
use crate::i18n::*;
use crate::platform::clock;
use crate::state::use_person;
use crate::words::{I18n, say};
use domain::id::WorkerId;
use domain::records::Records;
use domain::share::seen::{self as standing, Thing};
use leptos::prelude::*;
use leptos::text_prop::TextProp;

/// "Sam, Jo".
fn names_of(i18n: I18n, records: &Records, workers: &[WorkerId]) -> String {
    let name = |worker: &WorkerId| records.contacts.get(worker).map(|it| first_name(&it.name));
    names::joined(i18n, workers.iter().filter_map(name)).unwrap_or_default()
}

/// What stands at a field before its words are kept: who will see them, or that nobody else will.
pub(crate) fn will_see(i18n: I18n, thing: Thing) -> TextProp {
    let person = use_person();
    let line = Memo::new(move |_| {
        person.notebook.records.with(|records| {
            let workers = standing::seen_by(records, thing, clock::today());
            if !workers.is_empty() {
                return say!(i18n, person.seen.will_see, names = names_of(i18n, records, &workers));
            }
            let asked = match thing {
                Thing::CheckInNote(id) => {
                    records.check_ins.get(&id).map(|it| standing::would_see_note(records, it, clock::today()))
                }
                _ => None,
            };
            match asked.filter(|workers| !workers.is_empty()) {
                Some(workers) => say!(i18n, person.seen.with_it, names = names_of(i18n, records, &workers)),
                None => say!(i18n, person.seen.only_you),
            }
        })
    });
    (move || line.get()).into()
}

/// "Shared with Sam", and the way to Sharing; nothing where nobody else sees it.
#[component]
pub(crate) fn SeenBy(thing: Thing) -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let found = Memo::new(move |_| {
        person.notebook.records.with(|records| {
            let workers = standing::seen_by(records, thing, clock::today());
            let href = match workers.as_slice() {
                [] => return None,
                [one] => format!("/sharing/{one}"),
                _ => "/sharing".to_owned(),
            };
            Some((say!(i18n, person.seen.shared_with, names = names_of(i18n, records, &workers)), href))
        })
    });
    move || found.get().map(|(line, href)| view! { <p><QuietLink href=href>{line}</QuietLink></p> })
}

/// On Me: who knows the name, and that they see a change.
#[component]
pub(crate) fn NameTold() -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let line = Memo::new(move |_| {
        person.notebook.records.with(|records| {
            records.settings.name.as_ref()?;
            let told: Vec<WorkerId> = records.contacts.values().filter(|it| it.name_told).map(|it| it.worker).collect();
            (!told.is_empty()).then(|| say!(i18n, person.seen.name_told, names = names_of(i18n, records, &told)))
        })
    });
    move || line.get().map(|line| view! { <p class="soft small">{line}</p> })
}
