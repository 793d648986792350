//! Guest notebooks: sealed under claim words that no server knows, for people who have no app yet.

use domain::id::{GuestPlace, WorkerId};

use super::Outcome;

/// A guest notebook as a worker's app brings it.
#[derive(Debug)]
pub struct NewGuest {
    /// Who writes in it.
    pub worker: WorkerId,
    /// Where it waits.
    pub place: GuestPlace,
    /// SHA-256 of what shows that the claim words are known.
    pub proof_hash: [u8; 32],
    /// One more with each answer.
    pub rev: u32,
    /// Sealed.
    pub bytes: Vec<u8>,
    /// Server time, UTC ms.
    pub now: i64,
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeptGuest {
    /// Whether nothing was there before.
    pub new: bool,
    /// Whether bytes that were there before were replaced.
    pub replaced: bool,
    /// The last moment it is kept, UTC ms.
    pub ends_at: i64,
}

/// A guest notebook for whoever knows its words.
#[derive(Debug)]
pub struct OpenedGuest {
    /// Sealed.
    pub bytes: Vec<u8>,
    /// When this revision arrived, UTC ms.
    pub stored_at: i64,
    /// The last moment it is kept, UTC ms.
    pub ends_at: i64,
    /// When it was first opened, UTC ms, if it was opened before.
    pub opened_before: Option<i64>,
}

/// What is kept of guest notebooks. The rules are `domain::accept`'s.
pub trait Guests {
    /// Keeps one in the place of the revision before. `SignInNeeded` where the worker's account has just ended.
    async fn put_guest(&self, new: NewGuest) -> Outcome<KeptGuest>;
    /// Hands it out to whoever brings what has this hash; the first time is noted. `now` is the server's time, UTC ms.
    async fn open_guest(&self, place: GuestPlace, proof_hash: [u8; 32], now: i64) -> Outcome<OpenedGuest>;
    /// Lets go of its bytes; whether they went just now, and not before.
    async fn take_guest(&self, place: GuestPlace, proof_hash: [u8; 32], now: i64) -> Outcome<bool>;
}
