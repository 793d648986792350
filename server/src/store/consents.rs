//! Permissions: the newest revision of each, and their end.

use domain::{
    id::{ConsentId, PersonId},
    signed::ConsentFacts,
};

use super::{Outcome, Signed, Stored};

/// What a withdrawal did.
#[derive(Clone, Copy, Debug)]
pub struct Withdrawn {
    /// UTC ms.
    pub deleted_at: i64,
    /// How many.
    pub envelopes: u64,
    /// UTC ms.
    pub worker_last_looked: Option<i64>,
    /// The rows are gone, and their bytes may still be in the log.
    pub leaving_disk: bool,
}

/// The newest revision of a permission, as signed.
#[derive(Debug)]
pub struct HeldRecord {
    /// The signed record.
    pub bytes: Vec<u8>,
    /// When everything under it was deleted, UTC ms, if it was taken back.
    pub deleted_at: Option<i64>,
}

/// What is kept of permissions.
pub trait Consents {
    /// Keeps the newest revision of a permission.
    async fn put_consent(&self, signed: Signed, facts: ConsentFacts, bytes: Vec<u8>) -> Outcome<Stored>;
    /// A person's own permission of that name; `NotFound` for another's.
    async fn consent(&self, person: PersonId, consent: ConsentId) -> Outcome<HeldRecord>;
    /// Ends a permission and deletes every envelope under it.
    async fn withdraw(&self, signed: Signed, facts: ConsentFacts, bytes: Vec<u8>) -> Outcome<Withdrawn>;
}
