//! What the server holds against what this phone knows: whose clock ends a permission, and what is sent again.

use notebook::accept::{HeldConsent, Withdraw, withdraw as accept_withdrawal};
use notebook::api::{Bytes32, HeldPermissionReply, MovedOnReply, PersonInboxReply, ProblemCode, WithdrawalReply};
use notebook::consent::{Consent, ConsentState};
use notebook::id::ConsentId;
use notebook::records::{Change, ContactState, OutboxEntry, OutboxKind, Record, Records};
use notebook::seal::keys::{PersonKeys, Root};
use notebook::share::seen::{PermissionStanding, permission};
use notebook::signed::{ConsentStatus, verify_consent};
use notebook::sync::held::{
    KEPT_DAYS, ends, keep_orphan, least_server_time, orphan, settle_up, take_back_orphan, unknown,
};
use notebook::sync::inbox::take;
use notebook::sync::outbox::{Answer, Effect, Event, Outbox, step};
use notebook::sync::queue::{shares, sign, withdraw};
use notebook::time::Stamp;

use super::support::{
    MORNING, ORG, SAM, counted, later, notes_consent, person, phone, quiet_page, sharing, worker, write_note,
};

const DAY_MIN: i64 = 24 * 60;

fn of(records: &Records) -> &Consent {
    records.consents.values().next().unwrap()
}

fn only(records: &Records) -> OutboxEntry {
    let [entry] = records.outbox.values().collect::<Vec<_>>()[..] else { panic!("one message waits") };
    entry.clone()
}

fn end_all(records: &mut Records, server: Stamp, now: Stamp) {
    ends(records, server.at, now, &mut counted(4)).iter().for_each(|change| records.apply(change));
}

/// Lets the server take this withdrawal over the permission as it was granted.
fn taken_by_the_server(entry: &OutboxEntry, granted: &Consent) {
    let facts = verify_consent(&entry.body, &person().public().sig).unwrap();
    assert_eq!(facts.status, ConsentStatus::Withdrawn);
    let bytes = sign(&person(), granted, &phone(worker(1).public()).contacts[&SAM]);
    let held =
        HeldConsent { worker: SAM, rev: 1, withdrawn: false, waiting: false, ends: granted.until(), bytes: &bytes };
    assert_eq!(accept_withdrawal(&facts, Some(&held), true), Ok(Withdraw::Now));
}

#[test]
fn a_phone_whose_clock_is_two_hundred_days_off_ends_nothing_and_sends_nothing() {
    for minutes in [200 * DAY_MIN, -200 * DAY_MIN] {
        let (mut records, consent) = sharing();
        let wrong = later(minutes);
        // Online: the server's clock is known, and it is still this morning there.
        end_all(&mut records, MORNING, wrong);
        assert_eq!((of(&records), records.outbox.len()), (&consent, 0));
        write_note(&mut records, 2, "in the garden", wrong);
        assert_eq!(
            shares(&records, &[], wrong, &mut counted(5)).is_empty(),
            minutes > 0,
            "past its last day it covers nothing"
        );
        // The clock is right again: everything goes on.
        assert!(of(&records).holds(MORNING.day()) && records.can_take_back(&consent));
        assert!(!shares(&records, &[], later(1), &mut counted(6)).is_empty());
    }
}

#[test]
fn once_the_servers_clock_has_passed_the_last_day_the_end_is_signed_and_sent() {
    let (mut records, consent) = sharing();
    let after = later(200 * DAY_MIN);
    end_all(&mut records, after, MORNING);
    assert_eq!((of(&records).state(), of(&records).rev()), (ConsentState::Ended, 2));
    let standing = |records: &Records, at: Stamp| permission(records, of(records), at.day());
    assert_eq!(
        standing(&records, MORNING),
        PermissionStanding::Over,
        "this phone's clock is late; the server ended nothing early"
    );
    assert_eq!(standing(&records, after), PermissionStanding::Ended(consent.until()));
    let queued = only(&records);
    taken_by_the_server(&queued, &consent);
    assert_eq!(of(&records).withdrawal(), queued.body, "kept, to be sent again");
    end_all(&mut records, after, later(1));
    assert_eq!(only(&records), queued, "once is enough");
    // The last day itself still counts.
    let (mut records, consent) = sharing();
    let minutes = i64::from(MORNING.day().days_until(consent.until())) * DAY_MIN;
    end_all(&mut records, later(minutes), MORNING);
    assert!(records.outbox.is_empty());
}

#[test]
fn a_server_that_says_it_has_ended_cannot_keep_the_person_from_taking_it_back() {
    let (mut records, consent) = sharing();
    write_note(&mut records, 2, "in the garden", later(1));
    shares(&records, &[], later(1), &mut counted(2)).iter().for_each(|change| records.apply(change));
    let (outbox, effects) = step(Outbox::default(), &records, Event::Look, MORNING.at);
    let [Effect::Send(id)] = effects[..] else { panic!("the note goes") };
    let refused = Event::Answered(id, Answer::Refused(ProblemCode::ConsentEnded, None));
    for effect in step(outbox, &records, refused, MORNING.at).1 {
        if let Effect::Commit(changes) = effect {
            changes.iter().for_each(|change| records.apply(change));
        }
    }
    assert_eq!(of(&records).state(), ConsentState::Ended);
    let mut by_hand = records.clone();
    let closed = of(&by_hand).clone();
    let changes = withdraw(&by_hand, closed, later(2), &mut counted(3)).unwrap();
    changes.iter().for_each(|change| by_hand.apply(change));
    assert_eq!(of(&by_hand).state(), ConsentState::Withdrawn { at: later(2) });
    taken_by_the_server(&only(&by_hand), &consent);
    // Long after its last day nobody says that it ended then.
    let standing = |records: &Records, at: Stamp| permission(records, of(records), at.day());
    assert_eq!(standing(&records, later(200 * DAY_MIN)), PermissionStanding::Closed);
    // And if the person does nothing, it goes by itself.
    end_all(&mut records, MORNING, later(2));
    taken_by_the_server(&only(&records), &consent);
    assert_eq!(standing(&records, later(200 * DAY_MIN)), PermissionStanding::Closed);
    // Said by the person while it waits, it is theirs; the record on its way stays the same.
    let waiting = only(&records);
    let ended = of(&records).clone();
    let changes = withdraw(&records, ended, later(3), &mut counted(3)).unwrap();
    changes.iter().for_each(|change| records.apply(change));
    assert_eq!((only(&records), of(&records).state()), (waiting, ConsentState::Withdrawn { at: later(3) }));
}

#[test]
fn what_was_ended_here_goes_again_until_the_server_confirms_it() {
    let (mut records, consent) = sharing();
    let changes = withdraw(&records, consent.clone(), later(1), &mut counted(2)).unwrap();
    changes.iter().for_each(|change| records.apply(change));
    let first = only(&records);
    // As in a copy that was made before the message left.
    records.outbox.clear();
    end_all(&mut records, MORNING, later(2));
    let again = only(&records);
    assert_eq!(
        (again.body.clone(), again.kind),
        (first.body, OutboxKind::Withdrawal { consent: consent.id(), rev: 2 })
    );
    let (outbox, _) = step(Outbox::default(), &records, Event::Look, MORNING.at);
    let reply = WithdrawalReply { deleted_at: 9, envelopes: 2, worker_last_looked: None, leaving_disk: false };
    for effect in step(outbox, &records, Event::Answered(again.id, Answer::Withdrawn(reply)), MORNING.at).1 {
        if let Effect::Commit(changes) = effect {
            changes.iter().for_each(|change| records.apply(change));
        }
    }
    end_all(&mut records, later(400 * DAY_MIN), later(3));
    assert!(records.outbox.is_empty());
}

/// What the server says it holds of this permission.
fn listed(consent: &Consent, withdrawn: bool) -> HeldPermissionReply {
    let deleted_at = withdrawn.then_some(later(30).at.0);
    HeldPermissionReply {
        consent: consent.id(),
        to: SAM,
        rev: if withdrawn { 2 } else { 1 },
        withdrawn,
        deleted_at,
        waiting: false,
        leaving_disk: false,
        newest: Some(MORNING.at.0),
        on_request: false,
    }
}

fn settle(records: &mut Records, held: &[HeldPermissionReply], minutes: i64) {
    let changes = settle_up(records, held, later(minutes).at, later(minutes), &mut counted(5));
    changes.iter().for_each(|change| records.apply(change));
}

#[test]
fn a_clock_that_is_set_while_a_request_is_under_way_ends_no_permission_that_holds() {
    let left = sharing().1.until();
    let left = (i64::from(MORNING.day().days_until(left)) + 1) * DAY_MIN;
    // Forward past its last day, and back from where it was wrong and known to be.
    for (asked, answered, offset_min) in [(0, left, 0), (left, 0, -left), (0, 0, 0)] {
        let (mut records, consent) = sharing();
        let server = least_server_time(later(asked).at, later(answered).at, offset_min * 60_000);
        let held = [listed(&consent, false)];
        let changes = settle_up(&records, &held, server, later(answered), &mut counted(5));
        changes.iter().for_each(|change| records.apply(change));
        assert_eq!((of(&records), records.outbox.len()), (&consent, 0), "asked {asked}, answered {answered}");
    }
    // A clock that nobody set says when it is over, five minutes late at most.
    let (mut records, consent) = sharing();
    let server = least_server_time(later(left + 5).at, later(left + 5).at, 0);
    let changes = settle_up(&records, &[listed(&consent, false)], server, later(left + 5), &mut counted(5));
    changes.iter().for_each(|change| records.apply(change));
    taken_by_the_server(&only(&records), &consent);
}

/// Taken back, confirmed, and out of the outbox.
fn taken_back() -> (Records, Consent) {
    let (mut records, consent) = sharing();
    let changes = withdraw(&records, consent.clone(), later(1), &mut counted(2)).unwrap();
    changes.iter().for_each(|change| records.apply(change));
    records.outbox.clear();
    records.cursors.deleted.insert(consent.id(), later(2).at);
    (records, consent)
}

#[test]
fn a_server_put_back_from_an_older_database_gets_the_withdrawal_again() {
    let (mut records, consent) = taken_back();
    settle(&mut records, &[listed(&consent, true)], 10);
    assert!(records.outbox.is_empty(), "it is there");
    settle(&mut records, &[listed(&consent, false)], 20);
    taken_by_the_server(&only(&records), &consent);
    assert_eq!(only(&records).body, of(&records).withdrawal(), "the record that was signed then");
    assert!(!records.cursors.deleted.contains_key(&consent.id()), "nobody says that it is gone");
    settle(&mut records, &[listed(&consent, false)], 21);
    only(&records);
    // Put back to a day before the permission: the withdrawal is there first again.
    let days_left = i64::from(MORNING.day().days_until(consent.until()));
    let (mut records, _) = taken_back();
    settle(&mut records, &[], (days_left + i64::from(KEPT_DAYS) + 1) * DAY_MIN);
    assert!(records.outbox.is_empty(), "long over");
    settle(&mut records, &[], (days_left + i64::from(KEPT_DAYS)) * DAY_MIN);
    taken_by_the_server(&only(&records), &consent);
}

#[test]
fn what_the_server_waits_for_is_sent_again_be_it_a_permission_or_its_withdrawal() {
    let (mut records, consent) = sharing();
    let share = OutboxKind::Share {
        consent: consent.id(),
        item: *records.sent.values().map(|it| &it.item).next().unwrap(),
        rev: 1,
    };
    let queued =
        OutboxEntry { id: [9; 16], order: 0, kind: share, worker: SAM, body: vec![1], queued: MORNING, tries: 0 };
    records.apply(&Change::Put(Record::Outbox(queued)));
    let waits = HeldPermissionReply { waiting: true, ..listed(&consent, false) };
    settle(&mut records, std::slice::from_ref(&waits), 10);
    assert_eq!(only(&records).kind, OutboxKind::Consent { consent: consent.id(), rev: 1 }, "before anything under it");
    settle(&mut records, &[waits], 11);
    only(&records);
    // What the server's ledger alone knows.
    let (mut records, consent) = taken_back();
    settle(&mut records, &[HeldPermissionReply { waiting: true, ..listed(&consent, true) }], 10);
    taken_by_the_server(&only(&records), &consent);
}

#[test]
fn what_was_delivered_and_is_not_there_any_more_goes_again() {
    let (mut records, consent) = sharing();
    let ids: Vec<_> = records.sent.keys().copied().collect();
    for (id, minutes) in ids.iter().zip(1..) {
        records.sent.get_mut(id).unwrap().delivered = Some(later(minutes).at);
    }
    let holding =
        |newest: Option<Stamp>| HeldPermissionReply { newest: newest.map(|at| at.at.0), ..listed(&consent, false) };
    let sent_before = records.sent.clone();
    settle(&mut records, &[holding(Some(later(ids.len() as i64)))], 10);
    assert_eq!(records.sent, sent_before, "all of it is there");
    // Opened before the confirmation came.
    let mut opened = records.clone();
    let first = opened.sent.get_mut(&ids[0]).unwrap();
    (first.delivered, first.opened) = (Some(later(9).at), Some(later(9).at));
    settle(&mut opened, &[holding(Some(later(ids.len() as i64)))], 10);
    assert_eq!(opened.sent[&ids[0]].delivered, Some(later(9).at));
    // Put back to before the last of them.
    settle(&mut records, &[holding(Some(later(ids.len() as i64 - 1)).filter(|_| ids.len() > 1))], 10);
    let (last, before) = ids.split_last().unwrap();
    assert_eq!((records.sent[last].delivered, records.sent[last].hash), (None, [0; 32]));
    assert!(before.iter().all(|id| records.sent[id].delivered.is_some()));
    let again = shares(&records, &[], later(11), &mut counted(6));
    again.iter().for_each(|change| records.apply(change));
    let of_it = |entry: &OutboxEntry| match entry.kind {
        OutboxKind::Share { item, rev, .. } => (item == sent_before[last].item).then_some(rev),
        _ => None,
    };
    assert_eq!(records.outbox.values().find_map(of_it), Some(sent_before[last].rev + 1));
    settle(&mut records, &[holding(None)], 12);
    assert!(records.sent.values().all(|sent| sent.delivered.is_none()));
}

#[test]
fn a_permission_the_server_has_lost_goes_again_with_everything_under_it() {
    let (mut records, consent) = sharing();
    let ids: Vec<_> = records.sent.keys().copied().collect();
    for id in &ids {
        records.sent.get_mut(id).unwrap().delivered = Some(MORNING.at);
    }
    settle(&mut records, &[listed(&consent, false)], 10);
    assert!(records.outbox.is_empty());
    settle(&mut records, &[], 20);
    assert_eq!(only(&records).kind, OutboxKind::Consent { consent: consent.id(), rev: 1 });
    assert!(records.sent.values().all(|sent| sent.delivered.is_none()), "nothing is said to be there");
    let changes = shares(&records, &[], later(20), &mut counted(6));
    changes.iter().for_each(|change| records.apply(change));
    assert_eq!(records.outbox.len(), 1 + ids.len());
    assert!(records.sent.values().all(|sent| sent.rev == 2));
}

#[test]
fn it_goes_again_from_a_phone_whose_copy_was_made_before_the_introduction_was_accepted() {
    let (mut records, consent) = sharing();
    records.contacts.get_mut(&SAM).unwrap().state = ContactState::Claiming;
    settle(&mut records, &[listed(&consent, false)], 10);
    settle(&mut records, &[], 20);
    assert_eq!(only(&records).kind, OutboxKind::Consent { consent: consent.id(), rev: 1 });
}

#[test]
fn what_waits_under_a_permission_that_a_copy_says_is_gone_waits_no_longer() {
    let (mut records, consent) = sharing();
    for id in records.sent.keys().copied().collect::<Vec<_>>() {
        records.sent.get_mut(&id).unwrap().hash = [0; 32];
    }
    let changes = shares(&records, &[], later(1), &mut counted(6));
    changes.iter().for_each(|change| records.apply(change));
    assert!(!records.outbox.is_empty());
    let mut over = consent.clone();
    over.close(None);
    records.apply(&Change::Put(Record::Consent(over)));
    records.cursors.deleted.insert(consent.id(), later(2).at);
    settle(&mut records, &[], 20);
    assert!(records.outbox.is_empty(), "{:?}", records.outbox);
}

#[test]
fn one_that_another_phone_took_back_ends_here_too_and_a_lost_answer_is_no_second_time() {
    let (mut records, consent) = sharing();
    settle(&mut records, &[listed(&consent, true)], 40);
    assert_eq!((of(&records).state(), records.outbox.len()), (ConsentState::Ended, 0));
    assert_eq!(records.cursors.deleted[&consent.id()], later(30).at);
    let standing = permission(&records, of(&records), later(40).day());
    assert_eq!(standing, PermissionStanding::TakenBack(later(30).at), "the server ended nothing by itself");
    assert_eq!(permission(&records, of(&records), later(200 * DAY_MIN).day()), standing, "nor on its last day");
    // What the other phone signed off after the last day was not taken back.
    let (mut records, consent) = sharing();
    let late = later(200 * DAY_MIN);
    let there = HeldPermissionReply { deleted_at: Some(late.at.0), ..listed(&consent, true) };
    settle(&mut records, &[there], 200 * DAY_MIN);
    assert_eq!(permission(&records, of(&records), late.day()), PermissionStanding::Ended(consent.until()));
    let (mut records, consent) = sharing();
    let changes = withdraw(&records, consent.clone(), later(1), &mut counted(2)).unwrap();
    changes.iter().for_each(|change| records.apply(change));
    settle(&mut records, &[listed(&consent, true)], 40);
    assert_eq!((of(&records).state(), records.outbox.len()), (ConsentState::Withdrawn { at: later(1) }, 0));
    assert_eq!(records.cursors.deleted[&consent.id()], later(30).at);
}

#[test]
fn a_permission_this_phone_does_not_know_is_found_kept_and_can_be_taken_back() {
    let (with, consent) = sharing();
    let record = sign(&person(), &consent, &with.contacts[&SAM]);
    let mut records = phone(worker(1).public());
    let held = [listed(&consent, false)];
    assert_eq!(unknown(&records, &held), [consent.id()]);
    assert_eq!(unknown(&with, &held), []);
    assert_eq!(unknown(&records, &[listed(&consent, true)]), []);
    // Only what these keys signed, and under its own name.
    let stranger = PersonKeys::derive(&Root::from_bytes([9; 16]), ORG);
    assert_eq!(keep_orphan(&records, &stranger, consent.id(), &record), None);
    assert_eq!(keep_orphan(&records, &person(), ConsentId::from_bytes([9; 16]), &record), None);
    let kept = keep_orphan(&records, &person(), consent.id(), &record).unwrap();
    records.apply(&kept);
    assert_eq!(unknown(&records, &held), []);
    assert_eq!(orphan(&person(), &records.cursors.orphans[&consent.id()]).unwrap().to, SAM);
    for change in take_back_orphan(&records, consent.id(), later(5), &mut counted(3)).unwrap() {
        records.apply(&change);
    }
    taken_by_the_server(&only(&records), &consent);
    assert_eq!(take_back_orphan(&records, consent.id(), later(6), &mut counted(3)), None, "it is on its way");
    records.outbox.clear();
    settle(&mut records, &[listed(&consent, true)], 40);
    assert!(records.cursors.orphans.is_empty());
}

#[test]
fn once_the_server_says_that_a_worker_moved_on_nothing_waits_for_them_and_what_is_taken_back_still_goes() {
    let (mut records, _) = sharing();
    write_note(&mut records, 2, "in the garden", MORNING);
    shares(&records, &[], later(1), &mut counted(5)).iter().for_each(|change| records.apply(change));
    assert!(!records.outbox.is_empty());
    let page = |at| PersonInboxReply {
        moved_on: vec![MovedOnReply { worker: SAM, at, new_start: false }],
        edition: Bytes32([0; 32]),
        ..quiet_page()
    };
    take(&records, &person(), &page(MORNING.at.0), later(2)).iter().for_each(|change| records.apply(change));
    assert_eq!(records.cursors.moved_on.get(&SAM), Some(&MORNING.at));
    assert!(records.outbox.is_empty() && of(&records).state() != ConsentState::Active);
    assert!(shares(&records, &[], later(3), &mut counted(6)).is_empty(), "nothing is sent to them any more");
    assert_eq!(take(&records, &person(), &page(MORNING.at.0), later(4)), [], "the same page twice changes nothing");
    assert!(records.cursors.new_starts.is_empty());
    let begun = MovedOnReply { worker: SAM, at: MORNING.at.0, new_start: true };
    let anew = PersonInboxReply { moved_on: vec![begun], ..page(MORNING.at.0) };
    take(&records, &person(), &anew, later(5)).iter().for_each(|change| records.apply(change));
    assert!(records.cursors.new_starts.contains(&SAM));
    let from_before = r#"{"worker":"07070707070707070707070707070707","at":1}"#;
    let read: MovedOnReply = serde_json::from_str(from_before).unwrap();
    assert_eq!((read.new_start, serde_json::to_string(&read).unwrap().as_str()), (false, from_before));
    // Somebody this phone never met is nobody to it.
    let mut fresh = Records::default();
    take(&fresh, &person(), &page(1), later(2)).iter().for_each(|change| fresh.apply(change));
    assert!(fresh.cursors.moved_on.is_empty());
}

#[test]
fn what_is_leaving_the_servers_disk_is_not_gone_until_the_server_says_so() {
    let (mut records, consent) = sharing();
    let changes = withdraw(&records, consent.clone(), later(1), &mut counted(2)).unwrap();
    changes.iter().for_each(|change| records.apply(change));
    let (outbox, _) = step(Outbox::default(), &records, Event::Look, MORNING.at);
    let at = later(30).at;
    let reply = WithdrawalReply { deleted_at: at.0, envelopes: 1, worker_last_looked: None, leaving_disk: true };
    let waits = only(&records).id;
    for effect in step(outbox, &records, Event::Answered(waits, Answer::Withdrawn(reply)), MORNING.at).1 {
        if let Effect::Commit(changes) = effect {
            changes.iter().for_each(|change| records.apply(change));
        }
    }
    let stands = |records: &Records| permission(records, of(records), MORNING.day());
    assert_eq!(stands(&records), PermissionStanding::Leaving(at));
    let there = HeldPermissionReply { leaving_disk: true, ..listed(&consent, true) };
    settle(&mut records, std::slice::from_ref(&there), 40);
    assert_eq!(stands(&records), PermissionStanding::Leaving(at));
    settle(&mut records, &[listed(&consent, true)], 41);
    assert_eq!(stands(&records), PermissionStanding::TakenBack(at));
    // The answer that said it first was lost, or it was another phone's.
    let (mut records, _) = sharing();
    settle(&mut records, &[there], 40);
    assert_eq!(stands(&records), PermissionStanding::Leaving(at));
    settle(&mut records, &[listed(&consent, false)], 42);
    assert!(records.cursors.leaving.is_empty(), "put back: nobody says that it was deleted");
    // A safe copy, whose row is gone there: what is said of the disk as a whole counts.
    records.backup.leaving = true;
    for leaving_disk in [true, false] {
        let page = PersonInboxReply { leaving_disk, edition: Bytes32([0; 32]), ..quiet_page() };
        take(&records, &person(), &page, later(43)).iter().for_each(|change| records.apply(change));
        assert_eq!(records.backup.leaving, leaving_disk);
    }
}

#[test]
fn of_two_permissions_with_the_same_worker_the_earlier_ends() {
    let (mut records, first) = sharing();
    // As after a copy of another phone was brought back, which gave one of its own.
    let second = notes_consent(4, SAM, later(5));
    records.apply(&Change::Put(Record::Consent(second.clone())));
    settle(&mut records, &[listed(&first, false), listed(&second, false)], 10);
    taken_by_the_server(&only(&records), &first);
    assert!(records.consents[&second.id()].holds(MORNING.day()) && !records.consents[&first.id()].holds(MORNING.day()));
    let standing = |records: &Records| permission(records, &records.consents[&first.id()], MORNING.day());
    assert_eq!(standing(&records), PermissionStanding::Replaced(None), "the server ended nothing");
    settle(&mut records, &[listed(&first, true), listed(&second, false)], 40);
    assert_eq!(standing(&records), PermissionStanding::Replaced(Some(later(30).at)));
}

#[test]
fn a_server_that_never_takes_a_withdrawal_is_asked_once_a_day() {
    let (mut records, _) = taken_back();
    settle(&mut records, &[], 60);
    assert!(records.outbox.is_empty(), "confirmed an hour ago");
    settle(&mut records, &[], DAY_MIN + 10);
    let (outbox, _) = step(Outbox::default(), &records, Event::Look, later(DAY_MIN + 10).at);
    let refused = Event::Answered(only(&records).id, Answer::Refused(ProblemCode::NotFound, None));
    for effect in step(outbox, &records, refused, later(DAY_MIN + 10).at).1 {
        if let Effect::Commit(changes) = effect {
            changes.iter().for_each(|change| records.apply(change));
        }
    }
    settle(&mut records, &[], 2 * DAY_MIN);
    assert!(records.outbox.is_empty());
}

#[test]
fn what_a_copy_says_is_gone_and_the_server_counts_again_can_be_taken_back_here() {
    let (mut records, consent) = sharing();
    // The other phone took it back, and its copy was brought here; then the database was put back.
    records.cursors.deleted.insert(consent.id(), later(2).at);
    assert!(records.can_take_back(&consent));
    settle(&mut records, &[listed(&consent, false)], 10);
    assert!(!records.cursors.deleted.contains_key(&consent.id()), "nobody says that it is gone");
    settle(&mut records, &[listed(&consent, true)], 40);
    assert_eq!(of(&records).state(), ConsentState::Ended);
}
