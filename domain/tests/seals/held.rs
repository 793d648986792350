//! What the server holds against what this phone knows: whose clock ends a permission, and what is sent again.

use domain::accept::{HeldConsent, Withdraw, withdraw as accept_withdrawal};
use domain::api::{ProblemCode, WithdrawalReply};
use domain::consent::{Consent, ConsentState};
use domain::records::{OutboxEntry, OutboxKind, Records};
use domain::signed::{ConsentStatus, verify_consent};
use domain::sync::held::ends;
use domain::sync::outbox::{Answer, Effect, Event, Outbox, step};
use domain::sync::queue::{grant, shares, sign, withdraw};
use domain::time::Stamp;

use super::support::{MORNING, SAM, counted, later, notes_consent, person, phone, worker, write_note};

const DAY_MIN: i64 = 24 * 60;

/// A phone that shares its notes with Sam since this morning; everything has arrived.
fn sharing() -> (Records, Consent) {
    let mut records = phone(worker(1).public());
    write_note(&mut records, 1, "a walk", MORNING);
    let consent = notes_consent(3, SAM, MORNING);
    let changes = grant(&records, &[], consent.clone(), MORNING, &mut counted(1)).unwrap();
    changes.iter().for_each(|change| records.apply(change));
    records.outbox.clear();
    (records, consent)
}

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
    let held = HeldConsent { worker: SAM, rev: 1, withdrawn: false, ends: granted.until(), bytes: &bytes };
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
    let id = only(&records).id;
    let (outbox, _) = step(Outbox::default(), &records, Event::Look, MORNING.at);
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
    // And if the person does nothing, it goes by itself.
    end_all(&mut records, MORNING, later(2));
    taken_by_the_server(&only(&records), &consent);
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
    let reply = WithdrawalReply { deleted_at: 9, envelopes: 2, worker_last_looked: None };
    for effect in step(outbox, &records, Event::Answered(again.id, Answer::Withdrawn(reply)), MORNING.at).1 {
        if let Effect::Commit(changes) = effect {
            changes.iter().for_each(|change| records.apply(change));
        }
    }
    end_all(&mut records, later(400 * DAY_MIN), later(3));
    assert!(records.outbox.is_empty());
}
