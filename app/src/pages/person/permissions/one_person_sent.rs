//! What has left this phone for one worker, and what became of each thing: only what this phone knows.
use crate::components::Section;
use crate::i18n::*;
use crate::platform::{clock, intl};
use crate::state::use_person;
use crate::words::{I18n, say};
use domain::aspiration::Aspiration;
use domain::id::{AspirationId, CheckInId, ItemKind, NoteId, WorkerId};
use domain::records::{Records, SentItem};
use domain::share::seen::{PermissionStanding, SentStanding, item};
use domain::time::{Day, Moment};
use leptos::prelude::*;
use std::cmp::Reverse;

/// Everything that has left this phone for one worker, and what became of it.
#[component]
pub(super) fn Sent(worker: WorkerId) -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let rows = move || {
        person.notebook.records.with(|records| {
            let mut all: Vec<_> = records.sent.values().filter(|it| it.worker == worker).collect();
            all.sort_by_key(|it| order(records, it));
            if all.is_empty() {
                return view! { <p class="soft small">{t!(i18n, person.one_person.sent_none)}</p> }.into_any();
            }
            let rows = all.into_iter().map(|it| {
                let (what, state) = (item_name(i18n, records, it), item_state(i18n, records, it));
                view! {
                    <li class="row">
                        <span class="grow"><span dir="auto">{what}</span><span class="hint">{state}</span></span>
                    </li>
                }
                .into_any()
            });
            view! { <ul class="rows">{rows.collect::<Vec<_>>()}</ul> }.into_any()
        })
    };
    view! { <section><Section title=say!(i18n, person.one_person.sent)/>{rows}</section> }
}

/// The newest first; of what went together the permission, then each kind by itself, the latest day first.
fn order(records: &Records, sent: &SentItem) -> (Reverse<Moment>, u8, Reverse<Option<Day>>) {
    let check_in = || records.check_ins.get(&CheckInId::from_bytes(sent.source)).map(|it| it.answered_on);
    let note = || records.notes.get(&NoteId::from_bytes(sent.source)).map(|it| it.at.day());
    let (kind, day) = match sent.kind {
        ItemKind::About => (0, None),
        ItemKind::Conversation => (1, None),
        ItemKind::Aspiration => (2, None),
        ItemKind::CheckIn => (3, check_in()),
        ItemKind::Note => (4, note()),
    };
    (Reverse(sent.queued.at), kind, Reverse(day))
}

fn item_name(i18n: I18n, records: &Records, sent: &SentItem) -> String {
    match sent.kind {
        ItemKind::CheckIn => {
            let day = records.check_ins.get(&CheckInId::from_bytes(sent.source)).map(|it| it.answered_on);
            say!(i18n, person.one_person.item_check_in, day = day.map(intl::day_plain).unwrap_or_default())
        }
        ItemKind::Aspiration => {
            let own = records.aspirations.get(&AspirationId::from_bytes(sent.source));
            match own {
                Some(Aspiration { words, .. }) => say!(i18n, person.one_person.item_aspiration, words = words.as_str()),
                None => say!(i18n, person.one_person.item_aspiration_plain),
            }
        }
        ItemKind::Note => match records.notes.get(&NoteId::from_bytes(sent.source)) {
            Some(note) => say!(i18n, person.one_person.item_note, day = intl::day_plain(note.at.day())),
            None => say!(i18n, person.one_person.item_note_plain),
        },
        ItemKind::About => say!(i18n, person.one_person.item_about),
        ItemKind::Conversation => say!(i18n, person.one_person.item_conversation),
    }
}

fn item_state(i18n: I18n, records: &Records, sent: &SentItem) -> String {
    let day = |at| intl::day_plain(clock::day_of(at));
    match item(records, sent, clock::today()) {
        SentStanding::Opened(at) => say!(i18n, person.one_person.opened, day = day(at)),
        SentStanding::Delivered(at) => say!(i18n, person.one_person.delivered, day = day(at)),
        SentStanding::Waiting => say!(i18n, person.one_person.waiting),
        SentStanding::Over(PermissionStanding::TakenBack(_)) => say!(i18n, person.one_person.gone),
        SentStanding::Over(PermissionStanding::GoingBack | PermissionStanding::Replaced(None)) => {
            say!(i18n, person.one_person.going_back)
        }
        SentStanding::Over(PermissionStanding::Past(_)) => say!(i18n, person.one_person.past_item),
        SentStanding::Over(PermissionStanding::Ended(day)) => {
            say!(i18n, person.receipt.ended, day = intl::day_with_year(day))
        }
        SentStanding::Over(
            PermissionStanding::Closed
            | PermissionStanding::Over
            | PermissionStanding::Replaced(Some(_))
            | PermissionStanding::Holds,
        ) => {
            say!(i18n, person.one_person.over)
        }
        SentStanding::Unknown => say!(i18n, person.one_person.unknown),
    }
}
