//! The whole way of an aspiration: from where to where in how long, setbacks and all, and the person's own words along
//! it. Nothing here says whether that is good.

use crate::aspiration::Aspiration;
use crate::time::{Day, Stamp};
use crate::visible::is_blank;

/// From this rating on the person's own words along the way are given back to them.
pub const NEAR: u8 = 9;

/// How long a way took, in the unit in which people would say it. Each number is at least 2.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lasting {
    /// From one day to the same or to the next.
    OneDay,
    /// Under two weeks.
    Days(i32),
    /// Under two months.
    Weeks(i32),
    /// Under two years.
    Months(i32),
    /// Longer.
    Years(i32),
}

/// The first and the newest rating of an aspiration that was looked back on at least twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WholeWay {
    /// The first rating, 0 to 10.
    pub from: u8,
    /// The newest one.
    pub now: u8,
    /// How long it was from the one to the other.
    pub lasting: Lasting,
}

/// Words the person wrote along the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordsThen {
    /// When.
    pub at: Stamp,
    /// Which rating they go with, 0 to 10; none for what was found out.
    pub rating: Option<u8>,
    /// The words, as they were typed.
    pub words: String,
}

/// The whole way, once there are two ratings.
#[must_use]
pub fn whole_way(it: &Aspiration) -> Option<WholeWay> {
    let [first, .., last] = it.looks_back.as_slice() else { return None };
    Some(WholeWay { from: first.rating, now: last.rating, lasting: lasting(first.at.day(), last.at.day()) })
}

/// The person's own words along the way, oldest first: those of the looks back and what they found out.
#[must_use]
pub fn words_along(it: &Aspiration) -> Vec<WordsThen> {
    let looks =
        it.looks_back.iter().map(|look| WordsThen { at: look.at, rating: Some(look.rating), words: look.note.clone() });
    let found = it.found_out.iter().map(|found| WordsThen { at: found.at, rating: None, words: found.words.clone() });
    let mut all: Vec<WordsThen> = looks.chain(found).filter(|one| !is_blank(&one.words)).collect();
    crate::journey::put_in_order(&mut all, |one| one.at.at);
    all
}

/// Whether the newest rating is one after which the words along the way are given back: 9 or 10, and higher than the
/// one before, so that who stays there is not asked again and again.
#[must_use]
pub fn gives_back(it: &Aspiration) -> bool {
    let mut newest_first = it.looks_back.iter().rev().map(|look| look.rating);
    let (newest, before) = (newest_first.next(), newest_first.next());
    newest.is_some_and(|newest| newest >= NEAR && before.is_none_or(|before| before < newest))
}

fn lasting(from: Day, to: Day) -> Lasting {
    let days = from.days_until(to);
    let months = (1..).take_while(|months| from.add_months(*months) <= to).last().unwrap_or(0);
    match (days, months) {
        (..=1, _) => Lasting::OneDay,
        (2..=13, _) => Lasting::Days(days),
        (_, ..=1) => Lasting::Weeks(days / 7),
        (_, 2..=23) => Lasting::Months(months),
        _ => Lasting::Years(months / 12),
    }
}
