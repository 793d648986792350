//! Bringing a safe copy back: what it holds, and how it joins what is on the phone. Nothing on the phone is ever lost
//! by it: whatever both hold stays as it was touched last, and what only one holds is kept. What the person removed
//! stays removed, and what comes is in no permission that was given without it.

use crate::aspiration::{Aspiration, FOCUS_MAX};
use crate::consent::ConsentState;
use crate::id::ConsentId;
use crate::records::{Brought, Change, ContactState, Joining, Record, Records, Returned, ThingName};
use crate::set::Set;
use crate::time::Day;
use std::collections::BTreeMap;

/// What a copy holds, for the person to see before they say yes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Found {
    /// Finished check-ins.
    pub check_ins: usize,
    /// Aspirations.
    pub aspirations: usize,
    /// Notes that stand by themselves.
    pub notes: usize,
    /// People it was shared with.
    pub people: usize,
    /// The day of the newest check-in.
    pub newest: Option<Day>,
}

/// Counts what a copy holds.
#[must_use]
pub fn found(copy: &[Record]) -> Found {
    let mut sum = Found::default();
    for record in copy {
        match record {
            Record::CheckIn(it) => {
                sum.check_ins += 1;
                sum.newest = sum.newest.max(Some(it.answered_on));
            }
            Record::Aspiration(_) => sum.aspirations += 1,
            Record::Note(_) => sum.notes += 1,
            Record::Contact(it) if it.state == ContactState::Introduced => sum.people += 1,
            _ => {}
        }
    }
    sum
}

/// The changes that bring a copy to this phone. A phone that has met somebody keeps its own keys and everything about
/// sharing, unless the copy is of the same person; a phone that has not takes them from the copy.
#[must_use]
pub fn join(records: &Records, copy: &[Record]) -> Vec<Change> {
    let root = copy.iter().find_map(|it| if let Record::Identity(root) = it { Some(root) } else { None });
    let same = records.identity.is_none() || root.is_none() || records.identity.as_ref() == root;
    let with_sharing = records.org.is_none() || same;
    let here: BTreeMap<_, _> = records.everything().into_iter().map(|held| (place(&held), held)).collect();
    let mut taken: Vec<Record> = copy
        .iter()
        .filter(|record| !stays_removed(records, record))
        .filter_map(|record| {
            let held = here.get(&place(record));
            let later = held.is_none_or(|held| held.touched() < record.touched());
            let joined = record.joined(held, &Joining { records, own: with_sharing, later });
            joined.filter(|joined| held != Some(joined))
        })
        .collect();
    // In the order of their keys, so that each is put behind the one before however many there are.
    taken.sort_by_cached_key(place);
    keep_focus(records, &mut taken);
    taken.extend(returned(records, &here, copy, &taken, with_sharing).map(Record::Returned));
    taken.into_iter().map(Change::Put).collect()
}

/// True for what the person removed after the copy's version was touched last.
fn stays_removed(records: &Records, record: &Record) -> bool {
    let removed = || records.removed.get(&record.key());
    record.store().is_thing() && removed().is_some_and(|it| record.touched().0 <= it.at.at)
}

/// What is noted of things that come while a permission holds, if there is anything to add: here or in the copy, it was
/// given without them in view.
fn returned(
    records: &Records,
    here: &BTreeMap<RecordPlace, Record>,
    copy: &[Record],
    taken: &[Record],
    with_sharing: bool,
) -> Option<Returned> {
    let came = taken.iter().filter(|record| record.store().is_thing() && !here.contains_key(&place(record)));
    let things: Set<ThingName> = came.map(Record::key).collect();
    let mut after: BTreeMap<ConsentId, bool> = BTreeMap::new();
    let theirs = taken.iter().filter_map(|record| if let Record::Consent(it) = record { Some(it) } else { None });
    for consent in records.consents.values().chain(theirs) {
        after.insert(consent.id(), consent.state() == ConsentState::Active);
    }
    let consents: Set<ConsentId> = after.into_iter().filter_map(|(id, active)| active.then_some(id)).collect();
    let mut copies = records.returned.copies.clone();
    for record in copy.iter().filter(|_| with_sharing) {
        if let Record::Returned(it) = record {
            copies.extend(it.copies.iter().filter(|one| !records.returned.copies.contains(one)).cloned());
        }
    }
    if !things.is_empty() && !consents.is_empty() {
        copies.push(Brought { things, consents });
    }
    let knows_whom = records.org.is_some() || copy.iter().any(|record| matches!(record, Record::Org(_)));
    let theirs = copy.iter().any(|record| matches!(record, Record::Identity(_)));
    let ask = !knows_whom && (records.returned.ask || theirs);
    let joined = Returned { copies, ask };
    (joined != records.returned).then_some(joined)
}

/// What is in focus on the phone stays so; what comes joins it as far as there is room.
fn keep_focus(records: &Records, taken: &mut [Record]) {
    let own = |it: &Aspiration| records.aspirations.get(&it.id).is_some_and(|held| held.in_focus);
    let mut room = FOCUS_MAX.saturating_sub(records.aspirations.values().filter(|it| it.in_focus).count());
    for record in taken {
        if let Record::Aspiration(it) = record
            && it.in_focus
            && !own(it)
        {
            it.in_focus = room > 0;
            room = room.saturating_sub(1);
        }
    }
}

/// Where a record lies: its store and its key there.
type RecordPlace = (&'static str, [u8; 16]);

fn place(record: &Record) -> RecordPlace {
    (record.store().as_str(), record.key())
}
