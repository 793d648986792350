//! How one record of a copy joins the one in its place on the phone. Nothing that is here is ever lost by it: whatever
//! both hold stays as it was touched last, with what only the other holds of what a person never takes away.

use super::returns::Removed;
use super::{Cursors, Records, RootRecord, Settings};
use crate::aspiration::{Aspiration, EarlierWords};
use crate::check_in::{CheckIn, Draft};
use crate::id::WorkerId;
use crate::time::Moment;
use std::collections::BTreeSet;

/// After a restore, numbers towards a worker go on this far above the copy's: the phone it was made on may have used
/// the ones between, and a number is taken once.
pub const SEQ_LEAP: u64 = 1 << 32;

/// What a copy makes of a kind. Every kind goes along in one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Copied {
    /// It is what the person is told a copy holds, and a change of it makes a new copy due.
    Counted,
    /// A change of it makes a new copy due.
    Lasting,
    /// Half-written, on its way, or changed by every look at the server: no reason for a new copy.
    Along,
}

/// How a record says when it was touched.
#[derive(Clone, Copy)]
pub(super) enum Touched {
    /// By its moment alone.
    At(Moment),
    /// By a moment or a number that grows; of two alike the one that holds more stands.
    Fuller(Moment),
}

/// For what does not say when it was touched: the one that holds more stands.
pub(super) const UNSAID: Touched = Touched::Fuller(Moment(0));

/// What counts when a record of a copy meets one of this phone.
pub(crate) struct Joining<'a> {
    /// The phone, as it is before.
    pub(crate) records: &'a Records,
    /// The copy is this person's own, or the phone has met nobody yet: what is about keys and people comes along.
    pub(crate) own: bool,
    /// The copy's was touched later than the phone's, or the phone has none.
    pub(crate) later: bool,
}

/// The name and the looks of this phone, where any were chosen; else the copy's. Of two days on which to ask again, the
/// one that was chosen later.
pub(super) fn looks(_: Option<&Settings>, it: &Settings, joining: &Joining<'_>) -> Option<Settings> {
    let own = &joining.records.settings;
    let untouched = Settings { welcomed: own.welcomed, ..Settings::default() } == *own;
    let mut settings = if untouched { it.clone() } else { own.clone() };
    settings.welcomed = settings.welcomed.or(own.welcomed);
    settings.name = own.name.clone().or_else(|| it.name.clone());
    settings.ask_again = [own.ask_again, it.ask_again].into_iter().flatten().max_by_key(|ask| ask.set.at);
    Some(settings)
}

/// The copy's root, where everything about keys comes from the copy.
pub(super) fn root(_: Option<&RootRecord>, it: &RootRecord, joining: &Joining<'_>) -> Option<RootRecord> {
    joining.own.then(|| it.clone())
}

/// A draft of what is finished here is over.
pub(super) fn unfinished(_: Option<&Draft>, it: &Draft, joining: &Joining<'_>) -> Option<Draft> {
    (joining.later && !joining.records.check_ins.contains_key(&it.id)).then(|| it.clone())
}

/// What was removed elsewhere and is still here stays here: a copy takes nothing away.
pub(super) fn still_gone(_: Option<&Removed>, it: &Removed, joining: &Joining<'_>) -> Option<Removed> {
    (joining.later && !joining.records.holds(&it.thing)).then_some(*it)
}

/// The later words and links, with what only the other holds: looks back, how it stood, what it was called, what was
/// found out.
pub(super) fn aspiration(own: Option<&Aspiration>, it: &Aspiration, joining: &Joining<'_>) -> Option<Aspiration> {
    let Some(own) = own else { return Some(it.clone()) };
    Some(if joining.later { united(it, own) } else { united(own, it) })
}

/// The later answers, with those before each amendment of either.
pub(super) fn check_in(own: Option<&CheckIn>, it: &CheckIn, joining: &Joining<'_>) -> Option<CheckIn> {
    let Some(own) = own else { return Some(it.clone()) };
    Some(if joining.later { with_history(it, own) } else { with_history(own, it) })
}

/// Nothing that was used may be used again: of each number the higher, and the sequences well above.
pub(super) fn leapt(_: Option<&Cursors>, copy: &Cursors, joining: &Joining<'_>) -> Option<Cursors> {
    if !joining.own {
        return None;
    }
    let phone = &joining.records.cursors;
    let mut cursors = phone.clone();
    cursors.inbox = phone.inbox.max(copy.inbox);
    for (worker, seq) in &copy.seq {
        let worker: WorkerId = *worker;
        let own = phone.seq.get(&worker).copied();
        // The same phone goes on where it was.
        let next = own.map_or(seq.saturating_add(SEQ_LEAP), |own| own.max(*seq));
        cursors.seq.insert(worker, next);
    }
    for (worker, at) in &copy.looked {
        cursors.looked.insert(*worker, phone.looked.get(worker).map_or(*at, |own| (*own).max(*at)));
    }
    for written in &copy.decided {
        cursors.decided.insert(*written);
    }
    for (place, proof) in &copy.taking {
        cursors.taking.insert(*place, *proof);
    }
    for (consent, at) in &copy.deleted {
        cursors.deleted.insert(*consent, *at);
    }
    for (consent, at) in &copy.on_request {
        cursors.on_request.entry(*consent).or_insert(*at);
    }
    // Until the next look says otherwise.
    cursors.leaving.extend(copy.leaving.iter().copied());
    Some(cursors)
}

fn united(later: &Aspiration, other: &Aspiration) -> Aspiration {
    let mut it = later.clone();
    add_missing(&mut it.looks_back, &other.looks_back, |look| look.at.at);
    add_missing(&mut it.history, &other.history, |change| change.at.at);
    add_missing(&mut it.earlier, &other.earlier, |earlier| earlier.until.at);
    add_missing(&mut it.found_out, &other.found_out, |found| found.at.at);
    if other.words != it.words && it.earlier.iter().all(|earlier| earlier.words != other.words) {
        let until = other.edited.unwrap_or(other.created);
        it.earlier.push(EarlierWords { words: other.words.clone(), until });
        it.earlier.sort_by_key(|earlier| earlier.until.at);
    }
    it
}

fn with_history(later: &CheckIn, other: &CheckIn) -> CheckIn {
    let mut it = later.clone();
    add_missing(&mut it.history, &other.history, |amendment| amendment.at.at);
    it
}

/// What `list` lacks of `other`, by its moment; in the order of time.
fn add_missing<T: Clone>(list: &mut Vec<T>, other: &[T], at: impl Fn(&T) -> Moment) {
    let own: BTreeSet<Moment> = list.iter().map(&at).collect();
    let missing: Vec<T> = other.iter().filter(|one| !own.contains(&at(one))).cloned().collect();
    if !missing.is_empty() {
        list.extend(missing);
        list.sort_by_key(at);
    }
}
