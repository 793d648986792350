//! What is said of permissions by itself: near their end, just over, still to be taken back.

use crate::support::{MORNING, SAM, grant, granted, later, phone};
use notebook::consent::{Consent, Ending, From, Scope};
use notebook::id::{ConsentId, NoteId, WorkerId};
use notebook::note::Note;
use notebook::records::{Change, OutboxEntry, OutboxKind, Record, Records, SentItem};
use notebook::share::assemble;
use notebook::share::ending::{
    Latest, ending, holder, just_ended, latest, stray_goes_back, to_take_back, waits_for_signal,
};
use notebook::share::seen::PermissionStanding;
use notebook::time::{Day, Stamp};

fn given(records: &mut Records, n: u8, at: Stamp) -> Consent {
    granted(records, grant(n, Scope { notes: true, ..Scope::default() }, From::OnlyNew, at))
}

fn put(records: &mut Records, consent: &Consent) {
    records.apply(&Change::Put(Record::Consent(consent.clone())));
}

fn soon(records: &Records, today: Day) -> Vec<ConsentId> {
    ending(records, today).into_iter().map(Consent::id).collect()
}

fn over(records: &Records, today: Day) -> Vec<(ConsentId, PermissionStanding)> {
    just_ended(records, today).into_iter().map(|(it, standing)| (it.id(), standing)).collect()
}

#[test]
fn a_permission_is_spoken_of_when_its_last_day_is_near_until_it_may_end() {
    let mut records = phone();
    let mut consent = given(&mut records, 1, MORNING);
    let last = consent.until();
    assert_eq!(soon(&records, MORNING.day()), []);
    assert_eq!(soon(&records, last), [consent.id()]);
    assert_eq!(soon(&records, last.add_days(1)), []);
    consent.let_end(later(1));
    put(&mut records, &consent);
    assert_eq!(soon(&records, last), []);
}

#[test]
fn a_permission_that_has_ended_is_spoken_of_for_two_weeks_unless_another_came_or_it_was_meant_to() {
    let mut records = phone();
    let mut consent = given(&mut records, 1, MORNING);
    let last = consent.until();
    let past = [(consent.id(), PermissionStanding::Past(last))];
    let rows = [(last, &[][..]), (last.add_days(1), &past), (last.add_days(14), &past), (last.add_days(15), &[])];
    for (today, expected) in rows {
        assert_eq!(over(&records, today), expected, "{today:?}");
    }
    let mut with_another = records.clone();
    given(&mut with_another, 2, later(1));
    assert_eq!(over(&with_another, last), []);
    let mut refused = consent.clone();
    refused.close(Some(Ending::Refused));
    let mut closed = records.clone();
    put(&mut closed, &refused);
    assert_eq!(over(&closed, MORNING.day()), [(consent.id(), PermissionStanding::Closed)]);
    consent.let_end(later(1));
    put(&mut records, &consent);
    assert_eq!(over(&records, last.add_days(1)), []);
}

#[test]
fn the_latest_permission_that_the_server_may_still_hold_is_the_one_to_take_back() {
    let mut records = phone();
    assert!(to_take_back(&records, SAM).is_none());
    let (first, mut second) = (given(&mut records, 1, MORNING), given(&mut records, 2, later(1)));
    assert_eq!(to_take_back(&records, SAM).map(Consent::id), Some(second.id()));
    second.withdraw(later(2), [0; 32]);
    put(&mut records, &second);
    assert_eq!(to_take_back(&records, SAM).map(Consent::id), Some(first.id()));
    assert!(to_take_back(&records, WorkerId::from_bytes([8; 16])).is_none());
}

#[test]
fn only_the_taking_back_of_a_permission_that_was_not_known_here_is_that_of_a_stray() {
    let mut records = phone();
    let consent = ConsentId::from_bytes([5; 16]);
    let kind = OutboxKind::Withdrawal { consent, rev: 2 };
    let entry = OutboxEntry { id: [1; 16], order: 0, worker: SAM, kind, body: Vec::new(), queued: MORNING, tries: 0 };
    assert!(!waits_for_signal(&records, SAM));
    records.apply(&Change::Put(Record::Outbox(entry)));
    assert!(waits_for_signal(&records, SAM));
    assert!(!stray_goes_back(&records));
    records.cursors.orphans.insert(consent, Vec::new());
    assert!(stray_goes_back(&records));
}

#[test]
fn what_went_is_held_by_somebody_until_its_permission_is_known_to_be_over() {
    let mut records = phone();
    let id = NoteId::from_bytes([4; 16]);
    let note = Note { id, words: "Rain".to_owned(), at: later(1), check_in: None, edited: None };
    let source = *id.as_bytes();
    let mut consent = given(&mut records, 1, MORNING);
    records.apply(&Change::Put(Record::Note(note)));
    assert_eq!(holder(&records, source, MORNING.day()), None);
    for payload in assemble(&consent, &records, &[], MORNING.day()).unwrap() {
        records.apply(&Change::Put(Record::Sent(SentItem { delivered: None, ..payload.sent_item(later(2)) })));
    }
    assert_eq!(holder(&records, source, MORNING.day()), Some(SAM));
    consent.withdraw(later(3), [0; 32]);
    put(&mut records, &consent);
    assert_eq!(holder(&records, source, MORNING.day()), Some(SAM));
    records.cursors.deleted.insert(consent.id(), later(4).at);
    assert_eq!(holder(&records, source, MORNING.day()), None);
}

#[test]
fn of_the_latest_permission_it_is_said_when_it_went_and_when_the_page_last_looked() {
    let mut records = phone();
    assert_eq!(latest(&records, SAM, MORNING.day()), None);
    given(&mut records, 1, MORNING);
    let mut consent = given(&mut records, 2, later(1));
    let now = |records: &Records| latest(records, SAM, MORNING.day());
    assert_eq!(now(&records), Some(Latest::Stands(PermissionStanding::Holds)));
    consent.withdraw(later(3), [0; 32]);
    put(&mut records, &consent);
    assert_eq!(now(&records), Some(Latest::Stands(PermissionStanding::GoingBack)));
    let (gone, looked) = (later(4).at, later(2).at);
    records.cursors.deleted.insert(consent.id(), gone);
    assert_eq!(now(&records), Some(Latest::Stands(PermissionStanding::TakenBack(gone))));
    records.cursors.looked.insert(SAM, looked);
    assert_eq!(now(&records), Some(Latest::Gone { gone, looked }));
}
