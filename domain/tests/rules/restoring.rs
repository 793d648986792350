//! Bringing a safe copy back joins it with what is on the phone and loses nothing of either.

use crate::support::{MORNING, SAM, all_answered, check_in_of, contact, day, later, phone, practice};
use domain::check_in::Draft;
use domain::id::{CheckInId, NoteId, OrgId};
use domain::note::Note;
use domain::records::{Change, OrgPin, Record, Records, RootRecord};
use domain::restore::{SEQ_LEAP, everything, found, join};

fn note(n: u8, words: &str) -> Note {
    Note { id: NoteId::from_bytes([n; 16]), words: words.to_owned(), at: MORNING, check_in: None }
}

fn put(records: &mut Records, record: Record) {
    records.apply(&Change::Put(record));
}

/// A phone with a check-in, a note, a worker and a permission's numbers.
fn full() -> Records {
    let mut records = phone();
    records.identity = Some(RootRecord { root: [3; 16] });
    let (org_id, name, safeguarding) = (OrgId::from_bytes([0xa0; 16]), "Org".to_owned(), String::new());
    records.org = Some(OrgPin { org_id, name, safeguarding });
    put(&mut records, Record::CheckIn(check_in_of(1, &practice(), &all_answered(1), MORNING)));
    put(&mut records, Record::Note(note(1, "Rain")));
    put(&mut records, Record::Contact(contact(SAM)));
    records.cursors.seq.insert(SAM, 5);
    records.settings.name = Some("Ash".to_owned());
    records
}

fn joined(mut phone: Records, copy: &Records) -> Records {
    for change in join(&phone, &everything(copy)) {
        phone.apply(&change);
    }
    phone
}

#[test]
fn a_new_phone_holds_everything_of_the_copy_and_numbers_that_were_never_used() {
    let (fresh, copy) = (Records { identity: Some(RootRecord { root: [9; 16] }), ..Records::default() }, full());
    let mut after = joined(fresh, &copy);
    assert_eq!(after.cursors.seq.get(&SAM), Some(&(5 + SEQ_LEAP)));
    after.cursors.seq.insert(SAM, 5);
    assert_eq!(after, copy);
}

#[test]
fn a_second_time_changes_nothing() {
    let copy = full();
    let after = joined(Records::default(), &copy);
    assert_eq!(join(&after, &everything(&after)), []);
    assert_eq!(joined(after.clone(), &copy), after);
}

#[test]
fn what_only_the_phone_holds_stays_and_what_both_hold_is_the_later_one() {
    let copy = full();
    let mut phone = full();
    put(&mut phone, Record::Note(note(2, "Sun")));
    let mut amended = check_in_of(1, &practice(), &all_answered(1), MORNING);
    let mut responses = amended.responses.clone();
    responses.answer(&practice(), &practice().pack.items[0].id.clone(), 3).unwrap();
    amended.amend(&practice(), responses, later(5)).unwrap();
    put(&mut phone, Record::CheckIn(amended.clone()));
    let after = joined(phone.clone(), &copy);
    assert_eq!(after, phone, "an older copy changes nothing");
    let back = joined(copy, &phone);
    assert_eq!(back.check_ins.get(&amended.id), Some(&amended), "a newer one brings the change");
    assert_eq!(back.notes.len(), 2);
}

#[test]
fn a_check_in_that_was_finished_is_not_under_way_again() {
    let id = CheckInId::from_bytes([1; 16]);
    let mut copy = Records::default();
    put(&mut copy, Record::Draft(Draft::start(id, &practice(), MORNING)));
    let after = joined(full(), &copy);
    assert!(after.drafts.is_empty() && after.check_ins.contains_key(&id));
}

#[test]
fn another_persons_copy_brings_their_words_and_not_their_permissions() {
    let mut other = full();
    other.identity = Some(RootRecord { root: [4; 16] });
    other.cursors.seq.insert(SAM, 900);
    put(&mut other, Record::Note(note(7, "Hail")));
    let phone = full();
    let after = joined(phone.clone(), &other);
    assert_eq!(after.identity, phone.identity);
    assert_eq!(after.cursors, phone.cursors);
    assert_eq!(after.notes.len(), 2);
    assert_eq!(after.settings.name.as_deref(), Some("Ash"));
}

#[test]
fn a_copy_says_what_it_holds() {
    let sum = found(&everything(&full()));
    assert_eq!((sum.check_ins, sum.notes, sum.aspirations, sum.people), (1, 1, 0, 1));
    assert_eq!(sum.newest, Some(day("2026-05-12")));
}
