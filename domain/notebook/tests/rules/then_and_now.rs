//! Answers beside those of the time before: what is counted as moved, and what is not.

use crate::support::{day, practice};
use notebook::check_in::Company;
use notebook::id::CheckInId;
use notebook::instrument::{HOW_ARE_THINGS, Instrument, KEY_AREAS, built_in};
use notebook::journey::ItemFacts;
use notebook::share::{SharedAnswer, SharedCheckIn, answer_before, check_in_before};
use notebook::then_and_now::{ThenAndNow, ends, number, shared_ends};

fn items(places: &[(Option<u8>, Option<u8>)]) -> Vec<ItemFacts> {
    let item = |(at, (before, place)): (usize, &(Option<u8>, Option<u8>))| ItemFacts {
        item: at.to_string(),
        place: *place,
        before: *before,
        follow_up: None,
    };
    places.iter().enumerate().map(item).collect()
}

fn names(moved: &[&ItemFacts]) -> Vec<String> {
    moved.iter().map(|it| it.item.clone()).collect()
}

#[test]
fn what_was_left_out_this_time_or_last_time_has_not_moved() {
    let all = items(&[(Some(4), Some(5)), (Some(3), Some(3)), (None, Some(2)), (Some(6), None), (None, None)]);
    let found = ThenAndNow::of(&all);
    assert_eq!((found.both, names(&found.moved)), (2, vec!["0".to_owned()]));
}

#[test]
fn the_first_time_nothing_was_answered_both_times() {
    let all = items(&[(None, Some(5)), (None, Some(0))]);
    let found = ThenAndNow::of(&all);
    assert_eq!((found.both, found.moved.len(), found.furthest(2).len()), (0, 0, 0));
}

#[test]
fn the_furthest_are_named_in_the_order_of_the_questionnaire_up_or_down_alike() {
    let all =
        items(&[(Some(4), Some(5)), (Some(1), Some(3)), (Some(2), Some(2)), (Some(6), Some(2)), (Some(0), Some(2))]);
    let found = ThenAndNow::of(&all);
    assert_eq!(names(&found.furthest(2)), ["1", "3"], "of two alike the one that is asked first");
    assert_eq!(names(&found.furthest(1)), ["3"]);
    assert_eq!(names(&found.furthest(9)), ["0", "1", "3", "4"]);
}

#[test]
fn a_box_is_called_by_its_number_where_its_words_begin_with_one() {
    for (words, expected) in [
        ("1, not good at all", Some("1")),
        ("10, as well as I could wish", Some("10")),
        ("7", Some("7")),
        ("often", None),
        ("2 to 3 times a week", None),
        ("2nd", None),
        ("", None),
    ] {
        assert_eq!(number(words), expected, "{words}");
    }
}

fn pack(id: &str) -> Instrument {
    built_in().into_iter().find(|it| it.pack.id == id).unwrap()
}

#[test]
fn ends_stand_once_where_all_have_them_in_common_and_else_under_each() {
    assert_eq!(shared_ends(&pack(KEY_AREAS)), Some(("1, not good at all", "7, as good as I could hope")));
    let things = pack(HOW_ARE_THINGS);
    assert_eq!(shared_ends(&things), None);
    let worry = things.item("worry").and_then(ends).unwrap();
    assert!(worry.0.starts_with("0, ") && worry.1.starts_with("10, "), "not turned round: {worry:?}");
    assert_eq!(practice().pack.items.first().and_then(ends), None, "every box has words of its own");
}

fn shared(id: u8, on: &str, places: &[Option<u8>]) -> SharedCheckIn {
    let answer = |(number, place): (u16, &Option<u8>)| SharedAnswer {
        number,
        theme: String::new(),
        statement: None,
        place: *place,
        of: 11,
        words: None,
        more_help: None,
        ends: None,
    };
    SharedCheckIn {
        id: CheckInId::from_bytes([id; 16]),
        pack: HOW_ARE_THINGS.to_owned(),
        title: String::new(),
        practice: false,
        copyright: String::new(),
        day: day(on),
        company: Company::OnMyOwn,
        help: None,
        total: None,
        answers: Some((1..).zip(places).map(answer).collect()),
        note: None,
    }
}

#[test]
fn what_is_shared_stands_beside_the_same_questionnaire_before_and_what_is_not_shared_beside_nothing() {
    let other = SharedCheckIn { pack: KEY_AREAS.to_owned(), ..shared(3, "2026-06-01", &[Some(1)]) };
    let newest_first =
        [shared(2, "2026-06-12", &[Some(6), Some(7), None]), other, shared(1, "2026-05-12", &[Some(4), None, Some(5)])];
    let before = check_in_before(&newest_first, &newest_first[0]);
    assert_eq!(before.map(|it| it.id), Some(newest_first[2].id));
    assert_eq!(check_in_before(&newest_first, &newest_first[2]), None);
    let places: Vec<Option<u8>> = newest_first[0]
        .answers
        .iter()
        .flatten()
        .map(|answer| answer_before(before, answer).and_then(|it| it.place))
        .collect();
    assert_eq!(places, [Some(4), None, Some(5)]);
    let longer = SharedAnswer { of: 7, ..newest_first[0].answers.clone().unwrap()[0].clone() };
    assert_eq!(answer_before(before, &longer), None, "another scale");
}
