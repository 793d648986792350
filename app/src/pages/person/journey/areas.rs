//! Life areas over time: one small line for each, never one line for all and never a total.
use crate::components::{MultiplesWords, Point, Section, Small, SmallMultiples};
use crate::pages::person::shell::names;
use crate::pages::person::shell::scores::scale;
use crate::platform::intl;
use crate::words::{I18n, say};
use domain::instrument::{Instrument, Item};
use domain::journey::{self, ItemLine};
use domain::records::Records;
use domain::time::Day;
use leptos::prelude::*;

/// The areas of one questionnaire since `from`; none without a check-in since.
pub(super) fn areas(
    i18n: I18n,
    instrument: &Instrument,
    records: &Records,
    instruments: &[Instrument],
    from: Option<Day>,
) -> Option<AnyView> {
    let since = records.check_ins.values().filter(|it| from.is_none_or(|from| it.answered_on >= from));
    let lines = journey::item_lines(&instrument.pack.id, since, instruments);
    let small = (1..).zip(&lines).filter_map(|(number, line)| {
        let item = instrument.item(&line.item)?;
        Some(Small {
            name: names::theme(i18n, instrument, number, item),
            now: now(i18n, line),
            points: points(line),
            of: line.of,
            rows: rows(i18n, item, line),
        })
    });
    let lines: Vec<Small> = small.collect();
    let words = MultiplesWords {
        as_table: say!(i18n, person.result.as_table).into(),
        day: say!(i18n, person.result.day).into(),
        answer: say!(i18n, person.journey.answer_head).into(),
    };
    let days = days(i18n, &lines);
    let drawn = view! {
        <section>
            <Section title=names::title(i18n, instrument)/>
            <p class="soft small">{scale(i18n, instrument)}" "{days}</p>
            <SmallMultiples lines=lines words=words/>
        </section>
    };
    Some(drawn.into_any())
}

/// "5 of 7, 4 the time before".
fn now(i18n: I18n, line: &ItemLine) -> String {
    let number = |value: u16| value + 1;
    let mut back = line.points.iter().rev();
    let newest = back.next().and_then(|point| point.value).map(number);
    let before = back.next().and_then(|point| point.value).map(number);
    match (newest, before) {
        (None, _) => say!(i18n, person.journey.area_left_out),
        (Some(now), None) => say!(i18n, person.journey.area_now, now = now, of = line.of),
        (Some(now), Some(before)) => say!(i18n, person.journey.area_then, now = now, of = line.of, before = before),
    }
}

fn points(line: &ItemLine) -> Vec<Point> {
    let first = line.points.first().map(|point| point.day);
    let point = |point: &journey::JourneyPoint| Point {
        at: first.map_or(0, |first| first.days_until(point.day)),
        day: intl::day_on_axis(point.day),
        value: point.value,
    };
    line.points.iter().map(point).collect()
}

fn rows(i18n: I18n, item: &Item, line: &ItemLine) -> Vec<(String, String)> {
    let answer = |value: Option<u16>| match value.and_then(|value| u8::try_from(value).ok()) {
        Some(place) => names::option_short(i18n, item, place),
        None => say!(i18n, person.result.skipped),
    };
    line.points.iter().rev().map(|point| (intl::day_with_year(point.day), answer(point.value))).collect()
}

/// From when until when the lines run.
fn days(i18n: I18n, lines: &[Small]) -> Option<String> {
    let rows = &lines.first()?.rows;
    let (to, from) = (rows.first()?.0.clone(), rows.last()?.0.clone());
    (from != to).then(|| say!(i18n, person.journey.area_days, from = from, to = to))
}
