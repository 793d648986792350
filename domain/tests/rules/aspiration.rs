//! Aspirations: the person's words, and how far they have come by their own first rating.

use crate::support::{MORNING, later};
use domain::aspiration::{Aspiration, AspirationFault, AspirationState, Distance};
use domain::id::{AspirationId, StepId};

fn rated(ratings: &[u8]) -> Aspiration {
    let mut it = Aspiration::new(AspirationId::from_bytes([1; 16]), "Go swimming again", MORNING, 0).unwrap();
    for (minute, rating) in (0..).zip(ratings) {
        it.look_back(*rating, "", later(minute)).unwrap();
    }
    it
}

#[test]
fn progress_is_the_latest_rating_against_the_first() {
    // Ratings; any, reliable at 3, reliably lower at 3.
    for (ratings, expected) in [
        (&[2, 5][..], [true, true, false]),
        (&[2, 4], [true, false, false]),
        (&[5, 5], [false, false, false]),
        (&[7, 4], [false, false, true]),
        (&[0, 10], [true, true, false]),
        (&[9, 10], [true, false, false]),
        (&[2, 9, 3], [true, false, false]),
    ] {
        let distance = rated(ratings).distance();
        assert_eq!([distance.any(), distance.reliable(3), distance.reliably_lower(3)], expected, "{ratings:?}");
    }
}

#[test]
fn rated_once_is_not_yet_looked_back_on_and_never_no_progress() {
    for ratings in [&[][..], &[4]] {
        assert_eq!(rated(ratings).distance(), Distance::NotYet);
        assert!(!rated(ratings).any_progress());
    }
}

#[test]
fn reached_counts_as_progress_once_it_was_looked_back_on() {
    let mut it = rated(&[10, 10]);
    assert!(!it.any_progress());
    it.set_state(AspirationState::Reached, later(5));
    assert!(it.any_progress());
}

#[test]
fn a_rating_above_ten_is_refused_and_nothing_is_added() {
    let mut it = rated(&[10]);
    assert_eq!(it.look_back(11, "", later(1)), Err(AspirationFault::Rating));
    assert_eq!((it.looks_back.len(), it.rating()), (1, Some(10)));
}

#[test]
fn the_words_stay_exactly_as_typed() {
    let words = "  go   swimming — with Mo 🏊 ";
    let it = Aspiration::new(AspirationId::from_bytes([1; 16]), words, MORNING, 0).unwrap();
    assert_eq!(it.words, words);
    assert_eq!(Aspiration::new(it.id, " \n", MORNING, 0), Err(AspirationFault::NoWords));
}

#[test]
fn every_state_is_remembered_and_resting_leaves_the_focus_without_a_penalty() {
    let mut it = rated(&[3, 6]);
    it.in_focus = true;
    it.set_state(AspirationState::Resting, later(9));
    it.set_state(AspirationState::Resting, later(10));
    it.set_state(AspirationState::WorkingOnIt, later(11));
    let states: Vec<_> = it.history.iter().map(|change| (change.to, change.at)).collect();
    assert_eq!(
        states,
        [
            (AspirationState::WorkingOnIt, MORNING),
            (AspirationState::Resting, later(9)),
            (AspirationState::WorkingOnIt, later(11))
        ]
    );
    assert!(!it.in_focus && it.distance() == Distance::Moved(3));
}

#[test]
fn a_step_can_be_ticked_and_the_tick_taken_back() {
    let (mut it, step) = (rated(&[]), StepId::from_bytes([2; 16]));
    it.add_step(step, "Find my costume").unwrap();
    it.toggle_step(step, later(1)).unwrap();
    assert_eq!(it.steps[0].done, Some(later(1)));
    it.toggle_step(step, later(2)).unwrap();
    assert_eq!(it.steps[0].done, None);
    assert_eq!(it.toggle_step(StepId::from_bytes([3; 16]), later(3)), Err(AspirationFault::NoSuchStep));
    assert_eq!(it.add_step(step, ""), Err(AspirationFault::NoWords));
}
