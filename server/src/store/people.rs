//! People as a whole: by their ids, and only to erase them.

use domain::{accept::Erase, erasure::ErasureFacts, id::PersonId};

use super::Outcome;

/// What an erasure deleted, in rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ErasedRows {
    /// Permissions, those that were taken back included.
    pub permissions: u64,
    /// Sealed shares.
    pub envelopes: u64,
    /// Sealed replies to them.
    pub replies: u64,
    /// Introductions they accepted.
    pub introductions: u64,
    /// Their sealed backup: 0 or 1.
    pub backups: u64,
}

/// What may be done about a person.
pub trait People {
    /// The deployer deletes everything of a person; `NotFound` where nobody has that id.
    async fn erase_person(&self, person: PersonId, now: i64) -> Outcome<ErasedRows>;
    /// The person does, by a record whose signature was verified.
    async fn erase_themselves(&self, facts: ErasureFacts, now: i64) -> Outcome<Erase>;
}
