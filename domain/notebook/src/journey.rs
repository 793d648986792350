//! The person's own picture: a line over time with its gaps, and the facts a sentence is made of.

use crate::check_in::CheckIn;
use crate::id::CheckInId;
use crate::instrument::{Group, Instrument};
use crate::score::{self, Meaning, NoScore, Score, ScoreChange};
use crate::time::Day;

/// One check-in on the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JourneyPoint {
    /// Which check-in.
    pub check_in: CheckInId,
    /// The day it was answered, as the calendar said there: two points in a row may stand the other way round in days.
    pub day: Day,
    /// Its total in the group's unit; none is a gap in the line, never a zero.
    pub value: Option<u16>,
}

/// All check-ins of one questionnaire, oldest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    /// The questionnaire's id, the same in every version and language.
    pub pack: String,
    /// One point per check-in.
    pub points: Vec<JourneyPoint>,
    /// The lowest and highest total there can be; none if the pack adds nothing up.
    pub range: Option<(u16, u16)>,
    /// Usual ups and downs around the latest total, if the pack has the threshold.
    pub band: Option<(u16, u16)>,
}

/// How far a score moved, and what that may be called.
pub type Moved = (ScoreChange, Option<Meaning>);

/// What the result page says about one check-in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResultFacts {
    /// The total, or why there is none.
    pub score: Result<Score, NoScore>,
    /// The latest earlier check-in with a total: its day and total.
    pub previous: Option<(Day, u16)>,
    /// From that one to this: how far, and what that may be called.
    pub change: Option<Moved>,
    /// Usual ups and downs around the previous total, if the pack has the threshold.
    pub band: Option<(u16, u16)>,
    /// The pack's further groups, each by itself; the first one is what stands above.
    pub others: Vec<GroupFacts>,
    /// The day of the check-in before, with a total or without; none if this is the first.
    pub before: Option<Day>,
    /// Every item, in order, beside the check-in before.
    pub items: Vec<ItemFacts>,
}

/// One group of one check-in, beside the same group before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupFacts {
    /// Its id.
    pub group: String,
    /// What it is called.
    pub title: String,
    /// Its score, or why there is none.
    pub score: Result<Score, NoScore>,
    /// The latest earlier check-in with this score: its day and value.
    pub previous: Option<(Day, u16)>,
    /// From that one to this: how far, and what that may be called.
    pub change: Option<Moved>,
    /// Usual ups and downs around the previous score, if the pack has the threshold.
    pub band: Option<(u16, u16)>,
}

/// One item of a result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemFacts {
    /// Its id.
    pub item: String,
    /// The box chosen now.
    pub place: Option<u8>,
    /// The box chosen in the check-in before.
    pub before: Option<u8>,
    /// What was said to its follow-up, if anything.
    pub follow_up: Option<bool>,
}

/// One item over time, where nothing is added up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemLine {
    /// Its id.
    pub item: String,
    /// One point per check-in, oldest first: the place of the box chosen, from 0.
    pub points: Vec<JourneyPoint>,
    /// How many boxes there are.
    pub of: u8,
}

/// The instrument a check-in was answered with.
#[must_use]
pub fn instrument_of<'a>(check_in: &CheckIn, instruments: &'a [Instrument]) -> Option<&'a Instrument> {
    instruments.iter().find(|it| it.hash == check_in.pack.hash)
}

/// A check-in's total by the pack it was answered with.
pub fn total_of(check_in: &CheckIn, instruments: &[Instrument]) -> Result<Score, NoScore> {
    score::score(instrument_of(check_in, instruments).ok_or(NoScore::NoPack)?, &check_in.responses)
}

/// The line of one questionnaire over all its versions and languages: its whole.
#[must_use]
pub fn series<'a>(pack: &str, check_ins: impl IntoIterator<Item = &'a CheckIn>, instruments: &[Instrument]) -> Series {
    line(pack, check_ins, instruments, &|it| whole(it))
}

/// The line of one group of a questionnaire.
#[must_use]
pub fn series_of<'a>(
    pack: &str,
    group: &str,
    check_ins: impl IntoIterator<Item = &'a CheckIn>,
    instruments: &[Instrument],
) -> Series {
    line(pack, check_ins, instruments, &|it| it.group(group).filter(|_| it.totals_allowed()))
}

fn line<'a>(
    pack: &str,
    check_ins: impl IntoIterator<Item = &'a CheckIn>,
    instruments: &[Instrument],
    group_of: &dyn Fn(&Instrument) -> Option<&Group>,
) -> Series {
    let own = own_in_order(pack, check_ins);
    let mut points = Vec::new();
    for it in &own {
        let instrument = instrument_of(it, instruments);
        let score = instrument.and_then(|known| score::score_group(known, group_of(known)?, &it.responses).ok());
        points.push(JourneyPoint { check_in: it.id, day: it.answered_on, value: score.map(|score| score.value) });
    }
    let group = own.last().and_then(|it| group_of(instrument_of(it, instruments)?));
    let latest = points.iter().rev().find_map(|point| point.value);
    let band = group.zip(latest).and_then(|(group, latest)| score::usual_band(group, latest));
    Series { pack: pack.to_owned(), points, range: group.map(|group| (group.min, group.max)), band }
}

/// Each item of a questionnaire over time, in the order of its newest version. A gap where it was left out.
#[must_use]
pub fn item_lines<'a>(
    pack: &str,
    check_ins: impl IntoIterator<Item = &'a CheckIn>,
    instruments: &[Instrument],
) -> Vec<ItemLine> {
    let own = own_in_order(pack, check_ins);
    let newest = own.iter().rev().find_map(|it| instrument_of(it, instruments));
    let mut lines = Vec::new();
    for item in newest.map(|it| it.pack.items.as_slice()).unwrap_or_default() {
        let value = |it: &CheckIn| it.responses.place(&item.id).map(u16::from);
        let points =
            own.iter().map(|it| JourneyPoint { check_in: it.id, day: it.answered_on, value: value(it) }).collect();
        lines.push(ItemLine { item: item.id.clone(), points, of: u8::try_from(item.options.len()).unwrap_or(u8::MAX) });
    }
    lines
}

/// Under so many days after a check-in, the same one is met with a soft word.
pub const SOON_DAYS: i32 = 7;

/// The newest check-in with this questionnaire, if it was answered under [`SOON_DAYS`] civil days before `today`, and
/// how many days ago that was.
#[must_use]
pub fn just_done<'a>(
    pack: &str,
    check_ins: impl IntoIterator<Item = &'a CheckIn>,
    today: Day,
) -> Option<(CheckInId, i32)> {
    let newest = *own_in_order(pack, check_ins).last()?;
    let ago = newest.answered_on.days_until(today);
    (0..SOON_DAYS).contains(&ago).then_some((newest.id, ago))
}

fn own_in_order<'a>(pack: &str, check_ins: impl IntoIterator<Item = &'a CheckIn>) -> Vec<&'a CheckIn> {
    let mut own: Vec<&CheckIn> = check_ins.into_iter().filter(|it| it.pack.id == pack).collect();
    put_in_order(&mut own, |it| it.order());
    own
}

/// What there is to say about one check-in, beside the ones before it.
#[must_use]
pub fn result<'a>(
    check_in: &CheckIn,
    check_ins: impl IntoIterator<Item = &'a CheckIn>,
    instruments: &[Instrument],
) -> ResultFacts {
    let mut earlier: Vec<&CheckIn> =
        check_ins.into_iter().filter(|it| it.pack.id == check_in.pack.id && it.order() < check_in.order()).collect();
    put_in_order(&mut earlier, |it| it.order());
    let score = total_of(check_in, instruments);
    let instrument = instrument_of(check_in, instruments);
    // Beside the whole of an earlier version, whatever that version calls it.
    let previous = earlier.iter().rev().find_map(|it| Some((it.answered_on, total_of(it, instruments).ok()?.value)));
    let group = instrument.and_then(whole);
    let (change, band) = beside(group, &score, previous);
    let mut others = Vec::new();
    for (instrument, group) in
        instrument.iter().flat_map(|it| it.pack.groups.iter().skip(1).map(move |group| (it, group)))
    {
        let score = score::score_group(instrument, group, &check_in.responses);
        let before = |it: &&CheckIn| {
            let known = instrument_of(it, instruments)?;
            let score = score::score_group(known, known.group(&group.id)?, &it.responses).ok()?;
            Some((it.answered_on, score.value))
        };
        let previous = earlier.iter().rev().find_map(before);
        let (change, band) = beside(Some(group).filter(|_| instrument.totals_allowed()), &score, previous);
        let (group, title) = (group.id.clone(), group.title.clone());
        others.push(GroupFacts { group, title, score, previous, change, band });
    }
    let mut items = Vec::new();
    let last = earlier.last();
    for item in instrument.map(|it| it.pack.items.as_slice()).unwrap_or_default() {
        // Another version may have had other boxes: places on two scales are not beside each other.
        let alike = |it: &&&CheckIn| {
            let known = instrument_of(it, instruments).and_then(|known| known.item(&item.id));
            known.is_none_or(|known| known.options.len() == item.options.len())
        };
        items.push(ItemFacts {
            item: item.id.clone(),
            place: check_in.responses.place(&item.id),
            before: last.filter(alike).and_then(|it| it.responses.place(&item.id)),
            follow_up: check_in.responses.follow_up(&item.id),
        });
    }
    let before = last.map(|it| it.answered_on);
    ResultFacts { score, previous, change, band, others, before, items }
}

/// How a score moved since the one before, and the usual ups and downs around that one.
fn beside(
    group: Option<&Group>,
    score: &Result<Score, NoScore>,
    previous: Option<(Day, u16)>,
) -> (Option<Moved>, Option<(u16, u16)>) {
    let change = match (score, previous, group) {
        (Ok(now), Some((_, before)), Some(group)) => Some(score::change(group, before, now.value)),
        _ => None,
    };
    let band = group.zip(previous).and_then(|(group, (_, before))| score::usual_band(group, before));
    (change, band)
}

fn whole(instrument: &Instrument) -> Option<&Group> {
    instrument.pack.groups.first().filter(|_| instrument.totals_allowed())
}

/// Sorts by key, equal things as they came. By a merge of places, because a phone downloads the code: the library's sort
/// is some kilobytes for each type, and this is one for all of them.
pub(crate) fn put_in_order<T, K: Ord>(things: &mut [T], key: impl Fn(&T) -> K) {
    let order = merged(things.len(), &|a, b| key(&things[b]) < key(&things[a]));
    for place in 0..order.len() {
        // What stood there before may have gone to where something earlier was taken from.
        let mut from = order[place];
        while from < place {
            from = order[from];
        }
        things.swap(place, from);
    }
}

/// The places `0..many` in their order; `behind` says whether the first of two belongs behind the second.
fn merged(many: usize, behind: &dyn Fn(usize, usize) -> bool) -> Vec<usize> {
    let mut order: Vec<usize> = (0..many).collect();
    let mut wide = 1;
    while wide < many {
        let mut next = Vec::with_capacity(many);
        for start in (0..many).step_by(2 * wide) {
            let (middle, end) = ((start + wide).min(many), (start + 2 * wide).min(many));
            let (mut left, mut right) = (start, middle);
            while left < middle || right < end {
                if left == middle || (right < end && behind(order[left], order[right])) {
                    next.push(order[right]);
                    right += 1;
                } else {
                    next.push(order[left]);
                    left += 1;
                }
            }
        }
        order = next;
        wide *= 2;
    }
    order
}

#[cfg(test)]
mod tests {
    use super::put_in_order;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn things_stand_by_their_key_and_equal_ones_as_they_came(keys in prop::collection::vec(0u8..9, 0..80)) {
            let came: Vec<(u8, usize)> = keys.into_iter().zip(0..).collect();
            let (mut ours, mut theirs) = (came.clone(), came);
            put_in_order(&mut ours, |thing| thing.0);
            theirs.sort_by_key(|thing| thing.0);
            prop_assert_eq!(ours, theirs);
        }
    }
}
