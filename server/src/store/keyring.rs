//! A worker's sealed keyring: whole ones, and parts that are added to them.

use domain::{api::KeyringPart, id::WorkerId};

use super::Outcome;

/// One whole keyring with what was added to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeptKeyring {
    /// The revision of its last part.
    pub revision: u64,
    /// When that was stored, UTC ms.
    pub stored_at: i64,
    /// Its size, sealed, bytes.
    pub bytes: u64,
}

/// One sealed keyring a worker, with the last few older ones.
pub trait Keyrings {
    /// The revision of the last part, and the newest whole keyring with what was added to it; 0 and nothing before the
    /// first.
    async fn keyring(&self, worker: WorkerId) -> Outcome<(u64, Vec<KeyringPart>)>;
    /// Stores a part over the revision named; `KeyringMoved` if it is another, `TooLarge` if what was added would be
    /// more than a whole one may be, `Malformed` if there is nothing to add it to. A new whole one lets go of all but
    /// the last few before it. `now` is the server's time, UTC ms.
    async fn put_keyring(&self, worker: WorkerId, over: u64, part: KeyringPart, now: i64) -> Outcome<u64>;
    /// The keyrings that are kept of whoever signs in by this name, the one in use first. `NotFound` where nobody of that
    /// name works here.
    async fn kept_keyrings(&self, sign_in_name: String) -> Outcome<Vec<KeptKeyring>>;
    /// Puts one of these back by its revision: what came after it is gone. `NotFound` if that one is not kept,
    /// `Conflict` if it is the one in use.
    async fn put_keyring_back(&self, sign_in_name: String, revision: u64, now: i64) -> Outcome<KeptKeyring>;
}
