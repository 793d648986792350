//! Then and now: how the answers of a check-in stand beside those of the one before, item by item. Nothing is added up,
//! and no direction is better than the other.

use crate::instrument::{Instrument, Item};
use crate::journey::{ItemFacts, put_in_order};
use std::cmp::Reverse;

/// The answers that were given both times, and which of them moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThenAndNow<'a> {
    /// How many were answered both times.
    pub both: usize,
    /// Those that moved, in the order of the questionnaire.
    pub moved: Vec<&'a ItemFacts>,
}

impl<'a> ThenAndNow<'a> {
    /// Puts the answers side by side. What was left out this time or last time has not moved.
    #[must_use]
    pub fn of(items: &'a [ItemFacts]) -> Self {
        let both: Vec<&ItemFacts> = items.iter().filter(|it| distance(it).is_some()).collect();
        let count = both.len();
        Self { both: count, moved: both.into_iter().filter(|it| distance(it) != Some(0)).collect() }
    }

    /// At most so many of those that moved furthest, up or down alike, in the order of the questionnaire.
    #[must_use]
    pub fn furthest(&self, count: usize) -> Vec<&'a ItemFacts> {
        let mut order: Vec<usize> = (0..self.moved.len()).collect();
        put_in_order(&mut order, |at| (Reverse(distance(self.moved[*at])), *at));
        order.truncate(count);
        put_in_order(&mut order, |at| *at);
        order.into_iter().map(|at| self.moved[at]).collect()
    }
}

/// By how many boxes it moved; none unless it was answered both times.
fn distance(item: &ItemFacts) -> Option<u8> {
    Some(item.place?.abs_diff(item.before?))
}

/// So many boxes and more are a scale: most of them say only a number, and both ends say what it is about.
const SCALE_FROM: usize = 6;

/// What stands at both ends of a scale, in words; none where every box has words of its own, or none has.
#[must_use]
pub fn ends(item: &Item) -> Option<(&str, &str)> {
    let options = item.options.as_slice();
    let (first, last) = (options.first()?, options.last()?);
    Some((first.text.as_deref()?, last.text.as_deref()?)).filter(|_| options.len() >= SCALE_FROM)
}

/// The ends that all statements have in common, so that they stand once above all strips.
#[must_use]
pub fn shared_ends(instrument: &Instrument) -> Option<(&str, &str)> {
    let items = &instrument.pack.items;
    let first = ends(items.first()?)?;
    items.iter().all(|item| ends(item) == Some(first)).then_some(first)
}

/// The number that the words of a box begin with, "1" of "1, not good at all"; none if they begin with another word, or
/// go on after the number without a mark.
#[must_use]
pub fn number(words: &str) -> Option<&str> {
    let end = words.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(words.len());
    let (number, rest) = words.split_at(end);
    let alone = rest.chars().next().is_none_or(|letter| matches!(letter, ',' | '،' | '，' | '、' | ':'));
    (!number.is_empty() && alone).then_some(number)
}
