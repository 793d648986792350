//! Moments, civil days and the stamp that joins them. Nothing here can read a clock.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use time::{Date, Duration, Month};

/// An instant: milliseconds since 1970-01-01 00:00 UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Moment(pub i64);

/// A civil day, as a calendar on the wall has it; written `2026-05-12`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(Date);

/// The text is not a day of the calendar written `YYYY-MM-DD`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a day is written YYYY-MM-DD and must exist")]
pub struct DayFault;

/// When something happened and what the clock on the wall showed there: UTC and its offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stamp {
    /// The instant.
    pub at: Moment,
    /// Minutes to add to UTC for local time, east positive: 60 in British summer time.
    pub offset_min: i16,
}

impl Stamp {
    /// The local civil day of this stamp.
    #[must_use]
    pub fn day(&self) -> Day {
        const DAY_MS: i64 = 86_400_000;
        let local = self.at.0.saturating_add(i64::from(self.offset_min) * 60_000);
        let epoch = Date::from_ordinal_date(1970, 1).unwrap_or(Date::MIN);
        Day(epoch.saturating_add(Duration::days(local.div_euclid(DAY_MS))))
    }
}

impl Stamp {
    /// The last moment of a day where this was stamped: what happened on that day at no known hour is put there.
    #[must_use]
    pub fn end_of(&self, day: Day) -> Moment {
        let days = i64::from(self.day().days_until(day)) + 1;
        let local = self.at.0.saturating_add(i64::from(self.offset_min) * 60_000);
        let midnight = local.div_euclid(86_400_000).saturating_add(days).saturating_mul(86_400_000);
        Moment(midnight.saturating_sub(i64::from(self.offset_min) * 60_000 + 1))
    }
}

impl Day {
    /// Reads `YYYY-MM-DD`, nothing else.
    pub fn parse(text: &str) -> Result<Self, DayFault> {
        let bytes = text.as_bytes();
        if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
            return Err(DayFault);
        }
        let number = |from: usize, to: usize| {
            bytes[from..to].iter().try_fold(0_i32, |sum, digit| match digit {
                b'0'..=b'9' => Ok(sum * 10 + i32::from(digit - b'0')),
                _ => Err(DayFault),
            })
        };
        let (month, day) = (number(5, 7)?, number(8, 10)?);
        Self::from_ymd(
            number(0, 4)?,
            u8::try_from(month).map_err(|_| DayFault)?,
            u8::try_from(day).map_err(|_| DayFault)?,
        )
    }

    /// The day of that year (0 to 9999), month (1 to 12) and day of the month.
    pub fn from_ymd(year: i32, month: u8, day: u8) -> Result<Self, DayFault> {
        let month = Month::try_from(month).map_err(|_| DayFault)?;
        if !(0..=9999).contains(&year) {
            return Err(DayFault);
        }
        Date::from_calendar_date(year, month, day).map(Self).map_err(|_| DayFault)
    }

    /// The year.
    #[must_use]
    pub const fn year(self) -> i32 {
        self.0.year()
    }

    /// The month, 1 to 12.
    #[must_use]
    pub fn month(self) -> u8 {
        u8::from(self.0.month())
    }

    /// The day of the month, 1 to 31.
    #[must_use]
    pub const fn day(self) -> u8 {
        self.0.day()
    }

    /// `days` later (earlier if negative), stopping at the ends of the calendar.
    #[must_use]
    pub fn add_days(self, days: i32) -> Self {
        Self(self.0.saturating_add(Duration::days(i64::from(days))))
    }

    /// `months` later (earlier if negative). Where the month is too short, its last day:
    /// six months after 31 August is 28 or 29 February.
    #[must_use]
    pub fn add_months(self, months: i32) -> Self {
        let from_year_zero = self.year().saturating_mul(12).saturating_add(i32::from(self.month()) - 1);
        let wanted = from_year_zero.saturating_add(months).clamp(0, 9999 * 12 + 11);
        let month = u8::try_from(wanted % 12 + 1).unwrap_or(1);
        (28..=self.day().max(28))
            .rev()
            .map(|last| last.min(self.day()))
            .find_map(|day| Self::from_ymd(wanted / 12, month, day).ok())
            .unwrap_or(self)
    }

    /// Whole days from this one to `later`; negative if `later` comes first.
    #[must_use]
    pub fn days_until(self, later: Self) -> i32 {
        later.0.to_julian_day() - self.0.to_julian_day()
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year(), self.month(), self.day())
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Day {
    type Err = DayFault;

    fn from_str(text: &str) -> Result<Self, DayFault> {
        Self::parse(text)
    }
}

impl Serialize for Day {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}
