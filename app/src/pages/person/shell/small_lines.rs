//! One small line for each item of a questionnaire that adds nothing up, alike on the journey and on an aspiration.
use super::names;
use crate::components::{MultiplesWords, Point, Small};
use crate::platform::intl;
use crate::words::{I18n, say};
use domain::instrument::{Instrument, Item};
use domain::journey::{self, ItemLine, JourneyPoint};
use domain::records::Records;
use domain::time::Day;

/// The lines of one questionnaire since `from`, in the order in which its items are asked; each with its item's id.
pub(crate) fn small_lines(
    i18n: I18n,
    instrument: &Instrument,
    records: &Records,
    instruments: &[Instrument],
    from: Option<Day>,
) -> Vec<(String, Small)> {
    let since = records.check_ins.values().filter(|it| from.is_none_or(|from| it.answered_on >= from));
    let lines = journey::item_lines(&instrument.pack.id, since, instruments);
    let small = (1..).zip(&lines).filter_map(|(number, line)| {
        let item = instrument.item(&line.item)?;
        let small = Small {
            name: names::theme(i18n, instrument, number, item),
            now: now(i18n, item, line),
            points: points(line),
            of: line.of,
            answers: (0..line.of).map(|place| names::option_short(i18n, item, place)).collect(),
            ends: None,
            own: Vec::new(),
        };
        Some((line.item.clone(), small))
    });
    small.collect()
}

/// Sentences around them.
pub(crate) fn words(i18n: I18n) -> MultiplesWords {
    MultiplesWords {
        as_table: say!(i18n, person.result.as_table).into(),
        day: say!(i18n, person.result.day).into(),
        answer: say!(i18n, person.journey.answer_head).into(),
        skipped: say!(i18n, person.result.skipped).into(),
    }
}

/// From when until when the lines run.
pub(crate) fn days(i18n: I18n, lines: &[(String, Small)]) -> Option<String> {
    let points = &lines.first()?.1.points;
    let (from, to) = (points.first()?.day, points.last()?.day);
    (from != to)
        .then(|| say!(i18n, person.journey.area_days, from = intl::day_with_year(from), to = intl::day_with_year(to)))
}

/// "5 of 7, before that 4": the numbers that the boxes of a ladder say, which may begin at 0; else the place.
fn now(i18n: I18n, item: &Item, line: &ItemLine) -> String {
    let from_zero = names::ladder(item) && item.options.first().is_some_and(|option| option.weight == 0);
    let number = |place: u16| if from_zero { place } else { place + 1 };
    let of = if from_zero { line.of.saturating_sub(1) } else { line.of };
    let mut back = line.points.iter().rev();
    let newest = back.next().and_then(|point| point.value).map(number);
    let before = back.next().and_then(|point| point.value).map(number);
    now_and_before(i18n, newest, before, of.into())
}

/// A number now and the time before, in words; `of` is the highest there is.
pub(crate) fn now_and_before(i18n: I18n, now: Option<u16>, before: Option<u16>, of: u16) -> String {
    match (now, before) {
        (None, _) => say!(i18n, person.journey.area_left_out),
        (Some(now), None) => say!(i18n, person.journey.area_now, now = now, of = of),
        (Some(now), Some(before)) => say!(i18n, person.journey.area_then, now = now, of = of, before = before),
    }
}

fn points(line: &ItemLine) -> Vec<Point> {
    let first = line.points.first().map(|point| point.day);
    let point = |point: &JourneyPoint| Point {
        at: first.map_or(0, |first| first.days_until(point.day)),
        day: point.day,
        value: point.value,
    };
    line.points.iter().map(point).collect()
}
