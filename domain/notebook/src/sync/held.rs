//! What the server holds, against what this phone knows. Asked at each sync, because either may have lost something: a
//! server whose database was put back, a phone that was.

use crate::api::HeldPermissionReply;
use crate::consent::{Consent, ConsentState, Ending};
use crate::entropy::Entropy;
use crate::id::ConsentId;
use crate::records::{Change, ContactState, OutboxKind, Record, Records, SentItem, StoreName};
use crate::request::CLOCK_TOLERANCE_MS;
use crate::seal::keys::PersonKeys;
use crate::signed::{ConsentFacts, ConsentStatus, derive_record_hash, verify_consent};
use crate::sync::queue::{end, entry, person_keys, sign};
use crate::time::{Day, Moment, Stamp};

/// How many days after its last day a permission that was taken back is still looked for: as long as any copy of a
/// server's database is brought back.
pub const KEPT_DAYS: i32 = 35;

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// The server's day at that moment.
#[must_use]
pub fn server_day(at: Moment) -> Day {
    Stamp { at, offset_min: 0 }.day()
}

/// The least that the server's clock can have read when it answered a signed request. The request was signed by this
/// phone's clock with this offset, UTC ms, when that read `asked`, and a server that takes it is no further from there
/// than it tolerates. What the clock reads once the answer is here says nothing alone: it may have been set meanwhile, and
/// a permission that holds would end.
#[must_use]
pub fn least_server_time(asked: Moment, answered: Moment, offset_ms: i64) -> Moment {
    Moment(asked.min(answered).0.saturating_add(offset_ms).saturating_sub(CLOCK_TOLERANCE_MS))
}

/// Everything that follows from the permissions the server holds, when its clock read at least `server`: what is over
/// ends there and here, and what either side has lost goes again.
#[must_use]
pub fn settle_up(
    records: &Records,
    held: &[HeldPermissionReply],
    server: Moment,
    now: Stamp,
    entropy: &mut (impl Entropy + ?Sized),
) -> Vec<Change> {
    let mut after = records.clone();
    let mut changes = compare(records, held, server, now, entropy);
    changes.iter().for_each(|change| after.apply(change));
    changes.extend(ends(&after, server, now, entropy));
    changes
}

/// Ends what is over by the server's clock, which read at least `server` just now, and what was ended here and has not
/// been confirmed: each with the signed record that ends it there too.
#[must_use]
pub fn ends(records: &Records, server: Moment, now: Stamp, entropy: &mut (impl Entropy + ?Sized)) -> Vec<Change> {
    let today = server_day(server);
    let mut after = records.clone();
    let mut changes = Vec::new();
    for consent in records.consents.values() {
        // Of two with the same worker, as after a copy was brought back, the later one counts, as if given here.
        let place = |it: &Consent| (it.granted().at, it.id());
        let replaced = records.consents.values().any(|other| {
            other.worker() == consent.worker() && other.state() == ConsentState::Active && place(other) > place(consent)
        });
        let over = consent.state() != ConsentState::Active || consent.is_past(today) || replaced;
        if !over {
            continue;
        }
        if records.cursors.deleted.contains_key(&consent.id()) {
            // A copy may say so while something of it waits here: a server that was put back would refuse that for ever.
            let left = waiting_under(&after, consent.id(), false);
            left.iter().for_each(|change| after.apply(change));
            changes.extend(left);
            continue;
        }
        let why = if consent.is_past(today) { Ending::LastDay } else { Ending::Replaced };
        let ended = end(&after, consent.clone(), Some(why), now, entropy).unwrap_or_default();
        ended.iter().for_each(|change| after.apply(change));
        changes.extend(ended);
    }
    changes
}

/// What either side has lost: a withdrawal is forgotten to be confirmed, so that [`ends`] sends it again; a permission
/// goes again with everything under it; one that another phone with these words took back ends here too.
fn compare(
    records: &Records,
    held: &[HeldPermissionReply],
    server: Moment,
    now: Stamp,
    entropy: &mut (impl Entropy + ?Sized),
) -> Vec<Change> {
    let today = server_day(server);
    let mut after = records.clone();
    let mut changes = Vec::new();
    for consent in records.consents.values() {
        let there = held.iter().find(|it| it.consent == consent.id());
        let confirmed = records.cursors.deleted.contains_key(&consent.id());
        let noted = records.cursors.on_request.contains_key(&consent.id());
        let one = match (consent.state(), there) {
            (state, Some(there)) if there.on_request && (state == ConsentState::Active || !noted) => {
                on_request(&after, consent, deleted(there, server))
            }
            // Its signed end is on its way.
            (_, Some(there)) if there.on_request && !confirmed => Vec::new(),
            (ConsentState::Active, Some(there)) if there.withdrawn => {
                elsewhere(&after, consent, deleted(there, server))
            }
            // Another phone took it back, as a copy says; the database was put back since.
            (ConsentState::Active, Some(_)) if confirmed => unconfirmed(&after, consent.id()),
            (ConsentState::Active, Some(there)) if there.waiting && consent.holds(today) => {
                again(&after, consent, now, entropy)
            }
            (ConsentState::Active, None) if confirmed => elsewhere(&after, consent, server),
            (ConsentState::Active, None) if consent.holds(today) => again(&after, consent, now, entropy),
            (ConsentState::Active, Some(there)) if consent.holds(today) => lost(&after, consent, there.newest),
            (ConsentState::Active, _) => Vec::new(),
            (_, Some(there)) if there.withdrawn && !confirmed => elsewhere(&after, consent, deleted(there, server)),
            (_, Some(there)) if (there.waiting || !there.withdrawn) && confirmed => unconfirmed(&after, consent.id()),
            (_, None) if confirmed && is_missed(records, consent, server) => unconfirmed(&after, consent.id()),
            _ => Vec::new(),
        };
        one.iter().for_each(|change| after.apply(change));
        changes.extend(one);
    }
    let mut cursors = after.cursors.clone();
    cursors.orphans.retain(|id, _| held.iter().any(|it| it.consent == *id && !it.withdrawn));
    for there in held {
        let still = there.leaving_disk && cursors.deleted.contains_key(&there.consent);
        cursors.note_leaving(there.consent, still);
    }
    if cursors != after.cursors {
        changes.push(Change::Put(Record::Cursors(cursors)));
    }
    changes
}

/// Whether a withdrawal is to be in the list and is not: at most once a day, because a server that was put back to before
/// the introduction never takes it.
fn is_missed(records: &Records, consent: &Consent, server: Moment) -> bool {
    let since = records.cursors.deleted.get(&consent.id()).map_or(0, |at| server.0.saturating_sub(at.0));
    since > DAY_MS && server_day(server) <= consent.until().add_days(KEPT_DAYS)
}

/// The server has deleted everything under it: the answer to this phone was lost, or another phone took it back.
fn elsewhere(records: &Records, consent: &Consent, at: Moment) -> Vec<Change> {
    let mut cursors = records.cursors.clone();
    cursors.deleted.insert(consent.id(), at);
    let mut ended = consent.clone();
    // The other phone may have signed off what had lasted until its last day.
    ended.close(Some(if consent.is_past(server_day(at)) { Ending::LastDay } else { Ending::Elsewhere }));
    let mut changes = waiting_under(records, ended.id(), true);
    changes.push(Change::Put(Record::Cursors(cursors)));
    changes.push(Change::Put(Record::Consent(ended)));
    changes
}

/// The worker has deleted everything under it, as the server says: nothing goes under it any more, and the person is told.
/// The end is signed here all the same, by [`ends`], so that it holds whether or not the server speaks the truth.
fn on_request(records: &Records, consent: &Consent, at: Moment) -> Vec<Change> {
    let mut cursors = records.cursors.clone();
    cursors.on_request.insert(consent.id(), at);
    let mut ended = consent.clone();
    ended.close(Some(Ending::Refused));
    ended.end_otherwise();
    let mut changes = waiting_under(records, ended.id(), false);
    changes.push(Change::Put(Record::Cursors(cursors)));
    changes.push(Change::Put(Record::Consent(ended)));
    changes
}

/// Takes out of the queue what goes under a permission, and the permission itself; `withdrawal` says whether that too.
fn waiting_under(records: &Records, id: ConsentId, withdrawal: bool) -> Vec<Change> {
    let of_this = |kind: OutboxKind| match kind {
        OutboxKind::Consent { consent, .. } | OutboxKind::Share { consent, .. } => consent == id,
        OutboxKind::Withdrawal { consent, .. } => withdrawal && consent == id,
        OutboxKind::Claim { .. } => false,
    };
    let waiting = records.outbox.values().filter(|entry| of_this(entry.kind));
    waiting.map(|entry| Change::Delete(StoreName::Outbox, entry.id)).collect()
}

fn deleted(there: &HeldPermissionReply, server: Moment) -> Moment {
    there.deleted_at.map_or(server, Moment)
}

/// The server counts it again, or knows nothing of it: nobody may say any longer that it is gone.
fn unconfirmed(records: &Records, consent: ConsentId) -> Vec<Change> {
    let mut cursors = records.cursors.clone();
    cursors.deleted.remove(&consent);
    cursors.leaving.remove(&consent);
    vec![Change::Put(Record::Cursors(cursors))]
}

/// The server has lost a permission that was given, and with it everything under it.
fn again(records: &Records, consent: &Consent, now: Stamp, entropy: &mut (impl Entropy + ?Sized)) -> Vec<Change> {
    let kind = OutboxKind::Consent { consent: consent.id(), rev: consent.rev() };
    // A phone that was brought a copy may hold an introduction that was still on its way then: it is the other phone's to
    // accept, and whether the server knows of it, the server says.
    let met = records.contacts.get(&consent.worker()).filter(|it| it.state != ContactState::Refused);
    let (Some(contact), Some(keys)) = (met, person_keys(records)) else { return Vec::new() };
    if records.outbox.values().any(|entry| entry.kind == kind) {
        return Vec::new();
    }
    let message = entry(records, consent.worker(), kind, sign(&keys, consent, contact), now, entropy);
    let mut changes = vec![Change::Put(Record::Outbox(message))];
    // What waits was put into the queue before the permission, and would be refused; it is made anew behind it.
    let under = |kind: OutboxKind| matches!(kind, OutboxKind::Share { consent: of, .. } if of == consent.id());
    let waiting = records.outbox.values().filter(|entry| under(entry.kind));
    changes.extend(waiting.map(|entry| Change::Delete(StoreName::Outbox, entry.id)));
    let sent = records.sent.values().filter(|sent| sent.consent == consent.id());
    changes.extend(sent.map(|sent| Change::Put(Record::Sent(unsent(sent)))));
    changes
}

/// Whether something that arrived is to be put together again, because the server has lost it.
#[must_use]
pub fn is_lost_there(records: &Records) -> bool {
    records.sent.values().any(|sent| sent.hash == [0; 32])
}

/// What it said is forgotten, which makes it the next revision; what was told stays told.
fn unsent(sent: &SentItem) -> SentItem {
    SentItem { hash: [0; 32], delivered: None, opened: None, ..sent.clone() }
}

/// Under a permission that the server holds, what it confirmed later than the newest it has now: it is not there any more.
fn lost(records: &Records, consent: &Consent, newest: Option<i64>) -> Vec<Change> {
    let gone = |sent: &&SentItem| {
        // Where the confirmation never came, the opening stands in its place, which is later than the arrival.
        let confirmed = sent.delivered.filter(|at| sent.opened != Some(*at));
        sent.consent == consent.id() && confirmed.is_some_and(|at| newest.is_none_or(|newest| at.0 > newest))
    };
    records.sent.values().filter(gone).map(|sent| Change::Put(Record::Sent(unsent(sent)))).collect()
}

/// Permissions of this person that the server counts and this phone does not know, because a copy was brought back that
/// was made before them, or because another phone with these words gave them. Each is asked for once.
#[must_use]
pub fn unknown(records: &Records, held: &[HeldPermissionReply]) -> Vec<ConsentId> {
    let ending = |id: ConsentId| {
        let withdrawals = records.outbox.values().filter_map(|entry| match entry.kind {
            OutboxKind::Withdrawal { consent, .. } => Some(consent),
            _ => None,
        });
        withdrawals.into_iter().any(|consent| consent == id)
    };
    let known = |id| records.consents.contains_key(&id) || records.cursors.orphans.contains_key(&id) || ending(id);
    held.iter().filter(|it| !it.withdrawn && !known(it.consent)).map(|it| it.consent).collect()
}

/// Keeps the signed record of a permission that this phone did not know, once it is seen that its own keys signed it.
#[must_use]
pub fn keep_orphan(records: &Records, keys: &PersonKeys, consent: ConsentId, record: &[u8]) -> Option<Change> {
    orphan(keys, record).filter(|facts| facts.consent == consent && !records.consents.contains_key(&consent))?;
    let mut cursors = records.cursors.clone();
    cursors.orphans.insert(consent, record.to_vec());
    Some(Change::Put(Record::Cursors(cursors)))
}

/// What such a record says, if it is this person's and holds.
#[must_use]
pub fn orphan(keys: &PersonKeys, record: &[u8]) -> Option<ConsentFacts> {
    let facts = verify_consent(record, &keys.public().sig).ok()?;
    (facts.status == ConsentStatus::Active && facts.person == keys.person_id()).then_some(facts)
}

/// Those that this phone did not know, that hold on that day and are not being taken back.
#[must_use]
pub fn orphans(records: &Records, today: Day) -> Vec<ConsentFacts> {
    let Some(keys) = person_keys(records) else { return Vec::new() };
    let ending = |id: &ConsentId| {
        let is_of = |kind: &OutboxKind| matches!(kind, OutboxKind::Withdrawal { consent, .. } if consent == id);
        records.outbox.values().any(|entry| is_of(&entry.kind))
    };
    let left = records.cursors.orphans.iter().filter(|(id, _)| !records.consents.contains_key(id) && !ending(id));
    left.filter_map(|(_, record)| orphan(&keys, record)).filter(|facts| facts.ends >= today).collect()
}

/// Takes a permission back that this phone did not know: the next revision of the record that the server holds.
pub fn take_back_orphan(
    records: &Records,
    consent: ConsentId,
    now: Stamp,
    entropy: &mut (impl Entropy + ?Sized),
) -> Option<Vec<Change>> {
    let record = records.cursors.orphans.get(&consent)?;
    let keys = person_keys(records)?;
    let held = orphan(&keys, record)?;
    let (worker, rev) = (held.to, held.rev.saturating_add(1));
    let kind = OutboxKind::Withdrawal { consent, rev };
    if records.outbox.values().any(|entry| entry.kind == kind) {
        return None;
    }
    let prev_hash = derive_record_hash(record);
    let facts = ConsentFacts { rev, status: ConsentStatus::Withdrawn, starts: now.at, prev_hash, ..held };
    let message = entry(records, worker, kind, keys.sign_consent(&facts), now, entropy);
    Some(vec![Change::Put(Record::Outbox(message))])
}
