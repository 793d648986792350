//! What was removed stays removed whatever copy comes, and what a copy brings is shared with nobody unasked.

use crate::support::{MORNING, SAM, all_answered, check_in_of, grant, granted, later, phone, practice};
use notebook::backup::BackupFault;
use notebook::check_in::Draft;
use notebook::consent::{Consent, From, Grant, Scope};
use notebook::entropy::Entropy;
use notebook::id::{CheckInId, NoteId, OrgId};
use notebook::instrument::built_in;
use notebook::introduction::Locator;
use notebook::note::Note;
use notebook::records::{
    Change, OrgPin, OutboxEntry, OutboxKind, Record, Records, RootRecord, StoreName, with_removals,
};
use notebook::restore::join;
use notebook::share::{SharedItem, assemble};
use notebook::sync::{backup, queue};

fn note(n: u8) -> Record {
    let words = format!("Note {n}");
    Record::Note(Note { id: NoteId::from_bytes([n; 16]), words, at: later(n.into()), check_in: None, edited: None })
}

fn with(mut records: Records, changes: &[Change]) -> Records {
    changes.iter().for_each(|change| records.apply(change));
    records
}

fn put(records: Records, record: Record) -> Records {
    with(records, &[Change::Put(record)])
}

/// As the app writes what a person does.
fn done(records: Records, changes: Vec<Change>, minutes: i64) -> Records {
    let changes = with_removals(&records, changes, later(minutes));
    with(records, &changes)
}

fn remove(n: u8) -> Vec<Change> {
    vec![Change::Delete(StoreName::Notes, [n; 16])]
}

fn joined(records: &Records, copy: &Records) -> Records {
    with(records.clone(), &join(records, &copy.everything()))
}

#[test]
fn what_was_removed_after_a_copy_stays_removed_when_the_copy_comes() {
    let copy = put(put(phone(), note(1)), note(2));
    let here = done(copy.clone(), remove(1), 60);
    let after = joined(&here, &copy);
    assert_eq!(after.notes.keys().collect::<Vec<_>>(), [&NoteId::from_bytes([2; 16])]);
    // Also on the next phone, which has it from a copy of this one.
    let next = joined(&Records::default(), &here);
    assert_eq!(joined(&next, &copy).notes.len(), 1);
}

#[test]
fn what_was_put_back_or_changed_after_its_removal_comes() {
    let copy = put(phone(), note(1));
    let here = done(copy.clone(), remove(1), 60);
    let undone = done(here.clone(), vec![Change::Put(note(1))], 61);
    assert!(undone.removed.is_empty(), "put back, it counts as never removed");
    let Record::Note(words) = note(1) else { unreachable!() };
    let changed = put(copy, Record::Note(Note { edited: Some(later(90)), ..words }));
    let after = done(here.clone(), join(&here, &changed.everything()), 100);
    assert_eq!((after.notes.len(), after.removed.len()), (1, 0), "written anew on another phone since");
}

#[test]
fn a_copy_takes_nothing_away() {
    let here = put(phone(), note(1));
    let elsewhere = done(here.clone(), remove(1), 60);
    let after = joined(&here, &elsewhere);
    assert_eq!((after.notes.len(), after.removed.len()), (1, 0));
}

#[test]
fn a_finished_draft_is_no_removal_and_a_discarded_one_is() {
    let id = CheckInId::from_bytes([1; 16]);
    let begun = put(phone(), Record::Draft(Draft::start(id, &practice(), MORNING)));
    let check_in = Record::CheckIn(check_in_of(1, &practice(), &all_answered(1), MORNING));
    let finished = vec![Change::Put(check_in.clone()), Change::Delete(StoreName::Drafts, [1; 16])];
    assert!(done(begun.clone(), finished, 5).removed.is_empty());
    let discarded = done(begun.clone(), vec![Change::Delete(StoreName::Drafts, [1; 16])], 5);
    assert_eq!(joined(&discarded, &begun).drafts.len(), 0);
    let there = put(phone(), check_in);
    let removed = done(there.clone(), vec![Change::Delete(StoreName::CheckIns, [1; 16])], 5);
    assert_eq!(joined(&removed, &there).check_ins.len(), 0);
    let again = done(removed.clone(), vec![Change::Delete(StoreName::CheckIns, [1; 16])], 9);
    assert_eq!(again.removed, removed.removed, "what is not here is not removed again");
}

fn permission(n: u8, minutes: i64, without_asking: bool) -> Grant {
    let note_ids = [1, 2].map(|n| NoteId::from_bytes([n; 16])).into();
    let scope = Scope { notes: true, note_ids, totals: true, answers: true, sensitive: true, ..Scope::default() };
    Grant { without_asking, ..grant(n, scope, From::EarlierToo, later(minutes)) }
}

/// The words of the notes, and how many check-ins, that wait to be sent.
fn going(records: &Records, consent: &Consent) -> (Vec<String>, usize) {
    let mut notes = Vec::new();
    let mut check_ins = 0;
    for payload in assemble(consent, records, &built_in(), MORNING.day()).unwrap() {
        match payload.item() {
            SharedItem::Note(it) => notes.push(it.words.clone()),
            SharedItem::CheckIn(_) => check_ins += 1,
            _ => {}
        }
    }
    (notes, check_ins)
}

#[test]
fn what_a_copy_brings_is_in_no_permission_that_was_given_without_it() {
    let mut here = put(phone(), note(2));
    let consent = granted(&mut here, permission(1, 30, true));
    let old = put(put(phone(), note(1)), Record::CheckIn(check_in_of(3, &practice(), &all_answered(1), MORNING)));
    let after = joined(&here, &old);
    assert_eq!(after.notes.len(), 2);
    assert_eq!(going(&after, &consent), (vec!["Note 2".to_owned()], 0), "the returned note and check-in stay here");
    let asked: Vec<CheckInId> = after.open_questions(MORNING.day()).into_iter().map(|(_, id)| id).collect();
    assert_eq!(asked, [CheckInId::from_bytes([3; 16])], "the check-in is asked about, though others go unasked");
    assert_eq!(after.going_unasked(MORNING.day()), []);
    assert!(after.withholds_from(SAM, MORNING.day()), "and the screen says so");
    // Chosen again, with them on the screen.
    let mut chosen = after;
    let again = granted(&mut chosen, permission(2, 200, false));
    assert!(!chosen.withholds_from(SAM, MORNING.day()));
    assert_eq!(going(&chosen, &again), (vec!["Note 1".to_owned(), "Note 2".to_owned()], 1));
}

#[test]
fn what_the_worker_has_already_is_not_asked_about_again() {
    let mut there = put(phone(), note(1));
    let consent = granted(&mut there, permission(1, 30, false));
    let sent = assemble(&consent, &there, &built_in(), MORNING.day()).unwrap();
    for payload in sent {
        there = put(there, Record::Sent(payload.sent_item(later(31))));
    }
    // A new phone: permission, note and what was sent come from the copy together.
    let mut after = joined(&Records::default(), &there);
    let Record::Note(words) = note(1) else { unreachable!() };
    after = put(after, Record::Note(Note { words: "Changed".to_owned(), edited: Some(later(40)), ..words }));
    assert_eq!(going(&after, &consent).0, ["Changed"]);
    assert_eq!(joined(&after, &there).returned, after.returned, "a second time adds nothing");
}

#[test]
fn a_copy_from_before_anybody_was_met_leaves_a_question_for_the_server() {
    let root = Record::Identity(RootRecord { root: [3; 16] });
    let before = put(Records::default(), root);
    assert!(joined(&Records::default(), &before).returned.ask);
    let (org_id, name, safeguarding) = (OrgId::from_bytes([0xa0; 16]), "Org".to_owned(), String::new());
    let met = put(before.clone(), Record::Org(OrgPin { org_id, name, safeguarding, complaints: None }));
    assert!(!joined(&Records::default(), &met).returned.ask, "it asks at each look anyway");
    assert!(!joined(&met, &before).returned.ask);
}

#[test]
fn a_server_copy_older_than_the_last_one_is_refused_and_changes_nothing() {
    let mut here = phone();
    here.backup.rev = 5;
    let old = put(phone(), note(1)).everything();
    assert_eq!(backup::caught_up(&here, b"old", 4, &old, MORNING), Err(BackupFault::Older));
    let newer = backup::caught_up(&here, b"of another phone", 6, &old, MORNING).unwrap();
    assert_eq!(with(here, &newer).backup.other_phone, Some(MORNING), "a newer one is joined, and the screen says so");
}

struct Zeros;

impl Entropy for Zeros {
    fn fill(&mut self, bytes: &mut [u8]) {
        bytes.fill(0);
    }
}

#[test]
fn numbers_as_high_as_they_go_in_a_copy_stop_nothing() {
    let (id, kind) = ([1; 16], OutboxKind::Claim { locator: Locator::from_u32(1).unwrap() });
    let highest = OutboxEntry { id, order: u64::MAX, worker: SAM, kind, body: Vec::new(), queued: MORNING, tries: 0 };
    let records = put(phone(), Record::Outbox(highest));
    let next = queue::entry(&records, SAM, kind, Vec::new(), MORNING, &mut Zeros);
    assert_eq!(next.order, u64::MAX);
}
