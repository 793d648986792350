//! What stands aside: the sealed rows of a notebook that nobody could open here, with the keys they lie under. One set,
//! in a store of its own, until it is opened and joined or the person deletes it.
use super::lock::LockRow;
use domain::time::Day;

/// After so many different days with the app, what was deleted at the lock is gone. Days that were seen are counted, not
/// days of the calendar: a clock that jumps ahead and back counts two of them, and destroys nothing.
pub const DAYS_KEPT: u8 = 7;

/// Why something stands aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// A copy was brought back while it could not be opened.
    Copy,
    /// Everything was deleted while it could not be opened.
    Deleted,
}

/// What is known of a set without opening it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct About {
    /// Why it stands aside.
    pub why: Why,
    /// The day it was set aside.
    pub since: Day,
    /// On how many later days the app was opened.
    pub seen: u8,
    /// The last day that was counted.
    pub last: Day,
}

/// A set, its rows left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aside {
    /// What is known of it.
    pub about: About,
    /// The lock it lies under; none if the phone alone opens it, or nothing does.
    pub lock: Option<LockRow>,
}

impl About {
    /// Set aside today.
    pub const fn now(why: Why, today: Day) -> Self {
        Self { why, since: today, seen: 0, last: today }
    }

    /// With today counted; `None` if it was already.
    pub fn seen_on(self, today: Day) -> Option<Self> {
        (self.last != today).then_some(Self { seen: self.seen.saturating_add(1), last: today, ..self })
    }

    /// On how many more days it stays; `None` if until the person decides.
    pub fn days_left(self) -> Option<u8> {
        (self.why == Why::Deleted).then_some(DAYS_KEPT.saturating_sub(self.seen))
    }

    /// As it lies there: `copy 2026-05-12 0 2026-05-12`.
    pub fn to_text(self) -> String {
        let why = match self.why {
            Why::Copy => "copy",
            Why::Deleted => "deleted",
        };
        format!("{why} {} {} {}", self.since, self.seen, self.last)
    }

    /// Reads what `to_text` wrote.
    pub fn from_text(text: &str) -> Option<Self> {
        let mut parts = text.split(' ');
        let why = match parts.next()? {
            "copy" => Why::Copy,
            "deleted" => Why::Deleted,
            _ => return None,
        };
        let (since, seen, last) = (parts.next()?, parts.next()?, parts.next()?);
        let day = |text: &str| Day::parse(text).ok();
        Some(Self { why, since: day(since)?, seen: seen.parse().ok()?, last: day(last)? })
    }
}

#[cfg(test)]
mod tests {
    use super::{About, DAYS_KEPT, Day, Why};

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    #[test]
    fn what_is_known_of_a_set_survives_its_text() {
        for why in [Why::Copy, Why::Deleted] {
            let about = About { seen: 3, last: day("2026-05-20"), ..About::now(why, day("2026-05-12")) };
            assert_eq!(About::from_text(&about.to_text()), Some(about));
        }
        assert_eq!(About::from_text("lost 2026-05-12 0 2026-05-12"), None);
        assert_eq!(About::from_text("copy 2026-05-12"), None);
    }

    #[test]
    fn days_are_counted_when_they_are_seen_and_a_clock_that_jumps_ahead_costs_two_of_them() {
        let about = About::now(Why::Deleted, day("2026-05-12"));
        assert_eq!(about.seen_on(day("2026-05-12")), None);
        let ahead = about.seen_on(day("2027-05-12")).unwrap();
        let back = ahead.seen_on(day("2026-05-13")).unwrap();
        assert_eq!(back.days_left(), Some(DAYS_KEPT - 2));
        let all = (14..40).fold(back, |it, n| it.seen_on(day(&format!("2026-06-{:02}", n % 30 + 1))).unwrap_or(it));
        assert_eq!(all.days_left(), Some(0));
        assert_eq!(About { seen: 200, ..About::now(Why::Copy, day("2026-05-12")) }.days_left(), None);
    }
}
