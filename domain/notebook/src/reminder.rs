//! A reminder as a calendar file (RFC 5545): the phone's own calendar rings, and nobody is told.
//!
//! Day and time are civil and float: six in the evening stays six in the evening across a change of the clocks.

use crate::stored::{stored_choice, stored_struct};
use crate::time::{Day, Moment};

/// How often it rings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Every {
    /// Once a week.
    Week,
    /// Every second week.
    TwoWeeks,
    /// Every fourth week, which unlike a month never has a missing day.
    FourWeeks,
}

impl Every {
    /// Days from one to the next.
    const fn days(self) -> i32 {
        match self {
            Self::Week => 7,
            Self::TwoWeeks => 14,
            Self::FourWeeks => 28,
        }
    }
}

/// The first day is at most so many months ahead: who types the year 9999 meant another.
const FIRST_MONTHS: i32 = 24;

/// For so many days Today speaks of a reminder that has come; then it is quiet until the next one.
const SPOKEN_DAYS: i32 = 7;

/// The days of a reminder, for the gentle line on Today. The calendar's own entry knows nothing of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rhythm {
    /// The first day.
    pub first: Day,
    /// How often.
    pub every: Every,
}

impl Rhythm {
    /// The last day it may begin on; the first is today.
    #[must_use]
    pub fn latest_first(today: Day) -> Day {
        today.add_months(FIRST_MONTHS)
    }

    /// Whether it may begin on that day.
    #[must_use]
    pub fn may_begin(first: Day, today: Day) -> bool {
        (today..=Self::latest_first(today)).contains(&first)
    }

    /// Whether one of its days has come within the last week and nothing was answered since.
    #[must_use]
    pub fn has_come(&self, today: Day, last_check_in: Option<Day>) -> bool {
        let past = self.first.days_until(today);
        if past < 0 {
            return false;
        }
        let since = past % self.every.days();
        let day = today.add_days(-since);
        since < SPOKEN_DAYS && last_check_in.is_none_or(|last| last < day)
    }

    /// The first of its days that is not over.
    #[must_use]
    pub fn next(&self, today: Day) -> Day {
        let past = self.first.days_until(today).max(0);
        let every = self.every.days();
        self.first.add_days((past + every - 1) / every * every)
    }
}

stored_struct!(Rhythm { first, every });
stored_choice!(Every { Week = 0, TwoWeeks = 1, FourWeeks = 2 });

/// What the person chose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reminder {
    /// Names the entry; another file makes another entry.
    pub id: [u8; 16],
    /// What the calendar shows, in words that say nothing to others.
    pub title: String,
    /// The first day.
    pub first: Day,
    /// Hour, 0 to 23, and minute, 0 to 59.
    pub time: (u8, u8),
    /// How often; `None` rings once.
    pub every: Option<Every>,
    /// When the file was made.
    pub made: Moment,
}

/// Reads a time of day as a clock field gives it, `18:05`.
#[must_use]
pub fn parse_time(text: &str) -> Option<(u8, u8)> {
    let (hour, minute) = text.split_once(':')?;
    let (hour, minute) = (hour.parse().ok()?, minute.get(..2)?.parse().ok()?);
    (hour < 24 && minute < 60).then_some((hour, minute))
}

/// The file, ready to be saved as `.ics`.
#[must_use]
pub fn calendar(reminder: &Reminder) -> String {
    let id: String = reminder.id.iter().map(|byte| format!("{byte:02x}")).collect();
    let again = reminder.every.map(|every| format!("RRULE:FREQ=WEEKLY;INTERVAL={}", every.days() / 7));
    let (hour, minute) = reminder.time;
    let title = escaped(&reminder.title);
    let mut lines = vec![
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//Waymark//EN".to_owned(),
        "BEGIN:VEVENT".to_owned(),
        // Some calendars refuse a name without a place; this one is nobody's.
        format!("UID:{id}@waymark.invalid"),
        format!("DTSTAMP:{}Z", stamp(reminder.made)),
        format!("DTSTART:{}T{hour:02}{minute:02}00", digits(reminder.first)),
        "DURATION:PT10M".to_owned(),
    ];
    lines.extend(again);
    lines.extend([
        format!("SUMMARY:{title}"),
        "TRANSP:TRANSPARENT".to_owned(),
        "BEGIN:VALARM".to_owned(),
        "ACTION:DISPLAY".to_owned(),
        format!("DESCRIPTION:{title}"),
        "TRIGGER:PT0M".to_owned(),
        "END:VALARM".to_owned(),
        "END:VEVENT".to_owned(),
        "END:VCALENDAR".to_owned(),
    ]);
    lines.iter().map(|line| folded(line)).collect()
}

fn digits(day: Day) -> String {
    day.to_string().replace('-', "")
}

/// An instant in UTC, `20260512T080000`.
fn stamp(at: Moment) -> String {
    const DAY_MS: i64 = 86_400_000;
    let day = crate::time::Stamp { at, offset_min: 0 }.day();
    let seconds = at.0.rem_euclid(DAY_MS) / 1000;
    format!("{}T{:02}{:02}{:02}", digits(day), seconds / 3600, seconds / 60 % 60, seconds % 60)
}

/// RFC 5545, 3.3.11: what would end a text is marked, and a line break is written as two letters.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for letter in text.trim().chars() {
        match letter {
            '\\' | ';' | ',' => out.extend(['\\', letter]),
            '\n' => out.push_str("\\n"),
            letter if letter.is_control() => {}
            letter => out.push(letter),
        }
    }
    out
}

/// RFC 5545, 3.1: at most 75 bytes a line, without its break; a longer one goes on after a blank.
fn folded(line: &str) -> String {
    let (mut out, mut room) = (String::new(), 75);
    for letter in line.chars() {
        if letter.len_utf8() > room {
            out.push_str("\r\n ");
            room = 74;
        }
        room -= letter.len_utf8();
        out.push(letter);
    }
    out + "\r\n"
}
