//! What is kept: every kind of record under its own key, and back again.

use crate::kinds::filled;
use crate::support::{MORNING, all_answered, check_in_of, data, day, grant, granted, licensed, phone};
use litemap::LiteMap;
use notebook::aspiration::Aspiration;
use notebook::check_in::{CheckIn, Draft};
use notebook::consent::{From, Scope};
use notebook::id::{AspirationId, CheckInId, ConsentId, DecisionId, NoteId, PersonId, WorkerId};
use notebook::instrument::{Confirmation, built_in, built_in_files};
use notebook::note::Note;
use notebook::records::{Change, Cursors, Nation, PackFile, Record, Records, RootRecord, Settings, StoreName};
use std::sync::mpsc::channel;
use std::time::Duration;

/// A note, a permission and a draft, as the first version wrote them.
const SCHEMA_1: [&str; 3] = [
    "82068450050505050505050505050505050505056548656c6c6f821b0000019e1b333000183cf6",
    concat!(
        "82088c500101010101010101010101010101010101500707070707070707070707070707070787f5f4f480f4f4800082",
        "1b0000019e1b333000183c1a013528f86c7065726d697373696f6e2d31f6500909090909090909090909090909090981",
        "0058200000000000000000000000000000000000000000000000000000000000000000"
    ),
    concat!(
        "8204865001010101010101010101010101010101846a6d6164652d75702d3130613162656e582013554e61c5537d97f9",
        "2243809239792f54ee880f17ca11df7a602a83330e15aff68000821b0000019e1b333000183c"
    ),
];

/// A check-in, an aspiration and a note that were changed once, as the first version wrote them.
const SCHEMA_1_EDITED: [&str; 3] = [
    concat!(
        "820389500101010101010101010101010101010184687072616374696365613162656e5820731c4bca8d9470f31d670b",
        "c2cb287032afd1aad7dfce2df6035b551a799eab8b0096626d3101636d313001636d313101626d3201626d3301626d34",
        "01626d3501626d3601626d3701626d3801626d39011a013526a0821b0000019e1b333000183cf680821b0000019e1b33",
        "3000183c"
    ),
    concat!(
        "82058e5004040404040404040404040404040404645377696d6060808000f4818200821b0000019e1b333000183c821b",
        "0000019e1b333000183c0080f6821b0000019e1b333000183c"
    ),
    concat!(
        "82068550050505050505050505050505050505056143821b0000019e1b333000183c5001010101010101010101010101",
        "010101821b0000019e1b333000183c"
    ),
];

fn unhex(text: &str) -> Vec<u8> {
    (0..text.len() / 2).map(|at| u8::from_str_radix(&text[at * 2..at * 2 + 2], 16).unwrap()).collect()
}

fn one_of_each() -> [Record; StoreName::ALL.len()] {
    StoreName::ALL.map(filled)
}

#[test]
fn beginning_is_nothing_of_ones_own_and_the_first_answer_word_or_name_is() {
    let mut records = Records::default();
    let mut keep = |record: Record| {
        records.apply(&Change::Put(record));
        records.holds_own()
    };
    assert!(!keep(Record::Settings(Settings {
        welcomed: Some(MORNING),
        nation: Some(Nation::Wales),
        ..Settings::default()
    })));
    assert!(!keep(filled(StoreName::Identity)));
    let mut draft = Draft::start(CheckInId::from_bytes([1; 16]), &licensed(), MORNING);
    assert!(!keep(Record::Draft(draft.clone())), "begun");
    let first = licensed().pack.items[0].id.clone();
    draft.responses.answer(&licensed(), &first, 0).unwrap();
    assert!(keep(Record::Draft(draft)), "answered");
    for store in [StoreName::CheckIns, StoreName::Aspirations, StoreName::Notes, StoreName::Scraps, StoreName::Contacts]
    {
        let mut records = Records::default();
        records.apply(&Change::Put(filled(store)));
        assert!(records.holds_own(), "{store:?}");
    }
    let named = Settings { name: Some("Ash".to_owned()), ..Settings::default() };
    assert!(Records { settings: named, ..Records::default() }.holds_own());
}

#[test]
fn every_store_has_a_record_and_every_record_reads_back() {
    assert_eq!(one_of_each().each_ref().map(Record::store), StoreName::ALL);
    for record in one_of_each() {
        assert_eq!(Record::from_bytes(&record.to_bytes()), Some(record));
    }
}

#[test]
fn a_record_cut_short_or_with_a_tail_does_not_read() {
    for record in one_of_each() {
        let bytes = record.to_bytes();
        for cut in 0..bytes.len() {
            assert_eq!(Record::from_bytes(&bytes[..cut]), None, "{:?} cut at {cut}", record.store());
        }
        assert_eq!(Record::from_bytes(&[&bytes[..], &[0]].concat()), None);
    }
}

#[test]
fn schema_one_reads_for_ever() {
    // These bytes were written by the first version. A change here is a new schema, not a new vector.
    let note =
        Note { id: NoteId::from_bytes([5; 16]), words: "Hello".to_owned(), at: MORNING, check_in: None, edited: None };
    let consent = granted(&mut phone(), grant(1, Scope { totals: true, ..Scope::default() }, From::OnlyNew, MORNING));
    let draft = Draft::start(CheckInId::from_bytes([1; 16]), &licensed(), MORNING);
    let records = [Record::Note(note), Record::Consent(consent), Record::Draft(draft)];
    for (record, written) in records.iter().zip(SCHEMA_1.map(unhex)) {
        assert_eq!(Record::from_bytes(&written).as_ref(), Some(record));
        assert_eq!(Record::from_bytes(&record.to_bytes()).as_ref(), Some(record));
        // Each has gained fields since then, which are always written.
        assert_ne!(record.to_bytes(), written);
    }
}

#[test]
fn what_was_changed_once_says_so_for_ever() {
    let edited = Some(MORNING);
    // Written when the one to try things out had a total.
    let earlier = built_in().into_iter().rfind(|it| it.practice()).unwrap();
    let check_in = check_in_of(1, &earlier, &all_answered(1), MORNING);
    let aspiration = Aspiration::new(AspirationId::from_bytes([4; 16]), "Swim", MORNING, 0).unwrap();
    let note = Note {
        id: NoteId::from_bytes([5; 16]),
        words: "C".to_owned(),
        at: MORNING,
        check_in: Some(CheckInId::from_bytes([1; 16])),
        edited,
    };
    let changed = [
        Record::CheckIn(CheckIn { edited, ..check_in }),
        Record::Aspiration(Aspiration { edited, ..aspiration }),
        Record::Note(note),
    ];
    let written = SCHEMA_1_EDITED.map(unhex).map(|bytes| Record::from_bytes(&bytes));
    assert_eq!(written, changed.map(Some));
}

proptest::proptest! {
    #[test]
    fn no_bytes_make_the_reader_stumble(bytes in proptest::collection::vec(0_u8.., 0..64), at in 0..StoreName::ALL.len(), place in 0_usize..400, byte in 0_u8..) {
        let _ = Record::from_bytes(&bytes);
        let mut changed = one_of_each()[at].to_bytes();
        let place = place % changed.len();
        changed[place] = byte;
        let _ = Record::from_bytes(&changed);
    }
}

#[test]
fn a_map_in_no_order_reads_as_fast_as_one_in_order() {
    // Put in one by one, each in front of all before it, these would move four terabytes.
    let worker = |n: u32| WorkerId::from_bytes(u128::from(n).to_be_bytes());
    let seq: Vec<(WorkerId, u64)> = (0..600_000).rev().map(|n| (worker(n), 7)).collect();
    let cursors = Cursors { seq: LiteMap::from_sorted_store_unchecked(seq), ..Cursors::default() };
    let bytes = Record::Cursors(cursors).to_bytes();
    let (done, read) = channel();
    std::thread::spawn(move || done.send(Record::from_bytes(&bytes)).is_ok());
    // A second, and a busy machine is not ten times slower; one by one it is a minute.
    let record = read.recv_timeout(Duration::from_secs(10)).expect("it is still being read");
    let Some(Record::Cursors(cursors)) = record else { panic!("it does not read") };
    assert_eq!((cursors.seq.len(), cursors.seq.get(&worker(0))), (600_000, Some(&7)));
}

#[test]
fn what_was_put_can_be_deleted_by_store_and_key() {
    let mut records = Records::default();
    for record in one_of_each() {
        records.apply(&Change::Put(record));
    }
    assert_eq!(records.everything(), one_of_each());
    for record in one_of_each() {
        assert_ne!(records, Records::default());
        records.apply(&Change::Delete(record.store(), record.key()));
    }
    assert_eq!(records, Records::default());
}

#[test]
fn the_names_of_the_stores_never_change() {
    // A later kind stands behind these; its name is in its line of `kinds.txt`.
    let names = StoreName::ALL.map(StoreName::as_str).join(" ");
    assert!(
        names.starts_with(
            "settings identity org check_ins drafts aspirations notes contacts consents decisions sent outbox replies \
         packs cursors scraps backup removed returned"
        ),
        "{names}"
    );
}

#[test]
fn a_root_is_not_printed() {
    assert_eq!(format!("{:?}", RootRecord { root: [3; 16] }), "RootRecord(..)");
}

#[test]
fn a_confirmation_that_arrives_with_the_structure_counts_for_the_built_in_copy() {
    let mut records = Records::default();
    let before = records.instruments();
    let confirmation = Confirmation { by: "Jo Green".to_owned(), on: day("2026-05-01"), demo: true };
    let bytes = built_in_files()[2].to_vec();
    records.apply(&Change::Put(Record::Pack(PackFile { bytes, confirmation: Some(confirmation.clone()) })));
    records.apply(&Change::Put(Record::Pack(PackFile { bytes: data("licensed.json"), confirmation: None })));
    assert!(records.packs.contains_key(&licensed().hash));
    let after = records.instruments();
    assert_eq!((before.len(), after.len()), (5, 6));
    assert!(!before[2].totals_allowed() && after[2].totals_allowed());
    assert_eq!(after[2].confirmation, Some(confirmation));
}

#[test]
fn names_are_hexadecimal_and_nothing_else() {
    let id = PersonId::from_bytes([0xab; 16]);
    assert_eq!(id.to_string(), "ab".repeat(16));
    assert_eq!(id.to_string().parse(), Ok(id));
    for wrong in ["", "ab", &"ab".repeat(17), &"ag".repeat(16), &"é".repeat(16)] {
        assert!(wrong.parse::<PersonId>().is_err(), "{wrong}");
    }
}

#[test]
fn the_name_of_an_answer_differs_by_permission_and_check_in() {
    let decision = |consent, check_in| {
        DecisionId::derive(ConsentId::from_bytes([consent; 16]), CheckInId::from_bytes([check_in; 16]))
    };
    assert_ne!(decision(1, 2), decision(2, 1));
}
