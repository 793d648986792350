//! The copy that a person may keep with the organisation: when the next one is made, what an answer changes on the
//! phone, and when to ask first. It never takes the place of one that holds more without the person's yes.

use crate::backup::BackupFault;
use crate::records::{Backup, Change, ContactState, Copied, Record, Records};
use crate::restore::join;
use crate::stored::to_bytes;
use crate::time::Stamp;
use sha2::{Digest, Sha256};

/// What is to be done about the copy now.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Next {
    /// Nothing: it is off, or the newest is there, or nobody has been met, or it waits for the person's word.
    Nothing,
    /// Make and send this revision.
    Keep(Making),
    /// Tell the server to delete it.
    Delete,
}

/// The copy that is made next.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Making {
    /// Its number.
    pub rev: u32,
    /// How many check-ins, aspirations and notes it holds.
    pub holds: u32,
    /// [`contents`] of the records it is made from.
    pub contents: [u8; 32],
}

/// What is next. `lost` while the ledger misses records and the person has not decided about it.
#[must_use]
pub fn next(records: &Records, lost: bool) -> Next {
    let backup = &records.backup;
    if backup.ending.is_some() {
        return Next::Delete;
    }
    if backup.on_since.is_none() || lost || holds_less(records).is_some() || !has_met_somebody(records) {
        return Next::Nothing;
    }
    let contents = contents(records);
    if backup.kept.is_some() && backup.contents == contents {
        return Next::Nothing;
    }
    Next::Keep(Making { rev: backup.rev.saturating_add(1), holds: count(records), contents })
}

/// True once the server knows the person.
#[must_use]
pub fn has_met_somebody(records: &Records) -> bool {
    records.contacts.values().any(|it| it.state == ContactState::Introduced)
}

/// What can be done about a copy with the organisation, by how it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CopyOffer {
    /// Nobody has been met: the server knows nobody else.
    NotMet,
    /// The person has not said that they have their words, without which it opens to nobody.
    NoWords,
    /// It is off and can be turned on.
    Off,
    /// It is on and can be turned off.
    On,
}

impl CopyOffer {
    /// The one that these records allow.
    #[must_use]
    pub fn of(records: &Records) -> Self {
        match &records.backup {
            Backup { on_since: Some(_), .. } => Self::On,
            _ if !has_met_somebody(records) => Self::NotMet,
            Backup { words_seen: None, .. } => Self::NoWords,
            _ => Self::Off,
        }
    }
}

/// Set while this phone holds less than the copy there: how many things are here, and how many there.
#[must_use]
pub fn holds_less(records: &Records) -> Option<(u32, u32)> {
    let (here, there) = (count(records), records.backup.holds);
    (records.backup.on_since.is_some() && here < there).then_some((here, there))
}

/// How many check-ins, aspirations and notes are on this phone.
#[must_use]
pub fn count(records: &Records) -> u32 {
    u32::try_from(records.counted()).unwrap_or(u32::MAX)
}

/// A hash of all that is worth a new copy. What is half-written, on its way, or changes with every look at the server
/// goes along in a copy, and is no reason for one.
#[must_use]
pub fn contents(records: &Records) -> [u8; 32] {
    let lasting = |record: &&Record| record.store().copied() != Copied::Along;
    let mut hash = Sha256::new();
    records.everything().iter().filter(lasting).for_each(|record| hash.update(to_bytes(record)));
    hash.finalize().into()
}

/// The person turns it on.
#[must_use]
pub fn turned_on(backup: &Backup, now: Stamp) -> Backup {
    Backup { on_since: Some(now), words_seen: backup.words_seen, ..Backup::default() }
}

/// The person turns it off; the server is told as soon as it can be.
#[must_use]
pub fn turned_off(backup: &Backup, now: Stamp) -> Backup {
    Backup { ending: Some(now), words_seen: backup.words_seen, ..Backup::default() }
}

/// The server has deleted it; `leaving` if its disk still holds the sealed bytes.
#[must_use]
pub fn deleted(backup: &Backup, now: Stamp, leaving: bool) -> Backup {
    Backup { gone: Some(now), leaving, words_seen: backup.words_seen, ..Backup::default() }
}

/// The server has none any more, though this phone did not say so: another phone with these words turned it off.
#[must_use]
pub fn ended_elsewhere(backup: &Backup, now: Stamp) -> Backup {
    Backup { elsewhere: Some(now), ..deleted(backup, now, false) }
}

/// The person says yes to a copy that holds less than the one there.
#[must_use]
pub fn allowed_less(records: &Records) -> Backup {
    Backup { holds: count(records), ..records.backup }
}

/// The person threw one thing away themselves, which is their yes to a copy without it.
#[must_use]
pub fn without_one(backup: &Backup) -> Option<Change> {
    let holds = backup.on_since.and(backup.holds.checked_sub(1))?;
    Some(Change::Put(Record::Backup(Backup { holds, ..*backup })))
}

/// These bytes are about to be sent: should the answer be lost, they are known again.
#[must_use]
pub fn sending(backup: &Backup, bytes: &[u8]) -> Backup {
    Backup { trying: Sha256::digest(bytes).into(), ..*backup }
}

/// The server took it.
#[must_use]
pub fn kept(backup: &Backup, made: &Making, now: Stamp) -> Backup {
    let Making { rev, holds, contents } = *made;
    Backup { rev, holds, contents, kept: Some(now), ..*backup }
}

/// The server holds another revision than this phone knows of. If it is the one this phone sent, its answer was lost.
/// Else another phone with the same words was here: its records join those of this phone, and the next copy holds both.
///
/// # Errors
/// [`BackupFault::Older`] where this phone knows of a later one: a server that went back to an older state, or was
/// brought there, changes nothing here.
pub fn caught_up(
    records: &Records,
    bytes: &[u8],
    rev: u32,
    copy: &[Record],
    now: Stamp,
) -> Result<Vec<Change>, BackupFault> {
    if rev < records.backup.rev {
        return Err(BackupFault::Older);
    }
    let own = <[u8; 32]>::from(Sha256::digest(bytes)) == records.backup.trying;
    let mut changes = if own { Vec::new() } else { join(records, copy) };
    let there = count_of(copy);
    let backup = Backup {
        rev,
        // What this copy holds has been joined, unless it was this phone's own.
        holds: if own { records.backup.holds } else { there },
        other_phone: if changes.is_empty() { records.backup.other_phone } else { Some(now) },
        contents: [0; 32],
        ..records.backup
    };
    changes.push(Change::Put(Record::Backup(backup)));
    Ok(changes)
}

/// Brings a copy from the server to this phone. For the same person this phone goes on keeping it: it is theirs, and
/// they were told so. Another person's words come without their permissions, and without this one.
#[must_use]
pub fn brought(records: &Records, rev: u32, copy: &[Record], now: Stamp) -> Vec<Change> {
    let mut changes = join(records, copy);
    let mut after = records.clone();
    changes.iter().for_each(|change| after.apply(change));
    let is_root = |record: &&Record| matches!(record, Record::Identity(_));
    let theirs = copy
        .iter()
        .find(is_root)
        .is_some_and(|root| after.identity.clone().map(Record::Identity).as_ref() == Some(root));
    if theirs {
        let on = Backup { on_since: Some(now), rev, holds: count_of(copy), words_seen: Some(now), ..Backup::default() };
        changes.push(Change::Put(Record::Backup(on)));
    }
    changes
}

fn count_of(copy: &[Record]) -> u32 {
    let counted = |record: &&Record| record.store().copied() == Copied::Counted;
    u32::try_from(copy.iter().filter(counted).count()).unwrap_or(u32::MAX)
}
