//! One person one shares with: what they wrote, what they can see and until when, what has left this phone, and
//! taking it back in two taps with an honest line about what that did.
use super::names::{self, first_name};
use super::work::{FaultNote, Work, param};
use crate::components::{
    Back, Button, CheckWordsLine, CheckboxRow, Icon, Kind, LinkButton, ReplyCard, RowLink, Screen, Section, Spinner,
    Terms, focus_heading, glyph,
};
use crate::i18n::*;
use crate::pages::not_found::NotFoundPage;
use crate::platform::{clock, intl};
use crate::state::use_person;
use crate::words::{I18n, say};
use domain::aspiration::Aspiration;
use domain::consent::{Consent, ConsentState};
use domain::id::{AspirationId, CheckInId, ConsentId, ItemKind, NoteId, WorkerId};
use domain::records::{Records, SentItem};
use leptos::prelude::*;

/// The page.
#[component]
pub fn OnePersonPage() -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let worker = param::<WorkerId>("worker");
    let contact = Memo::new(move |_| {
        let worker = worker.get()?;
        person.records.with(|records| records.contacts.get(&worker).cloned())
    });
    // What is on this screen has been seen.
    Effect::new(move |_| {
        let Some(worker) = worker.get() else { return };
        let unread = person
            .records
            .with(|records| records.replies.values().find(|it| it.from == worker && !it.read).map(|it| it.id));
        if let Some(reply) = unread {
            leptos::task::spawn_local(async move {
                // If this is not kept, the reply is new again at the next start.
                let _ = person.mark_read(reply).await;
            });
        }
    });
    let sharing = Memo::new(move |_| {
        let worker = worker.get()?;
        person.records.with(|records| records.consent_with(worker, clock::today()).map(Consent::id))
    });
    move || {
        let Some(contact) = contact.get() else { return view! { <NotFoundPage/> }.into_any() };
        let worker = contact.worker;
        let name = first_name(&contact.name);
        let shares = sharing.with(Option::is_some);
        let dock = {
            let name = name.clone();
            move || {
                let word = if shares {
                    say!(i18n, person.one_person.change, name = name)
                } else {
                    say!(i18n, person.one_person.choose)
                };
                view! { <LinkButton href=format!("/sharing/{worker}/choose")>{word}</LinkButton> }
            }
        };
        view! {
            <Screen
                title=contact.name.clone()
                lede=names::role_team(i18n, &contact)
                back=Back::to("/sharing").named(say!(i18n, person.one_person.back))
                dock=dock
            >
                <Replies worker=worker name=name.clone()/>
                <CanSee worker=worker name=name.clone()/>
                <Receipts worker=worker/>
                <Sent worker=worker/>
                <section>
                    <Section title=say!(i18n, person.one_person.check_words)/>
                    <p><CheckWordsLine words=contact.check_words.clone()/></p>
                    <p class="soft small">{say!(i18n, person.one_person.check_words_why, name = name)}</p>
                </section>
            </Screen>
        }
        .into_any()
    }
}

#[component]
fn Replies(worker: WorkerId, name: String) -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let title = say!(i18n, person.one_person.replies, name = name.as_str());
    let cards = move || {
        person.records.with(|records| {
            let mut all: Vec<_> = records.replies.values().filter(|it| it.from == worker).collect();
            all.sort_by_key(|it| std::cmp::Reverse(it.written));
            if all.is_empty() {
                return view! { <p class="soft small">{t!(i18n, person.one_person.replies_none)}</p> }.into_any();
            }
            let cards = all.into_iter().map(|it| {
                let title = say!(i18n, person.today.wrote, name = name.as_str());
                let when = intl::day_long(it.received.day());
                view! { <ReplyCard name=name.clone() title=title when=when words=it.words.clone()/> }.into_any()
            });
            cards.collect::<Vec<_>>().into_any()
        })
    };
    view! { <section aria-live="polite"><Section title=title/>{cards}</section> }
}

/// The permission that counts today; or the last one and how it ended.
#[component]
fn CanSee(worker: WorkerId, name: String) -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let work = Work::new();
    let asking = RwSignal::new(false);
    let title = say!(i18n, person.one_person.can_see, name = name.as_str());
    let now = Memo::new(move |_| {
        person.records.with(|records| {
            let told = records.contacts.get(&worker).is_some_and(|it| it.name_told);
            records.consent_with(worker, clock::today()).cloned().map(|it| (it, told))
        })
    });
    let page = {
        let name = name.clone();
        move || match now.get() {
            Some((consent, told)) => {
                let id = consent.id();
                let (checked, name) = (consent.without_asking(), name.clone());
                let change = move |on: bool| work.run(person.set_without_asking(id, on), |()| {});
                let take = move || {
                    let name = name.clone();
                    if asking.get() {
                        return view! { <TakeBack consent=id name=name on_leave=move |()| asking.set(false)/> }
                            .into_any();
                    }
                    view! {
                        <Button kind=Kind::Take fit=true on_press=move |()| asking.set(true)>
                            <Icon glyph=glyph::UNDO_2 small=true/>
                            {t!(i18n, person.one_person.take_back)}
                        </Button>
                    }
                    .into_any()
                };
                view! {
                    {terms(i18n, &consent, told)}
                    <div class="rows">
                        <CheckboxRow
                            label=say!(i18n, person.one_person.without_asking)
                            hint=say!(i18n, person.one_person.without_asking_hint)
                            checked=Signal::stored(checked)
                            on_change=change
                        />
                    </div>
                    {take}
                }
                .into_any()
            }
            None => {
                asking.set(false);
                view! { <p class="soft">{t!(i18n, person.sharing.sees_nothing)}</p> }.into_any()
            }
        }
    };
    // It stands there before it says anything, so that it is read out.
    let taken = move || {
        let none = now.with(Option::is_none);
        none.then(|| person.records.with(|records| taken_line(i18n, records, worker, &name))).flatten()
    };
    view! {
        <section>
            <Section title=title/>
            {page}
            <p role="status">{taken}</p>
            <FaultNote work=work/>
        </section>
    }
}

fn terms(i18n: I18n, consent: &Consent, told: bool) -> AnyView {
    let name = if told { say!(i18n, person.one_person.name_told) } else { say!(i18n, person.one_person.name_not_told) };
    let what = say!(i18n, person.sharing.can_see, things = names::scope(i18n, consent.scope()));
    let rows = vec![
        (say!(i18n, person.one_person.since).into(), intl::day_with_year(consent.granted().day()).into()),
        (say!(i18n, person.one_person.until).into(), intl::day_with_year(consent.until()).into()),
        (say!(i18n, person.one_person.name).into(), name.into()),
    ];
    view! { <p>{what}</p><Terms rows=rows/> }.into_any()
}

/// What taking back has done so far: only what is known.
fn taken_line(i18n: I18n, records: &Records, worker: WorkerId, name: &str) -> Option<String> {
    let last = records.consents.values().filter(|it| it.worker() == worker).max_by_key(|it| it.granted().at)?;
    match last.state() {
        ConsentState::Ended | ConsentState::Active => {
            Some(say!(i18n, person.one_person.ended, day = intl::day_plain(last.until())))
        }
        ConsentState::Withdrawn { .. } => {
            let deleted = records.cursors.deleted.get(&last.id()).copied();
            let looked = records.cursors.looked.get(&worker).copied();
            Some(match (deleted, looked) {
                (None, _) => say!(i18n, person.one_person.taken_waiting),
                (Some(deleted), None) => say!(i18n, person.one_person.taken_gone, time = intl::time(deleted)),
                (Some(deleted), Some(looked)) => say!(
                    i18n,
                    person.one_person.taken_gone_looked,
                    time = intl::time(deleted),
                    name = name,
                    looked = intl::time(looked)
                ),
            })
        }
    }
}

/// The receipts of every permission this worker was given, newest first.
#[component]
fn Receipts(worker: WorkerId) -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let given = Memo::new(move |_| {
        person.records.with(|records| {
            let mut all: Vec<&Consent> = records.consents.values().filter(|it| it.worker() == worker).collect();
            all.sort_by_key(|it| std::cmp::Reverse(it.granted().at));
            all.into_iter().map(|it| (it.id(), it.granted().day())).collect::<Vec<_>>()
        })
    });
    move || {
        let rows = given.get().into_iter().map(|(id, day)| {
            let hint = say!(i18n, person.one_person.given, day = intl::day_with_year(day));
            view! { <RowLink href=format!("/sharing/receipt/{id}") label=say!(i18n, person.one_person.receipt) hint=hint/> }
                .into_any()
        });
        let rows = rows.collect_view();
        (!rows.is_empty()).then(|| view! { <div class="rows">{rows}</div> })
    }
}

/// The second of the two taps.
#[component]
pub(super) fn TakeBack(
    consent: ConsentId,
    name: String,
    /// The person leaves it as it is, or it is done.
    #[prop(into)]
    on_leave: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let work = Work::new();
    // The question closes by itself once there is nothing left to take back; its page may be gone by then.
    let take = move |()| {
        work.run(person.withdraw(consent), move |()| {
            focus_heading();
            let _ = on_leave.try_run(());
        })
    };
    let leave = move |()| {
        focus_heading();
        on_leave.run(());
    };
    view! {
        <section class="card" role="group" aria-live="polite">
            <p class="label">{say!(i18n, person.one_person.sure_title, name = name.as_str())}</p>
            <p class="small">{say!(i18n, person.one_person.sure, name = name.as_str())}</p>
            <Button kind=Kind::Take on_press=take busy=work.busy>{t!(i18n, person.one_person.sure_yes)}</Button>
            <Button kind=Kind::Quiet on_press=leave>{t!(i18n, person.one_person.sure_no)}</Button>
            {move || work.busy.get().then(|| view! { <Spinner words=say!(i18n, person.sharing.taking_back)/> })}
            <FaultNote work=work/>
        </section>
    }
}

/// Everything that has left this phone for one worker, and what became of it.
#[component]
fn Sent(worker: WorkerId) -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let rows = move || {
        person.records.with(|records| {
            let mut all: Vec<_> = records.sent.values().filter(|it| it.worker == worker).collect();
            all.sort_by_key(|it| std::cmp::Reverse(it.queued.at));
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
    let holds = records.consents.get(&sent.consent).is_some_and(|it| it.holds(clock::today()));
    match (sent.opened, sent.delivered) {
        _ if !holds => say!(i18n, person.one_person.gone),
        (Some(opened), _) => say!(i18n, person.one_person.opened, day = intl::day_plain(clock::day_of(opened))),
        (None, Some(delivered)) => {
            say!(i18n, person.one_person.delivered, day = intl::day_plain(clock::day_of(delivered)))
        }
        (None, None) => say!(i18n, person.one_person.waiting),
    }
}
