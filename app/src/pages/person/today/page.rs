//! Today: a greeting, what is new, what is in focus, and the next check-in whenever it suits. No streaks, no guilt.
use super::about_sharing::Questions;
use super::browser_may_clear::{MayBePrivate, MayForget};
use crate::components::{
    Button, EmptyState, LinkButton, Notice, OwnWords, PathShort, Place, QuietLink, ReplyCard, RowLink, START, Screen,
    Section, TodayStrip, glyph,
};
use crate::i18n::*;
use crate::pages::person::aspirations::AspirationScreen;
use crate::pages::person::check_in::{going_on, use_usual};
use crate::pages::person::permissions::PermissionScreen;
use crate::pages::person::shell::gate::Notices;
use crate::pages::person::shell::names::first_name;
use crate::pages::person::shell::scores::{last_sentence, points, tenths};
use crate::pages::person::shell::screens::Addressed;
use crate::pages::person::shell::work::FaultNote;
use crate::platform::{clock, intl};
use crate::state::use_person;
use crate::words::{I18n, say};
use domain::aspiration::in_order;
use domain::check_in::CheckIn;
use domain::journey;
use domain::records::Records;
use domain::time::Stamp;
use domain::today::{PartOfDay, is_first_day};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// So many check-ins are drawn as land.
const DRAWN: usize = 4;

/// What is new, what is in focus, and the way into the next check-in.
#[component]
pub fn TodayPage() -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    spawn_local(person.aside.look());
    let usual = use_usual();
    let empty = Memo::new(move |_| person.notebook.records.with(is_first_day));
    // A page that stays open over midnight has the day that it is.
    let greeting = move || {
        person.page.today.track();
        person.notebook.records.with(|records| greeting(i18n, records, clock::now()))
    };
    let draft = Memo::new(move |_| {
        person.notebook.records.with(|records| {
            let draft = records.drafts.values().max_by_key(|it| it.started.at)?;
            let of = person.notebook.instrument_of(&draft.pack)?.pack.items.len();
            Some((draft.id, draft.goes_on_at(), of))
        })
    });
    let dock = move || {
        view! {
            {move || match draft.get() {
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
                None if empty.get() => {
                    view! { <LinkButton href="/check-in">{t!(i18n, person.today.first_check_in)}</LinkButton> }.into_any()
                }
                None => {
                    view! {
                        <p class="lead">{t!(i18n, person.today.whenever)}</p>
                        <Button on_press=move |()| usual.begin() busy=usual.work.busy>
                            {t!(i18n, person.today.check_in)}
                        </Button>
                    }
                    .into_any()
                }
            }}
        }
    };
    let page = move || {
        if empty.get() {
            return view! { <FirstDay/> }.into_any();
        }
        view! {
            <Land/>
            <Reminded/>
            <MayForget/>
            <Replies/>
            <Questions/>
            <Focus/>
        }
        .into_any()
    };
    view! {
        <Screen title=greeting over=move || intl::day_long(person.page.today.get()) me=true nav=Place::Today dock=dock>
            <Notices/>
            <MayBePrivate/>
            {page}
            <FaultNote work=usual.work/>
        </Screen>
    }
}

fn greeting(i18n: I18n, records: &Records, now: Stamp) -> String {
    let name = records.settings.name.as_deref();
    match (is_first_day(records), PartOfDay::of(now), name) {
        (true, _, Some(name)) => say!(i18n, person.today.hello_name, name = name),
        (true, _, None) => say!(i18n, person.today.hello),
        (_, PartOfDay::Morning, Some(name)) => say!(i18n, person.today.morning_name, name = name),
        (_, PartOfDay::Morning, None) => say!(i18n, person.today.morning),
        (_, PartOfDay::Afternoon, Some(name)) => say!(i18n, person.today.afternoon_name, name = name),
        (_, PartOfDay::Afternoon, None) => say!(i18n, person.today.afternoon),
        (_, PartOfDay::Evening, Some(name)) => say!(i18n, person.today.evening_name, name = name),
        (_, PartOfDay::Evening, None) => say!(i18n, person.today.evening),
    }
}

#[component]
fn FirstDay() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <EmptyState words=say!(i18n, person.today.empty) drawing=START>
            <RowLink href="/aspirations/new" label=say!(i18n, person.today.write) glyph=glyph::PENCIL_LINE/>
            <RowLink href="/me/back" label=say!(i18n, person.back.title) glyph=glyph::REFRESH_CW/>
            <RowLink href="/i" label=say!(i18n, person.today.introduction) glyph=glyph::QR_CODE/>
        </EmptyState>
    }
}

/// The last check-ins as land, and what has changed in one plain sentence.
#[component]
fn Land() -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    move || {
        let instruments = person.notebook.instruments().get();
        person.notebook.records.with(|records| {
            // Land is drawn from what adds up; where nothing does, from the newest.
            let adds_up = |it: &CheckIn| {
                journey::instrument_of(it, &instruments).is_some_and(|found| !found.pack.groups.is_empty())
            };
            let latest = records.check_ins.values().max_by_key(|it| (adds_up(it), it.order()))?;
            let mut series = journey::series(&latest.pack.id, records.check_ins.values(), &instruments);
            // The last ones only: their days then want no year.
            series.points.retain(|point| point.value.is_some());
            series.points.drain(..series.points.len().saturating_sub(DRAWN));
            let sentence = last_sentence(i18n, records, latest, &instruments);
            let strip = series.range.filter(|_| !series.points.is_empty());
            let tenths = tenths(journey::instrument_of(latest, &instruments));
            let strip = strip.map(|(_, max)| view! { <TodayStrip points=points(&series) max=max tenths=tenths/> });
            Some(view! {
                {strip}
                <div class="striptext small">
                    <p>{sentence}</p>
                    <QuietLink href="/journey">{t!(i18n, person.today.journey)}</QuietLink>
                </div>
            })
        })
    }
}

/// The day of a reminder has come: said once, softly, for some days, and never after a check-in.
#[component]
fn Reminded() -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let come = Memo::new(move |_| {
        person.notebook.records.with(|records| {
            let last = records.check_ins.values().map(|it| it.answered_on).max();
            records.settings.reminder.is_some_and(|it| it.has_come(person.page.today.get(), last))
        })
    });
    move || {
        come.get().then(|| {
            view! {
                <Notice glyph=glyph::CALENDAR>
                    <p>{t!(i18n, person.news.reminded)}</p>
                    <QuietLink href="/me/reminder">{t!(i18n, person.news.reminder_change)}</QuietLink>
                </Notice>
            }
        })
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

/// One to three aspirations in focus.
#[component]
fn Focus() -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    move || {
        person.notebook.records.with(|records| {
            let focus: Vec<_> = in_order(records.aspirations.values()).into_iter().filter(|it| it.in_focus).collect();
            let count = records.aspirations.len();
            let all = move || {
                view! { <QuietLink href="/aspirations">{say!(i18n, person.today.all, count = count)}</QuietLink> }
            };
            let paths = focus.iter().map(|it| {
                let (from, now) = (it.looks_back.first().map(|look| look.rating), it.rating());
                let label = match (from, now) {
                    (Some(from), Some(now)) => say!(i18n, person.today.path, from = from, now = now),
                    _ => say!(i18n, person.today.path_none),
                };
                view! {
                    <a class="aspi" href=AspirationScreen::One.path(&[&it.id])>
                        <OwnWords words=it.words.clone()/>
                        <PathShort from=from now=now label=label/>
                    </a>
                }
                .into_any()
            });
            let paths: Vec<_> = paths.collect();
            if !paths.is_empty() {
                return view! { <section><Section title=say!(i18n, person.today.focus) end=all/>{paths}</section> }
                    .into_any();
            }
            // Nothing in focus is fine; the way to what is there stays one tap long.
            let row = if count == 0 {
                view! { <RowLink href="/aspirations/new" label=say!(i18n, person.today.write) glyph=glyph::PENCIL_LINE/> }
            } else {
                let count = count.to_string();
                view! { <RowLink href="/aspirations" label=say!(i18n, person.news.aspirations) value=count glyph=glyph::MOUNTAIN/> }
            };
            view! { <div class="rows today-rows">{row}</div> }.into_any()
        })
    }
}
