//! From permissions to messages that wait to be sent. What is new or changed for a worker, and only what a permission
//! covers, is sealed here; all changes go into one commit, so that a stop in between loses or doubles nothing.

use crate::consent::{Consent, ConsentState, Ending};
use crate::entropy::{Entropy, make_bytes};
use crate::id::{ItemId, OrgId, WorkerId};
use crate::identity::PublicKeys;
use crate::instrument::Instrument;
use crate::records::{Change, Contact, ContactState, OutboxEntry, OutboxKind, Record, Records, StoreName};
use crate::seal::envelope::seal_share;
use crate::seal::keys::{PersonKeys, Root};
use crate::share::seen::can_be_removed;
use crate::share::{SharePayload, assemble, head};
use crate::signed::{ConsentFacts, ConsentStatus, derive_record_hash};
use crate::time::Stamp;

/// The person's keys for the organisation, once there is one.
#[must_use]
pub fn person_keys(records: &Records) -> Option<PersonKeys> {
    records.org.as_ref().and_then(|org| keys_for(records, org.org_id))
}

/// The person's keys for an organisation.
#[must_use]
pub fn keys_for(records: &Records, org: OrgId) -> Option<PersonKeys> {
    let root = Root::from_bytes(records.identity.as_ref()?.root);
    Some(PersonKeys::derive(&root, org))
}

/// The keys of a worker as they were pinned.
#[must_use]
pub fn pinned(contact: &Contact) -> PublicKeys {
    PublicKeys { sig: contact.sig_pk, kem: contact.kem_pk }
}

/// A message at the end of the queue.
pub fn entry(
    records: &Records,
    worker: WorkerId,
    kind: OutboxKind,
    body: Vec<u8>,
    queued: Stamp,
    entropy: &mut (impl Entropy + ?Sized),
) -> OutboxEntry {
    let order = records.outbox.values().map(|entry| entry.order.saturating_add(1)).max().unwrap_or(0);
    OutboxEntry { id: make_bytes(entropy), order, worker, kind, body, queued, tries: 0 }
}

/// The signed record of a permission as it stands.
#[must_use]
pub fn sign(keys: &PersonKeys, consent: &Consent, contact: &Contact) -> Vec<u8> {
    keys.sign_consent(&facts(keys, consent, contact))
}

fn facts(keys: &PersonKeys, consent: &Consent, contact: &Contact) -> ConsentFacts {
    consent.facts(keys.org(), keys.person_id(), pinned(contact).derive_key_id())
}

/// A new permission with its message, the taking back of any it replaces, and everything it lets go at once. `None`
/// without an introduction.
pub fn grant(
    records: &Records,
    instruments: &[Instrument],
    consent: Consent,
    now: Stamp,
    entropy: &mut (impl Entropy + ?Sized),
) -> Option<Vec<Change>> {
    let contact = records.contacts.get(&consent.worker())?;
    let keys = person_keys(records)?;
    let kind = OutboxKind::Consent { consent: consent.id(), rev: consent.rev() };
    let body = sign(&keys, &consent, contact);
    let message = entry(records, consent.worker(), kind, body, now, entropy);
    let carried = records.carried_over(&consent);
    let replaced: Vec<Consent> = records.replaced_by(&consent).into_iter().cloned().collect();
    let mut changes = vec![Change::Put(Record::Consent(consent)), Change::Put(Record::Outbox(message))];
    changes.extend(carried.into_iter().map(|decision| Change::Put(Record::Decision(decision))));
    let mut after = records.clone();
    changes.iter().for_each(|change| after.apply(change));
    for earlier in replaced {
        let taken_back = withdraw(&after, earlier, now, entropy).unwrap_or_default();
        taken_back.iter().for_each(|change| after.apply(change));
        changes.extend(taken_back);
    }
    changes.extend(shares(&after, instruments, now, entropy));
    Some(changes)
}

/// A permission taken back: its message, and nothing that was waiting under it. `None` once the server has confirmed
/// that nothing is left, or while an earlier taking back is on its way.
pub fn withdraw(
    records: &Records,
    consent: Consent,
    now: Stamp,
    entropy: &mut (impl Entropy + ?Sized),
) -> Option<Vec<Change>> {
    if records.can_take_back(&consent) { end(records, consent, None, now, entropy) } else { None }
}

/// The signed record that ends a permission on the server, queued, and nothing left that was waiting under it. It is
/// signed once and kept: sent again it is the same. `why` it ended, or none where the person takes it back. `None`
/// without an introduction, or while it is queued.
pub(super) fn end(
    records: &Records,
    mut consent: Consent,
    why: Option<Ending>,
    now: Stamp,
    entropy: &mut (impl Entropy + ?Sized),
) -> Option<Vec<Change>> {
    let before = consent.clone();
    if consent.withdrawal().is_empty() {
        let contact = records.contacts.get(&consent.worker())?;
        let keys = person_keys(records)?;
        // Signing is deterministic, so this is the record that was sent.
        let granted = derive_record_hash(&sign(&keys, &consent, contact));
        match why {
            None => consent.withdraw(now, granted),
            Some(why) => consent.end(why, granted),
        }
        let facts = facts(&keys, &consent, contact);
        let starts = if let ConsentState::Withdrawn { at } = consent.state() { at.at } else { now.at };
        let record = keys.sign_consent(&ConsentFacts { status: ConsentStatus::Withdrawn, starts, ..facts });
        consent.keep_withdrawal(record);
    } else if why.is_none() {
        consent.withdraw(now, *consent.prev_hash());
    }
    let id = consent.id();
    let (mut queued, mut changes) = (false, Vec::new());
    for entry in records.outbox.values() {
        match entry.kind {
            // The permission itself too: sent after its withdrawal, it would only be refused.
            OutboxKind::Share { consent, .. } | OutboxKind::Consent { consent, .. } if consent == id => {
                changes.push(Change::Delete(StoreName::Outbox, entry.id));
            }
            OutboxKind::Withdrawal { consent, .. } => queued |= consent == id,
            _ => {}
        }
    }
    if queued && before == consent {
        return None;
    }
    if !queued {
        let kind = OutboxKind::Withdrawal { consent: id, rev: consent.rev() };
        let message = entry(records, consent.worker(), kind, consent.withdrawal().to_vec(), now, entropy);
        changes.push(Change::Put(Record::Outbox(message)));
    }
    changes.push(Change::Put(Record::Consent(consent)));
    Some(changes)
}

/// Takes somebody off the list of people: what they wrote goes too, receipts stay. `None` while they can see anything, or
/// while the phone does not know that they cannot.
pub fn remove(
    records: &Records,
    worker: WorkerId,
    now: Stamp,
    entropy: &mut (impl Entropy + ?Sized),
) -> Option<Vec<Change>> {
    let contact = records.contacts.get(&worker).filter(|_| can_be_removed(records, worker, now.day()))?;
    let mut after = records.clone();
    let mut changes = Vec::new();
    // Permissions that wait behind an introduction that was refused have no way to the server any more.
    let waits =
        |id| records.outbox.values().any(|it| matches!(it.kind, OutboxKind::Consent { consent, .. } if consent == id));
    let held = records.consents.values().filter(|it| it.worker() == worker && it.state() == ConsentState::Active);
    for consent in held.cloned() {
        let mut one = if waits(consent.id()) {
            let mut closed = consent;
            // It never counted there, so nobody ended it.
            closed.close(None);
            vec![Change::Put(Record::Consent(closed))]
        } else {
            withdraw(&after, consent, now, entropy).unwrap_or_default()
        };
        one.iter().for_each(|change| after.apply(change));
        changes.append(&mut one);
    }
    let left = after.outbox.values().filter(|it| it.worker == worker && !is_withdrawal(it.kind));
    changes.extend(left.map(|it| Change::Delete(StoreName::Outbox, it.id)));
    let theirs = records.replies.values().filter(|it| it.from == worker);
    changes.extend(theirs.map(|it| Change::Delete(StoreName::Replies, *it.id.as_bytes())));
    changes.push(Change::Delete(StoreName::Contacts, *contact.worker.as_bytes()));
    Some(changes)
}

fn is_withdrawal(kind: OutboxKind) -> bool {
    matches!(kind, OutboxKind::Withdrawal { .. })
}

/// Everything that permissions let go today and that the workers do not have yet, and behind it what each was sent in all.
pub fn shares(
    records: &Records,
    instruments: &[Instrument],
    now: Stamp,
    entropy: &mut (impl Entropy + ?Sized),
) -> Vec<Change> {
    let Some(keys) = person_keys(records) else { return Vec::new() };
    let mut after = records.clone();
    let mut changes = Vec::new();
    for contact in records.contacts.values().filter(|contact| contact.state != ContactState::Refused) {
        let Some(consent) = records.consent_with(contact.worker, now.day()) else { continue };
        for payload in assemble(consent, records, instruments, now.day()).unwrap_or_default() {
            changes.extend(queue_one(&mut after, &keys, contact, &payload, now, entropy));
        }
        if let Some(payload) = head(consent, &after) {
            changes.extend(queue_one(&mut after, &keys, contact, &payload, now, entropy));
        }
    }
    changes
}

/// Seals one item under the next number and puts it at the end of the queue. Nothing where it is too long to seal at once,
/// or where a key is none: it is left as it is, and tried after the next change.
fn queue_one(
    after: &mut Records,
    keys: &PersonKeys,
    contact: &Contact,
    payload: &SharePayload,
    now: Stamp,
    entropy: &mut (impl Entropy + ?Sized),
) -> Vec<Change> {
    let mut cursors = after.cursors.clone();
    let seq = cursors.seq.entry(contact.worker).or_default();
    *seq = seq.saturating_add(1);
    let Ok(sealed) = seal_share(payload, keys, &pinned(contact), *seq, entropy) else { return Vec::new() };
    let item = payload.item_id();
    let kind = OutboxKind::Share { consent: payload.consent(), item, rev: payload.item_rev() };
    let message = entry(after, contact.worker, kind, sealed.bytes, now, entropy);
    let mut changes = outdated(after, contact.worker, item);
    let sent = payload.sent_item(now);
    // Sent before under another name: what was told then is in what is remembered now.
    let renamed = after.sent_of(sent.worker, sent.kind, &sent.source).filter(|it| it.item != item);
    changes.extend(renamed.map(|it| Change::Delete(StoreName::Sent, *it.id().as_bytes())));
    changes.push(Change::Put(Record::Sent(sent)));
    changes.push(Change::Put(Record::Outbox(message)));
    changes.push(Change::Put(Record::Cursors(cursors)));
    changes.iter().for_each(|change| after.apply(change));
    changes
}

/// Earlier revisions of an item that still wait: the newer one takes their place.
fn outdated(records: &Records, worker: WorkerId, wanted: ItemId) -> Vec<Change> {
    let waiting = records.outbox.values().filter(|entry| {
        entry.worker == worker && matches!(entry.kind, OutboxKind::Share { item, .. } if item == wanted)
    });
    waiting.map(|entry| Change::Delete(StoreName::Outbox, entry.id)).collect()
}
