//! Bringing a safe copy back joins it with what is on the phone and loses nothing of either.

use crate::kinds::filled;
use crate::support::{MORNING, SAM, all_answered, check_in_of, contact, day, later, phone, practice};
use notebook::ask_again::AskAgain;
use notebook::aspiration::{Aspiration, AspirationState};
use notebook::check_in::Draft;
use notebook::id::{AspirationId, CheckInId, NoteId, OrgId};
use notebook::note::Note;
use notebook::records::{Change, Copied, OrgPin, Record, Records, RootRecord, SEQ_LEAP, StoreName};
use notebook::restore::{Found, found, join};
use proptest::prelude::*;

fn note(n: u8, words: &str) -> Note {
    Note { id: NoteId::from_bytes([n; 16]), words: words.to_owned(), at: MORNING, check_in: None, edited: None }
}

fn put(records: &mut Records, record: Record) {
    records.apply(&Change::Put(record));
}

/// A phone with a check-in, a note, a worker and a permission's numbers.
fn full() -> Records {
    let mut records = phone();
    records.identity = Some(RootRecord { root: [3; 16] });
    let (org_id, name, safeguarding) = (OrgId::from_bytes([0xa0; 16]), "Org".to_owned(), String::new());
    records.org = Some(OrgPin { org_id, name, safeguarding, complaints: None });
    put(&mut records, Record::CheckIn(check_in_of(1, &practice(), &all_answered(1), MORNING)));
    put(&mut records, Record::Note(note(1, "Rain")));
    put(&mut records, Record::Contact(contact(SAM)));
    records.cursors.seq.insert(SAM, 5);
    records.settings.name = Some("Ash".to_owned());
    records
}

fn joined(mut phone: Records, copy: &Records) -> Records {
    for change in join(&phone, &copy.everything()) {
        phone.apply(&change);
    }
    phone
}

#[test]
fn a_new_phone_holds_everything_of_the_copy_and_numbers_that_were_never_used() {
    let (fresh, copy) = (Records { identity: Some(RootRecord { root: [9; 16] }), ..Records::default() }, full());
    let mut after = joined(fresh, &copy);
    assert_eq!(after.cursors.seq.get(&SAM), Some(&(5 + SEQ_LEAP)));
    after.cursors.seq.insert(SAM, 5);
    assert_eq!(after, copy);
}

#[test]
fn a_new_phone_takes_every_kind_but_the_permission_to_keep_a_copy() {
    let copy = StoreName::ALL.map(filled);
    let mut brought: Vec<StoreName> = join(&Records::default(), &copy).iter().map(Change::store).collect();
    brought.sort_unstable();
    assert_eq!(brought, StoreName::ALL.into_iter().filter(|it| *it != StoreName::Backup).collect::<Vec<_>>());
}

#[test]
fn whatever_a_copy_is_counted_by_is_named_before_it_is_brought() {
    for store in StoreName::ALL {
        let named = found(&[filled(store)]) != Found::default();
        // People are named too, and counted by nothing.
        assert_eq!(named, store.copied() == Copied::Counted || store == StoreName::Contacts, "{store:?}");
    }
}

#[test]
fn a_second_time_changes_nothing() {
    let copy = full();
    let after = joined(Records::default(), &copy);
    assert_eq!(join(&after, &after.everything()), []);
    assert_eq!(joined(after.clone(), &copy), after);
}

#[test]
fn what_only_the_phone_holds_stays_and_what_both_hold_is_the_later_one() {
    let copy = full();
    let mut phone = full();
    put(&mut phone, Record::Note(note(2, "Sun")));
    let mut amended = check_in_of(1, &practice(), &all_answered(1), MORNING);
    let mut responses = amended.responses.clone();
    responses.answer(&practice(), &practice().pack.items[0].id.clone(), 3).unwrap();
    amended.amend(&practice(), responses, later(5)).unwrap();
    put(&mut phone, Record::CheckIn(amended.clone()));
    let after = joined(phone.clone(), &copy);
    assert_eq!(after, phone, "an older copy changes nothing");
    let back = joined(copy, &phone);
    assert_eq!(back.check_ins.get(&amended.id), Some(&amended), "a newer one brings the change");
    assert_eq!(back.notes.len(), 2);
}

#[test]
fn words_changed_later_stand_however_short_they_are_and_an_older_copy_never_takes_them_back() {
    let long = Note { words: "It rained all day, and I stayed in".to_owned(), ..note(1, "") };
    let short = Note { words: "Rain".to_owned(), edited: Some(later(9)), ..long.clone() };
    let mut about = check_in_of(1, &practice(), &all_answered(1), MORNING);
    about.note = Some("What I thought at first, at length".to_owned());
    let (mut copy, mut phone) = (full(), full());
    put(&mut copy, Record::Note(long.clone()));
    put(&mut copy, Record::CheckIn(about.clone()));
    (about.note, about.edited) = (Some("Better".to_owned()), Some(later(9)));
    put(&mut phone, Record::Note(short));
    put(&mut phone, Record::CheckIn(about));
    assert_eq!(joined(phone.clone(), &copy), phone, "the older copy changes nothing");
    let newer = joined(copy, &phone);
    assert_eq!((newer.notes, newer.check_ins), (phone.notes, phone.check_ins), "the newer one brings the change");
}

#[test]
fn of_two_that_were_touched_at_once_the_phones_stays() {
    let (mut copy, phone) = (full(), full());
    put(&mut copy, Record::Note(note(1, "Rain, said at greater length by somebody else")));
    assert_eq!(joined(phone.clone(), &copy), phone);
}

fn aspiration(n: u8) -> Aspiration {
    let mut it = Aspiration::new(AspirationId::from_bytes([n; 16]), "Sing", MORNING, n.into()).unwrap();
    it.in_focus = true;
    it
}

#[test]
fn an_aspiration_changed_on_two_phones_keeps_every_look_back_and_every_word_it_was_called() {
    let (mut here, mut there) = (aspiration(1), aspiration(1));
    here.look_back(2, "here", later(1)).unwrap();
    here.look_back(4, "here again", later(3)).unwrap();
    there.look_back(3, "there", later(2)).unwrap();
    there.set_state(AspirationState::Resting, later(4));
    there.reword("Sing in a choir", later(6)).unwrap();
    here.reword("Sing on Tuesdays", later(5)).unwrap();
    here.find_out("It is louder there", later(7));
    there.find_out("Mo sings too", later(8));
    here.set_area("money", true);
    there.set_area("friends", true);
    (here.edited, there.edited) = (Some(later(7)), Some(later(9)));
    for (own, other) in [(&here, &there), (&there, &here)] {
        let (mut phone, mut copy) = (full(), full());
        put(&mut phone, Record::Aspiration(own.clone()));
        put(&mut copy, Record::Aspiration(other.clone()));
        let after = joined(phone, &copy);
        let it = after.aspirations.values().next().unwrap();
        assert_eq!(it.looks_back.iter().map(|look| look.rating).collect::<Vec<_>>(), [2, 3, 4]);
        assert_eq!((it.words.as_str(), it.state), ("Sing in a choir", AspirationState::Resting));
        let earlier: Vec<&str> = it.earlier.iter().map(|one| one.words.as_str()).collect();
        assert!(earlier.contains(&"Sing") && earlier.contains(&"Sing on Tuesdays"), "{earlier:?}");
        let found: Vec<&str> = it.found_out.iter().map(|one| one.words.as_str()).collect();
        assert_eq!(found, ["It is louder there", "Mo sings too"]);
        assert_eq!(it.areas, ["friends".to_owned()].into(), "a link that was taken away later stays away");
        assert_eq!(joined(after.clone(), &copy), after, "a second time changes nothing");
    }
}

#[test]
fn at_most_three_are_in_focus_after_a_copy_came_and_the_phones_own_stay() {
    let (mut phone, mut copy) = (full(), full());
    (1..=2).for_each(|n| put(&mut phone, Record::Aspiration(aspiration(n))));
    (3..=5).for_each(|n| put(&mut copy, Record::Aspiration(aspiration(n))));
    let after = joined(phone, &copy);
    let focus: Vec<u32> = after.aspirations.values().filter(|it| it.in_focus).map(|it| it.order).collect();
    assert_eq!((focus, after.aspirations.len()), (vec![1, 2, 3], 5));
}

proptest! {
    /// Two phones went on from one copy, each with its own changes: joined in either order, no words of either are lost.
    #[test]
    fn joining_loses_no_words_of_either_phone(
        mine in proptest::collection::vec((1u8..4, "[a-z]{1,6}", 1i64..500), 0..6),
        theirs in proptest::collection::vec((1u8..4, "[a-z]{1,6}", 1i64..500), 0..6),
    ) {
        let phone_of = |edits: &[(u8, String, i64)], odd: i64| {
            let mut records = full();
            put(&mut records, Record::Aspiration(aspiration(1)));
            for (n, words, minutes) in edits {
                // No two things are done at the same minute.
                let at = later(minutes * 2 + odd);
                let held = records.notes.get(&NoteId::from_bytes([*n; 16])).cloned();
                let stands = held.as_ref().and_then(|it| it.edited).is_none_or(|edited| edited.at < at.at);
                if stands {
                    put(&mut records, Record::Note(Note { words: words.clone(), edited: Some(at), ..held.unwrap_or(note(*n, "")) }));
                }
                let mut it = records.aspirations.values().next().unwrap().clone();
                if it.looks_back.iter().all(|look| look.at != at) {
                    it.look_back(n % 11, words, at).unwrap();
                    it.looks_back.sort_by_key(|look| look.at.at);
                    it.edited = it.looks_back.last().map(|look| look.at);
                }
                put(&mut records, Record::Aspiration(it));
            }
            records
        };
        let (here, there) = (phone_of(&mine, 0), phone_of(&theirs, 1));
        let (one, other) = (joined(here.clone(), &there), joined(there.clone(), &here));
        prop_assert_eq!(&one.notes, &other.notes, "the later words stand, whoever joins whom");
        prop_assert_eq!(&one.aspirations, &other.aspirations);
        for phone in [&here, &there] {
            for look in phone.aspirations.values().flat_map(|it| &it.looks_back) {
                prop_assert!(one.aspirations.values().any(|it| it.looks_back.contains(look)));
            }
            for held in phone.notes.values() {
                let stands = one.notes.get(&held.id).unwrap();
                prop_assert!(stands.edited.map(|at| at.at) >= held.edited.map(|at| at.at));
            }
        }
        prop_assert_eq!(joined(one.clone(), &there), one);
    }
}

#[test]
fn a_check_in_that_was_finished_is_not_under_way_again() {
    let id = CheckInId::from_bytes([1; 16]);
    let mut copy = Records::default();
    put(&mut copy, Record::Draft(Draft::start(id, &practice(), MORNING)));
    let after = joined(full(), &copy);
    assert!(after.drafts.is_empty() && after.check_ins.contains_key(&id));
}

#[test]
fn another_persons_copy_brings_their_words_and_not_their_permissions() {
    let mut other = full();
    other.identity = Some(RootRecord { root: [4; 16] });
    other.cursors.seq.insert(SAM, 900);
    put(&mut other, Record::Note(note(7, "Hail")));
    let phone = full();
    let after = joined(phone.clone(), &other);
    assert_eq!(after.identity, phone.identity);
    assert_eq!(after.cursors, phone.cursors);
    assert_eq!(after.notes.len(), 2);
    assert_eq!(after.settings.name.as_deref(), Some("Ash"));
}

#[test]
fn of_two_days_to_be_asked_again_the_one_that_was_chosen_later_stands() {
    let on = |day_of: &str, hours| AskAgain { on: day(day_of), set: later(hours) };
    for (phone, copy, stands) in [
        (None, None, None),
        (None, Some(on("2026-05-26", 1)), Some("2026-05-26")),
        (Some(on("2026-05-26", 1)), None, Some("2026-05-26")),
        (Some(on("2026-05-26", 1)), Some(on("2026-06-12", 2)), Some("2026-06-12")),
        (Some(on("2026-05-26", 2)), Some(on("2026-06-12", 1)), Some("2026-05-26")),
    ] {
        let (mut here, mut other) = (full(), full());
        (here.settings.ask_again, other.settings.ask_again) = (phone, copy);
        let after = joined(here, &other).settings.ask_again;
        assert_eq!(after.map(|ask| ask.on), stands.map(day));
    }
}

#[test]
fn a_copy_says_what_it_holds() {
    let sum = found(&full().everything());
    assert_eq!((sum.check_ins, sum.notes, sum.aspirations, sum.people), (1, 1, 0, 1));
    assert_eq!(sum.newest, Some(day("2026-05-12")));
}
