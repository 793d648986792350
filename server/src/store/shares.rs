//! Sealed shares.

use domain::{
    id::{ItemId, PersonId, WorkerId},
    sealed::ShareHeader,
};

use super::{Outcome, Signed, Stored};

/// Which envelope.
#[derive(Clone, Copy, Debug)]
pub struct ShareKey {
    /// Who shares.
    pub person: PersonId,
    /// With whom.
    pub worker: WorkerId,
    /// What.
    pub item: ItemId,
    /// Its revision.
    pub rev: u32,
}

/// What is kept of shares.
pub trait Shares {
    /// Keeps an envelope under a permission that holds.
    async fn put_share(&self, signed: Signed, header: ShareHeader, bytes: Vec<u8>) -> Outcome<Stored>;
    /// The bytes, if the permission holds.
    async fn share(&self, key: ShareKey, now: i64) -> Outcome<Vec<u8>>;
}
