//! A worker's sealed keyring.

use domain::id::WorkerId;

use super::Outcome;

/// One sealed keyring a worker.
pub trait Keyrings {
    /// Revision and bytes; 0 and nothing before the first.
    async fn keyring(&self, worker: WorkerId) -> Outcome<(u64, Vec<u8>)>;
    /// Stores a keyring over the revision named; `KeyringMoved` if it is another.
    async fn put_keyring(&self, worker: WorkerId, over: u64, bytes: Vec<u8>) -> Outcome<u64>;
}
