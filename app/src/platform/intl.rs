//! Dates, times and plural forms in the browser's own words, so that no language data is shipped.
use super::clock;
use domain::time::{Day, Moment};
use js_sys::{Array, Function, Intl, Object, Reflect};
use std::cell::{Cell, OnceCell};
use wasm_bindgen::{JsCast, JsValue};

/// Which sentence of a pair to use for a number. The first says "1"; a language whose grammar has more forms words the
/// second so that it fits every number (docs/LANGUAGES.md).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plural {
    /// "1 step"
    One,
    /// "0 steps", "2 steps"
    Other,
}

/// "Tuesday 12 May 2026"
pub fn day_long(day: Day) -> String {
    DAY_LONG.with(|cell| format(cell, &DAY_LONG_PARTS, civil(day))).replace(',', "")
}

/// "12 May 2026"
pub fn day_with_year(day: Day) -> String {
    DAY_YEAR.with(|cell| format(cell, &DAY_YEAR_PARTS, civil(day)))
}

/// "12 May"
pub fn day_short(day: Day) -> String {
    DAY_SHORT.with(|cell| format(cell, &DAY_SHORT_PARTS, civil(day)))
}

/// "12 May", and "12 May 2026" where a day so far away could be taken for one of this year.
pub fn day_plain(day: Day) -> String {
    if is_far(day, clock::today()) { day_with_year(day) } else { day_short(day) }
}

/// As `day_plain`, where there is no more room than for a day and the longest month.
pub fn day_label(day: Day) -> String {
    if is_far(day, clock::today()) { day_on_axis_with_year(day) } else { day_short(day) }
}

/// From here on a day and its month alone could mean two years.
fn is_far(day: Day, today: Day) -> bool {
    day.days_until(today).abs() > 300
}

/// "12 May", with long months cut short: for the axis of a picture.
pub fn day_on_axis(day: Day) -> String {
    DAY_AXIS.with(|cell| format(cell, &DAY_AXIS_PARTS, civil(day)))
}

/// "12 May 2026", with long months cut short: for the axis of a picture of years.
pub fn day_on_axis_with_year(day: Day) -> String {
    DAY_AXIS_YEAR.with(|cell| format(cell, &DAY_AXIS_YEAR_PARTS, civil(day)))
}

/// "14:02", in the zone where the phone is now.
pub fn time(moment: Moment) -> String {
    TIME.with(|cell| format(cell, &TIME_PARTS, moment.0 as f64))
}

/// The sentence for a count, in every language by the number alone. Not the browser's categories: in French none, and in Russian twenty-one, is "one" too, and
/// the sentence would then say "1".
pub fn plural(count: usize) -> Plural {
    if count == 1 { Plural::One } else { Plural::Other }
}

thread_local! {
    /// The language of the sentences around a date, when it is not English.
    static SPOKEN: Cell<Option<&'static str>> = const { Cell::new(None) };
}

/// Has dates and counts follow the language of the sentences around them. Called once, before anything is formatted.
pub fn speak(tag: &'static str) {
    SPOKEN.set(Some(tag));
}

/// The tag of the language the sentences are in.
pub fn spoken() -> &'static str {
    SPOKEN.get().unwrap_or("en")
}

/// The language of the sentences; in English the person's own English, or British English. A date in another language
/// than its sentence would read oddly; and some browsers answer "C", which `Intl` refuses with an exception.
fn locale() -> String {
    if let Some(tag) = SPOKEN.get() {
        return tag.to_owned();
    }
    let wanted = web_sys::window().and_then(|window| window.navigator().language()).unwrap_or_default();
    if is_english(&wanted) { wanted } else { "en-GB".into() }
}

/// True for a well-formed tag such as `en`, `en-GB` or `en-Latn-IE`, which `Intl` cannot refuse.
fn is_english(tag: &str) -> bool {
    let mut parts = tag.split('-');
    parts.next() == Some("en")
        && parts.all(|part| matches!(part.len(), 2 | 4) && part.bytes().all(|byte| byte.is_ascii_alphabetic()))
}

fn locales() -> Array {
    Array::of1(&JsValue::from_str(&locale()))
}

/// Noon UTC of a civil day in milliseconds: formatted in UTC it is that day everywhere.
fn civil(day: Day) -> f64 {
    // By counting days: a browser takes the year 26 for 1926.
    let days = Day::from_ymd(1970, 1, 1).map_or(0, |first| first.days_until(day));
    (f64::from(days) + 0.5) * 86_400_000.0
}

type DateParts = [(&'static str, &'static str)];
const DAY_LONG_PARTS: [(&str, &str); 5] =
    [("weekday", "long"), ("day", "numeric"), ("month", "long"), ("year", "numeric"), ("timeZone", "UTC")];
const DAY_YEAR_PARTS: [(&str, &str); 4] =
    [("day", "numeric"), ("month", "long"), ("year", "numeric"), ("timeZone", "UTC")];
const DAY_SHORT_PARTS: [(&str, &str); 3] = [("day", "numeric"), ("month", "long"), ("timeZone", "UTC")];
const DAY_AXIS_PARTS: [(&str, &str); 3] = [("day", "numeric"), ("month", "short"), ("timeZone", "UTC")];
const DAY_AXIS_YEAR_PARTS: [(&str, &str); 4] =
    [("day", "numeric"), ("month", "short"), ("year", "numeric"), ("timeZone", "UTC")];
const TIME_PARTS: [(&str, &str); 2] = [("hour", "2-digit"), ("minute", "2-digit")];

thread_local! {
    // A formatter costs about a millisecond to make on an old phone and a list of check-ins wants dozens.
    static DAY_LONG: OnceCell<Function> = const { OnceCell::new() };
    static DAY_YEAR: OnceCell<Function> = const { OnceCell::new() };
    static DAY_SHORT: OnceCell<Function> = const { OnceCell::new() };
    static DAY_AXIS: OnceCell<Function> = const { OnceCell::new() };
    static DAY_AXIS_YEAR: OnceCell<Function> = const { OnceCell::new() };
    static TIME: OnceCell<Function> = const { OnceCell::new() };
}

fn format(cell: &OnceCell<Function>, parts: &DateParts, at_ms: f64) -> String {
    let formatter = cell.get_or_init(|| {
        let options = Object::new();
        for (name, value) in parts {
            let _ = Reflect::set(&options, &JsValue::from_str(name), &JsValue::from_str(value));
        }
        // The getter answers a function bound to the formatter.
        Reflect::get(&Intl::DateTimeFormat::new(&locales(), &options), &JsValue::from_str("format"))
            .unwrap_or_default()
            .unchecked_into()
    });
    formatter
        .call1(&JsValue::NULL, &JsValue::from_f64(at_ms))
        .ok()
        .and_then(|text| text.as_string())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{is_english, is_far};
    use domain::time::Day;

    #[test]
    fn a_day_says_its_year_before_its_month_comes_round_again() {
        let today = Day::parse("2026-11-24").unwrap();
        for (day, far) in [
            ("2026-11-24", false),
            ("2026-02-01", false),
            ("2026-01-27", true),
            ("2024-11-24", true),
            ("2027-03-01", false),
            ("2027-11-24", true),
        ] {
            assert_eq!(is_far(Day::parse(day).unwrap(), today), far, "{day}");
        }
    }

    #[test]
    fn only_well_formed_english_is_handed_to_the_browser() {
        for good in ["en", "en-GB", "en-Latn-IE"] {
            assert!(is_english(good), "{good}");
        }
        for bad in ["C", "", "cy-GB", "en-", "en_GB", "en-GB-x-secret", "english"] {
            assert!(!is_english(bad), "{bad}");
        }
    }
}
