//! What Today invites to, one thing at a time, and when it speaks of what a phone may forget.

use crate::support::{MORNING, all_answered, check_in_of, day, later, practice};
use notebook::ask_again::AskAgain;
use notebook::aspiration::Aspiration;
use notebook::id::{AspirationId, NoteId, StepId};
use notebook::instrument::{HOW_ARE_THINGS, built_in};
use notebook::note::Note;
use notebook::records::{Change, Record, Records};
use notebook::reminder::{Every, Rhythm};
use notebook::time::{Day, Stamp};
use notebook::today::{Invitation, has_something_to_lose, in_focus, invitation, last_check_in, next_step, number_of};

const DAY: i64 = 24 * 60;

fn put(records: &mut Records, record: Record) {
    records.apply(&Change::Put(record));
}

fn aspiration(n: u8, created: Stamp) -> Aspiration {
    let mut it = Aspiration::new(AspirationId::from_bytes([n; 16]), "Swim", created, u32::from(n)).unwrap();
    it.in_focus = true;
    it
}

/// One check-in in the morning, and what the person set.
fn checked_in(ask: Option<&str>, reminder: Option<&str>) -> Records {
    let mut records = Records::default();
    put(&mut records, Record::CheckIn(check_in_of(1, &practice(), &all_answered(1), MORNING)));
    records.settings.ask_again = ask.map(|on| AskAgain { on: day(on), set: MORNING });
    records.settings.reminder = reminder.map(|first| Rhythm { first: day(first), every: Every::FourWeeks });
    records
}

#[test]
fn what_somebody_asked_for_comes_before_what_may_be_lost_and_that_before_what_can_wait() {
    let come = day("2026-06-12");
    let mut records = checked_in(Some("2026-06-12"), Some("2026-06-10"));
    put(&mut records, Record::Aspiration(aspiration(1, MORNING)));
    let id = AspirationId::from_bytes([1; 16]);
    assert_eq!(invitation(&records, come, true), Some(Invitation::AskAgain(come)));
    records.settings.ask_again = None;
    assert_eq!(invitation(&records, come, true), Some(Invitation::Reminder));
    records.settings.reminder = None;
    assert_eq!(invitation(&records, come, true), Some(Invitation::MayForget));
    assert_eq!(invitation(&records, come, false), Some(Invitation::LookBack(id)));
    records.aspirations.clear();
    assert_eq!(invitation(&records, come, false), Some(Invitation::Write));
}

#[test]
fn a_day_of_ones_own_is_named_from_then_on_and_a_check_in_answers_it() {
    let mut records = checked_in(Some("2026-05-26"), None);
    put(&mut records, Record::Aspiration(aspiration(1, later(10 * DAY))));
    let on = day("2026-05-26");
    assert_eq!(invitation(&records, day("2026-05-25"), false), None, "not before its day");
    assert_eq!(invitation(&records, on, false), Some(Invitation::AskAgain(on)));
    assert_eq!(invitation(&records, day("2026-05-30"), false), Some(Invitation::AskAgain(on)));
    put(&mut records, Record::CheckIn(check_in_of(2, &practice(), &all_answered(2), later(14 * DAY))));
    assert_eq!(invitation(&records, on, false), None, "it was answered");
}

#[test]
fn after_a_long_silence_nothing_waits_but_a_look_back() {
    let mut records = checked_in(Some("2026-05-26"), Some("2026-05-20"));
    put(&mut records, Record::Aspiration(aspiration(1, MORNING)));
    let id = AspirationId::from_bytes([1; 16]);
    assert_eq!(invitation(&records, day("2026-07-30"), false), Some(Invitation::LookBack(id)));
}

#[test]
fn of_those_in_focus_the_one_left_longest_is_looked_back_on_after_four_weeks() {
    let mut records = Records::default();
    let (mut first, second) = (aspiration(1, MORNING), aspiration(2, later(DAY)));
    first.look_back(4, "", later(3 * DAY)).unwrap();
    let left = second.id;
    put(&mut records, Record::Aspiration(first));
    put(&mut records, Record::Aspiration(second));
    let after = |days: i32| invitation(&records, MORNING.day().add_days(days), false);
    assert_eq!(after(28), None);
    assert_eq!(after(29), Some(Invitation::LookBack(left)));
    for n in [1, 2] {
        put(&mut records, Record::Aspiration(Aspiration { in_focus: false, ..aspiration(n, MORNING) }));
    }
    assert_eq!(invitation(&records, day("2026-12-01"), false), None, "out of focus, nothing is asked");
}

#[test]
fn a_phone_may_forget_is_said_after_the_second_thing_or_at_the_next_opening() {
    let opened = MORNING;
    let today = MORNING.day();
    let lose = |records: &Records, opened: Stamp, today: Day| has_something_to_lose(records, opened, today);
    let mut records = Records::default();
    assert!(!lose(&records, opened, today));
    put(&mut records, Record::CheckIn(check_in_of(1, &practice(), &all_answered(1), later(5))));
    assert!(!lose(&records, opened, today), "the first thing is kept in peace");
    assert!(lose(&records, later(30), today), "the app was opened again");
    assert!(lose(&records, opened, today.add_days(1)), "it stayed open overnight");
    let mut two = records.clone();
    put(&mut two, Record::Aspiration(aspiration(1, later(6))));
    assert!(lose(&two, opened, today));
    let note =
        Note { id: NoteId::from_bytes([1; 16]), words: "Rain".into(), at: later(7), check_in: None, edited: None };
    put(&mut records, Record::Note(note));
    assert!(lose(&records, opened, today));
}

#[test]
fn the_last_check_in_is_the_last_whatever_was_asked() {
    let mut records = checked_in(None, None);
    let things = built_in().into_iter().find(|it| it.pack.id == HOW_ARE_THINGS).unwrap();
    put(&mut records, Record::CheckIn(check_in_of(2, &things, &[Some(4); 4], later(DAY))));
    assert_eq!(last_check_in(&records).unwrap().pack.id, HOW_ARE_THINGS);
    assert_eq!(last_check_in(&Records::default()), None);
}

#[test]
fn a_number_is_what_a_box_says_and_words_are_none() {
    let all = built_in();
    let item = |id: &str| all.iter().find(|it| it.pack.id == id).unwrap().pack.items[0].clone();
    assert_eq!((number_of(&item(HOW_ARE_THINGS), 0), number_of(&item(HOW_ARE_THINGS), 10)), (Some(0), Some(10)));
    assert_eq!(number_of(&item("key-areas"), 6), Some(7));
    assert_eq!(number_of(&item("practice"), 2), None);
    assert_eq!(number_of(&item("reqol-10"), 2), None);
    assert_eq!(number_of(&item(HOW_ARE_THINGS), 11), None);
}

#[test]
fn the_next_step_is_the_first_that_is_not_ticked() {
    let mut it = aspiration(1, MORNING);
    let steps = [StepId::from_bytes([1; 16]), StepId::from_bytes([2; 16])];
    assert_eq!(next_step(&it), None);
    for step in steps {
        it.add_step(step, "Ask about the bus").unwrap();
    }
    assert_eq!(next_step(&it).unwrap().id, steps[0]);
    it.toggle_step(steps[0], later(1)).unwrap();
    assert_eq!(next_step(&it).unwrap().id, steps[1]);
    let mut records = Records::default();
    put(&mut records, Record::Aspiration(it));
    assert_eq!(in_focus(&records).len(), 1);
}
