//! A reminder is a calendar file that every calendar reads and that says nothing to others.

use crate::support::{MORNING, day};
use notebook::reminder::{Every, Reminder, calendar, parse_time};
use proptest::prelude::*;

fn reminder(title: &str) -> Reminder {
    Reminder {
        id: [7; 16],
        title: title.to_owned(),
        first: day("2026-10-24"),
        time: (18, 5),
        every: Some(Every::TwoWeeks),
        made: MORNING.at,
    }
}

/// The lines as a calendar reads them, folds undone.
fn lines(file: &str) -> Vec<String> {
    file.replace("\r\n ", "").split_terminator("\r\n").map(str::to_owned).collect()
}

#[test]
fn day_and_time_float_so_that_the_hour_stays_when_the_clocks_change() {
    let file = calendar(&reminder("A moment for me"));
    let lines = lines(&file);
    for line in [
        "DTSTART:20261024T180500",
        "RRULE:FREQ=WEEKLY;INTERVAL=2",
        "SUMMARY:A moment for me",
        "DTSTAMP:20260512T080000Z",
        "UID:07070707070707070707070707070707@waymark.invalid",
    ] {
        assert!(lines.iter().any(|it| it == line), "{line} in {file}");
    }
    assert!(!file.contains("TZID") && !file.to_lowercase().contains("check-in"));
}

#[test]
fn what_rings_once_has_no_rule_of_repeating() {
    let file = calendar(&Reminder { every: None, ..reminder("Waymark") });
    let lines = lines(&file);
    assert!(lines.contains(&"DTSTART:20261024T180500".to_owned()) && lines.contains(&"SUMMARY:Waymark".to_owned()));
    assert!(!file.contains("RRULE"), "{file}");
    assert_eq!(lines.last().map(String::as_str), Some("END:VCALENDAR"));
}

#[test]
fn marks_that_would_end_a_text_do_not() {
    let file = calendar(&reminder("Tea; cake, and\nBEGIN:VEVENT\\"));
    assert!(lines(&file).contains(&"SUMMARY:Tea\\; cake\\, and\\nBEGIN:VEVENT\\\\".to_owned()), "{file}");
    assert_eq!(file.matches("BEGIN:VEVENT\r\n").count(), 1);
}

#[test]
fn a_time_is_read_as_a_clock_field_gives_it() {
    for (text, time) in [
        ("18:05", Some((18, 5))),
        ("00:00", Some((0, 0))),
        ("07:30:00", Some((7, 30))),
        ("24:00", None),
        ("12:60", None),
        ("noon", None),
        ("", None),
    ] {
        assert_eq!(parse_time(text), time, "{text}");
    }
}

proptest! {
    #[test]
    fn no_line_is_longer_than_75_bytes_and_the_title_survives(title in "\\PC{0,200}") {
        let file = calendar(&reminder(&title));
        prop_assert!(file.split_terminator("\r\n").all(|line| line.len() <= 75));
        let summary = lines(&file).into_iter().find_map(|line| line.strip_prefix("SUMMARY:").map(str::to_owned));
        let plain = summary.unwrap().replace("\\;", ";").replace("\\,", ",").replace("\\\\", "\\");
        prop_assert_eq!(plain, title.trim());
    }
}

#[test]
fn today_speaks_of_a_reminder_for_a_week_from_its_day_and_not_after_a_check_in() {
    use notebook::reminder::Rhythm;
    let rhythm = Rhythm { first: day("2026-03-22"), every: Every::TwoWeeks };
    for (today, last, expected) in [
        ("2026-03-21", None, false),
        ("2026-03-22", None, true),
        ("2026-03-28", Some("2026-03-21"), true),
        ("2026-03-28", Some("2026-03-22"), false),
        ("2026-03-29", None, false),
        // The clocks have changed meanwhile: civil days do not care.
        ("2026-04-05", Some("2026-03-30"), true),
        ("2026-04-05", Some("2026-04-05"), false),
    ] {
        assert_eq!(rhythm.has_come(day(today), last.map(day)), expected, "{today} {last:?}");
    }
}

#[test]
fn the_next_day_of_a_reminder_is_one_of_its_days_and_not_over() {
    use notebook::reminder::Rhythm;
    let rhythm = Rhythm { first: day("2026-03-22"), every: Every::FourWeeks };
    for (today, next) in [
        ("2025-12-31", "2026-03-22"),
        ("2026-03-22", "2026-03-22"),
        ("2026-03-23", "2026-04-19"),
        ("2026-04-19", "2026-04-19"),
        ("2027-03-22", "2027-04-18"),
    ] {
        assert_eq!(rhythm.next(day(today)), day(next), "{today}");
    }
}

#[test]
fn a_reminder_begins_today_or_within_two_years() {
    use notebook::reminder::Rhythm;
    let today = day("2026-11-28");
    for (first, may) in [
        ("0026-05-01", false),
        ("2026-11-27", false),
        ("2026-11-28", true),
        ("2028-11-28", true),
        ("2028-11-29", false),
        ("9999-12-31", false),
    ] {
        assert_eq!(Rhythm::may_begin(day(first), today), may, "{first}");
    }
}
