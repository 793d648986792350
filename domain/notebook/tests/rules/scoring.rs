//! Scores against published figures; options are named by place, never by words.

use crate::support::{adds_up, confirmed_structure, data, licensed, responses, structure};
use notebook::check_in::Responses;
use notebook::instrument::{Group, Instrument, Polarity, load};
use notebook::score::{Meaning, NoScore, ScoreChange, change, score, usual_band};
use proptest::prelude::*;

fn uniform(instrument: &Instrument, place: u8) -> Responses {
    responses(instrument, vec![Some(place); instrument.pack.items.len()])
}

fn total(instrument: &Instrument, responses: &Responses) -> u16 {
    score(instrument, responses).unwrap().value
}

fn whole(instrument: &Instrument) -> &Group {
    &instrument.pack.groups[0]
}

#[test]
fn the_same_box_throughout_gives_sixteen_and_two_more_for_each_place() {
    for instrument in [licensed(), confirmed_structure(), adds_up()] {
        for (place, expected) in [(0, 16), (1, 18), (2, 20), (3, 22), (4, 24)] {
            assert_eq!(total(&instrument, &uniform(&instrument, place)), expected, "{}", instrument.pack.id);
        }
    }
}

#[test]
fn the_best_answers_give_forty_and_the_worst_nought() {
    for instrument in [licensed(), confirmed_structure(), adds_up()] {
        let ends = |best: u8, worst: u8| {
            let place = |polarity| if polarity == Polarity::Negative { worst } else { best };
            total(&instrument, &responses(&instrument, instrument.pack.items.iter().map(|it| Some(place(it.polarity)))))
        };
        assert_eq!((ends(4, 0), ends(0, 4)), (40, 0));
        assert_eq!(score(&instrument, &uniform(&instrument, 2)).unwrap().max, 40);
    }
}

#[test]
fn one_missing_scored_answer_means_no_total() {
    let instrument = licensed();
    for missing in 0..10 {
        let mut answers = uniform(&instrument, 2);
        answers.skip(&instrument, &instrument.pack.items[missing].id).unwrap();
        assert_eq!(score(&instrument, &answers), Err(NoScore::ItemsMissing(1)));
    }
    assert_eq!(score(&instrument, &Responses::default()), Err(NoScore::ItemsMissing(10)));
}

#[test]
fn a_structure_nobody_confirmed_gives_no_total() {
    let answers = uniform(&structure(), 2);
    assert_eq!(score(&structure(), &answers), Err(NoScore::OrderUnconfirmed));
    assert_eq!(total(&confirmed_structure(), &answers), 20);
}

#[test]
fn a_mean_is_in_tenths_and_follows_its_own_sourced_missing_rule() {
    let instrument = load(&data("mean.json"), None).unwrap();
    let of = |places: [Option<u8>; 4]| score(&instrument, &responses(&instrument, places)).map(|it| it.value);
    assert_eq!(of([Some(3), Some(3), Some(3), Some(4)]), Ok(43)); // 4.25, halves up
    assert_eq!(of([Some(3), Some(3), None, Some(4)]), Ok(43)); // 13 of three
    assert_eq!(of([Some(3), None, None, Some(4)]), Err(NoScore::ItemsMissing(2)));
}

#[test]
fn a_change_of_exactly_the_threshold_is_more_than_usual() {
    let instrument = licensed();
    let of = |before, now| change(whole(&instrument), before, now);
    assert_eq!(of(20, 25), (ScoreChange::Higher(5), Some(Meaning::MoreThanUsual)));
    assert_eq!(of(20, 24), (ScoreChange::Higher(4), Some(Meaning::WithinUsual)));
    assert_eq!(of(20, 15), (ScoreChange::Lower(5), Some(Meaning::MoreThanUsual)));
    assert_eq!(of(20, 16), (ScoreChange::Lower(4), Some(Meaning::WithinUsual)));
    assert_eq!(of(20, 20), (ScoreChange::Same, Some(Meaning::WithinUsual)));
}

#[test]
fn the_band_ends_where_more_than_usual_begins_and_stays_in_range() {
    let instrument = licensed();
    for (before, band) in [(20, (16, 24)), (2, (0, 6)), (39, (35, 40))] {
        assert_eq!(usual_band(whole(&instrument), before), Some(band));
    }
}

#[test]
fn a_pack_without_thresholds_says_higher_lower_or_the_same_and_nothing_more() {
    let instrument = adds_up();
    assert_eq!(change(whole(&instrument), 10, 30), (ScoreChange::Higher(20), None));
    assert_eq!(usual_band(whole(&instrument), 20), None);
}

proptest! {
    #[test]
    fn flipping_every_answer_mirrors_the_total(places in prop::collection::vec(0_u8..5, 11)) {
        for instrument in [licensed(), confirmed_structure(), adds_up()] {
            let straight = total(&instrument, &responses(&instrument, places.iter().map(|it| Some(*it))));
            let flipped = total(&instrument, &responses(&instrument, places.iter().map(|it| Some(4 - it))));
            prop_assert_eq!(straight + flipped, 40);
        }
    }

    #[test]
    fn the_unscored_item_never_moves_the_total(
        places in prop::collection::vec(0_u8..5, 10),
        other in prop::option::of(0_u8..5),
    ) {
        for instrument in [licensed(), confirmed_structure(), adds_up()] {
            let with = |last| responses(&instrument, places.iter().map(|it| Some(*it)).chain([last]));
            prop_assert_eq!(total(&instrument, &with(other)), total(&instrument, &with(Some(0))));
        }
    }
}
