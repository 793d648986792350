//! Aspirations: the person's words and ratings, and their order.

use crate::support::{MORNING, later};
use notebook::aspiration::{Aspiration, AspirationFault, AspirationState, Towards, in_order, places_after};
use notebook::id::{AspirationId, StepId};
use notebook::records::Record;

fn rated(ratings: &[u8]) -> Aspiration {
    let mut it = Aspiration::new(AspirationId::from_bytes([1; 16]), "Go swimming again", MORNING, 0).unwrap();
    for (minute, rating) in (0..).zip(ratings) {
        it.look_back(*rating, "", later(minute)).unwrap();
    }
    it
}

fn ratings(it: &Aspiration) -> Vec<u8> {
    it.looks_back.iter().map(|look| look.rating).collect()
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
    assert_eq!((it.in_focus, ratings(&it)), (false, vec![3, 6]));
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

#[test]
fn the_same_aspiration_in_other_words_keeps_its_ratings_and_the_words_before() {
    let mut it = rated(&[2, 5]);
    it.reword("Swim with Mo", later(9)).unwrap();
    it.reword("Swim with Mo", later(10)).unwrap();
    let earlier: Vec<_> = it.earlier.iter().map(|one| (one.words.as_str(), one.until)).collect();
    assert_eq!(earlier, [("Go swimming again", later(9))]);
    assert_eq!((it.words.as_str(), ratings(&it)), ("Swim with Mo", vec![2, 5]));
    assert_eq!(it.reword(" ", later(11)), Err(AspirationFault::NoWords));
}

#[test]
fn one_that_has_become_another_is_closed_and_the_new_one_starts_unrated_in_its_place() {
    let mut it = rated(&[2, 5]);
    (it.in_focus, it.why, it.order) = (true, "The water".to_owned(), 4);
    let next = it.become_another(AspirationId::from_bytes([9; 16]), "Teach Mo to swim", later(7)).unwrap();
    assert_eq!((it.words.as_str(), it.state, it.in_focus), ("Go swimming again", AspirationState::Changed, false));
    assert_eq!((it.became, ratings(&it)), (Some(next.id), vec![2, 5]));
    assert_eq!((next.words.as_str(), next.why.as_str(), next.order), ("Teach Mo to swim", "The water", 4));
    assert_eq!((ratings(&next), next.in_focus), (vec![], true));
}

#[test]
fn a_record_from_before_there_were_earlier_words_reads_without_any() {
    let it = rated(&[3]);
    let mut old = Record::Aspiration(it.clone()).to_bytes();
    // An array of sixteen, the last five of which are an empty list, twice nothing and two empty lists.
    assert!(old.ends_with(&[0x80, 0xf6, 0xf6, 0x80, 0x80]));
    old.truncate(old.len() - 5);
    let head = old.iter().position(|byte| *byte == 0x90).unwrap();
    old[head] = 0x8b;
    assert_eq!(Record::from_bytes(&old), Some(Record::Aspiration(it)));
}

#[test]
fn steps_move_one_place_and_a_removed_one_comes_back_where_it_was() {
    let (mut it, id) = (rated(&[]), |n| StepId::from_bytes([n; 16]));
    for (n, words) in [(1, "a"), (2, "b"), (3, "c")] {
        it.add_step(id(n), words).unwrap();
    }
    let words = |it: &Aspiration| it.steps.iter().map(|step| step.words.clone()).collect::<String>();
    for (n, to, expected) in [
        (1, Towards::Start, "abc"),
        (2, Towards::Start, "bac"),
        (2, Towards::End, "abc"),
        (2, Towards::End, "acb"),
        (2, Towards::End, "acb"),
    ] {
        it.move_step(id(n), to).unwrap();
        assert_eq!(words(&it), expected);
    }
    let (place, step) = it.remove_step(id(3)).unwrap();
    it.add_step(id(4), "d").unwrap();
    it.put_step_back(place, step.clone());
    it.put_step_back(0, step);
    assert_eq!(words(&it), "acbd");
    it.reword_step(id(4), "e").unwrap();
    assert_eq!(words(&it), "acbe");
    assert_eq!(it.remove_step(id(7)), Err(AspirationFault::NoSuchStep));
}

#[test]
fn the_words_about_a_look_back_can_change_and_its_number_cannot() {
    let mut it = rated(&[2, 5]);
    it.reword_look(later(1), "The water was warm").unwrap();
    assert_eq!((it.looks_back[1].rating, it.looks_back[1].note.as_str()), (5, "The water was warm"));
    assert_eq!(it.reword_look(later(8), ""), Err(AspirationFault::NoSuchLook));
}

#[test]
fn moving_one_renumbers_only_those_whose_place_changes() {
    let id = |n| AspirationId::from_bytes([n; 16]);
    let make = |n: u8, order| Aspiration::new(id(n), "x", later(i64::from(n)), order).unwrap();
    // Two share a place: the older one stands first.
    let all = [make(1, 0), make(2, 1), make(4, 3), make(3, 3)];
    let ordered = in_order(&all);
    assert_eq!(ordered.iter().map(|it| it.id).collect::<Vec<_>>(), [id(1), id(2), id(3), id(4)]);
    assert_eq!(places_after(&ordered, id(3), id(2)), [(id(3), 1), (id(2), 2)]);
    assert_eq!(places_after(&ordered, id(1), id(4)), [(id(2), 0), (id(3), 1), (id(4), 2), (id(1), 3)]);
    assert_eq!(places_after(&ordered, id(9), id(1)), []);
}

#[test]
fn what_was_found_out_is_kept_as_typed_and_nothing_written_keeps_nothing() {
    let mut it = rated(&[9]);
    it.find_out(" \n", later(1));
    it.find_out(" It was  the walk ", later(2));
    assert_eq!(it.found_out.iter().map(|one| one.words.as_str()).collect::<Vec<_>>(), [" It was  the walk "]);
    it.reword_found(later(2), "It was Mo");
    assert_eq!(it.found_out[0].words, "It was Mo");
    it.reword_found(later(2), "");
    assert!(it.found_out.is_empty());
}

#[test]
fn what_it_has_become_stays_part_of_the_same_areas() {
    let mut it = rated(&[]);
    it.set_area("friends", true);
    it.set_area("money", true);
    it.set_area("money", false);
    let next = it.become_another(AspirationId::from_bytes([2; 16]), "Sing", later(1)).unwrap();
    assert_eq!((&next.areas, next.areas.len()), (&it.areas, 1));
}
