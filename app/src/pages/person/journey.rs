//! My journey: each questionnaire as a line over time, aspirations as distance travelled, notes in between. Every
//! picture has a table behind it.
use super::names;
use super::result::{chart_words, points};
use super::work::{FaultNote, Work};
use crate::components::{
    Back, Button, Chart, EmptyState, Icon, Kind, Line, LinkButton, OwnSize, OwnWords, PathShort, START, Screen,
    Section, TextArea, glyph,
};
use crate::i18n::*;
use crate::platform::{device, intl};
use crate::state::use_person;
use crate::words::{I18n, say};
use domain::instrument::Instrument;
use domain::journey;
use domain::records::Records;
use leptos::prelude::*;

/// The page.
#[component]
pub fn JourneyPage() -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let something = Memo::new(move |_| {
        person.records.with(|it| !(it.check_ins.is_empty() && it.aspirations.is_empty() && it.notes.is_empty()))
    });
    let page = move || {
        let instruments = person.instruments().get();
        person.records.with(|records| {
            if !something.get() {
                return view! { <EmptyState words=say!(i18n, person.journey.empty) drawing=START/> }.into_any();
            }
            view! { {lines(i18n, records, &instruments)} {distances(i18n, records)} {notes(i18n, records)} }.into_any()
        })
    };
    let dock = move || view! { <LinkButton href="/check-in">{t!(i18n, person.check_ins.start)}</LinkButton> };
    view! {
        <Screen
            title=say!(i18n, person.journey.title)
            back=Back::to("/").named(say!(i18n, parts.today))
            dock=dock
        >
            {page}
            {move || {
                something.get().then(|| {
                    view! {
                        <Button kind=Kind::Alt fit=true on_press=move |()| device::print()>
                            <Icon glyph=glyph::PRINTER small=true/>
                            {t!(i18n, person.journey.print)}
                        </Button>
                    }
                })
            }}
            <NewNote/>
        </Screen>
    }
}

fn lines(i18n: I18n, records: &Records, instruments: &[Instrument]) -> Vec<AnyView> {
    let mut packs: Vec<&str> = records.check_ins.values().map(|it| it.pack.id.as_str()).collect();
    packs.sort_unstable();
    packs.dedup();
    let drawn = packs.into_iter().filter_map(|pack| {
        let series = journey::series(pack, records.check_ins.values(), instruments);
        let instrument = instruments.iter().find(|it| it.pack.id == pack)?;
        let title = names::title(i18n, instrument);
        let label = say!(i18n, person.journey.line, title = title.as_str());
        let max = series.range.map_or(1, |(_, max)| max);
        let line = Line { points: points(&series), max, band: None };
        Some(
            view! {
                <section>
                    <Section title=title/>
                    <Chart line=line words=chart_words(i18n, label)/>
                </section>
            }
            .into_any(),
        )
    });
    drawn.collect()
}

fn distances(i18n: I18n, records: &Records) -> Option<AnyView> {
    let mut all: Vec<_> = records.aspirations.values().collect();
    all.sort_by_key(|it| it.order);
    let rows = all.iter().map(|it| {
        let (from, now) = (it.looks_back.first().map(|look| look.rating), it.rating());
        let label = match (from, now) {
            (Some(from), Some(now)) if it.looks_back.len() > 1 => {
                say!(i18n, person.journey.distance_up, from = from, now = now)
            }
            _ => say!(i18n, person.journey.distance_none),
        };
        view! {
            <a class="aspi" href=format!("/aspirations/{}", it.id)>
                <OwnWords words=it.words.clone()/>
                <PathShort from=from now=now label=label.clone() under_start=label/>
            </a>
        }
        .into_any()
    });
    let rows: Vec<_> = rows.collect();
    let cell = |rating: Option<u8>| rating.map_or_else(|| "–".to_owned(), |rating| rating.to_string());
    let table = all.iter().map(|it| {
        let (from, now) = (cell(it.looks_back.first().map(|look| look.rating)), cell(it.rating()));
        view! { <tr><th scope="row" dir="auto">{it.words.clone()}</th><td>{from}</td><td>{now}</td></tr> }.into_any()
    });
    let table: Vec<_> = table.collect();
    (!rows.is_empty()).then(|| {
        view! {
            <section>
                <Section title=say!(i18n, person.journey.distance)/>
                {rows}
                <details class="as-table">
                    <summary>{t!(i18n, person.journey.asp_table)}</summary>
                    <table>
                        <thead>
                            <tr>
                                <th scope="col">{t!(i18n, person.journey.asp_head)}</th>
                                <th scope="col">{t!(i18n, person.journey.from_head)}</th>
                                <th scope="col">{t!(i18n, person.journey.now_head)}</th>
                            </tr>
                        </thead>
                        <tbody>{table}</tbody>
                    </table>
                </details>
            </section>
        }
        .into_any()
    })
}

/// Notes that stand by themselves and notes of check-ins, newest first.
fn notes(i18n: I18n, records: &Records) -> AnyView {
    let own = records.notes.values().map(|it| (it.at.at, it.at.day(), it.words.clone()));
    let of_check_ins = records
        .check_ins
        .values()
        .filter_map(|it| it.note.clone().map(|words| (it.completed.at, it.answered_on, words)));
    let mut all: Vec<_> = own.chain(of_check_ins).collect();
    all.sort_by_key(|(at, ..)| std::cmp::Reverse(*at));
    let none = all.is_empty().then(|| view! { <p class="soft">{t!(i18n, person.journey.notes_none)}</p> });
    let rows = all.into_iter().map(|(_, day, words)| {
        let on = say!(i18n, person.journey.on, day = intl::day_with_year(day));
        view! { <p class="soft small">{on}</p><OwnWords words=words size=OwnSize::Text/> }.into_any()
    });
    view! {
        <section>
            <Section title=say!(i18n, person.journey.notes)/>
            {none}
            {rows.collect::<Vec<_>>()}
        </section>
    }
    .into_any()
}

#[component]
fn NewNote() -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let work = Work::new();
    let text = RwSignal::new(String::new());
    let asked = RwSignal::new(false);
    let error = Signal::derive(move || {
        (asked.get() && text.with(|text| text.trim().is_empty())).then(|| say!(i18n, person.journey.note_empty))
    });
    let keep = move |()| {
        let words = text.get_untracked();
        if words.trim().is_empty() {
            return asked.set(true);
        }
        work.run(async move { person.save_note(words.trim(), None).await }, move |_| {
            asked.set(false);
            text.set(String::new());
        });
    };
    view! {
        <section class="ruled-off">
            <TextArea
                id="new-note"
                label=say!(i18n, person.journey.note_new)
                hint=say!(i18n, person.journey.note_label)
                value=text
                on_input=move |words| text.set(words)
                error=error
                own=true
                max=4000
            />
            <Button kind=Kind::Alt fit=true on_press=keep busy=work.busy>{t!(i18n, person.journey.note_keep)}</Button>
            <FaultNote work=work/>
        </section>
    }
}
