//! A small world: made-up packs, two workers, and a source of bytes that is the same on every run.

use protocol::entropy::Entropy;
use protocol::id::{ConsentId, OrgId, PersonId, WorkerId};
use protocol::identity::KeyId;
use protocol::instrument::{Instrument, built_in, load};
use protocol::signed::{ConsentFacts, ConsentStatus, Given};
use protocol::time::{Day, Moment, Stamp};
use sha2::{Digest, Sha256};
use std::path::PathBuf;

pub(crate) const ORG: OrgId = OrgId::from_bytes([0xa0; 16]);
pub(crate) const SAM: WorkerId = WorkerId::from_bytes([7; 16]);
pub(crate) const JO: WorkerId = WorkerId::from_bytes([8; 16]);
/// 12 May 2026, 09:00 in British summer time.
pub(crate) const MORNING: Stamp = Stamp { at: Moment(1_778_572_800_000), offset_min: 60 };

/// SHA-256 in counter mode: no secret at all, but never the same block twice.
pub(crate) struct Counted(u64, u64);

pub(crate) fn counted(seed: u64) -> Counted {
    Counted(seed, 0)
}

impl Entropy for Counted {
    fn fill(&mut self, out: &mut [u8]) {
        for chunk in out.chunks_mut(32) {
            let block = Sha256::new().chain_update(self.0.to_le_bytes()).chain_update(self.1.to_le_bytes()).finalize();
            chunk.copy_from_slice(&block[..chunk.len()]);
            self.1 += 1;
        }
    }
}

pub(crate) fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

pub(crate) fn data(name: &str) -> Vec<u8> {
    std::fs::read(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/packs").join(name)).unwrap()
}

/// Built like ReQoL-10, with thresholds 5 and 25, and words nobody owns.
pub(crate) fn licensed() -> Instrument {
    load(&data("licensed.json"), None).unwrap()
}

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

/// What the first record of a permission for Sam says, given this morning for six months.
pub(crate) fn given() -> ConsentFacts {
    ConsentFacts {
        org: ORG,
        person: PersonId::from_bytes([1; 16]),
        consent: ConsentId::from_bytes([3; 16]),
        rev: 1,
        status: ConsentStatus::Active,
        to: SAM,
        kid: KeyId([1; 8]),
        scope_hash: [5; 32],
        starts: MORNING.at,
        ends: MORNING.day().add_months(6),
        wording: "permission-1".to_owned(),
        given: Given::BySelf,
        prev_hash: [0; 32],
    }
}
