//! The result: a sentence first, then the line, the answers by theme, what changed, and a note in own words. The
//! person sees it before anybody else can.
use super::result_history::{SheetDay, TakeOutCheckIn, earlier};
use super::result_parts::{more_help, moved, others};
use super::share_question::ShareQuestions;
use crate::components::{
    AnswerKey, AnswerStrip, Back, Button, ButtonKind, Chart, Line, LinkButton, OwnSize, OwnWords, QuietLink, Screen,
    Section, written,
};
use crate::i18n::*;
use crate::pages::not_found::NotFoundPage;
use crate::pages::person::check_in::CheckInScreen;
use crate::pages::person::shell::go::{Go, param, use_go};
use crate::pages::person::shell::half_written::{HalfWritten, KeptWords, OwnArea, kept};
use crate::pages::person::shell::kept_line::KeptLine;
use crate::pages::person::shell::names;
use crate::pages::person::shell::scores::{band_legend, chart_words, points, scale, tenths};
use crate::pages::person::shell::screens::Addressed;
use crate::pages::person::shell::seen_by::{self, SeenBy};
use crate::pages::person::shell::work::{FaultNote, Work};
use crate::platform::clock;
use crate::platform::intl;
use crate::state::use_person;
use crate::words::{I18n, say};
use domain::check_in::{CheckIn, Company};
use domain::id::CheckInId;
use domain::instrument::Instrument;
use domain::journey::{self, ResultFacts, Series};
use domain::score::{Meaning, NoScore};
use domain::share::seen::Thing;
use domain::time::Day;
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
    let (writing, work) = (RwSignal::new(false), Work::new());
    let note = Memo::new(move |_| {
        person.notebook.records.with(|records| records.check_ins.get(&id).and_then(|it| it.note.clone()))
    });
    let text = HalfWritten::over(format!("/check-ins/{id}#note"), note.get_untracked().unwrap_or_default());
    writing.set(text.words.get_untracked() != note.get_untracked().unwrap_or_default());
    let press = move |()| {
        if writing.get_untracked() {
            let keep = async move { person.check_ins.set_note(id, &text.trimmed()).await };
            work.run(kept(keep, [text]), move |()| {
                text.done(text.trimmed());
                let _ = writing.try_set(false);
            });
        } else {
            writing.set(true);
        }
    };
    let word = move || note_word(i18n, writing.get(), note.with(Option::is_some));
    let dock = move || {
        view! {
            <div class="pair">
                <Button on_press=press busy=work.busy>{word}</Button>
                <LinkButton href="/" kind=ButtonKind::Alt>{t!(i18n, person.result.today_link)}</LinkButton>
            </div>
        }
    };
    let instrument = journey::instrument_of(&check_in, &instruments).cloned();
    let amended = check_in.answers_amended().map(|at| say!(i18n, person.result.amended, time = intl::time(at.at)));
    let company = company(i18n, &check_in);
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
            <ShareQuestions check_in=id/>
            <SeenBy thing=Thing::CheckIn(id)/>
            <NotePlace id=id note=note text=text writing=writing work=work/>
            {instrument.as_ref().map(|instrument| answers(i18n, instrument, &facts, check_in.answered_on, &series))}
            {instrument.as_ref().map(|instrument| changed(i18n, instrument, &facts))}
            {instrument.as_ref().map(|instrument| more_help(i18n, instrument, &facts))}
            <p class="soft small ruled-off">{company}</p>
            {amended.map(|line| view! { <p class="soft small">{line}</p> })}
            {check_in.can_amend(today).then(|| amend(i18n, id))}
            {before}
            <SheetDay check_in=check_in.clone()/>
            <TakeOutCheckIn check_in=check_in go=go/>
            {instrument.filter(|it| !it.practice()).map(|it| view! { <p class="soft tiny">{it.pack.copyright}</p> })}
        </Screen>
    }
}

/// One button in one place: it opens the note and keeps it, so the focus never falls away.
fn note_word(i18n: I18n, writing: bool, has_note: bool) -> String {
    match (writing, has_note) {
        (true, _) => say!(i18n, person.result.note_keep),
        (false, true) => say!(i18n, person.result.note_change),
        (false, false) => say!(i18n, person.result.note_write),
    }
}

/// Who was there, or when it was typed in.
fn company(i18n: I18n, check_in: &CheckIn) -> String {
    match check_in.company {
        Company::FromPaper => {
            say!(i18n, person.result.typed_in, day = intl::day_with_year(check_in.completed.day()))
        }
        company => say!(i18n, person.result.company, company = names::company(i18n, company)),
    }
}

/// The way to change the answers, on the day.
fn amend(i18n: I18n, id: CheckInId) -> AnyView {
    view! {
        <p>
            <QuietLink href=CheckInScreen::Amend.path(&[&id])>{t!(i18n, person.result.amend)}</QuietLink>
        </p>
        <p class="soft small">{t!(i18n, person.result.amend_hint)}</p>
    }
    .into_any()
}

fn headline(i18n: I18n, facts: &ResultFacts, instrument: Option<&Instrument>) -> String {
    match (&facts.score, facts.change) {
        (Ok(_), Some((change, _))) => moved(i18n, tenths(instrument), change),
        (Ok(_), None) => say!(i18n, person.result.first),
        (Err(NoScore::NoGroup), _) => say!(i18n, person.result.one_by_one),
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
        (Err(NoScore::NoGroup), _) => say!(i18n, person.result.one_by_one_lede),
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

fn answers(i18n: I18n, instrument: &Instrument, facts: &ResultFacts, day: Day, series: &Series) -> AnyView {
    let rows = (1..).zip(&instrument.pack.items).zip(&facts.items).map(|((number, item), fact)| {
        let words = fact
            .place
            .map_or_else(|| say!(i18n, person.result.skipped), |place| names::option_short(i18n, item, place));
        let of = u8::try_from(item.options.len()).unwrap_or(u8::MAX);
        let theme = names::theme(i18n, instrument, number, item);
        view! { <AnswerStrip theme=theme words=words of=of was=fact.before now=fact.place/> }.into_any()
    });
    let before = series.points.iter().rev().nth(1).map(|point| intl::day_plain(point.day));
    let now = if day == clock::today() { say!(i18n, person.result.today_key) } else { intl::day_short(day) };
    view! {
        <section>
            <Section title=say!(i18n, person.result.answered) end=move || view! { <AnswerKey was=before now=now/> }/>
            {scale(i18n, instrument).map(|line| view! { <p class="soft small">{line}</p> })}
            <ul class="answers">{rows.collect_view()}</ul>
        </section>
    }
    .into_any()
}

fn changed(i18n: I18n, instrument: &Instrument, facts: &ResultFacts) -> Option<AnyView> {
    if facts.items.iter().all(|fact| fact.before.is_none()) {
        return None;
    }
    let moved = (1..).zip(&instrument.pack.items).zip(&facts.items).filter(|(_, fact)| fact.before != fact.place);
    let rows: Vec<AnyView> = moved
        .map(|((number, item), fact)| {
            let words = |place: Option<u8>| {
                place.map_or_else(|| say!(i18n, person.result.skipped), |place| names::option_short(i18n, item, place))
            };
            let line = say!(i18n, person.result.from_to, before = words(fact.before), now = words(fact.place));
            view! { <div class="notranslate" translate="no"><dt>{names::theme(i18n, instrument, number, item)}</dt><dd>{line}</dd></div> }.into_any()
        })
        .collect();
    let none = rows.is_empty().then(|| view! { <p class="soft">{t!(i18n, person.result.changed_none)}</p> });
    Some(
        view! {
            <section>
                <Section title=say!(i18n, person.result.changed)/>
                {none}
                <dl class="terms">{rows}</dl>
            </section>
        }
        .into_any(),
    )
}

/// The note: on ruled lines, or a field to write it in.
#[component]
fn NotePlace(
    id: CheckInId,
    note: Memo<Option<String>>,
    text: HalfWritten,
    writing: RwSignal<bool>,
    work: Work,
) -> impl IntoView {
    let i18n = use_i18n();
    let place = NodeRef::<leptos::html::Section>::new();
    Effect::new(move |_| {
        if writing.get()
            && let Some(place) = place.get()
        {
            let _ = place.focus();
        }
    });
    let field = move || {
        view! {
            <OwnArea
                id="note"
                label=say!(i18n, person.result.note)
                hint=seen_by::will_see(i18n, Thing::CheckInNote(id))
                draft=text
                lines=3
                max=4000
            />
            <KeptWords drafts=vec![text]/>
        }
    };
    let kept = move || {
        note.get().map(|words| {
            view! {
                <Section title=say!(i18n, person.result.note)/>
                <OwnWords words=words size=OwnSize::Text/>
            }
        })
    };
    let shown = move || note.with(Option::is_some).then(|| view! { <SeenBy thing=Thing::CheckInNote(id)/> });
    view! {
        <section node_ref=place tabindex="-1">
            {move || if writing.get() { field().into_any() } else { kept().into_any() }}
            {shown}
            <FaultNote work=work/>
            <KeptLine/>
        </section>
    }
}
