//! How scores are said and drawn, alike on Today, on a result and on the journey.
use crate::components::{ChartWords, Point, written};
use crate::platform::intl;
use crate::words::{I18n, say};
use domain::check_in::CheckIn;
use domain::instrument::{Instrument, Method};
use domain::journey::{self, ResultFacts, Series};
use domain::records::Records;
use domain::score::ScoreChange;
use domain::then_and_now::shared_ends;

/// Whether the whole of a questionnaire is counted in tenths of a point.
pub(crate) fn tenths(instrument: Option<&Instrument>) -> bool {
    let group = instrument.and_then(|it| it.pack.groups.first());
    group.is_some_and(|group| group.method == Method::Mean)
}

/// Where a scale begins and ends, once, because most of its boxes say only a number; nothing where its items have ends of
/// their own.
pub(crate) fn scale(i18n: I18n, instrument: &Instrument) -> Option<String> {
    let (first, last) = shared_ends(instrument)?;
    Some(say!(i18n, person.result.scale, first = first, last = last))
}

/// The latest total in one sentence, and how it moved since the check-in before.
pub(crate) fn last_sentence(i18n: I18n, records: &Records, latest: &CheckIn, instruments: &[Instrument]) -> String {
    let facts = journey::result(latest, records.check_ins.values(), instruments);
    let Ok(score) = &facts.score else {
        return say!(i18n, person.today.last_no_total, day = intl::day_short(latest.answered_on));
    };
    let tenths = score.method == Method::Mean;
    let value = written(tenths, score.value);
    let day = facts.previous.map(|(day, _)| intl::day_short(day)).unwrap_or_default();
    match facts.change {
        Some((ScoreChange::Higher(by), _)) => {
            say!(i18n, person.today.last_higher, value = value, by = written(tenths, by), day = day)
        }
        Some((ScoreChange::Lower(by), _)) => {
            say!(i18n, person.today.last_lower, value = value, by = written(tenths, by), day = day)
        }
        Some((ScoreChange::Same, _)) => say!(i18n, person.today.last_same, value = value, day = day),
        None => say!(i18n, person.today.last, value = value),
    }
}

/// Sentences around a line of totals.
pub(crate) fn chart_words(i18n: I18n, label: String) -> ChartWords {
    ChartWords {
        label: label.into(),
        as_table: say!(i18n, person.result.as_table).into(),
        day: say!(i18n, person.result.day).into(),
        total: say!(i18n, person.result.total_head).into(),
        none: say!(i18n, person.result.none).into(),
    }
}

/// The points of a series, at their true distance.
pub(crate) fn points(series: &Series) -> Vec<Point> {
    let first = series.points.first().map(|point| point.day);
    // Never backwards: whoever flew west answered later on an earlier day.
    let mut furthest = 0;
    let point = |point: &journey::JourneyPoint| Point {
        at: {
            furthest = first.map_or(0, |first| first.days_until(point.day)).max(furthest);
            furthest
        },
        day: point.day,
        value: point.value,
    };
    series.points.iter().map(point).collect()
}

/// "Usual ups and downs around 12 May: 18 to 26", where there is such a band.
pub(crate) fn band_legend(i18n: I18n, facts: &ResultFacts, tenths: bool) -> Option<String> {
    let ((low, high), (day, _)) = facts.band.zip(facts.previous)?;
    let (low, high) = (written(tenths, low), written(tenths, high));
    Some(say!(i18n, person.result.band, day = intl::day_plain(day), low = low, high = high))
}
