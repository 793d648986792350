//! Sharing: the people one shares with, what each can see, what became of it, and taking it back.
use super::names::{self, first_name};
use super::one_person::TakeBack;
use crate::components::{EmptyState, Icon, LinkButton, PersonCard, Place, STILE, Screen, glyph};
use crate::i18n::*;
use crate::platform::clock;
use crate::platform::intl::{self, Plural};
use crate::state::use_person;
use crate::words::{I18n, say};
use domain::id::WorkerId;
use domain::records::{Contact, ContactState, Records};
use leptos::prelude::*;

/// The page.
#[component]
pub fn SharingPage() -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    // The first of the two taps names the worker.
    let asking = RwSignal::new(None::<WorkerId>);
    let workers = Memo::new(move |_| {
        person.records.with(|records| {
            let mut all: Vec<_> = records.contacts.values().map(|it| (it.met.at, it.worker)).collect();
            all.sort_by_key(|one| std::cmp::Reverse(*one));
            all.into_iter().map(|(_, worker)| worker).collect::<Vec<_>>()
        })
    });
    let seeing = Memo::new(move |_| {
        person.records.with(|records| {
            let today = clock::today();
            records.contacts.keys().filter(|worker| records.consent_with(**worker, today).is_some()).count()
        })
    });
    let page = move || {
        let workers = workers.get();
        if workers.is_empty() {
            return view! { <EmptyState words=say!(i18n, person.sharing.empty) drawing=STILE>{()}</EmptyState> }
                .into_any();
        }
        let sub = match (seeing.get(), intl::plural(seeing.get())) {
            (0, _) => say!(i18n, person.sharing.sub_none),
            (_, Plural::One) => say!(i18n, person.sharing.sub_single),
            (count, Plural::Other) => say!(i18n, person.sharing.sub_many, count = count),
        };
        let cards = workers.into_iter().map(|worker| view! { <Card worker=worker asking=asking/> }.into_any());
        view! {
            <p class="soft small sub">{sub}</p>
            {cards.collect::<Vec<_>>()}
        }
        .into_any()
    };
    let dock = move || {
        view! { <LinkButton href="/i"><Icon glyph=glyph::QR_CODE/>{t!(i18n, person.sharing.use_code)}</LinkButton> }
    };
    view! { <Screen title=say!(i18n, person.sharing.title) nav=Place::Sharing dock=dock>{page}</Screen> }
}

#[component]
fn Card(worker: WorkerId, asking: RwSignal<Option<WorkerId>>) -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    move || {
        person.records.with(|records| {
            let contact = records.contacts.get(&worker)?;
            let consent = records.consent_with(worker, clock::today());
            let can_see = match consent {
                Some(consent) => {
                    let things = names::scope(i18n, consent.scope());
                    say!(i18n, person.sharing.can_see, things = things)
                }
                None => say!(i18n, person.sharing.sees_nothing),
            };
            let until = consent
                .map(|it| say!(i18n, person.sharing.until, day = intl::day_with_year(it.until())))
                .unwrap_or_default();
            let (state, state_glyph) = state_line(i18n, records, contact);
            let change = match consent {
                Some(_) => say!(i18n, person.sharing.change),
                None => say!(i18n, person.sharing.choose),
            };
            let name = contact.name.clone();
            let role = names::role_team(i18n, contact);
            let (href, change_href) = (format!("/sharing/{worker}"), format!("/sharing/{worker}/choose"));
            let card = match consent {
                Some(_) => {
                    let take = say!(i18n, person.sharing.take_back);
                    let ask = move |()| asking.set(Some(worker));
                    view! {
                        <PersonCard name=name role=role href=href can_see=can_see until=until state=state
                            state_glyph=state_glyph change_href=change_href change=change take_back=take on_take_back=ask/>
                    }
                    .into_any()
                }
                None => {
                    view! {
                        <PersonCard name=name role=role href=href can_see=can_see state=state state_glyph=state_glyph
                            change_href=change_href change=change/>
                    }
                    .into_any()
                }
            };
            let consent = consent.map(|it| it.id());
            let name = first_name(&contact.name);
            Some(view! {
                {card}
                {move || {
                    let asked = asking.get() == Some(worker);
                    let name = name.clone();
                    consent
                        .filter(|_| asked)
                        .map(|consent| {
                            view! { <TakeBack consent=consent name=name on_leave=move |()| asking.set(None)/> }
                        })
                }}
            })
        })
    }
}

/// What became of what was last sent to a worker.
pub(super) fn state_line(i18n: I18n, records: &Records, contact: &Contact) -> (String, glyph::Glyph) {
    let worker = contact.worker;
    match contact.state {
        ContactState::Claiming => return (say!(i18n, person.sharing.claiming), glyph::CLOCK),
        ContactState::Refused => return (say!(i18n, person.sharing.refused), glyph::CIRCLE_ALERT),
        ContactState::Introduced => {}
    }
    if records.outbox.values().any(|entry| entry.worker == worker) {
        return (say!(i18n, person.sharing.waiting), glyph::CLOCK);
    }
    let holding = records.consent_with(worker, clock::today()).map(|it| it.id());
    let sent = || records.sent.values().filter(|it| it.worker == worker && Some(it.consent) == holding);
    if let Some(opened) = sent().filter_map(|it| it.opened).max() {
        let day = clock::day_of(opened);
        let line = say!(i18n, person.sharing.opened, name = first_name(&contact.name), day = intl::day_short(day));
        return (line, glyph::EYE);
    }
    if sent().any(|it| it.delivered.is_some()) {
        return (say!(i18n, person.sharing.delivered), glyph::CHECK);
    }
    (names::role(i18n, contact.role), glyph::USER)
}
