//! Every kind as it is frozen: what was written yesterday is read today, and will be once there is one field more.
//!
//! `tests/data/kinds.txt` has a line for each kind: its store, the version of the database that brought it, how many
//! fields it had at first, and its bytes with every field filled. A kind that gets a field gets one more line below,
//! and the line before stays: what was written then is read for ever. `rules/kinds.rs` says what the bytes mean.

use super::{Record, StoreName};
use minicbor::data::Type;
use minicbor::{Decoder, Encoder};

const LINES: &str = include_str!("../../tests/data/kinds.txt");

struct Frozen {
    since: u32,
    first: usize,
    /// Oldest first; the last one is what is written today.
    bytes: Vec<Vec<u8>>,
}

impl Frozen {
    fn of(store: StoreName) -> Self {
        let (mut since, mut first, mut bytes) = (0, 0, Vec::new());
        for line in LINES.lines().filter_map(|line| line.strip_prefix(store.as_str())?.strip_prefix(' ')) {
            let [version, fields, hex] = line.split(' ').collect::<Vec<_>>().try_into().unwrap();
            let byte = |at: usize| u8::from_str_radix(&hex[at * 2..at * 2 + 2], 16).unwrap();
            (since, first) = (version.parse().unwrap(), fields.parse().unwrap());
            bytes.push((0..hex.len() / 2).map(byte).collect());
        }
        Self { since, first, bytes }
    }

    fn today(&self) -> &[u8] {
        self.bytes.last().expect("a kind has a line in tests/data/kinds.txt; rules/kinds.rs prints it")
    }
}

/// Whether the newer is the older with nothing but fields added behind, in it or in what it holds.
fn grew<'a>(older: &mut Decoder<'a>, newer: &mut Decoder<'a>) -> bool {
    if older.datatype().ok() == Some(Type::Array) && newer.datatype().ok() == Some(Type::Array) {
        let [held, now] = [&mut *older, &mut *newer].map(|from| from.array().unwrap().unwrap());
        let grown = held <= now && (0..held).all(|_| grew(older, newer));
        (held..now).for_each(|_| newer.skip().unwrap());
        return grown;
    }
    let skipped = |from: &mut Decoder<'a>| {
        let start = from.position();
        from.skip().unwrap();
        &from.input()[start..from.position()]
    };
    skipped(older) == skipped(newer)
}

/// How many fields these bytes hold, and the same bytes with only the first `keep` of them.
fn fields(bytes: &[u8], keep: usize) -> (usize, Vec<u8>) {
    let mut from = Decoder::new(bytes);
    assert_eq!(from.array().ok(), Some(Some(2)));
    from.skip().unwrap();
    let head = bytes[..from.position()].to_vec();
    let held = usize::try_from(from.array().unwrap().unwrap()).unwrap();
    let start = from.position();
    (0..keep).for_each(|_| from.skip().unwrap());
    let mut cut = head;
    let _ = Encoder::new(&mut cut).array(keep as u64);
    cut.extend(&bytes[start..from.position()]);
    (held, cut)
}

/// Where these bytes say nothing: a field like that would read the same if it were forgotten.
fn nothing(from: &mut Decoder<'_>) -> Option<usize> {
    let at = from.position();
    let empty = match from.datatype().unwrap() {
        Type::Array => {
            let length = from.array().unwrap().unwrap();
            return (0..length).find_map(|_| nothing(from)).or_else(|| (length == 0).then_some(at));
        }
        Type::Bytes => from.bytes().unwrap().is_empty(),
        Type::String => from.str().unwrap().is_empty(),
        Type::Bool => !from.bool().unwrap(),
        other => {
            from.skip().unwrap();
            other == Type::Null
        }
    };
    empty.then_some(at)
}

#[test]
fn every_kind_is_frozen_with_all_its_fields_filled() {
    for store in StoreName::ALL {
        let frozen = Frozen::of(store);
        let record = Record::from_bytes(frozen.today()).unwrap_or_else(|| panic!("{store:?} does not read"));
        assert_eq!((record.store(), store.since()), (store, frozen.since));
        assert_eq!(record.to_bytes(), frozen.today(), "{store:?}: a change here is a new field at the end or none");
        assert_eq!(nothing(&mut Decoder::new(frozen.today())), None, "{store:?} leaves something empty");
    }
    let known = |line: &str| StoreName::ALL.iter().any(|store| line.split(' ').next() == Some(store.as_str()));
    assert_eq!(LINES.lines().find(|line| !known(line)), None);
}

#[test]
fn what_an_earlier_version_wrote_is_todays_without_what_was_added_behind() {
    for store in StoreName::ALL {
        let frozen = Frozen::of(store);
        for bytes in &frozen.bytes {
            assert_eq!(Record::from_bytes(bytes).map(|record| record.store()), Some(store));
            assert!(grew(&mut Decoder::new(bytes), &mut Decoder::new(frozen.today())), "{store:?}");
        }
    }
}

#[test]
fn a_record_of_any_kind_reads_as_each_version_since_the_first_wrote_it() {
    for store in StoreName::ALL {
        let frozen = Frozen::of(store);
        let bytes = frozen.today();
        let (now, _) = fields(bytes, 0);
        for held in 0..=now {
            let cut = fields(bytes, held).1;
            let read = Record::from_bytes(&cut);
            assert_eq!(read.is_some(), held >= frozen.first, "{store:?} with {held} of {now} fields");
            // What came later says nothing then, and all of it is written from now on.
            let again = read.map(|record| fields(&record.to_bytes(), held));
            assert!(again.is_none_or(|again| again == (now, cut)), "{store:?} with {held} of {now} fields");
        }
    }
}

#[test]
fn one_more_field_in_any_kind_reads_what_was_written_without_it() {
    for store in StoreName::ALL {
        let frozen = Frozen::of(store);
        let bytes = frozen.today();
        let (now, _) = fields(bytes, 0);
        let bare = Record::from_bytes(&fields(bytes, frozen.first).1).unwrap().to_bytes();
        let cut = (frozen.first..now).map(|held| fields(bytes, held).1);
        for yesterday in cut.chain([bytes.to_vec(), bare]) {
            let record = Record::from_bytes(&yesterday).unwrap();
            assert_eq!(Record::read_grown(&yesterday), Some((record.clone(), None)), "{store:?}");
            for more in [None, Some("more".to_owned())] {
                let tomorrow = record.write_grown(more.clone());
                assert_eq!(Record::read_grown(&tomorrow), Some((record.clone(), more)), "{store:?}");
                // Who does not know the field leaves the record alone, or writing it would lose what it says.
                assert_eq!(Record::from_bytes(&tomorrow), None, "{store:?}");
            }
        }
    }
}
