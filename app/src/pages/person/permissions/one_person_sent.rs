//! What has left this phone for one worker, and what became of each thing: only what this phone knows.
use super::{covered, share_words};
use crate::components::Section;
use crate::i18n::*;
use crate::platform::{clock, intl};
use crate::state::use_person;
use crate::words::{I18n, say};
use domain::consent::ItemKind;
use domain::id::WorkerId;
use domain::records::{Records, SentItem};
use domain::share::seen::{PermissionStanding, SentStanding, item};
use leptos::prelude::*;
use std::cmp::Reverse;

/// Everything that has left this phone for one worker, and what became of it.
#[component]
pub(super) fn Sent(worker: WorkerId) -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let rows = move || {
        let refused = person.post.is_refused();
        person.notebook.records.with(|records| {
            let theirs = records.sent.values().filter(|it| it.worker == worker && it.kind != ItemKind::Head);
            // The newest first; of what went together the permission, then each kind by itself, the latest day first.
            let mut all: Vec<_> = theirs
                .map(|it| {
                    let (kind, day, what) = covered::gone(i18n, records, it);
                    ((Reverse(it.queued.at), kind, Reverse(day)), what, it)
                })
                .collect();
            all.sort_by_key(|(order, ..)| *order);
            if all.is_empty() {
                return view! { <p class="soft small">{t!(i18n, person.one_person.sent_none)}</p> }.into_any();
            }
            let rows = all.into_iter().map(|(_, what, it)| {
                let state = item_state(i18n, records, it, refused);
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

fn item_state(i18n: I18n, records: &Records, sent: &SentItem, refused: bool) -> String {
    let day = |at| intl::day_plain(clock::day_of(at));
    match item(records, sent, clock::today()) {
        SentStanding::Opened(at) => say!(i18n, person.one_person.opened, day = day(at)),
        SentStanding::Delivered(at) => say!(i18n, person.one_person.delivered, day = day(at)),
        SentStanding::Waiting => share_words::waiting(i18n, refused),
        SentStanding::Over(PermissionStanding::TakenBack(_) | PermissionStanding::Leaving(_)) => {
            say!(i18n, person.one_person.gone)
        }
        SentStanding::Over(PermissionStanding::GoingBack | PermissionStanding::Replaced(None)) => {
            say!(i18n, person.one_person.going_back)
        }
        SentStanding::Over(PermissionStanding::OnRequest(at)) => {
            say!(i18n, person.one_person.on_request_on, day = intl::day_with_year(clock::day_of(at)))
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
