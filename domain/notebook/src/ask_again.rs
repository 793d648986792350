//! "When shall we ask again?": one day of the person's own choosing, kept on this phone, for a line on Today. Nothing is
//! sent, and nothing is held against whoever lets it pass.

use crate::records::Records;
use crate::stored::stored_struct;
use crate::time::{Day, Stamp};
use std::ops::RangeInclusive;

/// A day of one's own is at most so many months ahead: who types the year 9999 meant another.
const MONTHS_AHEAD: i32 = 24;

/// For so many days, the day itself counted, Today speaks of it; then it is quiet, whether anything was answered or not.
const SPOKEN_DAYS: i32 = 28;

/// The day on which the person would like to be asked again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AskAgain {
    /// The day, as a calendar on the wall has it.
    pub on: Day,
    /// When they chose it.
    pub set: Stamp,
}

/// What can be chosen, in the order in which it is offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AskWhen {
    /// Fourteen days from today.
    TwoWeeks,
    /// The same day of the next month, or its last one.
    Month,
    /// A day of their own.
    OwnDay(Day),
    /// Not at all, for now. What was chosen before is let go.
    NotNow,
}

impl AskWhen {
    /// The day that it comes to from `today`; none if not now.
    #[must_use]
    pub fn day(self, today: Day) -> Option<Day> {
        match self {
            Self::TwoWeeks => Some(today.add_days(14)),
            Self::Month => Some(today.add_months(1)),
            Self::OwnDay(day) => Some(day),
            Self::NotNow => None,
        }
    }

    /// What is to be kept of it; `Err` with the day if that one cannot be chosen now.
    pub fn ask(self, now: Stamp) -> Result<Option<AskAgain>, Day> {
        match self.day(now.day()) {
            Some(on) if AskAgain::may_be(on, now.day()) => Ok(Some(AskAgain { on, set: now })),
            Some(on) => Err(on),
            None => Ok(None),
        }
    }
}

impl AskAgain {
    /// The days that can be chosen, first to last: from tomorrow on.
    #[must_use]
    pub fn days(today: Day) -> RangeInclusive<Day> {
        today.add_days(1)..=today.add_months(MONTHS_AHEAD)
    }

    /// Whether that day can be chosen.
    #[must_use]
    pub fn may_be(on: Day, today: Day) -> bool {
        Self::days(today).contains(&on)
    }

    /// Whether it is still to come, or spoken of now.
    ///
    /// `last_check_in` is the day of the newest check-in of any kind. One on the day or later has answered it; one before
    /// it leaves it standing: the day was the person's choice.
    #[must_use]
    pub fn stands(&self, today: Day, last_check_in: Option<Day>) -> bool {
        self.on.days_until(today) < SPOKEN_DAYS && last_check_in.is_none_or(|last| last < self.on)
    }

    /// Whether its day has come, and nothing was answered since; see [`Self::stands`].
    #[must_use]
    pub fn has_come(&self, today: Day, last_check_in: Option<Day>) -> bool {
        self.on <= today && self.stands(today, last_check_in)
    }
}

/// The day that stands on this phone, as [`AskAgain::stands`] has it; `today` is the civil day there.
#[must_use]
pub fn asked_for(records: &Records, today: Day) -> Option<AskAgain> {
    let last = records.check_ins.values().map(|it| it.answered_on).max();
    records.settings.ask_again.filter(|ask| ask.stands(today, last))
}

stored_struct!(AskAgain { on, set });
