//! Before a check-in, and what Today says first.

use crate::support::{MORNING, all_answered, areas, check_in_of, day, later, licensed, practice, structure};
use notebook::begin::{is_known, minutes, offered, usual};
use notebook::check_in::{Company, Draft};
use notebook::id::CheckInId;
use notebook::instrument::{HOW_ARE_THINGS, Instrument, KEY_AREAS, PackStanding, built_in};
use notebook::records::{Change, Record, Records};
use notebook::time::{Moment, Stamp};
use notebook::today::{PartOfDay, is_first_day};

fn with(record: Record) -> Records {
    let mut records = Records::default();
    records.apply(&Change::Put(record));
    records
}

fn draft() -> Draft {
    Draft::start(CheckInId::from_bytes([7; 16]), &structure(), later(9))
}

#[test]
fn a_longer_questionnaire_says_that_it_takes_longer() {
    for (items, wanted) in [(1, 1), (4, 1), (5, 2), (10, 3), (11, 3), (12, 3), (13, 4), (21, 6)] {
        assert_eq!(minutes(items), wanted, "{items}");
    }
}

fn ids(all: &[Instrument]) -> Vec<&str> {
    all.iter().map(|it| it.pack.id.as_str()).collect()
}

/// A deployer's own pack of that name, free to use.
fn own(id: &str) -> Instrument {
    let mut it = licensed();
    (it.pack.id, it.pack.standing, it.pack.licence) = (id.to_owned(), PackStanding::Own, None);
    it
}

#[test]
fn each_questionnaire_is_offered_once_the_licensed_one_first_and_practice_last() {
    let today = MORNING.day();
    assert_eq!(ids(&offered(&built_in(), today)), [HOW_ARE_THINGS, KEY_AREAS, "reqol-10", "practice"]);
    let mut all = built_in();
    all.extend([own("b"), own("a"), licensed()]);
    let wanted = ["made-up-10", HOW_ARE_THINGS, KEY_AREAS, "reqol-10", "b", "a", "practice"];
    assert_eq!(ids(&offered(&all, today)), wanted);
    // Once its licence has ended nothing is left of it to start.
    assert_eq!(offered(&all, day("2031-01-01"))[0].pack.id, HOW_ARE_THINGS);
    // With words under the sheet's own name it is one questionnaire, and a licensed one.
    let mut with_words = licensed();
    with_words.pack.id = "reqol-10".to_owned();
    all.push(with_words);
    assert_eq!(ids(&offered(&all, today))[..2], ["reqol-10", "made-up-10"]);
    assert!(offered(&[], today).is_empty());
}

#[test]
fn try_it_out_is_offered_in_the_version_that_adds_nothing_up() {
    let all = offered(&built_in(), MORNING.day());
    let last = all.last().unwrap();
    assert!(last.practice() && last.pack.groups.is_empty() && last.pack.version == "2");
    let earlier = built_in().into_iter().rfind(|it| it.practice()).unwrap();
    assert_eq!(
        (earlier.pack.version.as_str(), earlier.pack.groups.len()),
        ("1", 1),
        "what was answered stays readable"
    );
}

#[test]
fn what_was_begun_stands_chosen_then_what_was_done_last_then_the_first_and_never_practice() {
    let all = offered(&built_in(), MORNING.day());
    let chosen = |records: &Records| usual(records, &all).map(|it| it.pack.id.clone()).unwrap();
    let mut records = Records::default();
    assert_eq!(chosen(&records), HOW_ARE_THINGS);
    records.apply(&Change::Put(Record::CheckIn(check_in_of(1, &areas(), &[Some(1); 10], MORNING))));
    records.apply(&Change::Put(Record::CheckIn(check_in_of(2, &practice(), &all_answered(1), later(5)))));
    assert_eq!(chosen(&records), KEY_AREAS);
    records.apply(&Change::Put(Record::Draft(draft())));
    assert_eq!(chosen(&records), structure().pack.id);
    let trying = Draft::start(CheckInId::from_bytes([8; 16]), &practice(), later(20));
    records.apply(&Change::Put(Record::Draft(trying)));
    assert_eq!(chosen(&records), "practice");
    assert_eq!(usual(&records, &[]), None);
}

#[test]
fn a_questionnaire_is_known_once_it_was_begun_or_done() {
    let mut records = with(Record::CheckIn(check_in_of(1, &areas(), &[Some(1); 10], MORNING)));
    assert!(is_known(&records, &areas()) && !is_known(&records, &structure()));
    records.apply(&Change::Put(Record::Draft(draft())));
    assert!(is_known(&records, &structure()) && !is_known(&records, &practice()));
}

#[test]
fn a_check_in_goes_on_where_it_was_once_it_is_said_who_is_there() {
    let mut draft = draft();
    assert_eq!(draft.goes_on_at(), None);
    draft.company = Some(Company::OnMyOwn);
    assert_eq!(draft.goes_on_at(), Some(1));
    draft.go_to(&structure(), 3);
    assert_eq!(draft.goes_on_at(), Some(4));
}

#[test]
fn what_is_open_is_neither_answered_nor_skipped() {
    let (instrument, mut draft) = (practice(), Draft::start(CheckInId::from_bytes([7; 16]), &practice(), MORNING));
    let all = instrument.pack.items.len();
    draft.answer(&instrument, &instrument.pack.items[1].id, 0).unwrap();
    draft.skip(&instrument, &instrument.pack.items[2].id).unwrap();
    assert_eq!(draft.responses.open(&instrument).count(), all - 2);
    assert_eq!(draft.responses.open(&instrument).next().map(|item| &item.id), Some(&instrument.pack.items[0].id));
    draft.skip_rest(&instrument).unwrap();
    assert_eq!(draft.responses.open(&instrument).count(), 0);
}

#[test]
fn it_is_the_first_day_until_something_was_begun() {
    assert!(is_first_day(&Records::default()));
    assert!(!is_first_day(&with(Record::Draft(draft()))));
    assert!(!is_first_day(&with(Record::CheckIn(check_in_of(1, &practice(), &all_answered(1), MORNING)))));
}

#[test]
fn the_greeting_follows_the_clock_on_the_wall() {
    let at = |hour: i64, offset_min| Stamp { at: Moment(hour * 3_600_000), offset_min };
    for (hour, offset_min, part) in [
        (3, 0, PartOfDay::Evening),
        (4, 0, PartOfDay::Morning),
        (11, 0, PartOfDay::Morning),
        (11, 60, PartOfDay::Afternoon),
        (17, 0, PartOfDay::Afternoon),
        (18, 0, PartOfDay::Evening),
        (1, -120, PartOfDay::Evening),
        (23, 360, PartOfDay::Morning),
    ] {
        assert_eq!(PartOfDay::of(at(hour, offset_min)), part, "{hour} {offset_min}");
    }
}
