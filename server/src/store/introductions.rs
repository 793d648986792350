//! Introductions: made by a worker, opened and accepted by a person.

use domain::{
    id::{PersonId, WorkerId},
    identity::PublicKeys,
    introduction::Locator,
};

use super::{Outcome, Stored};

/// An introduction as a worker makes it.
#[derive(Debug)]
pub struct NewIntroduction {
    /// Who makes it.
    pub worker: WorkerId,
    /// The part of the code that the server may know.
    pub locator: Locator,
    /// The sealed card.
    pub card: Vec<u8>,
    /// SHA-256 of the proof.
    pub claim_hash: [u8; 32],
    /// Server time, UTC ms.
    pub now: i64,
    /// UTC ms.
    pub ends_at: i64,
}

/// An open introduction.
#[derive(Debug)]
pub struct FoundIntroduction {
    /// The sealed card.
    pub card: Vec<u8>,
    /// UTC ms.
    pub ends_at: i64,
}

/// A person's acceptance.
#[derive(Debug)]
pub struct NewClaim {
    /// The part of the code that the server may know.
    pub locator: Locator,
    /// SHA-256 of the proof.
    pub claim_hash: [u8; 32],
    /// The worker the claim names.
    pub worker: WorkerId,
    /// Whether the key it names signed it.
    pub signed: bool,
    /// The person's public keys.
    pub keys: PublicKeys,
    /// Sealed greeting.
    pub hello: Vec<u8>,
    /// For the worker to check.
    pub mac: [u8; 32],
    /// Server time, UTC ms.
    pub now: i64,
}

/// One introduction as its maker sees it.
#[derive(Debug)]
pub struct MadeIntroduction {
    /// The part of the code that the server may know.
    pub locator: Locator,
    /// UTC ms.
    pub made_at: i64,
    /// UTC ms.
    pub ends_at: i64,
    /// Who accepted.
    pub claim: Option<Claimed>,
}

/// Who accepted an introduction.
#[derive(Debug)]
pub struct Claimed {
    /// UTC ms.
    pub at: i64,
    /// Hash of the keys.
    pub person: PersonId,
    /// Their public keys.
    pub keys: PublicKeys,
    /// Sealed greeting.
    pub hello: Vec<u8>,
    /// Over all keys.
    pub mac: [u8; 32],
}

/// What is kept of introductions, and of whom they made known.
pub trait Introductions {
    /// Keeps an introduction.
    async fn make_introduction(&self, new: NewIntroduction) -> Outcome<Stored>;
    /// A worker's own, newest first.
    async fn introductions(&self, worker: WorkerId, now: i64) -> Outcome<Vec<MadeIntroduction>>;
    /// An open one; uses nothing up.
    async fn look_up_introduction(&self, locator: Locator, now: i64) -> Outcome<FoundIntroduction>;
    /// Accepts one: the person becomes known. Whose it was.
    async fn claim_introduction(&self, claim: NewClaim) -> Outcome<WorkerId>;
    /// The key that checks a person's signatures, if they were introduced.
    async fn person_key(&self, person: PersonId) -> Outcome<Option<[u8; 32]>>;
}
