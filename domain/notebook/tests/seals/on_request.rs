//! A worker deleted what was shared with them, because somebody asked for it in the room: what a phone that returns makes
//! of it, and what the worker's keyring keeps. And who is away.

use notebook::accept::{HeldConsent, Withdraw, withdraw as accept_withdrawal};
use notebook::api::{AwayReply, HeldPermissionReply, PersonInboxReply, WithdrawalReply};
use notebook::consent::{Consent, ConsentState};
use notebook::id::WorkerId;
use notebook::introduction::Locator;
use notebook::records::{Change, OutboxKind, Record, Records};
use notebook::restore::join;
use notebook::seal::keyring::{Keyring, PinnedPerson};
use notebook::share::away_until;
use notebook::share::ending::just_ended;
use notebook::share::seen::{PermissionStanding, Sees, permission, sees};
use notebook::share::{Outdated, SeenConsents};
use notebook::signed::{ConsentStatus, derive_record_hash, verify_consent};
use notebook::sync::held::settle_up;
use notebook::sync::inbox::take;
use notebook::sync::outbox::{Answer, Effect, Event, Outbox, step};
use notebook::sync::queue::{grant, shares, sign, withdraw};
use notebook::time::{Day, Moment};

use super::support::{
    JO, MORNING, SAM, counted, facts, later, notes_consent, person, phone, pinned, quiet_page, sharing, worker,
    write_note,
};

/// What the server says it holds of a permission that was deleted on request at this minute.
fn deleted(consent: &Consent, minute: i64) -> HeldPermissionReply {
    HeldPermissionReply {
        consent: consent.id(),
        to: SAM,
        rev: 1,
        withdrawn: true,
        deleted_at: Some(later(minute).at.0),
        waiting: true,
        leaving_disk: false,
        newest: None,
        on_request: true,
    }
}

fn settle(records: &mut Records, held: &[HeldPermissionReply], minute: i64) {
    let changes = settle_up(records, held, later(minute).at, later(minute), &mut counted(5));
    changes.iter().for_each(|change| records.apply(change));
}

fn told(records: &Records) -> Vec<PermissionStanding> {
    just_ended(records, MORNING.day()).into_iter().map(|(_, standing)| standing).collect()
}

/// The server takes the one message that waits, which ends the permission.
fn sign_off(records: &mut Records, deleted_at: i64) {
    let (outbox, _) = step(Outbox::default(), records, Event::Look, MORNING.at);
    let id = *records.outbox.keys().next().unwrap();
    let reply = WithdrawalReply { deleted_at, envelopes: 1, worker_last_looked: None, leaving_disk: false };
    for effect in step(outbox, records, Event::Answered(id, Answer::Withdrawn(reply)), MORNING.at).1 {
        if let Effect::Commit(changes) = effect {
            changes.iter().for_each(|change| records.apply(change));
        }
    }
}

#[test]
fn a_phone_that_returns_sends_nothing_more_under_it_keeps_its_own_and_tells_the_person_until_they_have_seen_it() {
    let (mut records, mut consent) = sharing();
    // They had said that it may end, and what they were told of that is not this.
    consent.let_end(later(1));
    records.apply(&Change::Put(Record::Consent(consent.clone())));
    write_note(&mut records, 2, "in the garden", later(2));
    shares(&records, &[], later(2), &mut counted(6)).iter().for_each(|change| records.apply(change));
    assert!(!records.outbox.is_empty());
    let before = records.clone();
    settle(&mut records, &[deleted(&consent, 30)], 40);
    let ended = records.consents[&consent.id()].clone();
    let at = PermissionStanding::OnRequest(later(30).at);
    assert_eq!(permission(&records, &ended, MORNING.day()), at);
    assert_eq!((sees(&records, SAM, MORNING.day()), told(&records)), (Sees::Nothing, vec![at]));
    assert_eq!((&records.notes, &records.sent, &records.contacts), (&before.notes, &before.sent, &before.contacts));
    assert!(shares(&records, &[], later(41), &mut counted(7)).is_empty(), "nothing goes under it any more");
    // All that waits is the end, as the person's own keys sign it: whatever the server did, it is over now.
    let [entry] = records.outbox.values().collect::<Vec<_>>()[..] else { panic!("one message waits") };
    let signed = verify_consent(&entry.body, &person().public().sig).unwrap();
    assert_eq!((signed.status, signed.rev), (ConsentStatus::Withdrawn, 2));
    let bytes = sign(&person(), &consent, &records.contacts[&SAM]);
    let (withdrawn, waiting) = (true, true);
    let held = HeldConsent { worker: SAM, rev: 1, withdrawn, waiting, ends: consent.until(), bytes: &bytes };
    assert_eq!(accept_withdrawal(&signed, Some(&held), true), Ok(Withdraw::Now), "the server keeps it");
    // The next look, before that has arrived, changes nothing; nor does one after it.
    let once = records.clone();
    settle(&mut records, &[deleted(&consent, 30)], 41);
    assert_eq!(records, once);
    sign_off(&mut records, later(30).at.0);
    assert!(records.outbox.is_empty());
    let arrived = HeldPermissionReply { waiting: false, rev: 2, ..deleted(&consent, 30) };
    let once = records.clone();
    settle(&mut records, &[arrived], 42);
    assert_eq!((&records, told(&records)), (&once, vec![at]));
    let mut seen = records.consents[&consent.id()].clone();
    seen.let_end(later(50));
    records.apply(&Change::Put(Record::Consent(seen)));
    assert!(told(&records).is_empty());
}

#[test]
fn a_new_permission_for_the_same_worker_goes_as_ever() {
    let (mut records, consent) = sharing();
    settle(&mut records, &[deleted(&consent, 30)], 40);
    sign_off(&mut records, later(30).at.0);
    let anew = notes_consent(4, SAM, later(50));
    let changes = grant(&records, &[], anew.clone(), later(50), &mut counted(8)).unwrap();
    changes.iter().for_each(|change| records.apply(change));
    assert_eq!(sees(&records, SAM, MORNING.day()), Sees::Now(anew.id()));
    let sent = |kind: &OutboxKind| matches!(kind, OutboxKind::Share { consent, .. } if *consent == anew.id());
    assert!(
        records.outbox.values().any(|it| sent(&it.kind)),
        "what was deleted goes again, because it was chosen again"
    );
    assert!(told(&records).is_empty(), "whoever chose anew has read it");
    settle(&mut records, &[deleted(&consent, 30)], 60);
    assert!(records.consents[&anew.id()].holds(MORNING.day()));
}

#[test]
fn what_was_taken_back_here_before_the_phone_heard_of_it_is_told_as_well_and_its_withdrawal_still_goes() {
    let (mut records, consent) = sharing();
    let changes = withdraw(&records, consent.clone(), later(1), &mut counted(2)).unwrap();
    changes.iter().for_each(|change| records.apply(change));
    let waiting = records.outbox.clone();
    for minute in [40, 41] {
        settle(&mut records, &[deleted(&consent, 30)], minute);
        assert_eq!(records.outbox, waiting);
    }
    assert_eq!(told(&records), [PermissionStanding::OnRequest(later(30).at)]);
    assert!(matches!(records.consents[&consent.id()].state(), ConsentState::Withdrawn { .. }));
}

#[test]
fn a_copy_brings_along_why_it_is_over_and_tells_nobody_again_who_has_read_it() {
    let (mut records, consent) = sharing();
    settle(&mut records, &[deleted(&consent, 30)], 40);
    let mut read = records.consents[&consent.id()].clone();
    read.let_end(later(50));
    records.apply(&Change::Put(Record::Consent(read)));
    let mut fresh = Records::default();
    join(&fresh, &records.everything()).iter().for_each(|change| fresh.apply(change));
    let standing = |records: &Records| permission(records, &records.consents[&consent.id()], MORNING.day());
    assert_eq!((standing(&fresh), told(&fresh)), (PermissionStanding::OnRequest(later(30).at), vec![]));
    settle(&mut fresh, &[deleted(&consent, 30)], 60);
    assert!(told(&fresh).is_empty());
}

#[test]
fn an_app_from_before_it_reads_the_reply_that_it_is_sent() {
    let consent = notes_consent(3, SAM, MORNING);
    let before = HeldPermissionReply { on_request: false, ..deleted(&consent, 30) };
    let page = PersonInboxReply { permissions: vec![before], ..quiet_page() };
    let text = serde_json::to_string(&page).unwrap();
    assert!(!text.contains("on_request") && !text.contains("away"), "{text}");
    assert_eq!(serde_json::from_str::<PersonInboxReply>(&text).unwrap(), page);
}

/// Somebody pinned with a name, and a keyring that saw their permission.
fn seen() -> (Keyring, PinnedPerson, notebook::signed::ConsentFacts, [u8; 32]) {
    let pinned = PinnedPerson { name: Some("Robin".to_owned()), ..pinned(&person()) };
    let facts = facts(&notes_consent(3, SAM, MORNING), &person(), &worker(1));
    let hash = derive_record_hash(&person().sign_consent(&facts));
    let (mut keyring, mut seen) = (Keyring::default(), SeenConsents::default());
    seen.note(&facts, hash);
    keyring.pin(pinned.clone());
    assert!(keyring.remember(pinned.person, &seen, MORNING.day()));
    (keyring, pinned, facts, hash)
}

#[test]
fn the_keyring_forgets_the_name_and_lets_no_older_permission_count_again() {
    let (mut keyring, robin, facts, hash) = seen();
    assert_eq!(keyring.seen(robin.person).unwrap().check(&facts, &hash), Ok(()));
    assert!(!keyring.has_let_go_of(robin.person));
    assert!(keyring.let_go_of(robin.person) && keyring.has_let_go_of(robin.person));
    let kept = keyring.person(robin.person).unwrap();
    assert_eq!((kept.name.as_deref(), kept.keys), (None, robin.keys), "a new permission of the same phone is known");
    assert_eq!(keyring.seen(robin.person).unwrap().check(&facts, &hash), Err(Outdated::TakenBack));
    // Met again by a new code, they are on the list as anybody is.
    keyring.pin(PinnedPerson { locator: Locator::from_u32(2).unwrap(), ..robin.clone() });
    assert!(!keyring.has_let_go_of(robin.person));
    assert!(!Keyring::default().let_go_of(robin.person), "whom nobody pinned, nobody lets go of");
}

fn inbox(away: &[(WorkerId, Day)]) -> PersonInboxReply {
    let away = away.iter().map(|(worker, until)| AwayReply { worker: *worker, until: *until });
    PersonInboxReply { away: away.collect(), ..quiet_page() }
}

#[test]
fn who_is_away_is_known_until_the_last_day_is_past_or_they_are_back() {
    let (mut records, _) = sharing();
    let until = MORNING.day().add_days(3);
    let mut look = |page: &PersonInboxReply| {
        take(&records, &person(), page, MORNING).iter().for_each(|change| records.apply(change));
        records.clone()
    };
    // Somebody this phone never met is nobody to it.
    let told = look(&inbox(&[(SAM, until), (JO, until)]));
    assert_eq!(told.cursors.away.len(), 1);
    for (day, known) in [(MORNING.day(), Some(until)), (until, Some(until)), (until.add_days(1), None)] {
        assert_eq!(away_until(&told, SAM, day), known, "{day:?}");
    }
    let mut gone = told.clone();
    gone.cursors.moved_on.insert(SAM, Moment(1));
    assert_eq!(away_until(&gone, SAM, until), None, "who has moved on does not come back");
    assert!(take(&told, &person(), &inbox(&[(SAM, until)]), MORNING).is_empty(), "the same twice changes nothing");
    assert_eq!(away_until(&look(&quiet_page()), SAM, MORNING.day()), None);
}

#[test]
fn nothing_of_a_permission_changes_while_somebody_is_away() {
    let (records, consent) = sharing();
    let mut after = records.clone();
    let page = inbox(&[(SAM, MORNING.day().add_days(9))]);
    take(&records, &person(), &page, MORNING).iter().for_each(|change| after.apply(change));
    assert_eq!(
        (&after.consents, &after.contacts, &after.outbox),
        (&records.consents, &records.contacts, &records.outbox)
    );
    write_note(&mut after, 2, "in the garden", later(2));
    let changes = shares(&after, &[], later(2), &mut counted(5));
    let to: Vec<WorkerId> = changes
        .iter()
        .filter_map(|it| if let Change::Put(Record::Outbox(out)) = it { Some(out.worker) } else { None })
        .collect();
    assert!(
        !to.is_empty() && to.iter().all(|worker| *worker == consent.worker()),
        "it waits for them, and goes nowhere else"
    );
    assert_eq!(phone(worker(1).public()).cursors.away.len(), 0);
}
