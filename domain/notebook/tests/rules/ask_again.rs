//! The day on which somebody would like to be asked again: what can be chosen, and when it is spoken of.

use crate::support::{MORNING, day};
use notebook::ask_again::{AskAgain, AskWhen};
use notebook::time::Stamp;

fn asked(on: &str) -> AskAgain {
    AskAgain { on: day(on), set: MORNING }
}

#[test]
fn it_has_come_from_its_day_on_for_four_weeks_until_something_is_answered() {
    let ask = asked("2026-05-26");
    for (today, last, come) in [
        ("2026-05-25", Some("2026-05-12"), false),
        ("2026-05-26", Some("2026-05-12"), true),
        // A check-in in between does not take the day away that the person chose.
        ("2026-05-26", Some("2026-05-25"), true),
        ("2026-05-26", Some("2026-05-26"), false),
        ("2026-06-22", Some("2026-05-25"), true),
        ("2026-06-22", Some("2026-06-01"), false),
        // After a month of silence nothing waits at the door.
        ("2026-06-23", Some("2026-05-25"), false),
        ("2026-05-26", None, true),
    ] {
        assert_eq!(ask.has_come(day(today), last.map(day)), come, "{today} {last:?}");
    }
}

#[test]
fn it_stands_before_its_day_too() {
    let ask = asked("2026-05-26");
    assert!(ask.stands(day("2026-05-12"), Some(day("2026-05-12"))));
    assert!(ask.stands(day("2026-05-26"), None));
    assert!(!ask.stands(day("2026-05-27"), Some(day("2026-05-26"))));
    assert!(!ask.stands(day("2026-06-23"), None));
}

#[test]
fn a_choice_is_a_day_from_tomorrow_to_two_years_on() {
    let now = Stamp { at: MORNING.at, ..MORNING };
    let today = now.day();
    assert_eq!(today, day("2026-05-12"));
    for (choice, on) in [
        (AskWhen::TwoWeeks, Ok(Some("2026-05-26"))),
        (AskWhen::Month, Ok(Some("2026-06-12"))),
        (AskWhen::OwnDay(day("2026-05-13")), Ok(Some("2026-05-13"))),
        (AskWhen::OwnDay(day("2028-05-12")), Ok(Some("2028-05-12"))),
        (AskWhen::OwnDay(day("2026-05-12")), Err("2026-05-12")),
        (AskWhen::OwnDay(day("2028-05-13")), Err("2028-05-13")),
        (AskWhen::OwnDay(day("0026-05-13")), Err("0026-05-13")),
        (AskWhen::NotNow, Ok(None)),
    ] {
        let kept = on.map(|on| on.map(|on| AskAgain { on: day(on), set: now })).map_err(day);
        assert_eq!(choice.ask(now), kept, "{choice:?}");
    }
}

#[test]
fn a_month_from_its_last_day_is_the_last_day_of_the_next() {
    assert_eq!(AskWhen::Month.day(day("2026-01-31")), Some(day("2026-02-28")));
}
