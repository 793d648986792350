//! Bringing a safe copy back: what it holds, and how it joins what is on the phone. Nothing on the phone is ever lost
//! by it: whatever both hold stays as it was touched last, and what only one holds is kept. What the person removed
//! stays removed, and what comes is in no permission that was given without it.

use crate::aspiration::{Aspiration, EarlierWords, FOCUS_MAX};
use crate::check_in::CheckIn;
use crate::consent::ConsentState;
use crate::id::{ConsentId, WorkerId};
use crate::records::{
    Brought, Change, ContactState, Cursors, Record, Records, Returned, Settings, ThingName, is_thing,
};
use crate::set::Set;
use crate::stored::to_bytes;
use crate::time::{Day, Moment, Stamp};
use std::collections::{BTreeMap, BTreeSet};

/// After a restore, numbers towards a worker go on this far above the copy's: the phone it was made on may have used
/// the ones between, and a number is taken once.
pub const SEQ_LEAP: u64 = 1 << 32;

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

/// Everything on the phone, for a copy, in a lasting order.
#[must_use]
pub fn everything(records: &Records) -> Vec<Record> {
    let mut all = vec![Record::Settings(records.settings.clone())];
    all.extend(records.identity.clone().map(Record::Identity));
    all.extend(records.org.clone().map(Record::Org));
    all.extend(records.check_ins.values().cloned().map(Record::CheckIn));
    all.extend(records.drafts.values().cloned().map(Record::Draft));
    all.extend(records.aspirations.values().cloned().map(Record::Aspiration));
    all.extend(records.notes.values().cloned().map(Record::Note));
    all.extend(records.contacts.values().cloned().map(Record::Contact));
    all.extend(records.consents.values().cloned().map(Record::Consent));
    all.extend(records.decisions.values().cloned().map(Record::Decision));
    all.extend(records.sent.values().cloned().map(Record::Sent));
    all.extend(records.outbox.values().cloned().map(Record::Outbox));
    all.extend(records.replies.values().cloned().map(Record::Reply));
    all.extend(records.packs.values().cloned().map(Record::Pack));
    all.push(Record::Cursors(records.cursors.clone()));
    all.extend(records.scraps.values().cloned().map(Record::Scrap));
    all.push(Record::Backup(records.backup));
    all.extend(records.removed.values().copied().map(Record::Removed));
    all.extend((records.returned != Returned::default()).then(|| Record::Returned(records.returned.clone())));
    all
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
    let here: BTreeMap<_, _> = everything(records).into_iter().map(|held| (place(&held), held)).collect();
    let mut taken: Vec<Record> = copy
        .iter()
        .filter(|record| !stays_removed(records, record))
        .filter_map(|record| joined(records, here.get(&place(record)), record, with_sharing))
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
    is_thing(record.store()) && removed().is_some_and(|it| touched(record).0 <= it.at.at)
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
    let came = taken.iter().filter(|record| is_thing(record.store()) && !here.contains_key(&place(record)));
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

/// What becomes of one record of the copy, where the phone holds `held` in its place; `None` leaves the phone's.
fn joined(records: &Records, held: Option<&Record>, record: &Record, with_sharing: bool) -> Option<Record> {
    let taken = match record {
        // The name and the looks of this phone, where any were chosen; else the copy's.
        Record::Settings(it) => {
            let own = &records.settings;
            let untouched = Settings { welcomed: own.welcomed, ..Settings::default() } == *own;
            let mut settings = if untouched { it.clone() } else { own.clone() };
            settings.welcomed = settings.welcomed.or(own.welcomed);
            settings.name = records.settings.name.clone().or_else(|| it.name.clone());
            Record::Settings(settings)
        }
        Record::Draft(it) if records.check_ins.contains_key(&it.id) => return None,
        Record::CheckIn(_)
        | Record::Aspiration(_)
        | Record::Note(_)
        | Record::Draft(_)
        | Record::Scrap(_)
        | Record::Pack(_) => record.clone(),
        // A permission is given on this phone or not at all.
        Record::Backup(_) => return None,
        // What was removed elsewhere and is still here stays here: a copy takes nothing away.
        Record::Removed(it) if records.holds(&it.thing) => return None,
        Record::Removed(_) => record.clone(),
        // Put together from both; see `returned`.
        Record::Returned(_) => return None,
        _ if !with_sharing => return None,
        Record::Cursors(it) => Record::Cursors(leapt(&records.cursors, it)),
        _ => record.clone(),
    };
    let later = held.is_none_or(|held| touched(held) < touched(&taken));
    // Words the person changes in place: the later ones stand, with what only the other holds.
    let taken = match (taken, held) {
        (Record::Aspiration(it), Some(Record::Aspiration(own))) => {
            Record::Aspiration(if later { united(&it, own) } else { united(own, &it) })
        }
        (Record::CheckIn(it), Some(Record::CheckIn(own))) => {
            Record::CheckIn(if later { with_history(&it, own) } else { with_history(own, &it) })
        }
        (taken, _) if later => taken,
        (taken @ (Record::Settings(_) | Record::Identity(_) | Record::Cursors(_)), _) => taken,
        _ => return None,
    };
    (held != Some(&taken)).then_some(taken)
}

/// `later`, and what only `other` holds of what a person never takes away: looks back, how it stood, what it was called.
fn united(later: &Aspiration, other: &Aspiration) -> Aspiration {
    let mut it = later.clone();
    add_missing(&mut it.looks_back, &other.looks_back, |look| look.at.at);
    add_missing(&mut it.history, &other.history, |change| change.at.at);
    add_missing(&mut it.earlier, &other.earlier, |earlier| earlier.until.at);
    if other.words != it.words && it.earlier.iter().all(|earlier| earlier.words != other.words) {
        let until = other.edited.unwrap_or(other.created);
        it.earlier.push(EarlierWords { words: other.words.clone(), until });
        it.earlier.sort_by_key(|earlier| earlier.until.at);
    }
    it
}

/// `later`, with the answers before each amendment of either.
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

/// When a record was touched last, as far as it says so. Of those that do not say it, how much they hold: the fuller one
/// stays. Of two that were touched at once the phone's stays.
fn touched(record: &Record) -> (Moment, usize) {
    let edited = |at: Option<Stamp>| at.map_or(Moment(i64::MIN), |at| at.at);
    let at = match record {
        Record::CheckIn(it) => {
            let amended = it.history.iter().map(|change| change.at.at).max();
            return (amended.unwrap_or(it.completed.at).max(edited(it.edited)), 0);
        }
        Record::Aspiration(it) => {
            let steps = it.steps.iter().filter_map(|step| step.done).map(|done| done.at);
            let looks = it.looks_back.iter().map(|look| look.at.at);
            let states = it.history.iter().map(|change| change.at.at);
            let words = it.earlier.iter().map(|earlier| earlier.until.at);
            let all = steps.chain(looks).chain(states).chain(words).chain([it.created.at, edited(it.edited)]);
            return (all.max().unwrap_or(it.created.at), 0);
        }
        Record::Note(it) => return (it.at.at.max(edited(it.edited)), 0),
        Record::Scrap(it) => it.at.at,
        Record::Consent(it) => Moment(i64::from(it.rev())),
        Record::Sent(it) => Moment(i64::from(it.rev)),
        Record::Reply(it) => Moment(i64::from(it.read)),
        Record::Removed(it) => it.at.at,
        _ => Moment(0),
    };
    (at, to_bytes(record).len())
}

/// Nothing that was used may be used again: of each number the higher, and the sequences well above.
fn leapt(phone: &Cursors, copy: &Cursors) -> Cursors {
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
    for (consent, at) in &copy.deleted {
        cursors.deleted.insert(*consent, *at);
    }
    cursors
}
