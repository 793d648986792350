//! Questionnaires built like those a deployer may load: two means with a follow-up, facts beside ratings, twenty-one
//! without words. Every word in them is made up.

use crate::support::{MORNING, check_in_of, data, later};
use notebook::check_in::CheckIn;
use notebook::instrument::{Confirmation, Instrument, load};
use notebook::journey::{result, series, series_of};
use notebook::score::{Meaning, NoScore, ScoreChange, score};

const WEEK: i64 = 7 * 24 * 60;

fn sample(name: &str) -> Instrument {
    load(&data(name), None).unwrap()
}

fn every(instrument: &Instrument, n: u8, place: impl Fn(usize) -> Option<u8>, minutes: i64) -> CheckIn {
    let places: Vec<Option<u8>> = (0..instrument.pack.items.len()).map(place).collect();
    check_in_of(n, instrument, &places, later(minutes))
}

#[test]
fn two_means_stand_side_by_side_and_never_become_one() {
    let two = sample("two-means.json");
    let first = every(&two, 1, |n| Some(if n < 8 { 3 } else { 1 }), 0);
    let second = every(
        &two,
        2,
        |n| {
            Some(if n == 0 {
                4
            } else if n < 8 {
                3
            } else {
                2
            })
        },
        WEEK,
    );
    let packs = [two];
    let facts = result(&second, [&first, &second], &packs);
    assert_eq!(facts.score.unwrap().value, 41, "8 answers, 33 in all: 4.125, in tenths");
    assert_eq!(facts.change, Some((ScoreChange::Higher(1), None)));
    let [other] = facts.others.as_slice() else { panic!("one further group") };
    assert_eq!((other.title.as_str(), other.score.as_ref().unwrap().value), ("Last three", 30));
    assert_eq!((other.previous, other.change), (Some((MORNING.day(), 20)), Some((ScoreChange::Higher(10), None))));
    let line = series_of("sample-two-means", "second", [&first, &second], &packs);
    assert_eq!(line.points.iter().map(|point| point.value).collect::<Vec<_>>(), [Some(20), Some(30)]);
    assert_eq!((line.range, line.band), (Some((10, 70)), None));
}

#[test]
fn a_mean_waits_for_every_answer_of_its_own_group_only() {
    let two = sample("two-means.json");
    let one = every(&two, 1, |n| (n != 9).then_some(3), 0);
    let facts = result(&one, [&one], &[two]);
    assert_eq!(facts.score.unwrap().value, 40);
    assert_eq!(facts.others[0].score, Err(NoScore::ItemsMissing(1)));
}

#[test]
fn facts_beside_ratings_are_kept_and_never_counted() {
    let facts = sample("yes-no.json");
    let with = |place| every(&facts, 1, move |n| Some(if [3, 6, 9, 12].contains(&n) { place } else { 5 }), 0);
    let totals: Vec<u16> = [0, 1].map(|place| score(&facts, &with(place).responses).unwrap().value).into();
    assert_eq!(totals, [60, 60]);
    assert_eq!(facts.pack.items.iter().filter(|item| item.options.len() == 2).count(), 4);
}

#[test]
fn twenty_one_without_words_add_up_once_their_order_is_confirmed() {
    let mut sheet = sample("twenty-one.json");
    let first = every(&sheet, 1, |_| Some(2), 0);
    let second = every(&sheet, 2, |n| Some(if n % 5 == 0 { 0 } else { 2 }), WEEK);
    assert_eq!(score(&sheet, &first.responses), Err(NoScore::OrderUnconfirmed));
    sheet.confirmation = Some(Confirmation { by: "Jo".to_owned(), on: MORNING.day(), demo: false });
    let packs = [sheet];
    let facts = result(&second, [&first, &second], &packs);
    assert_eq!(facts.score.unwrap().value, 48, "four reversed items moved by two each");
    assert_eq!(facts.change, Some((ScoreChange::Higher(8), Some(Meaning::WithinUsual))));
    assert_eq!(series("sample-21", [&first, &second], &packs).band, Some((39, 57)));
}
