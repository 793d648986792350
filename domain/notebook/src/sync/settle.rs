//! What the server's answer to one message changes on the phone.

use super::outbox::Answer;
use crate::api::{ClaimReply, ConfirmationReply, PackReply, ProblemCode, WithdrawalReply};
use crate::consent::{ConsentState, Ending};
use crate::id::ConsentId;
use crate::instrument::{Confirmation, Instrument, load};
use crate::records::{Change, ContactState, OutboxEntry, OutboxKind, PackFile, Record, Records, SentItem, StoreName};
use crate::time::{Day, Moment};

/// How far above its own a phone believes a sequence number to be. A copy brought back leaps 2^32 (`records::SEQ_LEAP`);
/// a server that names more wants the numbers to run out.
const SEQ_JUMP_MAX: u64 = 1 << 40;
/// The same for revisions of one item, which rise with every change of its words.
const REV_JUMP_MAX: u32 = 1 << 20;

/// What follows from an answer.
pub(super) enum Settled {
    /// The message is settled: write this, its removal included.
    Done(Vec<Change>),
    /// Its numbers were used, by another phone with the same words: what waits for this worker is numbered anew.
    Anew(Vec<Change>),
    /// The server names numbers that no phone can have used.
    Impossible,
    /// The phone's clock is off; the server's says this.
    Clock(Moment),
    /// Nothing more can be sent for a while.
    Later,
    /// The server does not take this one; others may go on.
    Aside,
}

pub(super) fn settle(records: &Records, entry: &OutboxEntry, answer: &Answer, now: Moment) -> Settled {
    let changes = match (answer, entry.kind) {
        (Answer::Claimed(reply), OutboxKind::Claim { .. }) => claimed(records, entry, reply),
        (Answer::Stored(at), OutboxKind::Share { .. }) => {
            sent(records, entry, |it| it.delivered = it.delivered.or(Some(*at)))
        }
        (Answer::Stored(_), OutboxKind::Consent { .. }) => Vec::new(),
        (Answer::Withdrawn(reply), OutboxKind::Withdrawal { .. }) => withdrawn(records, entry, reply),
        (Answer::Refused(code, server), kind) => match (code, kind) {
            (ProblemCode::Clock, _) => return server.map_or(Settled::Later, Settled::Clock),
            // `Malformed`: written before claims were signed. It will never be taken; a new introduction is needed.
            (ProblemCode::NotFound | ProblemCode::Malformed, OutboxKind::Claim { .. }) => refused(records, entry),
            // Never arrived, or gone before: there is nothing under it.
            (ProblemCode::NotFound, OutboxKind::Withdrawal { .. }) => {
                let nothing =
                    WithdrawalReply { deleted_at: now.0, envelopes: 0, worker_last_looked: None, leaving_disk: false };
                withdrawn(records, entry, &nothing)
            }
            (ProblemCode::Conflict | ProblemCode::SequenceUsed, OutboxKind::Share { .. }) => {
                return numbered_anew(records, entry, 0, 0);
            }
            (ProblemCode::ConsentEnded, OutboxKind::Share { consent, .. } | OutboxKind::Consent { consent, .. }) => {
                ended(records, consent)
            }
            (ProblemCode::TooMany | ProblemCode::Busy | ProblemCode::Full | ProblemCode::Internal, _) => {
                return Settled::Later;
            }
            _ => return Settled::Aside,
        },
        (Answer::SequenceUsed(highest), OutboxKind::Share { .. }) => return numbered_anew(records, entry, *highest, 0),
        (Answer::RevisionUsed(newest), OutboxKind::Share { .. }) => return numbered_anew(records, entry, 0, *newest),
        (Answer::Nothing, _) => return Settled::Later,
        // An answer to another question.
        _ => return Settled::Aside,
    };
    Settled::Done([changes, vec![Change::Delete(StoreName::Outbox, entry.id)]].concat())
}

fn claimed(records: &Records, entry: &OutboxEntry, reply: &ClaimReply) -> Vec<Change> {
    // The card said who; a server that says otherwise is not believed, in nothing else it says either.
    if reply.worker_id != entry.worker {
        return refused(records, entry);
    }
    let mut changes = contact_state(records, entry, ContactState::Introduced);
    changes.extend(pack_files(records, &reply.packs));
    changes
}

/// The most pack files a phone keeps: each is read at every start.
const PACK_FILES: usize = 100;

/// Instrument files as records. A file that the loader refuses is left out: the server's own check said why. So is one
/// that [`is_other_bytes`], and what would be one too many.
pub(super) fn pack_files(records: &Records, packs: &[PackReply]) -> Vec<Change> {
    let confirmation = |told: &ConfirmationReply| {
        Some(Confirmation { by: told.by.clone(), on: Day::parse(&told.on).ok()?, demo: told.demo })
    };
    let (mut known, mut kept) = (records.instruments(), records.packs.len());
    let mut changes = Vec::new();
    for pack in packs {
        let Ok(offered) = load(&pack.bytes.0, None) else { continue };
        let new = !records.packs.contains_key(&offered.hash);
        if is_other_bytes(&known, &offered) || (new && kept >= PACK_FILES) {
            continue;
        }
        kept += usize::from(new);
        known.push(offered);
        let confirmation = pack.confirmation.as_ref().and_then(confirmation);
        changes.push(Change::Put(Record::Pack(PackFile { bytes: pack.bytes.0.clone(), confirmation })));
    }
    changes
}

/// Whether one with this id, version and language is known, and this is another file: the words, directions or figures
/// of a questionnaire do not change under the name they were answered under.
pub(super) fn is_other_bytes(known: &[Instrument], offered: &Instrument) -> bool {
    known.iter().any(|it| {
        let (has, is) = (&it.pack, &offered.pack);
        it.hash != offered.hash && (&has.id, &has.version, &has.language) == (&is.id, &is.version, &is.language)
    })
}

/// The introduction did not work. Somebody who was introduced before still is.
fn refused(records: &Records, entry: &OutboxEntry) -> Vec<Change> {
    let introduced = records.contacts.get(&entry.worker).is_some_and(|it| it.state == ContactState::Introduced);
    if introduced { Vec::new() } else { contact_state(records, entry, ContactState::Refused) }
}

fn contact_state(records: &Records, entry: &OutboxEntry, state: ContactState) -> Vec<Change> {
    let contact = records.contacts.get(&entry.worker).cloned().map(|mut contact| {
        contact.state = state;
        Change::Put(Record::Contact(contact))
    });
    contact.into_iter().collect()
}

fn withdrawn(records: &Records, entry: &OutboxEntry, reply: &WithdrawalReply) -> Vec<Change> {
    let OutboxKind::Withdrawal { consent, .. } = entry.kind else { return Vec::new() };
    let mut cursors = records.cursors.clone();
    cursors.deleted.insert(consent, Moment(reply.deleted_at));
    // The inbox says when it is off the disk.
    cursors.note_leaving(consent, reply.leaving_disk);
    cursors.orphans.remove(&consent);
    cursors.looked.extend(reply.worker_last_looked.map(|at| (entry.worker, Moment(at))));
    vec![Change::Put(Record::Cursors(cursors))]
}

/// Another phone with the same keys was here first. The numbers jump above the highest the server holds, and everything
/// that waits for this worker forgets what it said, which makes it the next revision with a new number: one refusal is
/// enough for all of it.
fn numbered_anew(records: &Records, entry: &OutboxEntry, highest: u64, newest: u32) -> Settled {
    let OutboxKind::Share { rev, .. } = entry.kind else { return Settled::Aside };
    let own = records.cursors.seq.get(&entry.worker).copied().unwrap_or_default();
    let behind = newest.saturating_sub(rev);
    if highest > own.saturating_add(SEQ_JUMP_MAX) || behind > REV_JUMP_MAX {
        return Settled::Impossible;
    }
    let mut cursors = records.cursors.clone();
    cursors.seq.insert(entry.worker, own.max(highest));
    let mut changes = vec![Change::Put(Record::Cursors(cursors))];
    for waiting in records.outbox.values().filter(|it| it.worker == entry.worker) {
        let OutboxKind::Share { .. } = waiting.kind else { continue };
        changes.push(Change::Delete(StoreName::Outbox, waiting.id));
        // The other phone has most likely sent all of them as often as this one.
        changes.extend(sent(records, waiting, |it| (it.hash, it.rev) = ([0; 32], it.rev.saturating_add(behind))));
    }
    Settled::Anew(changes)
}

/// The person is told that it has ended, instead of waiting for ever.
fn ended(records: &Records, consent: ConsentId) -> Vec<Change> {
    let consent = records.consents.get(&consent).filter(|it| it.state() == ConsentState::Active).cloned();
    let closed = consent.map(|mut consent| {
        consent.close(Some(Ending::Refused));
        Change::Put(Record::Consent(consent))
    });
    closed.into_iter().collect()
}

/// Changes what is known of the revision that was sent, if it is still the last one.
fn sent(records: &Records, entry: &OutboxEntry, change: impl FnOnce(&mut SentItem)) -> Vec<Change> {
    let OutboxKind::Share { item, rev, .. } = entry.kind else { return Vec::new() };
    let Some(found) = records.sent_item(entry.worker, item).filter(|sent| sent.rev == rev) else { return Vec::new() };
    let mut found = found.clone();
    change(&mut found);
    vec![Change::Put(Record::Sent(found))]
}
