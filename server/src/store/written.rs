//! What a worker writes down with somebody who has the app, sealed to them.

use domain::{
    id::{OrgId, PersonId, WorkerId, WrittenId},
    sealed::WrittenHeader,
};

use super::{Outcome, Signed};

/// What a worker's app brings, and where it was sent.
#[derive(Debug)]
pub struct NewWritten {
    /// Ours.
    pub org: OrgId,
    /// Whose session brings it.
    pub worker: WorkerId,
    /// For whom.
    pub person: PersonId,
    /// Which.
    pub written: WrittenId,
    /// What stands before the seal.
    pub header: WrittenHeader,
    /// Sealed.
    pub bytes: Vec<u8>,
    /// Server time, UTC ms.
    pub now: i64,
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeptWritten {
    /// Whether nothing was there before.
    pub new: bool,
    /// Whether bytes that were there before were replaced.
    pub replaced: bool,
    /// When these bytes first arrived, UTC ms.
    pub received_at: i64,
}

/// One that waits, without its bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WrittenRow {
    /// Which.
    pub written: WrittenId,
    /// Whose answers they are.
    pub person: PersonId,
    /// Who wrote them down.
    pub worker: WorkerId,
    /// Its newest revision.
    pub rev: u32,
    /// When that arrived, UTC ms.
    pub stored_at: i64,
    /// The last moment it is kept, UTC ms.
    pub ends_at: i64,
}

/// What is kept of what workers write down. The rules are `domain::accept`'s.
pub trait WrittenCheckIns {
    /// Keeps one in the place of the revision before.
    async fn put_written(&self, new: NewWritten) -> Outcome<KeptWritten>;
    /// A person's own, sealed; `NotFound` for what is closed, over or not theirs. `now` is the server's time, UTC ms.
    async fn written(&self, person: PersonId, written: WrittenId, now: i64) -> Outcome<Vec<u8>>;
    /// Lets go of the bytes of a person's own; whether they went just now, and not before.
    async fn close_written(&self, signed: Signed, written: WrittenId) -> Outcome<bool>;
}
