//! Everything on the way in its order, and finding words in it.

use crate::support::{MORNING, all_answered, check_in_of, later, practice};
use notebook::along::{Along, along, find};
use notebook::aspiration::{Aspiration, AspirationState};
use notebook::id::{AspirationId, CheckInId, NoteId, StepId};
use notebook::note::Note;
use notebook::records::{Change, Record, Records};

const ALLOTMENT: AspirationId = AspirationId::from_bytes([1; 16]);

fn note(n: u8, words: &str, minutes: i64) -> Record {
    let id = NoteId::from_bytes([n; 16]);
    Record::Note(Note { id, words: words.to_owned(), at: later(minutes), check_in: None, edited: None })
}

fn records(all: impl IntoIterator<Item = Record>) -> Records {
    let mut records = Records::default();
    all.into_iter().for_each(|record| records.apply(&Change::Put(record)));
    records
}

fn allotment() -> Aspiration {
    let mut it = Aspiration::new(ALLOTMENT, "Get back to the allotment", MORNING, 0).unwrap();
    it.look_back(2, "It feels a long way off.", later(1)).unwrap();
    it.look_back(9, "Twelve people ate my beans.", later(5)).unwrap();
    it.add_step(StepId::from_bytes([1; 16]), "Ring Siân").unwrap();
    it.set_state(AspirationState::Reached, later(6));
    it.find_out("Soup brings people", later(7));
    it
}

#[test]
fn whoever_has_written_anything_down_has_something_on_the_way() {
    assert_eq!(along(&Records::default()), []);
    let only = Aspiration::new(ALLOTMENT, "Sing", MORNING, 0).unwrap();
    let way = along(&records([Record::Aspiration(only)]));
    assert_eq!(way.iter().map(|one| one.what).collect::<Vec<_>>(), [Along::Begun(ALLOTMENT)]);
}

#[test]
fn the_way_has_check_ins_notes_and_all_of_an_aspiration_newest_first() {
    let check_in = check_in_of(3, &practice(), &all_answered(1), later(4));
    let records = records([Record::Aspiration(allotment()), Record::CheckIn(check_in), note(5, "Rain", 3)]);
    let whats: Vec<Along> = along(&records).iter().map(|one| one.what).collect();
    let expected = [
        Along::FoundOut(ALLOTMENT, later(7)),
        Along::Stands(ALLOTMENT, AspirationState::Reached),
        Along::LookedBack(ALLOTMENT, later(5)),
        Along::CheckIn(CheckInId::from_bytes([3; 16])),
        Along::Note(NoteId::from_bytes([5; 16])),
        Along::LookedBack(ALLOTMENT, later(1)),
        Along::Begun(ALLOTMENT),
    ];
    assert_eq!(whats, expected);
    let words: Vec<_> = along(&records).iter().filter_map(|one| one.own_words(&records)).collect();
    assert_eq!(words[..2], ["Soup brings people", "Twelve people ate my beans."]);
}

#[test]
fn words_are_found_wherever_they_were_written() {
    let mut check_in = check_in_of(3, &practice(), &all_answered(1), later(4));
    check_in.note = Some("The kettle, the radio".to_owned());
    let title = practice().pack.title.clone();
    let records = records([Record::Aspiration(allotment()), Record::CheckIn(check_in), note(5, "Walked far", 3)]);
    let found = |words: &str| find(&records, &[practice()], words).iter().map(|one| one.what).collect::<Vec<_>>();
    let check_in = Along::CheckIn(CheckInId::from_bytes([3; 16]));
    for (words, what) in [
        ("radio", check_in),
        (title.as_str(), check_in),
        ("walked", Along::Note(NoteId::from_bytes([5; 16]))),
        ("beans", Along::LookedBack(ALLOTMENT, later(5))),
        ("soup", Along::FoundOut(ALLOTMENT, later(7))),
        ("allotment", Along::Begun(ALLOTMENT)),
        ("people ate", Along::LookedBack(ALLOTMENT, later(5))),
        ("ate  people", Along::LookedBack(ALLOTMENT, later(5))),
    ] {
        assert_eq!(found(words), [what], "{words}");
    }
    for nothing in ["", "  \n", "beans radio", "xylophone"] {
        assert_eq!(found(nothing), [], "{nothing:?}");
    }
}

#[test]
fn capitals_and_accents_count_for_nothing_either_way() {
    for (written, wanted) in [
        ("Tŷ Siân yn Llanfairpwll", "ty sian"),
        ("ty sian", "Tŷ Siân"),
        ("Bàta Mhàiri", "bata mhairi"),
        ("Róisín and Pádraig", "ROISIN padraig"),
        ("Cafe\u{301} on the corner", "café"),
        ("Straße", "strasse"),
        ("it’s Zoë’s", "it's zoe"),
        ("سلام", "سلام"),
        ("Walked as far as the bridge 🌉", "🌉"),
    ] {
        assert_eq!(find(&records([note(1, written, 0)]), &[], wanted).len(), 1, "{wanted} in {written}");
    }
}
