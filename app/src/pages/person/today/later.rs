//! Today for whoever comes again: a greeting, what is new, what is in focus, and the next check-in whenever it suits. No
//! streaks, no guilt.
use super::about_sharing::Questions;
use super::browser_may_clear::{MayBePrivate, MayClear, MayForget, may_clear};
use super::first_day::{JustMe, called};
use super::focus::Focus;
use super::greeting::greeting;
use super::last::Last;
use crate::components::{Button, LinkButton, Notice, Place, QuietLink, ReplyCard, RowLink, Screen, glyph};
use crate::i18n::*;
use crate::pages::person::check_in::{Usual, WrittenCard, going_on, use_usual};
use crate::pages::person::permissions::PermissionScreen;
use crate::pages::person::shell::gate::Notices;
use crate::pages::person::shell::names::first_name;
use crate::pages::person::shell::screens::Addressed;
use crate::pages::person::shell::work::FaultNote;
use crate::platform::intl;
use crate::state::use_person;
use crate::words::say;
use domain::today::{Invitation, invitation};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// What is new, what is in focus, and the way into the next check-in.
#[component]
pub(super) fn Later() -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    spawn_local(person.aside.look());
    let usual = use_usual();
    let may_clear = may_clear();
    let invitation = Memo::new(move |_| {
        let (today, may_forget) = (person.page.today.get(), may_clear.with(Option::is_some));
        person.notebook.records.with(|records| invitation(records, today, may_forget))
    });
    let dock = move || view! { <WayOn usual=usual invitation=invitation/> };
    view! {
        <Screen
            title=move || greeting(i18n, person)
            over=move || intl::day_long(person.page.today.get())
            me=true
            nav=Place::Today
            dock=dock
        >
            <Notices/>
            <MayBePrivate/>
            <WrittenCard/>
            <Questions/>
            <Last/>
            <Replies/>
            <Focus invitation=invitation/>
            <Invited invitation=invitation may_clear=may_clear/>
            <FaultNote work=usual.work/>
        </Screen>
    }
}

/// The one button: on with what was begun, or the next check-in, which begins at once.
#[component]
fn WayOn(usual: Usual, invitation: Memo<Option<Invitation>>) -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let draft = Memo::new(move |_| {
        person.notebook.records.with(|records| {
            let draft = records.under_way().max_by_key(|it| it.started.at)?;
            let of = person.notebook.instrument_of(&draft.pack)?.pack.items.len();
            Some((draft.id, draft.goes_on_at(), of))
        })
    });
    let lead = move || match invitation.get() {
        Some(Invitation::AskAgain(on)) if on == person.page.today.get() => say!(i18n, person.today.asked_today),
        Some(Invitation::AskAgain(on)) => say!(i18n, person.today.asked, day = intl::day_plain(on)),
        _ => say!(i18n, person.today.whenever),
    };
    move || match draft.get() {
        Some((id, at, of)) => {
            let lead = match at.filter(|at| usize::from(*at) <= of) {
                Some(at) => say!(i18n, person.today.draft, at = at, of = of),
                None => say!(i18n, person.today.draft_start),
            };
            let href = going_on(id, at);
            view! {
                <p class="lead">{lead}</p>
                <LinkButton href=href>{t!(i18n, person.today.resume)}</LinkButton>
            }
            .into_any()
        }
        None => {
            let name = move || usual.instrument.with(|it| it.as_ref().map(|it| called(i18n, it)));
            view! {
                <p class="lead who-line"><span>{lead}</span><span class="who"><JustMe/></span></p>
                <Button on_press=move |()| usual.begin() busy=usual.work.busy>{name}</Button>
            }
            .into_any()
        }
    }
}

/// The one thing Today invites to, where it is no line above the button and no link at an aspiration.
#[component]
fn Invited(invitation: Memo<Option<Invitation>>, may_clear: Memo<Option<MayClear>>) -> impl IntoView {
    let i18n = use_i18n();
    move || match invitation.get()? {
        Invitation::MayForget => Some(view! { <MayForget now=may_clear/> }.into_any()),
        Invitation::Reminder => Some(
            view! {
                <Notice glyph=glyph::CALENDAR>
                    <p>{t!(i18n, person.news.reminded)}</p>
                    <QuietLink href="/me/reminder">{t!(i18n, person.news.reminder_change)}</QuietLink>
                </Notice>
            }
            .into_any(),
        ),
        Invitation::Write => {
            let label = say!(i18n, person.today.write);
            let row = view! { <RowLink href="/aspirations/new" label=label glyph=glyph::PENCIL_LINE/> };
            Some(view! { <div class="rows today-rows">{row}</div> }.into_any())
        }
        Invitation::AskAgain(_) | Invitation::LookBack(_) => None,
    }
}

/// What the people one shares with have written and is not read yet.
#[component]
fn Replies() -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    move || {
        person.notebook.records.with(|records| {
            let mut unread: Vec<_> = records.replies.values().filter(|reply| !reply.read).collect();
            unread.sort_by_key(|reply| std::cmp::Reverse(reply.written));
            let cards = unread.into_iter().filter_map(|reply| {
                let name = records.contacts.get(&reply.from)?.name.clone();
                let title = say!(i18n, person.today.wrote, name = first_name(&name));
                let when = intl::day_long(reply.received.day());
                let (words, href) = (reply.words.clone(), PermissionScreen::One.path(&[&reply.from]));
                Some(view! { <ReplyCard name=name title=title when=when words=words href=href/> }.into_any())
            });
            cards.collect::<Vec<_>>()
        })
    }
}
