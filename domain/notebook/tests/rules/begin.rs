//! Before a check-in, and what Today says first.

use crate::support::{MORNING, all_answered, check_in_of, later, practice, structure};
use notebook::begin::{minutes, offered, usual};
use notebook::check_in::{Company, Draft};
use notebook::id::CheckInId;
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
    for (items, wanted) in [(1, 2), (10, 3), (11, 3), (12, 3), (13, 4), (21, 6)] {
        assert_eq!(minutes(items), wanted, "{items}");
    }
}

#[test]
fn each_questionnaire_is_offered_once_and_in_the_order_in_which_it_came() {
    let all = [structure(), practice(), structure()];
    let ids = |all: &[_]| offered(all, MORNING.day()).into_iter().map(|it| it.pack.id).collect::<Vec<_>>();
    assert_eq!(ids(&all), [structure().pack.id, practice().pack.id]);
    assert_eq!(ids(&[]), Vec::<String>::new());
}

#[test]
fn what_was_begun_stands_chosen_before_what_was_done_last() {
    assert_eq!(usual(&Records::default()), None);
    let mut records = with(Record::CheckIn(check_in_of(1, &practice(), &all_answered(1), MORNING)));
    assert_eq!(usual(&records), Some(practice().pack.id.as_str()));
    records.apply(&Change::Put(Record::Draft(draft())));
    assert_eq!(usual(&records), Some(structure().pack.id.as_str()));
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
