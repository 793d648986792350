//! The outbox, step by step: what goes first, what waits, and what an answer changes.

use notebook::api::{ClaimReply, ProblemCode, WithdrawalReply};
use notebook::id::{ConsentId, ItemId, WorkerId};
use notebook::introduction::Locator;
use notebook::records::{Change, ContactState, OutboxEntry, OutboxKind, Records};
use notebook::sync::outbox::{Answer, Effect, Event, Outbox, derive_wait_ms, step};
use notebook::sync::queue::{grant, withdraw};
use notebook::time::Moment;

use super::support::{JO, MORNING, SAM, contact, counted, later, notes_consent, person, phone, worker, write_note};

const NOW: Moment = MORNING.at;

fn entry(n: u8, worker: WorkerId, kind: OutboxKind) -> OutboxEntry {
    OutboxEntry { id: [n; 16], order: u64::from(n), worker, kind, body: vec![n], queued: MORNING, tries: 0 }
}

const fn consent(n: u8) -> OutboxKind {
    OutboxKind::Consent { consent: ConsentId::from_bytes([n; 16]), rev: 1 }
}

const fn share(n: u8) -> OutboxKind {
    OutboxKind::Share { consent: ConsentId::from_bytes([n; 16]), item: ItemId::from_bytes([n; 16]), rev: 1 }
}

const fn withdrawal(n: u8) -> OutboxKind {
    OutboxKind::Withdrawal { consent: ConsentId::from_bytes([n; 16]), rev: 2 }
}

fn holding(entries: impl IntoIterator<Item = OutboxEntry>) -> Records {
    let mut records = phone(worker(1).public());
    records.contacts.insert(JO, contact(JO, worker(2).public()));
    records.outbox = entries.into_iter().map(|entry| (entry.id, entry)).collect();
    records
}

fn apply(records: &mut Records, effects: &[Effect]) {
    for effect in effects {
        if let Effect::Commit(changes) = effect {
            changes.iter().for_each(|change| records.apply(change));
        }
    }
}

/// Lets the answer in and says what is sent after it.
fn after(records: &mut Records, outbox: Outbox, id: u8, answer: Answer) -> (Outbox, Vec<Effect>) {
    let (outbox, effects) = step(outbox, records, Event::Answered([id; 16], answer), NOW);
    apply(records, &effects);
    step(outbox, records, Event::Look, NOW)
}

fn look(records: &Records) -> (Outbox, Vec<Effect>) {
    step(Outbox::default(), records, Event::Look, NOW)
}

#[test]
fn taking_back_goes_before_everything_queued_earlier() {
    let records = holding([entry(1, SAM, consent(1)), entry(2, SAM, share(1)), entry(3, JO, withdrawal(2))]);
    assert_eq!(look(&records).1, [Effect::Send([3; 16])]);
}

#[test]
fn the_introduction_goes_before_taking_back_because_the_server_knows_nobody_yet() {
    let records = holding([
        entry(1, SAM, OutboxKind::Claim { locator: Locator::from_u32(1).unwrap() }),
        entry(2, SAM, withdrawal(1)),
    ]);
    assert_eq!(look(&records).1, [Effect::Send([1; 16])]);
}

#[test]
fn one_message_is_under_way_at_a_time_and_the_order_of_queueing_holds() {
    let mut records = holding([entry(1, SAM, consent(1)), entry(2, SAM, share(1))]);
    let (outbox, effects) = look(&records);
    assert_eq!(effects, [Effect::Send([1; 16])]);
    assert_eq!(step(outbox.clone(), &records, Event::Look, NOW).1, []);
    assert_eq!(step(outbox.clone(), &records, Event::Online, NOW).1, []);
    let (outbox, effects) = after(&mut records, outbox, 1, Answer::Stored(NOW));
    assert_eq!(effects, [Effect::Send([2; 16])]);
    let (_, effects) = after(&mut records, outbox, 2, Answer::Stored(NOW));
    assert_eq!((effects, records.outbox.len()), (vec![], 0));
}

#[test]
fn without_an_answer_it_waits_longer_each_time_and_loses_nothing() {
    let mut records = holding([entry(1, SAM, consent(1))]);
    let (mut outbox, mut now) = (Outbox::default(), NOW);
    for tries in 1..=12 {
        let (sent, effects) = step(outbox, &records, Event::Look, now);
        assert_eq!(effects, [Effect::Send([1; 16])]);
        let (rested, effects) = step(sent, &records, Event::Answered([1; 16], Answer::Nothing), now);
        apply(&mut records, &effects);
        let until = Moment(now.0 + derive_wait_ms(tries));
        assert_eq!(step(rested.clone(), &records, Event::Look, Moment(until.0 - 1)).1, [Effect::Wake(until)]);
        assert_eq!(records.outbox[&[1; 16]].tries, tries, "the number of tries is kept");
        (outbox, now) = (rested, until);
    }
    assert_eq!([derive_wait_ms(1), derive_wait_ms(2), derive_wait_ms(60)], [5_000, 10_000, 900_000]);
}

#[test]
fn being_online_again_ends_the_wait() {
    let mut records = holding([entry(1, SAM, consent(1))]);
    let (outbox, _) = look(&records);
    let (outbox, effects) = after(&mut records, outbox, 1, Answer::Refused(ProblemCode::Busy, None));
    assert!(matches!(effects[..], [Effect::Wake(_)]));
    assert_eq!(step(outbox, &records, Event::Online, NOW).1, [Effect::Send([1; 16])]);
}

#[test]
fn a_wrong_clock_is_set_right_once_and_then_waits() {
    let mut records = holding([entry(1, SAM, consent(1))]);
    let (outbox, _) = look(&records);
    let server = Moment(NOW.0 + 86_400_000);
    let refused = || Event::Answered([1; 16], Answer::Refused(ProblemCode::Clock, Some(server)));
    let (outbox, effects) = step(outbox, &records, refused(), NOW);
    assert!(matches!(effects[..], [Effect::Commit(_), Effect::Send([1, ..])]));
    apply(&mut records, &effects);
    assert_eq!(records.cursors.clock_offset_ms, 86_400_000);
    let (outbox, effects) = step(outbox, &records, refused(), NOW);
    apply(&mut records, &effects);
    assert!(matches!(effects[..], [Effect::Commit(_)]));
    assert!(matches!(step(outbox, &records, Event::Look, NOW).1[..], [Effect::Wake(_)]));
}

#[test]
fn what_the_server_does_not_take_lets_other_workers_pass_but_nothing_to_the_same() {
    let mut records = holding([entry(1, SAM, consent(1)), entry(2, SAM, share(1)), entry(3, JO, share(2))]);
    let (outbox, _) = look(&records);
    let (outbox, effects) = after(&mut records, outbox, 1, Answer::Refused(ProblemCode::Malformed, None));
    assert_eq!(effects, [Effect::Send([3; 16])]);
    let (outbox, effects) = after(&mut records, outbox, 3, Answer::Stored(NOW));
    assert_eq!(effects, [Effect::Wake(Moment(NOW.0 + derive_wait_ms(1)))]);
    assert_eq!(step(outbox, &records, Event::Online, NOW).1, [Effect::Send([1; 16])]);
}

#[test]
fn a_new_introduction_passes_what_a_server_that_was_put_back_does_not_take() {
    let claim = OutboxKind::Claim { locator: Locator::from_u32(1).unwrap() };
    let mut records = holding([entry(1, SAM, share(1)), entry(2, SAM, share(2)), entry(3, SAM, claim)]);
    let (outbox, effects) = look(&records);
    assert_eq!(effects, [Effect::Send([1; 16])]);
    let (_, effects) = after(&mut records, outbox, 1, Answer::Refused(ProblemCode::Signature, None));
    assert_eq!(effects, [Effect::Send([3; 16])]);
}

#[test]
fn a_permission_passes_what_a_server_that_lost_it_does_not_take_and_what_it_covers_goes_in_turn() {
    let mut records = holding([entry(1, SAM, share(1)), entry(2, SAM, consent(2)), entry(3, SAM, share(3))]);
    let (outbox, _) = look(&records);
    let (outbox, effects) = after(&mut records, outbox, 1, Answer::Refused(ProblemCode::NotFound, None));
    assert_eq!(effects, [Effect::Send([2; 16])]);
    let (outbox, effects) = after(&mut records, outbox, 2, Answer::Stored(NOW));
    assert!(matches!(effects[..], [Effect::Wake(_)]), "nothing else overtakes");
    assert_eq!(step(outbox, &records, Event::Online, NOW).1, [Effect::Send([1; 16])]);
}

#[test]
fn an_introduction_that_was_used_is_told_and_leaves() {
    let claiming = || {
        let mut records = holding([entry(1, SAM, OutboxKind::Claim { locator: Locator::from_u32(1).unwrap() })]);
        records.contacts[&SAM].state = ContactState::Claiming;
        records
    };
    let mut records = claiming();
    let (outbox, _) = look(&records);
    after(&mut records, outbox.clone(), 1, Answer::Refused(ProblemCode::NotFound, None));
    assert_eq!((records.contacts[&SAM].state, records.outbox.len()), (ContactState::Refused, 0));
    let mut records = claiming();
    let other = ClaimReply { worker_id: JO, person_id: person().person_id(), packs: vec![] };
    after(&mut records, outbox, 1, Answer::Claimed(other));
    assert_eq!(records.contacts[&SAM].state, ContactState::Refused, "the card said who it is");
}

#[test]
fn a_share_goes_from_waiting_to_delivered_and_starts_anew_after_a_conflict() {
    let mut records = phone(worker(1).public());
    write_note(&mut records, 1, "a walk", MORNING);
    let changes = grant(&records, &[], notes_consent(3, SAM, later(1)), later(1), &mut counted(1)).unwrap();
    changes.iter().for_each(|change| records.apply(change));
    let note = |records: &Records| {
        records.sent.values().find(|sent| sent.kind == notebook::consent::ItemKind::Note).cloned().unwrap()
    };
    assert_eq!(note(&records).delivered, None);
    let mut outbox = Outbox::default();
    let mut conflicts = 1;
    for _ in 0..12 {
        let (next, effects) = step(outbox, &records, Event::Look, NOW);
        outbox = next;
        let Some(Effect::Send(id)) = effects.first() else { break };
        let is_note = matches!(records.outbox[id].kind, OutboxKind::Share { item, .. } if item == note(&records).item);
        let answer = if is_note && conflicts > 0 {
            conflicts -= 1;
            Answer::Refused(ProblemCode::SequenceUsed, None)
        } else {
            Answer::Stored(later(2).at)
        };
        let (next, effects) = step(outbox, &records, Event::Answered(*id, answer), NOW);
        outbox = next;
        apply(&mut records, &effects);
        notebook::sync::queue::shares(&records, &[], later(3), &mut counted(2))
            .iter()
            .for_each(|change| records.apply(change));
    }
    assert_eq!(note(&records).delivered, Some(later(2).at));
    assert_eq!(note(&records).rev, 2, "the refused revision was not sent again");
    assert!(records.outbox.is_empty());
}

#[test]
fn taking_back_removes_what_waits_under_it_and_records_when_the_server_deleted() {
    let mut records = phone(worker(1).public());
    write_note(&mut records, 1, "a walk", MORNING);
    let consent = notes_consent(3, SAM, later(1));
    let changes = grant(&records, &[], consent.clone(), later(1), &mut counted(1)).unwrap();
    changes.iter().for_each(|change| records.apply(change));
    assert!(records.outbox.len() >= 2);
    let changes = withdraw(&records, consent, later(2), &mut counted(2)).unwrap();
    changes.iter().for_each(|change| records.apply(change));
    let [only] = records.outbox.values().collect::<Vec<_>>()[..] else { panic!("only the withdrawal waits") };
    let id = only.id;
    let (outbox, effects) = look(&records);
    assert_eq!(effects, [Effect::Send(id)]);
    let reply = WithdrawalReply { deleted_at: 9, envelopes: 2, worker_last_looked: Some(8), leaving_disk: false };
    let (_, effects) = step(outbox, &records, Event::Answered(id, Answer::Withdrawn(reply)), NOW);
    apply(&mut records, &effects);
    assert_eq!(records.cursors.deleted[&ConsentId::from_bytes([3; 16])], Moment(9));
    assert_eq!(records.cursors.looked[&SAM], Moment(8));
    let ended = records.consents.values().next().unwrap().clone();
    assert_eq!(withdraw(&records, ended, later(3), &mut counted(3)), None, "twice is once");
}

#[test]
fn an_answer_to_something_else_changes_nothing() {
    let records = holding([entry(1, SAM, consent(1)), entry(2, SAM, share(1))]);
    let (outbox, _) = look(&records);
    assert_eq!(step(outbox.clone(), &records, Event::Answered([2; 16], Answer::Stored(NOW)), NOW).1, []);
    let mut gone = records;
    gone.apply(&Change::Delete(notebook::records::StoreName::Outbox, [1; 16]));
    let (_, effects) = step(outbox, &gone, Event::Answered([1; 16], Answer::Stored(NOW)), NOW);
    assert_eq!(effects, [Effect::Send([2; 16])], "taken back while it was under way");
}

#[test]
fn taking_back_goes_at_once_when_the_person_asks_while_everything_waits() {
    let mut records = holding([entry(1, SAM, share(1))]);
    let (outbox, _) = look(&records);
    let (outbox, effects) = after(&mut records, outbox, 1, Answer::Nothing);
    assert!(matches!(effects[..], [Effect::Wake(_)]));
    records.outbox.insert([2; 16], entry(2, SAM, withdrawal(1)));
    let (_, effects) = step(outbox, &records, Event::Online, NOW);
    assert_eq!(effects, [Effect::Send([2; 16])]);
}

#[test]
fn a_wait_ends_when_the_clock_is_put_back_beyond_it() {
    let mut records = holding([entry(1, SAM, share(1)), entry(2, JO, share(2))]);
    let ahead = later(30 * 24 * 60).at;
    let (outbox, _) = step(Outbox::default(), &records, Event::Look, ahead);
    let (outbox, effects) = step(outbox, &records, Event::Answered([1; 16], Answer::Nothing), ahead);
    apply(&mut records, &effects);
    assert_eq!(step(outbox, &records, Event::Look, NOW).1, [Effect::Send([1; 16])]);
}
