//! A backup on the server: only the person's root opens it, only whole, and its length tells next to nothing.

use notebook::backup::{BACKUP_BUCKETS, BACKUP_LIMIT, BackupFault, BackupHeader, parse_backup};
use notebook::id::{NoteId, OrgId};
use notebook::note::Note;
use notebook::records::{Record, Records, Scrap};
use notebook::seal::backup::BackupKey;
use notebook::seal::keys::{PersonKeys, Root};
use notebook::seal::recovery::{recovery_words, root_from_words};
use proptest::prelude::*;
use sha2::{Digest, Sha256};

use super::support::{MORNING, ORG, ROOT, counted, hex, phone, worker, write_note};

const OTHER_ORG: OrgId = OrgId::from_bytes([0xb0; 16]);

fn key() -> BackupKey {
    BackupKey::derive(&Root::from_bytes(ROOT), ORG)
}

fn records() -> Records {
    let mut records = phone(worker(1).public());
    write_note(&mut records, 1, "Planted words", MORNING);
    records
}

fn backup(rev: u32) -> Vec<u8> {
    key().seal(&records().everything(), MORNING.day(), rev, &mut counted(9)).unwrap()
}

#[test]
fn a_backup_opens_with_the_twelve_words_on_another_phone_and_holds_every_record() {
    let words = recovery_words(&Root::from_bytes(ROOT)).join(" ");
    let key = BackupKey::derive(&root_from_words(&words).unwrap(), ORG);
    let opened = key.open(&backup(7)).unwrap();
    assert_eq!((opened.rev, opened.made), (7, MORNING.day()));
    assert_eq!(opened.records, records().everything());
}

#[test]
fn nobody_elses_words_and_no_other_organisation_open_it() {
    let strangers =
        [BackupKey::derive(&Root::from_bytes([3; 16]), ORG), BackupKey::derive(&Root::from_bytes(ROOT), OTHER_ORG)];
    for stranger in strangers {
        assert_eq!(stranger.open(&backup(1)), Err(BackupFault::Sealed));
    }
}

#[test]
fn the_server_reads_whose_it_is_which_revision_and_one_of_five_sizes() {
    let bytes = backup(3);
    let parts = parse_backup(&bytes).unwrap();
    let person = PersonKeys::derive(&Root::from_bytes(ROOT), ORG).person_id();
    assert_eq!(parts.header, BackupHeader { org: ORG, person, rev: 3, bucket: 0 });
    let holds = |text: &[u8]| bytes.windows(text.len()).any(|window| window == text);
    assert!(holds(b"WAYMARKB") && !holds(b"Planted words") && !holds(&ROOT));
    let one_more = {
        let mut more = records();
        write_note(&mut more, 2, "and many, many more words than before", MORNING);
        key().seal(&more.everything(), MORNING.day(), 3, &mut counted(9)).unwrap()
    };
    assert_eq!(one_more.len(), bytes.len(), "a few more words change no length");
}

#[test]
fn every_flipped_bit_of_the_front_and_a_bit_of_every_sealed_byte_is_noticed() {
    let bytes = backup(1);
    let front = parse_backup(&bytes).unwrap().front.len();
    let bits = (0..front).flat_map(|at| (0..8).map(move |bit| (at, bit)));
    // The seal is one piece: a sample of it is as good as the whole, and a minute faster.
    for (at, bit) in bits.chain((front..bytes.len()).step_by(101).map(|at| (at, at % 8))) {
        let mut changed = bytes.clone();
        changed[at] ^= 1 << bit;
        assert!(key().open(&changed).is_err(), "byte {at}, bit {bit}");
    }
}

#[test]
fn every_eighth_of_a_backup_is_none_and_neither_is_one_with_a_tail() {
    let bytes = backup(1);
    for eighth in 0..8 {
        let cut = &bytes[..bytes.len() * eighth / 8];
        assert_eq!(key().open(cut), Err(BackupFault::Malformed), "{eighth} eighths");
    }
    let long = [bytes.as_slice(), &[0]].concat();
    assert_eq!(key().open(&long), Err(BackupFault::Malformed));
    assert_eq!(key().open(&vec![0; BACKUP_LIMIT + 1]), Err(BackupFault::TooLarge));
}

#[test]
fn a_backup_of_a_later_version_says_so() {
    let mut later = backup(1);
    later[8] = 2;
    assert_eq!(key().open(&later), Err(BackupFault::Newer));
    let mut later = backup(1);
    // The schema of the records is the first number of the header.
    assert_eq!(later[12], 1);
    later[12] = 2;
    assert_eq!(key().open(&later), Err(BackupFault::Newer));
}

#[test]
fn what_fits_into_four_mebibytes_is_kept_and_more_is_refused() {
    let of = |length: usize| {
        let scrap = Scrap { place: "/x".to_owned(), words: "a".repeat(length), at: MORNING };
        key().seal(&[Record::Scrap(scrap)], MORNING.day(), 1, &mut counted(1))
    };
    let largest = of(BACKUP_BUCKETS[4] - 100).unwrap();
    assert!(largest.len() <= BACKUP_LIMIT && key().open(&largest).is_ok());
    assert_eq!(of(BACKUP_BUCKETS[4]), Err(BackupFault::TooLarge));
}

/// What stands before the seal, and the hash of the whole, as the first version wrote them.
const FIRST: [&str; 2] = [
    "5741594d41524b42010026850150a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a05031de1454ee1b2f9eeca52ab3861b30070100",
    "0852beeda240529061ceb4641dd533e98e8724036b7224a7ae736fa702aa0a37",
];

#[test]
fn a_backup_of_the_first_version_is_made_and_opened_for_ever() {
    let note =
        Note { id: NoteId::from_bytes([5; 16]), words: "Hello".to_owned(), at: MORNING, check_in: None, edited: None };
    let records = [Record::Note(note)];
    let bytes = key().seal(&records, MORNING.day(), 1, &mut counted(9)).unwrap();
    let front = parse_backup(&bytes).unwrap().front;
    assert_eq!([hex(front), hex(&Sha256::digest(&bytes))], FIRST);
    assert_eq!(key().open(&bytes).unwrap().records, records);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn whatever_is_sealed_comes_back(words in "\\PC{0,3000}", rev in 1..u32::MAX, root: [u8; 16], seed: u64) {
        let key = BackupKey::derive(&Root::from_bytes(root), ORG);
        let records = [Record::Scrap(Scrap { place: "/x".to_owned(), words, at: MORNING })];
        let bytes = key.seal(&records, MORNING.day(), rev, &mut counted(seed)).unwrap();
        let opened = key.open(&bytes).unwrap();
        prop_assert_eq!((opened.rev, opened.records.as_slice()), (rev, records.as_slice()));
        let sizes = BACKUP_BUCKETS.map(|size| size + 40 + parse_backup(&bytes).unwrap().front.len());
        prop_assert!(sizes.contains(&bytes.len()));
    }

    #[test]
    fn no_bytes_are_taken_for_a_backup(bytes: Vec<u8>) {
        prop_assert!(key().open(&bytes).is_err());
        prop_assert!(key().open(&[b"WAYMARKB\x01".as_slice(), &bytes].concat()).is_err());
    }
}
