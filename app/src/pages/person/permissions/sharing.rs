//! Sharing: the people one shares with, what each can see, what became of it, and taking it back.
use super::came_back::CameBack;
use super::one_person::TakeBack;
use super::strays::Strays;
use super::{covered, share_words};
use crate::components::{EmptyState, Icon, LinkButton, PersonCard, Place, STILE, Screen, glyph};
use crate::i18n::*;
use crate::pages::person::permissions::PermissionScreen;
use crate::pages::person::shell::names::{self, first_name};
use crate::pages::person::shell::screens::Addressed;
use crate::platform::clock;
use crate::platform::intl::{self, Plural};
use crate::state::use_person;
use crate::words::{I18n, say};
use domain::consent::Consent;
use domain::id::{ConsentId, WorkerId};
use domain::records::{Contact, ContactState, Records};
use domain::share::away_until;
use domain::share::ending::{Latest, latest, stray_goes_back, to_take_back, waits_for_signal};
use domain::share::seen::{PermissionStanding, Sees, sees};
use leptos::prelude::*;
use leptos::text_prop::TextProp;

/// The people one shares with, each as a card, and what came without being known.
#[component]
pub fn SharingPage() -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    // The first of the two taps names the worker.
    let asking = RwSignal::new(None::<WorkerId>);
    let workers = Memo::new(move |_| {
        person.notebook.records.with(|records| {
            let mut all: Vec<_> = records.contacts.values().map(|it| (it.met.at, it.worker)).collect();
            all.sort_by_key(|one| std::cmp::Reverse(*one));
            all.into_iter().map(|(_, worker)| worker).collect::<Vec<_>>()
        })
    });
    let seeing = Memo::new(move |_| {
        person.notebook.records.with(|records| {
            let seen = |it: &&Contact| matches!(sees(records, it.worker, clock::today()), Sees::Now(_));
            let still = records
                .contacts
                .values()
                .filter_map(|it| share_words::still(i18n, records, it.worker, &first_name(&it.name)));
            (records.contacts.values().filter(seen).count(), still.collect::<Vec<_>>())
        })
    });
    let strays =
        Memo::new(move |_| !person.strays.found.with(Vec::is_empty) || person.notebook.records.with(stray_goes_back));
    let page = move || {
        let workers = workers.get();
        if workers.is_empty() {
            return view! { <EmptyState words=say!(i18n, person.sharing.empty) drawing=STILE/> }.into_any();
        }
        let (now, still) = seeing.get();
        let sub = match (now, intl::plural(now)) {
            // Nobody, as far as this phone knows: nothing is on its way back, and nothing there is unknown here.
            (0, _) if still.is_empty() && !strays.get() => say!(i18n, person.sharing.sub_none),
            (0, _) => String::new(),
            (_, Plural::One) => say!(i18n, person.sharing.sub_single),
            (count, Plural::Other) => say!(i18n, person.sharing.sub_many, count = count),
        };
        let cards = workers.into_iter().map(|worker| view! { <Card worker=worker asking=asking/> }.into_any());
        view! {
            <div role="status">
                {(!sub.is_empty()).then(|| view! { <p class="soft small sub">{sub}</p> })}
                {still.into_iter().map(|line| view! { <p class="soft small sub">{line}</p> }).collect_view()}
            </div>
            <p role="status">{move || person.post.pack_altered.get().then(|| say!(i18n, person.sharing.pack_altered))}</p>
            <p role="status">{move || person.post.server_wrong.get().then(|| say!(i18n, person.sharing.server_wrong))}</p>
            <p role="status">{move || person.post.refused_there.get().map(|why| share_words::refused(i18n, why))}</p>
            <CameBack/>
            {cards.collect::<Vec<_>>()}
        }
        .into_any()
    };
    let dock = move || {
        view! { <LinkButton href="/i"><Icon glyph=glyph::QR_CODE/>{t!(i18n, person.sharing.use_code)}</LinkButton> }
    };
    view! { <Screen title=say!(i18n, person.sharing.title) nav=Place::Sharing dock=dock><Strays/>{page}</Screen> }
}

/// What a card says; it is drawn anew only when this changes.
#[derive(Clone, PartialEq, Eq)]
struct Facts {
    name: String,
    role: String,
    can_see: String,
    until: String,
    state: (String, glyph::Glyph),
    away: Option<String>,
    consent: Option<ConsentId>,
    refused: bool,
    /// The worker has moved on or begun anew.
    gone: bool,
}

fn facts(i18n: I18n, records: &Records, worker: WorkerId, refused: bool) -> Option<Facts> {
    let contact = records.contacts.get(&worker)?;
    let consent = records.consent_with(worker, clock::today());
    let can_see = match consent {
        Some(consent) => say!(i18n, person.sharing.can_see, things = covered::counted(i18n, consent.scope())),
        None => share_words::still(i18n, records, worker, &first_name(&contact.name))
            .unwrap_or_else(|| say!(i18n, person.sharing.sees_nothing)),
    };
    let until = consent.map(|it| say!(i18n, person.sharing.until, day = intl::day_with_year(it.until())));
    Some(Facts {
        name: contact.name.clone(),
        role: names::role_team(i18n, contact),
        can_see,
        until: until.unwrap_or_default(),
        state: state_line(i18n, records, contact, refused),
        away: away_until(records, worker, clock::today())
            .map(|until| say!(i18n, person.sharing.away, day = intl::day_plain(until))),
        consent: consent.or_else(|| to_take_back(records, worker)).map(Consent::id),
        refused: contact.state == ContactState::Refused,
        gone: records.cursors.moved_on.contains_key(&worker),
    })
}

#[component]
fn Card(worker: WorkerId, asking: RwSignal<Option<WorkerId>>) -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let facts = Memo::new(move |_| {
        let refused = person.post.is_refused();
        person.notebook.records.with(|records| facts(i18n, records, worker, refused))
    });
    move || {
        let Facts { name, role, can_see, until, state: (state, state_glyph), away, consent, refused, gone } =
            facts.get()?;
        let away = away.map(TextProp::from);
        let short = first_name(&name);
        let (href, change_href) = (PermissionScreen::One.path(&[&worker]), PermissionScreen::Choose.path(&[&worker]));
        // Where nothing can be chosen, their page can take them off this list.
        let choose = if refused || gone {
            (say!(i18n, person.sharing.remove_row), href.clone())
        } else {
            (say!(i18n, person.sharing.choose), change_href)
        };
        let Some(consent) = consent.filter(|_| !refused) else {
            let (choose, change_href) = choose;
            return Some(
                view! {
                    <PersonCard name=name role=role href=href can_see=can_see state=state state_glyph=state_glyph away=away
                        change_href=change_href change=choose/>
                }
                .into_any(),
            );
        };
        let take = say!(i18n, person.sharing.take_back);
        let (change, change_href) = choose;
        let change = if until.is_empty() { change } else { say!(i18n, person.sharing.change) };
        let ask = move |()| asking.set(Some(worker));
        let sure = move || {
            (asking.get() == Some(worker)).then(|| {
                let name = short.clone();
                view! { <TakeBack consent=consent name=name on_leave=move |()| asking.set(None)/> }
            })
        };
        Some(
            view! {
                <PersonCard name=name role=role href=href can_see=can_see until=until state=state
                    state_glyph=state_glyph away=away change_href=change_href change=change take_back=take on_take_back=ask/>
                {sure}
            }
            .into_any(),
        )
    }
}

/// What became of what was last sent to a worker; `refused` if the server takes nothing this phone signs.
fn state_line(i18n: I18n, records: &Records, contact: &Contact, refused: bool) -> (String, glyph::Glyph) {
    let worker = contact.worker;
    match contact.state {
        ContactState::Claiming => return (say!(i18n, person.sharing.claiming), glyph::CLOCK),
        ContactState::Refused => return (say!(i18n, person.sharing.refused), glyph::CIRCLE_ALERT),
        ContactState::Introduced => {}
    }
    if records.cursors.moved_on.contains_key(&worker) {
        let line = if records.cursors.new_starts.contains(&worker) {
            say!(i18n, person.sharing.new_start)
        } else {
            say!(i18n, person.sharing.moved_on)
        };
        return (line, glyph::INFO);
    }
    if let Some(Latest::Stands(PermissionStanding::OnRequest(_))) = latest(records, worker, clock::today()) {
        return (say!(i18n, person.sharing.on_request), glyph::INFO);
    }
    if let Sees::Still(id) = sees(records, worker, clock::today()) {
        // Past its last day, its own line has said so.
        let taken = records.consents.get(&id).is_some_and(|it| !records.can_take_back(it));
        return if taken {
            (say!(i18n, person.sharing.taken_here), glyph::CLOCK)
        } else {
            (String::new(), glyph::CLOCK)
        };
    }
    if waits_for_signal(records, worker) {
        return (share_words::waiting(i18n, refused), glyph::CLOCK);
    }
    let Some(holding) = records.consent_with(worker, clock::today()).map(Consent::id) else {
        return (String::new(), glyph::USER);
    };
    let sent = || records.sent.values().filter(|it| it.worker == worker && it.consent == holding);
    if let Some(opened) = sent().filter_map(|it| it.opened).max() {
        let day = clock::day_of(opened);
        let line = say!(i18n, person.sharing.opened, name = first_name(&contact.name), day = intl::day_plain(day));
        return (line, glyph::EYE);
    }
    if sent().any(|it| it.delivered.is_some()) {
        return (say!(i18n, person.sharing.delivered), glyph::CHECK);
    }
    (String::new(), glyph::USER)
}
