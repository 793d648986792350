//! A worker's sealed keyring: whole ones, and parts that are added to them.

use domain::{api::KeyringPart, id::WorkerId};

use super::Outcome;

/// One sealed keyring a worker, with the last few older ones.
pub trait Keyrings {
    /// The revision of the last part, and the newest whole keyring with what was added to it; 0 and nothing before the
    /// first.
    async fn keyring(&self, worker: WorkerId) -> Outcome<(u64, Vec<KeyringPart>)>;
    /// Stores a part over the revision named; `KeyringMoved` if it is another, `TooLarge` if what was added would be
    /// more than a whole one may be, `Malformed` if there is nothing to add it to. A new whole one lets go of all but
    /// the last few before it.
    async fn put_keyring(&self, worker: WorkerId, over: u64, part: KeyringPart) -> Outcome<u64>;
    /// Puts back the keyring as it was at that revision: what came after it is gone. `NotFound` if that one is not
    /// kept any more.
    async fn put_keyring_back(&self, worker: WorkerId, revision: u64) -> Outcome<()>;
}
