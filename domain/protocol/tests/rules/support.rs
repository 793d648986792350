//! A small world: made-up packs, two workers, and a source of bytes that is the same on every run.

use protocol::id::{ConsentId, OrgId, PersonId, WorkerId};
use protocol::identity::KeyId;
use protocol::signed::{ConsentFacts, ConsentStatus, Given};

#[path = "../shared/counted.rs"]
mod counted;
#[path = "../shared/packs.rs"]
mod packs;
#[path = "../shared/world.rs"]
mod world;

pub(crate) use counted::counted;
pub(crate) use packs::{adds_up, data, day, licensed, practice, scored, structure};
pub(crate) use world::{MORNING, SAM};

pub(crate) const ORG: OrgId = OrgId::from_bytes([0xa0; 16]);
pub(crate) const JO: WorkerId = WorkerId::from_bytes([8; 16]);

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
