//! A server that lies: one row for each attack on the real client code, what must hold, and the sentence that the person
//! or the worker reads, by its place in the catalogue. A row without a sentence is one where there is nothing to tell:
//! what came is as if it had not come, or the phone mends it by itself.

mod world;

use std::collections::BTreeMap;

use notebook::api::{
    AwayReply, Bytes, ClaimReply, HeldPermissionReply, LookedReply, MovedOnReply, PackReply, PersonInboxReply,
    ProblemCode, ReceiptReply, WaitsReply,
};
use notebook::backup::BackupFault;
use notebook::consent::ConsentState;
use notebook::erasure::ErasureFacts;
use notebook::helped::CameBy;
use notebook::id::{CheckInId, ConsentId, ReplyId};
use notebook::identity::PublicKeys;
use notebook::records::{Backup, Change, ContactState, OutboxKind, Record, Records};
use notebook::seal::account::{unwrap_keys, wrap_keys};
use notebook::seal::backup::BackupKey;
use notebook::seal::envelope::{Known, OpenFault, open_share};
use notebook::seal::guest::{open_guest, seal_guest};
use notebook::seal::introduction::{Claim, open_card};
use notebook::seal::keyring::{Keyring, Office, open_keyring};
use notebook::seal::keyring_growth::KeptSize;
use notebook::seal::keys::{PersonKeys, Root};
use notebook::seal::recovery_code::RecoveryCode;
use notebook::sealed::WireFault;
use notebook::share::seen::{PermissionStanding, permission};
use notebook::share::{LastDays, OpenedHeads, Outdated, away_until};
use notebook::signed::{ConsentFacts, ConsentStatus, verify_consent};
use notebook::sync::backup::caught_up;
use notebook::sync::held::keep_orphan;
use notebook::sync::inbox::{WhyRefused, is_altered, take, take_news, why_refused};
use notebook::sync::meeting::{NotMet, meet};
use notebook::sync::outbox::Answer;
use notebook::sync::queue::{grant, sign, withdraw};
use notebook::sync::written::{Deciding, claim, decide, take as take_written, to_fetch};

use self::world::{
    ABROAD, ITEM, MADE_UP, MET, REPLY, SENT, answer, answered, changed, claiming, counted_phone, counted_things,
    delivered, fault, hash, head_in, headed, link, news, next_round, on_request, queued, replies, reply, seen, settled,
    signed_off, taken_back, when,
};
use super::helping::{WRITTEN, guest, page, sealed, things, waits, written};
use super::keyrings::part;
use super::support::{
    JO, MORNING, ORG, SAM, counted, known, later, notes_consent, open, person, phone, pinned, quiet_page, sharing,
    worker,
};

/// A phone on which this has been done and nothing else.
fn changed_by(changes: Vec<Change>) -> Records {
    let mut records = Records::default();
    changes.iter().for_each(|change| records.apply(change));
    records
}

/// One attack: what the server does, the sentence that is read, and whether what must hold holds.
type Attack = (&'static str, &'static str, fn() -> bool);

const NOT_SHOWN: &str = "team.people.bad_single";
const OLDER: &str = "team.person.older_permission";
const NO_INTRODUCTION: &str = "errors.no_introduction_next";

const ATTACKS: [Attack; 61] = [
    // --- at a sign-in
    ("a stage that says complete, with keys of another password or another account", "team.wrong.keys", || {
        let wrapped = wrap_keys(&worker(1), SAM, b"export key", [5; 24]);
        unwrap_keys(&wrapped, SAM, b"export key").is_ok()
            && unwrap_keys(&wrapped, SAM, b"another one").is_err()
            && unwrap_keys(&wrapped, JO, b"export key").is_err()
    }),
    ("keys of another account, or of the password, handed out for a recovery code", "team.wrong.keys", || {
        let code = RecoveryCode::make(&mut counted(5));
        let by_password = wrap_keys(&worker(1), SAM, &code.proof(), [5; 24]);
        code.unwrap(&code.wrap(&worker(1), SAM, [5; 24]), SAM).is_ok()
            && code.unwrap(&code.wrap(&worker(1), JO, [5; 24]), SAM).is_err()
            && code.unwrap(&by_password, SAM).is_err()
    }),
    ("what an older recovery code opened, given again for the newer one", "team.wrong.keys", || {
        let (old, new) = (RecoveryCode::make(&mut counted(5)), RecoveryCode::make(&mut counted(77)));
        new.unwrap(&old.wrap(&worker(1), SAM, [5; 24]), SAM).is_err() && old.proof() != new.proof()
    }),
    // --- at an introduction
    ("a key swapped in the card of a worker who is known", "errors.other_keys", || {
        let mallory = worker(2).public();
        let half = PublicKeys { sig: worker(1).public().sig, ..mallory };
        [mallory, half].iter().all(|keys| {
            meet(&phone(worker(1).public()), ORG, SAM, keys) == Err(NotMet::OtherKeys { name: "Sam".to_owned() })
        })
    }),
    ("the card of another organisation", "errors.other_organisation", || {
        meet(&phone(worker(1).public()), ABROAD, JO, &worker(2).public()) == Err(NotMet::OtherOrganisation)
    }),
    ("the card of another introduction", NO_INTRODUCTION, || open_card(&MET.others, &MET.sealed).is_err()),
    ("a changed card", NO_INTRODUCTION, || {
        let mut changed = MET.sealed.clone();
        changed[100] ^= 1;
        open_card(&MET.keys, &changed).is_err()
    }),
    ("a claim answered in the name of another worker", "person.sharing.refused", || {
        let packs = vec![PackReply { bytes: Bytes(MADE_UP.as_bytes().to_vec()), confirmation: None }];
        let reply = ClaimReply { worker_id: JO, person_id: person().person_id(), packs };
        let after = answered(claiming(), Answer::Claimed(reply));
        after.contacts[&SAM].state == ContactState::Refused && after.packs.is_empty()
    }),
    ("the keys of a claim swapped on the way to the worker", NOT_SHOWN, || {
        let claim = Claim { keys: PersonKeys::derive(&Root::from_bytes([9; 16]), ORG).public(), ..MET.claim.clone() };
        !MET.accepts(&claim, MET.code.locator(), SAM)
    }),
    ("a claim handed to the worker under another introduction", NOT_SHOWN, || {
        MET.accepts(&MET.claim, MET.code.locator(), SAM)
            && !MET.accepts(&MET.claim, MET.other_code.locator(), SAM)
            && !MET.accepts(&MET.claim, MET.code.locator(), JO)
    }),
    // --- what a helper wrote down
    ("a guest notebook of other words, put in the place of this one", "errors.claim.unopened", || {
        let bytes = seal_guest(&written(4), 5, &guest(2), [5; 24]).unwrap();
        let copied = [&seal_guest(&written(4), 5, &guest(1), [5; 24]).unwrap()[..5], &bytes[5..]].concat();
        [bytes, copied].iter().all(|it| claim(&Records::default(), &guest(1), it, None).is_err())
    }),
    ("an older revision of a guest notebook given for the newest", "person.written.begun_by", || {
        // It opens, for it is the helper's own: but as what it is, begun, with its answers counted and its day.
        let old = seal_guest(&written(2), 3, &guest(1), [5; 24]).unwrap();
        let renamed = [&seal_guest(&written(4), 5, &guest(1), [6; 24]).unwrap()[..5], &old[5..]].concat();
        let opened = open_guest(&old, &guest(1)).unwrap().1;
        opened.draft.responses.answered() == 2 && !opened.finished && open_guest(&renamed, &guest(1)).is_err()
    }),
    ("a guest notebook opened twice, the first time by somebody else", "person.written.opened_before", || {
        let bytes = seal_guest(&written(4), 5, &guest(1), [5; 24]).unwrap();
        let phone = changed_by(claim(&Records::default(), &guest(1), &bytes, Some(MORNING.at)).unwrap());
        let [draft] = phone.written_down()[..] else { return false };
        let came = &draft.written.as_ref().unwrap().came;
        matches!(came, CameBy::ClaimWords { opened_before: Some(at), .. } if *at == MORNING.at)
    }),
    ("what was written down with somebody, delivered to another person", "", || {
        let other = PersonKeys::derive(&Root::from_bytes([9; 16]), ORG);
        take_written(&phone(worker(1).public()), &other, waits(5), &sealed(4, 5)).is_empty()
            && take_written(&phone(worker(1).public()), &person(), WaitsReply { from: JO, ..waits(5) }, &sealed(4, 5))
                .is_empty()
    }),
    ("what was written down, given again after it was decided, or an older revision of it", "", || {
        let at = |records: &Records, rev| {
            take_written(records, &person(), waits(rev), &sealed(if rev > 4 { 4 } else { 2 }, rev))
        };
        let mut phone = phone(worker(1).public());
        at(&phone, 5).iter().for_each(|change| phone.apply(change));
        let no_older = at(&phone, 3).is_empty() && at(&phone, 5).is_empty();
        let kept = decide(&phone, CheckInId::of_written(WRITTEN), Some(&things()), Deciding::Keep).unwrap();
        kept.iter().for_each(|change| phone.apply(change));
        no_older && at(&phone, 9).is_empty() && phone.check_ins.len() == 1
    }),
    ("what was written down kept back, or listed and not handed out", "", || {
        // Nothing is claimed to have come, and it is asked for at every look until it does.
        let phone = phone(worker(1).public());
        take_written(&phone, &person(), waits(5), b"").is_empty()
            && phone.written_down().is_empty()
            && to_fetch(&phone, &page(5)) == [waits(5)]
    }),
    // --- what the worker reads
    ("an envelope of another organisation", NOT_SHOWN, || {
        fault(&headed(|h| h.org = ABROAD)) == OpenFault::Organisation
    }),
    ("an envelope in the name of another person", NOT_SHOWN, || {
        let other = PersonKeys::derive(&Root::from_bytes([9; 16]), ORG).person_id();
        fault(&headed(|h| h.from = other)) == OpenFault::Sender
    }),
    ("an envelope handed to another worker", NOT_SHOWN, || {
        let jo = Known { me: JO, ..known(&SENT.consent) };
        open_share(&SENT.share.bytes, &worker(2), &pinned(&person()), &jo) == Err(OpenFault::Recipient)
            && fault(&headed(|h| h.to = JO)) == OpenFault::Recipient
    }),
    ("a lower version of the envelope", NOT_SHOWN, || fault(&changed(3, 0)) == OpenFault::Wire(WireFault::Version)),
    ("another suite of the envelope", NOT_SHOWN, || fault(&changed(4, 0)) == OpenFault::Wire(WireFault::Suite)),
    ("an item doubled", NOT_SHOWN, || when(|known| known.last_seq = 5) == OpenFault::Sequence),
    ("items in another order", NOT_SHOWN, || when(|known| known.last_seq = 6) == OpenFault::Sequence),
    ("an older revision of an item that is open", NOT_SHOWN, || {
        when(|known| known.last_rev = Some(7)) == OpenFault::Revision
    }),
    ("an item under another name", NOT_SHOWN, || fault(&headed(|h| h.item = ITEM)) == OpenFault::Seal),
    ("an item numbered anew", NOT_SHOWN, || fault(&headed(|h| h.seq += 1)) == OpenFault::Seal),
    ("an item under another permission", NOT_SHOWN, || {
        fault(&headed(|h| h.consent = ConsentId::from_bytes([9; 16]))) == OpenFault::Consent
    }),
    ("an item under a permission that was taken back", NOT_SHOWN, || {
        let taken = ConsentFacts { status: ConsentStatus::Withdrawn, ..SENT.consent.clone() };
        open(&SENT.share.bytes, &worker(1), &taken) == Err(OpenFault::Consent)
    }),
    ("an item under a revision of the permission that nobody signed", NOT_SHOWN, || {
        fault(&headed(|h| h.consent_rev += 1)) == OpenFault::ConsentRevision
    }),
    ("a permission signed by somebody else", NOT_SHOWN, || {
        let forged = PersonKeys::derive(&Root::from_bytes([9; 16]), ORG).sign_consent(&SENT.consent);
        verify_consent(&forged, &person().public().sig).is_err()
    }),
    ("a permission rolled back to an older revision", OLDER, || {
        seen(2).check(&link(1), &hash(&link(1))) == Err(Outdated::Older)
            && seen(1).check(&link(2), &hash(&link(2))).is_ok()
    }),
    ("a permission that counts again after it was taken back", OLDER, || {
        seen(3).check(&link(2), &hash(&link(2))) == Err(Outdated::TakenBack)
    }),
    ("another permission of the revision that was seen", OLDER, || {
        let other = ConsentFacts { ends: link(1).ends.add_days(1), ..link(1) };
        seen(1).check(&other, &hash(&other)) == Err(Outdated::Older)
    }),
    ("a permission that does not follow the one before", OLDER, || {
        let forked = ConsentFacts { prev_hash: [9; 32], ..link(2) };
        seen(1).check(&forked, &hash(&forked)) == Err(Outdated::Chain)
    }),
    ("a server's clock that stands still before the last day, and one that is a day off", "team.people.apart", || {
        let last = MORNING.day();
        let own = |hours: i64| LastDays::of(later(hours * 60).at, MORNING.at);
        own(23).has_passed(last) && !own(0).has_passed(last) && own(25).apart
    }),
    ("an older keyring under the number of the newest, or another worker's", "team.wrong.keys", || {
        let keys = worker(1);
        let old = [part(&Keyring::default(), &keys, SAM, 3, true)];
        open_keyring(&old, &keys, SAM, 3).is_ok()
            && open_keyring(&old, &keys, SAM, 4).is_err()
            && open_keyring(&old, &keys, JO, 3).is_err()
    }),
    // --- the list of what was sent
    ("a thing kept back under the list of what was sent", "team.person.missing", || {
        let (heads, there) = counted_things();
        let without = |gone: usize| there.iter().enumerate().filter(move |(at, _)| *at != gone).map(|(_, it)| *it);
        let missing = |listed: BTreeMap<_, _>| heads.missing(|item| listed.get(&item).copied(), &[]);
        missing(there.iter().copied().collect()) == 0
            && (0..there.len()).all(|gone| missing(without(gone).collect()) == 1)
    }),
    ("an older form of a thing under the list of what was sent", "team.person.missing", || {
        let (heads, there) = counted_things();
        let newer: BTreeMap<_, _> = there.iter().map(|(item, rev)| (*item, rev + 1)).collect();
        let older: BTreeMap<_, _> = there.iter().map(|(item, rev)| (*item, rev - 1)).collect();
        heads.missing(|item| newer.get(&item).copied(), &[]) == 0
            && heads.missing(|item| older.get(&item).copied(), &[]) == there.len()
    }),
    ("the list of what was sent kept back together with what it counts", "team.person.missing", || {
        // Nothing of the first round comes; the list of the next counts that too.
        let (mut records, consent) = counted_phone();
        let first = head_in(&records, &consent);
        let next = next_round(&mut records, &consent);
        let mut heads = OpenedHeads::default();
        let none_yet = heads.missing(|_| None, &[]) == 0;
        let of_the_next = next.counts.iter().find(|(item, _)| !first.counts.contains_key(*item));
        let (item, rev) = of_the_next.map(|(item, rev)| (*item, *rev)).unwrap();
        heads.note(consent.id(), 20, next);
        none_yet && heads.missing(|it| (it == item).then_some(rev), &[]) == first.counts.len()
    }),
    ("the list of what was sent put back to an older one", "team.person.older_shares", || {
        let (mut records, consent) = counted_phone();
        let (first, next) = (head_in(&records, &consent), next_round(&mut records, &consent));
        let mut heads = OpenedHeads::default();
        heads.note(consent.id(), 20, next);
        heads.note(consent.id(), 10, first.clone());
        let mut memory = seen(1);
        memory.note_opened(consent.id(), 20);
        // The old one does not take the place of the new, and the next sign-in remembers its number.
        heads.missing(|item| first.counts.get(&item).copied(), &[]) > 0
            && memory.lacks_newest([consent.id()], 10)
            && !memory.lacks_newest([consent.id()], 20)
    }),
    // --- the worker's own account
    ("an older keyring that was truly the worker's", "team.people.strangers_single", || {
        let keys = worker(1);
        let (mut before, robin) = (Keyring::default(), pinned(&person()));
        let old = [part(&before, &keys, SAM, 3, true)];
        before.pin(robin.clone());
        let here = before;
        let mut there = open_keyring(&old, &keys, SAM, 3).unwrap();
        // At a new sign-in whom it lacks is counted; a page that is open puts what it knows there again, as a whole.
        let lacks = there.strangers([robin.person]).len() == 1 && here.strangers([robin.person]).is_empty();
        there.join(here.clone());
        lacks
            && there
                .next_part(&here, KeptSize::default())
                .is_some_and(|next| next.whole && next.keyring.people.len() == 1)
    }),
    ("another address for people's phones", "team.wrong.address", || {
        let office = |url: &str| Office {
            person_url: url.to_owned(),
            organisation: "Riverside".to_owned(),
            safeguarding: String::new(),
        };
        let (ours, elsewhere) = (office("https://ours.example"), office("https://ours.example.evil.example"));
        ours.is_address_of(&ours) && !ours.is_address_of(&elsewhere)
    }),
    // --- what reaches the person
    ("a reply written by another worker", "", || {
        let forged = reply(JO, &worker(2));
        [SAM, JO].iter().all(|from| replies(&[delivered(*from, REPLY, &forged)]) == 0)
    }),
    ("a reply under another name, so that it comes twice", "", || {
        let sealed = reply(SAM, &worker(1));
        let again = delivered(SAM, ReplyId::from_bytes([6; 16]), &sealed);
        replies(&[delivered(SAM, REPLY, &sealed), again]) == 1
    }),
    ("a receipt for what was never sent, or by somebody else", "", || {
        let (records, _) = sharing();
        let forged = [(ITEM, SAM), (ITEM, JO)].map(|(item_id, to)| ReceiptReply { item_id, rev: 1, to, opened_at: 9 });
        take(&records, &person(), &PersonInboxReply { receipts: forged.to_vec(), ..quiet_page() }, MORNING).is_empty()
    }),
    ("an older page of the inbox, and an older last look", "", || {
        let (mut records, _) = sharing();
        records.cursors.inbox = 7;
        records.cursors.looked.insert(SAM, later(60).at);
        let looked = vec![LookedReply { worker: SAM, at: MORNING.at.0 }];
        take(&records, &person(), &PersonInboxReply { looked, next: 3, ..quiet_page() }, MORNING).is_empty()
    }),
    ("a permission said to have ended, so that it cannot be taken back", "", || {
        let (mut records, consent) = sharing();
        records = answered(queued(records, consent.id()), Answer::Refused(ProblemCode::ConsentEnded, None));
        let ended = records.consents[&consent.id()].clone();
        let changes = withdraw(&records, ended, later(2), &mut counted(3)).unwrap();
        changes.iter().any(|it| matches!(it, Change::Put(Record::Outbox(out)) if signed_off(out)))
    }),
    ("a worker who is said to have moved on, and has not", "person.one_person.moved_on", || {
        let (records, consent) = sharing();
        let lie =
            PersonInboxReply { moved_on: vec![MovedOnReply { worker: SAM, at: 1, new_start: false }], ..quiet_page() };
        let mut after = records.clone();
        take(&records, &person(), &lie, MORNING).iter().for_each(|change| after.apply(change));
        // Nobody is told that anything is gone, it can be taken back, and it is, by itself.
        let closed = permission(&after, &after.consents[&consent.id()], MORNING.day()) == PermissionStanding::Closed;
        let by_hand = withdraw(&after, after.consents[&consent.id()].clone(), later(2), &mut counted(3)).unwrap();
        let signed = by_hand.iter().any(|it| matches!(it, Change::Put(Record::Outbox(out)) if signed_off(out)));
        closed && signed && settled(after, &[]).outbox.values().any(signed_off)
    }),
    (
        "a worker said to have a new start, so that other keys are taken for theirs",
        "person.one_person.new_start",
        || {
            let (records, _) = sharing();
            let lie = PersonInboxReply {
                moved_on: vec![MovedOnReply { worker: SAM, at: 1, new_start: true }],
                ..quiet_page()
            };
            let mut after = records.clone();
            take(&records, &person(), &lie, MORNING).iter().for_each(|change| after.apply(change));
            let refused =
                meet(&after, ORG, SAM, &worker(2).public()) == Err(NotMet::OtherKeys { name: "Sam".to_owned() });
            refused && after.cursors.new_starts.contains(&SAM) && after.contacts == records.contacts
        },
    ),
    (
        "a permission said to have been deleted on request, so that what was shared is lost",
        "person.one_person.on_request",
        || {
            let (records, consent) = sharing();
            // Whatever else it says of it, and when.
            let lies = [(true, Some(1)), (false, None), (true, Some(i64::MAX))];
            lies.into_iter().all(|(withdrawn, deleted_at)| {
                let after = settled(records.clone(), &[on_request(&consent, withdrawn, deleted_at)]);
                let own = (&after.notes, &after.sent, &after.contacts, &after.replies)
                    == (&records.notes, &records.sent, &records.contacts, &records.replies);
                let over = !after.consents[&consent.id()].holds(MORNING.day());
                // It becomes true by the person's own signature, and nothing but that is sent.
                let signed = !after.outbox.is_empty() && after.outbox.values().all(signed_off);
                let anew = notes_consent(4, SAM, later(20));
                own && over && signed && grant(&after, &[], anew, later(20), &mut counted(3)).is_some()
            })
        },
    ),
    ("a worker who is said to be away, and is not", "person.one_person.away", || {
        let (records, _) = sharing();
        let until = MORNING.day().add_days(9);
        let lie = PersonInboxReply { away: vec![AwayReply { worker: SAM, until }], ..quiet_page() };
        let mut after = records.clone();
        take(&records, &person(), &lie, MORNING).iter().for_each(|change| after.apply(change));
        let told = away_until(&after, SAM, MORNING.day()) == Some(until);
        after.cursors.away.clear();
        told && after == records
    }),
    ("a withdrawal that is refused", "person.sharing.stray_waiting", || {
        [ProblemCode::Conflict, ProblemCode::Signature, ProblemCode::Full, ProblemCode::ConsentEnded]
            .into_iter()
            .all(|code| answered(taken_back(), Answer::Refused(code, None)).outbox.values().any(signed_off))
    }),
    ("an old database, in which what was taken back counts", "", || {
        let mut records = taken_back();
        let id = *records.consents.keys().next().unwrap();
        records.outbox.clear();
        records.cursors.deleted.insert(id, later(2).at);
        let counts = HeldPermissionReply {
            consent: id,
            to: SAM,
            rev: 1,
            withdrawn: false,
            deleted_at: None,
            leaving_disk: false,
            waiting: false,
            newest: None,
            on_request: false,
        };
        let after = settled(records, &[counts]);
        after.outbox.values().any(signed_off) && !after.cursors.deleted.contains_key(&id)
    }),
    ("a permission kept back", "", || {
        let (records, consent) = sharing();
        let kind = OutboxKind::Consent { consent: consent.id(), rev: 1 };
        settled(records, &[]).outbox.values().any(|out| out.kind == kind)
    }),
    ("a permission made up for this person", "", || {
        let records = phone(worker(1).public());
        let consent = notes_consent(3, SAM, MORNING);
        let stranger = PersonKeys::derive(&Root::from_bytes([9; 16]), ORG);
        let forged = sign(&stranger, &consent, &records.contacts[&SAM]);
        let own = sign(&person(), &consent, &records.contacts[&SAM]);
        keep_orphan(&records, &person(), consent.id(), &forged).is_none()
            && keep_orphan(&records, &person(), ConsentId::from_bytes([9; 16]), &own).is_none()
    }),
    ("somebody said to be unknown, as if they had deleted everything", "person.sharing.unknown_there", || {
        let (mut records, consent) = sharing();
        take_news(&records, &news(MADE_UP)).iter().for_each(|change| records.apply(change));
        let after = answered(queued(records, consent.id()), Answer::Refused(ProblemCode::Signature, None));
        why_refused(&after) == Some(WhyRefused::PutBack)
            && after.outbox.len() == 1
            && after.consents[&consent.id()].state() == ConsentState::Active
    }),
    ("an erasure turned to somebody else or another organisation", "person.erase.server_left", || {
        let record = person().sign_erasure(MORNING.at);
        let facts = ErasureFacts::verify(&record).unwrap();
        let turned = (0..record.len()).filter_map(|at| {
            let mut turned = record.clone();
            turned[at] ^= 1;
            ErasureFacts::verify(&turned)
        });
        facts.org == ORG && facts.keys == person().public() && turned.count() == 0
    }),
    ("a number no phone can have used", "person.sharing.server_wrong", || {
        let (records, consent) = sharing();
        let (records, outbox) = answer(queued(records, consent.id()), Answer::SequenceUsed(u64::MAX));
        outbox.something_is_wrong() && records.cursors.seq.values().all(|seq| *seq < 100)
    }),
    ("a changed clock", "", || {
        [-200, 200].into_iter().all(|days| {
            let (records, consent) = sharing();
            let told = Answer::Refused(ProblemCode::Clock, Some(later(days * 24 * 60).at));
            let after = answered(queued(records, consent.id()), told);
            after.consents[&consent.id()].state() == ConsentState::Active && after.outbox.len() == 1
        })
    }),
    ("an old backup, or another person's", "errors.backup.older", || {
        let (mut records, _) = sharing();
        records.backup = Backup { rev: 7, ..records.backup };
        let other = BackupKey::derive(&Root::from_bytes([9; 16]), ORG);
        let theirs = other.seal(&records.everything(), MORNING.day(), 8, &mut counted(9)).unwrap();
        caught_up(&records, &[1], 6, &[], MORNING) == Err(BackupFault::Older)
            && BackupKey::derive(&Root::from_bytes([0x11; 16]), ORG).open(&theirs).is_err()
    }),
    (
        "other bytes under the name and version of a questionnaire that the phone holds",
        "person.sharing.pack_altered",
        || {
            let mut records = phone(worker(1).public());
            take_news(&records, &news(MADE_UP)).iter().for_each(|change| records.apply(change));
            let lie = news(&MADE_UP.replacen("\"sensitive\": true", "\"sensitive\": false", 1));
            let packs = records.packs.clone();
            let altered = is_altered(&records, &lie);
            take_news(&records, &lie).iter().for_each(|change| records.apply(change));
            altered && records.packs == packs
        },
    ),
];

#[test]
fn no_attack_of_a_lying_server_succeeds_and_what_is_read_is_in_the_catalogue() {
    let words: serde_json::Value = serde_json::from_str(include_str!("../../../../app/locales/en.json")).unwrap();
    let mut names = std::collections::BTreeSet::new();
    for (name, sentence, holds) in ATTACKS {
        assert!(names.insert(name), "{name} is there twice");
        assert!(holds(), "{name} succeeds");
        let found = sentence.split('.').try_fold(&words, |at, part| at.get(part));
        assert!(sentence.is_empty() || found.is_some_and(serde_json::Value::is_string), "{name}: no {sentence}");
    }
}
