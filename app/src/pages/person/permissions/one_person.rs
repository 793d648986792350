//! One person one shares with: what they wrote, what they can see and until when, what has left this phone, and
//! taking it back in two taps with an honest line about what that did.
use super::one_person_sent::Sent;
use super::one_person_settings::{Remove, TellName};
use super::{covered, share_words};
use crate::components::{
    Back, Button, ButtonKind, CheckWordsLine, CheckboxRow, Icon, LinkButton, Notice, ReplyCard, RowLink, Screen,
    Section, Spinner, Terms, focus_heading, glyph, when,
};
use crate::i18n::*;
use crate::pages::not_found::NotFoundPage;
use crate::pages::person::permissions::PermissionScreen;
use crate::pages::person::shell::go::{param, use_go};
use crate::pages::person::shell::names::{self, first_name};
use crate::pages::person::shell::screens::Addressed;
use crate::pages::person::shell::work::{FaultNote, Work};
use crate::platform::{clock, intl};
use crate::state::use_person;
use crate::words::{I18n, say};
use domain::consent::{Consent, From};
use domain::id::{ConsentId, WorkerId};
use domain::records::{ContactState, Records};
use domain::share::away_until;
use domain::share::ending::{Latest, latest, to_take_back};
use domain::share::seen::PermissionStanding;
use leptos::prelude::*;
use leptos::text_prop::TextProp;

/// Everything about one person one shares with, by the worker of the address.
#[component]
pub fn OnePersonPage() -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let go = use_go();
    let worker = param::<WorkerId>("worker");
    let contact = Memo::new(move |_| {
        let worker = worker.get()?;
        person.notebook.records.with(|records| records.contacts.get(&worker).cloned())
    });
    // What is on this screen has been seen.
    Effect::new(move |_| {
        let Some(worker) = worker.get() else { return };
        let unread = person
            .notebook
            .records
            .with(|records| records.replies.values().find(|it| it.from == worker && !it.read).map(|it| it.id));
        if let Some(reply) = unread {
            leptos::task::spawn_local(async move {
                // If this is not kept, the reply is new again at the next start.
                let _ = person.people.mark_read(reply).await;
            });
        }
    });
    let moved_on = Memo::new(move |_| {
        let worker = worker.get()?;
        person.notebook.records.with(|records| {
            let since = records.cursors.moved_on.get(&worker).copied()?;
            Some((since, records.cursors.new_starts.contains(&worker)))
        })
    });
    // A page may stay open over midnight, and with it the last day away.
    let told = Memo::new(move |_| {
        let (worker, today) = (worker.get()?, person.page.today.get());
        person.notebook.records.with(|records| {
            let asked = match latest(records, worker, today) {
                Some(Latest::Stands(PermissionStanding::OnRequest(at))) => Some(at),
                _ => None,
            };
            Some((away_until(records, worker, today), asked))
        })
    });
    let sharing = Memo::new(move |_| {
        let worker = worker.get()?;
        person.notebook.records.with(|records| records.consent_with(worker, clock::today()).map(Consent::id))
    });
    move || {
        let Some(contact) = contact.get() else { return view! { <NotFoundPage/> }.into_any() };
        let worker = contact.worker;
        let name = first_name(&contact.name);
        let shares = sharing.with(Option::is_some);
        let refused = contact.state == ContactState::Refused;
        let moved_on = moved_on.get();
        let closed = refused || moved_on.is_some();
        let dock = {
            let name = name.clone();
            move || {
                if let Some((_, new_start)) = moved_on {
                    return on_from(i18n, new_start);
                }
                if closed {
                    return view! { <LinkButton href="/sharing">{t!(i18n, person.one_person.back)}</LinkButton> }
                        .into_any();
                }
                let word = if shares {
                    say!(i18n, person.one_person.change, name = name)
                } else {
                    say!(i18n, person.one_person.choose)
                };
                view! { <LinkButton href=PermissionScreen::Choose.path(&[&worker])>{word}</LinkButton> }.into_any()
            }
        };
        let moved_on = moved_on.map(|(since, new_start)| {
            let day = intl::day_with_year(clock::day_of(since));
            if new_start {
                say!(i18n, person.one_person.new_start, name = name.as_str(), day = day)
            } else {
                say!(i18n, person.one_person.moved_on, name = name.as_str(), day = day)
            }
        });
        let (away, asked) = told.get().unwrap_or_default();
        let away = away
            .map(|until| say!(i18n, person.one_person.away, name = name.as_str(), day = intl::day_with_year(until)));
        // Once they have moved on that is what counts.
        let asked = asked.filter(|_| moved_on.is_none()).map(|at| {
            say!(i18n, person.one_person.on_request, name = name.as_str(), day = intl::day_with_year(clock::day_of(at)))
        });
        view! {
            <Screen
                title=contact.name.clone()
                lede=names::role_team(i18n, &contact)
                back=Back::to("/sharing").named(say!(i18n, person.one_person.back))
                dock=dock
            >
                {moved_on.map(|line| view! { <Notice>{line}</Notice> })}
                {asked.map(|line| view! { <Notice>{line}</Notice> })}
                {away.map(|line| view! { <Notice>{line}</Notice> })}
                <Replies worker=worker name=name.clone()/>
                {refused.then(|| view! { <p>{t!(i18n, person.sharing.refused)}</p> })}
                <CanSee worker=worker name=name.clone()/>
                {(!closed).then(|| view! { <TellName worker=worker name=name.clone()/> })}
                <Receipts worker=worker/>
                <Sent worker=worker/>
                <section>
                    <Section title=say!(i18n, person.one_person.check_words)/>
                    <p><CheckWordsLine words=contact.check_words.clone()/></p>
                    <p class="soft small">{say!(i18n, person.one_person.check_words_why, name = name.as_str())}</p>
                </section>
                <Remove worker=worker name=name go=go/>
            </Screen>
        }
        .into_any()
    }
}

/// Where to go on from somebody who is not there any more: to their new introduction, or to whoever else was met.
fn on_from(i18n: I18n, new_start: bool) -> AnyView {
    if new_start {
        view! { <LinkButton href="/i">{t!(i18n, person.sharing.use_code)}</LinkButton> }.into_any()
    } else {
        view! { <LinkButton href="/sharing">{t!(i18n, person.one_person.somebody_else)}</LinkButton> }.into_any()
    }
}

#[component]
fn Replies(worker: WorkerId, name: String) -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let title = say!(i18n, person.one_person.replies, name = name.as_str());
    let cards = move || {
        person.notebook.records.with(|records| {
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
    let title = say!(i18n, person.one_person.now, name = name.as_str());
    let now = Memo::new(move |_| {
        person.notebook.records.with(|records| {
            let refused = records.contacts.get(&worker).is_some_and(|it| it.state == ContactState::Refused);
            let consent = records.consent_with(worker, clock::today()).filter(|_| !refused)?;
            let instruments = person.notebook.instruments().get();
            Some((consent.clone(), covered::things(i18n, records, &instruments, consent.scope())))
        })
    });
    let left =
        Memo::new(move |_| person.notebook.records.with(|records| to_take_back(records, worker).map(Consent::id)));
    let talk_hint = {
        let name = name.clone();
        Memo::new(move |_| {
            let hint = say!(i18n, person.one_person.talk_hint);
            let away = person.notebook.records.with(|records| share_words::away_wish(i18n, records, worker, &name));
            away.map_or(hint.clone(), |away| format!("{away} {hint}"))
        })
    };
    let page = {
        let name = name.clone();
        move || match now.get() {
            Some((consent, things)) => {
                let id = consent.id();
                let (checked, name) = (consent.without_asking(), name.clone());
                let talk = consent.asked_to_talk().is_some();
                let wish = move |on: bool| work.run(person.permissions.wish_to_talk(id, on), |()| {});
                let change = move |on: bool| work.run(person.permissions.set_without_asking(id, on), |()| {});
                view! {
                    {terms(i18n, &consent, things)}
                    <div class="rows">
                        <CheckboxRow
                            label=say!(i18n, person.choose.conversation)
                            hint=move || talk_hint.get()
                            checked=Signal::stored(talk)
                            on_change=wish
                        />
                        <CheckboxRow
                            label=say!(i18n, person.one_person.without_asking)
                            hint=say!(i18n, person.one_person.without_asking_hint)
                            checked=Signal::stored(checked)
                            on_change=change
                        />
                    </div>
                    <TakeBackFirst consent=id name=name asking=asking/>
                }
                .into_any()
            }
            None => {
                // What does not count here any more and may still count there can be taken back as before.
                if let Some(id) = left.get() {
                    return view! { <TakeBackFirst consent=id name=name.clone() asking=asking/> }.into_any();
                }
                asking.set(false);
                let nothing =
                    person.notebook.records.with(|records| share_words::still(i18n, records, worker, &name)).is_none();
                let met = person.notebook.records.with(|records| can_help(records, worker));
                nothing
                    .then(|| {
                        view! {
                            <p class="soft">{t!(i18n, person.sharing.sees_nothing)}</p>
                            {met.then(|| view! { <p>{say!(i18n, person.one_person.helps, name = name.as_str())}</p> })}
                        }
                    })
                    .into_any()
            }
        }
    };
    // It stands there before it says anything, so that it is read out.
    let taken = move || {
        let none = now.with(Option::is_none);
        none.then(|| person.notebook.records.with(|records| taken_line(i18n, records, worker, &name))).flatten()
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

/// Whether what they write down with the person would come here.
fn can_help(records: &Records, worker: WorkerId) -> bool {
    let met = records.contacts.get(&worker).is_some_and(|it| it.state == ContactState::Introduced);
    met && !records.cursors.moved_on.contains_key(&worker)
}

/// The first of the two taps, and then the second.
#[component]
fn TakeBackFirst(consent: ConsentId, name: String, asking: RwSignal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    move || {
        let name = name.clone();
        if asking.get() {
            return view! { <TakeBack consent=consent name=name on_leave=move |()| asking.set(false)/> }.into_any();
        }
        view! {
            <Button kind=ButtonKind::Take fit=true on_press=move |()| asking.set(true)>
                <Icon glyph=glyph::UNDO_2 small=true/>
                {t!(i18n, person.one_person.take_back)}
            </Button>
        }
        .into_any()
    }
}

fn terms(i18n: I18n, consent: &Consent, things: Vec<String>) -> AnyView {
    let things = things.into_iter().map(|thing| view! { <li dir="auto">{thing}</li> }.into_any());
    let things: Vec<AnyView> = things.collect();
    let reach = match consent.from() {
        From::OnlyNew => say!(i18n, person.one_person.new_since, day = intl::day_with_year(consent.new_from().day())),
        From::EarlierToo => say!(i18n, person.when.earlier),
    };
    let reach = (consent.scope().check_ins() || consent.scope().areas() > 0)
        .then(|| (say!(i18n, person.preview.check_ins).into(), reach.into()));
    let mut rows: Vec<(TextProp, TextProp)> = vec![
        (say!(i18n, person.one_person.since).into(), intl::day_with_year(consent.granted().day()).into()),
        (say!(i18n, person.one_person.until).into(), intl::day_with_year(consent.until()).into()),
    ];
    rows.extend(reach);
    view! { <ul class="plain-list">{things}</ul><Terms rows=rows/> }.into_any()
}

/// What taking back has done so far: only what is known.
fn taken_line(i18n: I18n, records: &Records, worker: WorkerId, name: &str) -> Option<String> {
    if let Some(line) = share_words::still(i18n, records, worker, name) {
        return Some(line);
    }
    match latest(records, worker, clock::today())? {
        Latest::Gone { gone, looked } => Some(say!(
            i18n,
            person.one_person.taken_gone_looked,
            time = share_words::when(i18n, gone),
            name = name,
            looked = share_words::when(i18n, looked)
        )),
        Latest::Stands(over) => share_words::over(i18n, over, name),
    }
}

/// The receipts of every permission this worker was given, newest first.
#[component]
fn Receipts(worker: WorkerId) -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let given = Memo::new(move |_| {
        person.notebook.records.with(|records| {
            let mut all: Vec<&Consent> = records.consents.values().filter(|it| it.worker() == worker).collect();
            all.sort_by_key(|it| std::cmp::Reverse(it.granted().at));
            all.into_iter().map(|it| (it.id(), it.granted().day())).collect::<Vec<_>>()
        })
    });
    move || {
        let rows = given.get().into_iter().map(|(id, day)| {
            let hint = say!(i18n, person.one_person.given, day = intl::day_with_year(day));
            view! { <RowLink href=PermissionScreen::Receipt.path(&[&id]) label=say!(i18n, person.one_person.receipt) hint=hint/> }
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
        work.run(person.permissions.withdraw(consent), move |()| {
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
            <Button kind=ButtonKind::Take on_press=take busy=work.busy>{t!(i18n, person.one_person.sure_yes)}</Button>
            <Button kind=ButtonKind::Quiet on_press=leave>{t!(i18n, person.one_person.sure_no)}</Button>
            {when(move || work.busy.get(), move || view! { <Spinner words=say!(i18n, person.sharing.taking_back)/> })}
            <FaultNote work=work/>
        </section>
    }
}
