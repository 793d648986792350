//! Made-up packs, for the tests of both crates.

use protocol::instrument::{Instrument, built_in, load};
use protocol::time::Day;
use std::path::PathBuf;

pub(crate) fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

pub(crate) fn data(name: &str) -> Vec<u8> {
    std::fs::read(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../protocol/tests/data/packs").join(name)).unwrap()
}

/// Built like ReQoL-10, with thresholds 5 and 25, and words nobody owns.
pub(crate) fn licensed() -> Instrument {
    load(&data("licensed.json"), None).unwrap()
}

/// Ten statements that add up to 40, five of them reversed, one that counts towards nothing, and no thresholds.
pub(crate) fn adds_up() -> Instrument {
    load(&data("adds-up.json"), None).unwrap()
}

/// To try things out: eleven statements, nothing added up.
pub(crate) fn practice() -> Instrument {
    built_in().into_iter().find(|it| it.pack.id == "practice").unwrap()
}

pub(crate) fn structure() -> Instrument {
    built_in().into_iter().find(|it| it.pack.id == "reqol-10").unwrap()
}

/// Whether that item counts towards any group.
pub(crate) fn scored(instrument: &Instrument, item: &str) -> bool {
    instrument.pack.groups.iter().any(|group| group.items.iter().any(|id| id == item))
}
