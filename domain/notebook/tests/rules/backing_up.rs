//! The copy kept with the organisation: when one is made, and that it never loses anything of this phone or another.

use crate::support::{MORNING, SAM, all_answered, check_in_of, contact, later, phone, practice};
use notebook::accept::{Put, put_backup};
use notebook::api::ProblemCode;
use notebook::id::{AspirationId, NoteId};
use notebook::note::Note;
use notebook::records::{
    Backup, Change, Contact, ContactState, Record, Records, RootRecord, Scrap, Settings, StoreName, Theme,
};
use notebook::sync::backup::{self, CopyOffer, Making, Next};

fn put(records: &mut Records, record: Record) {
    records.apply(&Change::Put(record));
}

fn write(records: &mut Records, n: u8) {
    let note = Note {
        id: NoteId::from_bytes([n; 16]),
        words: format!("Note {n}"),
        at: later(n.into()),
        check_in: None,
        edited: None,
    };
    put(records, Record::Note(note));
}

/// A phone that has met somebody, with a check-in, and the permission to keep a copy.
fn turned_on() -> Records {
    let mut records = phone();
    records.identity = Some(RootRecord { root: [3; 16] });
    put(&mut records, Record::CheckIn(check_in_of(1, &practice(), &all_answered(1), MORNING)));
    records.backup = backup::turned_on(&records.backup, MORNING);
    records
}

fn making(records: &Records) -> Making {
    match backup::next(records, false) {
        Next::Keep(making) => making,
        other => unreachable!("{other:?}"),
    }
}

/// The copy was made, and the server took it.
fn kept(mut records: Records) -> Records {
    let made = making(&records);
    records.backup = backup::kept(&records.backup, &made, MORNING);
    records
}

fn with(mut records: Records, changes: &[Change]) -> Records {
    changes.iter().for_each(|change| records.apply(change));
    records
}

#[test]
fn a_copy_is_made_only_while_it_is_on_and_the_server_knows_the_person() {
    let off = Records { backup: Backup::default(), ..turned_on() };
    assert_eq!(backup::next(&off, false), Next::Nothing);
    assert_eq!((making(&turned_on()).rev, making(&turned_on()).holds), (1, 1));
    let mut stranger = turned_on();
    let contact = Contact { state: ContactState::Claiming, ..contact(SAM) };
    put(&mut stranger, Record::Contact(contact));
    assert_eq!(backup::next(&stranger, false), Next::Nothing);
}

#[test]
fn the_next_copy_waits_for_something_new() {
    let mut records = kept(turned_on());
    assert_eq!(backup::next(&records, false), Next::Nothing);
    put(&mut records, Record::Scrap(Scrap { place: "/x".to_owned(), words: "half".to_owned(), at: MORNING }));
    records.cursors.inbox = 9;
    assert_eq!(backup::next(&records, false), Next::Nothing, "half-written words and a look at the server are no news");
    write(&mut records, 1);
    assert_eq!((making(&records).rev, making(&records).holds), (2, 2));
    let dark = Settings { theme: Theme::Dark, ..records.settings.clone() };
    put(&mut records, Record::Settings(dark));
    assert_eq!(making(&records).rev, 2);
}

#[test]
fn a_phone_that_lost_something_asks_before_it_replaces_a_fuller_copy() {
    let mut records = turned_on();
    write(&mut records, 1);
    let mut records = kept(records);
    records.apply(&Change::Delete(StoreName::CheckIns, [1; 16]));
    assert_eq!(backup::next(&records, false), Next::Nothing);
    assert_eq!(backup::holds_less(&records), Some((1, 2)));
    let said_yes = Records { backup: backup::allowed_less(&records), ..records.clone() };
    assert_eq!(making(&said_yes).holds, 1);
    write(&mut records, 2);
    write(&mut records, 3);
    assert_eq!(backup::next(&records, true), Next::Nothing, "not while the loss is not decided about");
    assert_eq!(making(&records).holds, 3);
}

#[test]
fn throwing_something_away_is_a_yes_of_its_own() {
    let mut records = turned_on();
    let id = AspirationId::from_bytes([4; 16]);
    put(&mut records, Record::Aspiration(notebook::aspiration::Aspiration::new(id, "Swim", MORNING, 0).unwrap()));
    let records = kept(records);
    assert_eq!(backup::without_one(&Backup::default()), None, "off: nothing to remember");
    let less = backup::without_one(&records.backup).unwrap();
    let after = with(records, &[Change::Delete(StoreName::Aspirations, *id.as_bytes()), less]);
    assert_eq!((making(&after).rev, making(&after).holds), (2, 1));
}

#[test]
fn turning_it_off_waits_until_the_server_has_deleted_it() {
    let mut records = kept(turned_on());
    records.backup.words_seen = Some(MORNING);
    records.backup = backup::turned_off(&records.backup, later(1));
    assert_eq!(backup::next(&records, false), Next::Delete);
    assert_eq!(backup::next(&records, true), Next::Delete, "taking back never waits for anything else");
    records.backup = backup::deleted(&records.backup, later(2), false);
    assert_eq!(records.backup, Backup { gone: Some(later(2)), words_seen: Some(MORNING), ..Backup::default() });
    assert_eq!(backup::next(&records, false), Next::Nothing);
}

#[test]
fn the_server_takes_the_next_revision_and_the_same_one_again() {
    let rows = [
        (1, None, Ok(Put::New)),
        (2, None, Err(ProblemCode::Conflict)),
        (0, None, Err(ProblemCode::Conflict)),
        (5, Some((4, false)), Ok(Put::New)),
        (5, Some((5, true)), Ok(Put::Same)),
        (5, Some((5, false)), Err(ProblemCode::Conflict)),
        (4, Some((5, true)), Err(ProblemCode::Conflict)),
        (7, Some((5, false)), Err(ProblemCode::Conflict)),
        (0, Some((u32::MAX, false)), Err(ProblemCode::Conflict)),
    ];
    for (rev, held, expected) in rows {
        assert_eq!(put_backup(rev, held), expected, "{rev} over {held:?}");
    }
}

#[test]
fn two_phones_with_the_same_words_lose_nothing_of_either() {
    let (mut one, mut other) = (kept(turned_on()), kept(turned_on()));
    write(&mut one, 1);
    write(&mut other, 2);
    // The first phone's second copy is there when the other brings its own.
    let there = one.everything();
    let after = with(other.clone(), &backup::caught_up(&other, b"of the first", 2, &there, later(9)).unwrap());
    assert_eq!((after.notes.len(), after.backup.rev), (2, 2));
    assert_eq!(after.backup.other_phone, Some(later(9)), "and the person is told");
    assert_eq!((making(&after).rev, making(&after).holds), (3, 3));
}

#[test]
fn an_answer_that_was_lost_brings_nothing_back_that_was_thrown_away() {
    let mut records = kept(turned_on());
    write(&mut records, 1);
    let sent = records.everything();
    records.backup = backup::sending(&records.backup, b"sealed");
    records.apply(&Change::Delete(StoreName::Notes, [1; 16]));
    let after = with(records.clone(), &backup::caught_up(&records, b"sealed", 2, &sent, later(9)).unwrap());
    assert!(after.notes.is_empty());
    assert_eq!((after.backup.rev, after.backup.other_phone), (2, None));
    assert_eq!(making(&after).rev, 3);
}

#[test]
fn a_new_phone_goes_on_keeping_the_copy_it_was_brought_from() {
    let copy = kept(turned_on()).everything();
    let fresh = Records { identity: Some(RootRecord { root: [9; 16] }), ..Records::default() };
    let after = with(fresh.clone(), &backup::brought(&fresh, 4, &copy, later(3)));
    assert_eq!(after.check_ins.len(), 1);
    assert_eq!(after.identity, Some(RootRecord { root: [3; 16] }));
    assert_eq!((after.backup.on_since, after.backup.rev, after.backup.holds), (Some(later(3)), 4, 1));
    assert_eq!(making(&after).rev, 5);
}

#[test]
fn somebody_elses_copy_brings_their_words_and_no_permission_to_keep_one() {
    let copy = kept(turned_on()).everything();
    let mut own = turned_on();
    own.identity = Some(RootRecord { root: [8; 16] });
    own.org = Some(notebook::records::OrgPin {
        org_id: notebook::id::OrgId::from_bytes([1; 16]),
        name: String::new(),
        safeguarding: String::new(),
        complaints: None,
    });
    own.backup = Backup::default();
    let after = with(own.clone(), &backup::brought(&own, 4, &copy, later(3)));
    assert_eq!(after.backup, Backup::default());
}

#[test]
fn a_copy_is_offered_once_somebody_was_met_and_the_words_are_had() {
    let on = turned_on();
    assert_eq!(CopyOffer::of(&on), CopyOffer::On);
    let off = Records { backup: Backup::default(), ..on.clone() };
    assert_eq!(CopyOffer::of(&off), CopyOffer::NoWords);
    let with_words = Records { backup: Backup { words_seen: Some(MORNING), ..Backup::default() }, ..on };
    assert_eq!(CopyOffer::of(&with_words), CopyOffer::Off);
    assert_eq!(CopyOffer::of(&Records::default()), CopyOffer::NotMet);
}
