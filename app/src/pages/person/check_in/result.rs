//! The result: a sentence first, then the line, then and now answer by answer, and a note in own words. The person sees it
//! before anybody else can.
use super::result_history::{SheetDay, TakeOutCheckIn, earlier};
use super::result_note::{NoteDraft, NotePlace};
use super::result_parts::{more_help, moved, others};
use super::share_question::ShareQuestions;
use super::then_and_now;
use crate::components::{Back, Button, Chart, HelpFacts, Line, QuietLink, Screen, written};
use crate::i18n::*;
use crate::pages::not_found::NotFoundPage;
use crate::pages::person::check_in::ResultScreen;
use crate::pages::person::shell::go::{Go, param, use_go};
use crate::pages::person::shell::names;
use crate::pages::person::shell::scores::{band_legend, chart_words, points, tenths};
use crate::pages::person::shell::screens::Addressed;
use crate::pages::person::shell::seen_by::SeenBy;
use crate::platform::clock;
use crate::platform::intl;
use crate::state::use_person;
use crate::words::{I18n, say};
use domain::check_in::{CheckIn, Company};
use domain::helped::TypedBy;
use domain::id::CheckInId;
use domain::instrument::Instrument;
use domain::journey::{self, ResultFacts, Series};
use domain::score::{Meaning, NoScore};
use domain::share::seen::Thing;
use leptos::prelude::*;

/// What a finished check-in came to; opening it is what lets it be shared.
#[component]
pub fn ResultPage() -> impl IntoView {
    let person = use_person();
    // Of the page, not of the result: it is still the way on when the result has been taken out.
    let go = use_go();
    let id = param::<CheckInId>("id");
    // Made anew only when an answer changes: a note or a reply does not move the page under the reader.
    let shown = Memo::new(move |_| {
        let id = id.get()?;
        let check_in = person.notebook.records.with(|records| records.check_ins.get(&id).cloned())?;
        Some(CheckIn { note: None, edited: None, unseen: false, ..check_in })
    });
    move || match shown.get() {
        Some(check_in) => view! { <Result check_in=check_in go=go/> }.into_any(),
        None => view! { <NotFoundPage/> }.into_any(),
    }
}

#[component]
fn Result(check_in: CheckIn, go: Go) -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let id = check_in.id;
    let fresh = person.check_ins.note_fresh(id);
    person.permissions.result_opened(id);
    let instruments = person.notebook.instruments().get_untracked();
    let (facts, series) = person.notebook.records.with_untracked(|records| {
        let until_then = records.check_ins.values().filter(|it| it.order() <= check_in.order());
        let series = journey::series(&check_in.pack.id, until_then, &instruments);
        (journey::result(&check_in, records.check_ins.values(), &instruments), series)
    });
    let today = clock::today();
    let day = intl::day_long(check_in.answered_on);
    let over =
        if check_in.answered_on == today { say!(i18n, person.result.today, day = intl::day_short(today)) } else { day };
    let draft = NoteDraft::of(id);
    let dock = move || view! { <GoOn id=id fresh=fresh draft=draft go=go/> };
    let instrument = journey::instrument_of(&check_in, &instruments).cloned();
    let amended = check_in.answers_amended().map(|at| say!(i18n, person.result.amended, time = intl::time(at.at)));
    let before = earlier(i18n, &check_in, instrument.as_ref());
    let others = others(i18n, &check_in, &facts, &instruments);
    view! {
        <Screen
            title=headline(i18n, &facts, instrument.as_ref())
            over=over
            lede=lede(i18n, &facts, instrument.as_ref())
            back=Back::to("/check-ins").named(say!(i18n, parts.check_ins))
            dock=dock
        >
            {instrument.as_ref().filter(|it| it.practice()).map(|_| view! { <p class="soft small">{t!(i18n, person.statement.practice)}</p> })}
            {chart(i18n, &facts, &series, tenths(instrument.as_ref()))}
            {others}
            {instrument.as_ref().map(|instrument| then_and_now::list(i18n, instrument, &facts, check_in.answered_on))}
            {instrument.as_ref().map(|instrument| more_help(i18n, instrument, &facts))}
            <NotePlace draft=draft/>
            <ShareQuestions check_in=id/>
            <SeenBy thing=Thing::CheckIn(id)/>
            {company(i18n, &check_in).map(|line| view! { <p class="soft small ruled-off">{line}</p> })}
            {help(&check_in)}
            {amended.map(|line| view! { <p class="soft small">{line}</p> })}
            {check_in.can_amend(today).then(|| amend(i18n, id))}
            {before}
            <SheetDay check_in=check_in.clone()/>
            <TakeOutCheckIn check_in=check_in go=go/>
            {instrument.filter(|it| !it.practice()).map(|it| view! { <p class="soft tiny">{it.pack.copyright}</p> })}
        </Screen>
    }
}

/// Right after a check-in the way leads on to when to ask again; later, back to Today. A note that is half-written is
/// kept by going on.
#[component]
fn GoOn(id: CheckInId, fresh: bool, draft: NoteDraft, go: Go) -> impl IntoView {
    let i18n = use_i18n();
    let to = if fresh { format!("/check-ins/{id}/again") } else { "/".to_owned() };
    let press = move |()| {
        let to = to.clone();
        draft.keep_and(move || go.to(&to));
    };
    let word = if fresh { say!(i18n, person.result.next) } else { say!(i18n, person.result.today_link) };
    view! {
        {fresh.then(|| view! { <p class="lead">{t!(i18n, person.result.kept)}</p> })}
        <Button on_press=press busy=draft.work.busy>{word}</Button>
    }
}

/// Who helped, or when it was typed in; nothing where nobody was there.
fn company(i18n: I18n, check_in: &CheckIn) -> Option<String> {
    match check_in.company {
        Company::OnMyOwn => None,
        Company::FromPaper if typed_by_person(check_in) => {
            Some(say!(i18n, person.result.typed_in, day = intl::day_with_year(check_in.completed.day())))
        }
        company => Some(say!(i18n, person.result.company, company = names::company(i18n, company))),
    }
}

fn typed_by_person(check_in: &CheckIn) -> bool {
    check_in.helped.as_ref().is_none_or(|it| it.typed_by == TypedBy::Person)
}

/// Who helped, where that is said.
fn help(check_in: &CheckIn) -> Option<AnyView> {
    let (answered_on, entered_on) = (check_in.answered_on, check_in.completed.day());
    check_in.helped.clone().map(|helped| {
        view! { <HelpFacts helped=helped answered_on=answered_on entered_on=entered_on own=true/> }.into_any()
    })
}

/// The way to change the answers, on the day.
fn amend(i18n: I18n, id: CheckInId) -> AnyView {
    view! {
        <p>
            <QuietLink href=ResultScreen::Amend.path(&[&id])>{t!(i18n, person.result.amend)}</QuietLink>
        </p>
        <p class="soft small">{t!(i18n, person.result.amend_hint)}</p>
    }
    .into_any()
}

fn headline(i18n: I18n, facts: &ResultFacts, instrument: Option<&Instrument>) -> String {
    match (&facts.score, facts.change) {
        (Ok(_), Some((change, _))) => moved(i18n, tenths(instrument), change),
        (Ok(_), None) => say!(i18n, person.result.first),
        (Err(NoScore::NoGroup), _) => then_and_now::headline(i18n, facts, instrument),
        (Err(_), _) => say!(i18n, person.result.no_total),
    }
}

fn lede(i18n: I18n, facts: &ResultFacts, instrument: Option<&Instrument>) -> String {
    let threshold = instrument
        .and_then(|it| it.pack.groups.first())
        .and_then(|group| group.reliable_change.as_ref())
        .map(|threshold| threshold.value);
    match (&facts.score, facts.change) {
        (Err(NoScore::ItemsMissing(_)), _) => say!(i18n, person.result.items_missing),
        (Err(NoScore::OrderUnconfirmed), _) => say!(i18n, person.result.unconfirmed),
        (Err(NoScore::NoGroup), _) => then_and_now::lede(i18n, facts, instrument),
        (Err(_), _) => say!(i18n, person.result.no_pack),
        (Ok(_), Some((_, Some(Meaning::MoreThanUsual)))) => {
            let value = written(tenths(instrument), threshold.unwrap_or_default());
            say!(i18n, person.result.more_than_usual, value = value)
        }
        (Ok(_), Some((_, Some(Meaning::WithinUsual)))) => say!(i18n, person.result.within_usual),
        (Ok(_), Some((_, None))) => say!(i18n, person.result.no_meaning),
        (Ok(_), None) => say!(i18n, person.result.first_lede),
    }
}

fn chart(i18n: I18n, facts: &ResultFacts, series: &Series, tenths: bool) -> Option<AnyView> {
    let (_, max) = series.range?;
    let line = Line { points: points(series), max, band: facts.band, tenths };
    let words = chart_words(i18n, format!("{} {}", say!(i18n, person.result.line), spoken(i18n, series, tenths)));
    Some(match band_legend(i18n, facts, tenths) {
        Some(legend) => view! { <Chart line=line words=words legend=legend/> }.into_any(),
        None => view! { <Chart line=line words=words/> }.into_any(),
    })
}

/// The newest total, said in words beside the picture.
fn spoken(i18n: I18n, series: &Series, tenths: bool) -> String {
    let newest = series.points.iter().rev().find_map(|point| point.value);
    match (newest, series.range) {
        (Some(value), Some((_, max))) => {
            say!(i18n, person.result.total, value = written(tenths, value), max = written(tenths, max))
        }
        _ => say!(i18n, person.result.none),
    }
}
