//! Signing in, and who is signed in.

use domain::{api::Stage, id::WorkerId};

use super::Outcome;

/// A sign-in between its two messages.
#[derive(Debug)]
pub struct Attempt {
    /// SHA-256 of its random name.
    pub hash: [u8; 32],
    /// None if the name is unknown.
    pub worker: Option<WorkerId>,
    /// OPAQUE state.
    pub state: Vec<u8>,
    /// UTC ms.
    pub ends_at: i64,
}

/// Who is signed in, and how far.
#[derive(Clone, Copy, Debug)]
pub struct Session {
    /// Whose.
    pub worker: WorkerId,
    /// How far.
    pub stage: Stage,
}

/// What is kept of sign-ins.
pub trait Sessions {
    /// Counts a try (`TooMany` at the sixth within a minute) and finds the account, if there is one.
    async fn start_sign_in(&self, sign_in_name: String, now: i64) -> Outcome<Option<(WorkerId, Vec<u8>)>>;
    /// Keeps the state between the two messages.
    async fn keep_attempt(&self, attempt: Attempt) -> Outcome<()>;
    /// Takes it out; it is used once.
    async fn take_attempt(&self, hash: [u8; 32], now: i64) -> Outcome<Option<Attempt>>;
    /// Opens a session. One of the password alone can do nothing but be completed; nothing makes it more but `Factors`.
    async fn open_session(&self, worker: WorkerId, token_hash: [u8; 32], stage: Stage, now: i64) -> Outcome<()>;
    /// The session of a cookie, if it has not ended; notes the use if the page that asks is its worker's.
    async fn session(&self, token_hash: [u8; 32], page: Option<WorkerId>, now: i64) -> Outcome<Option<Session>>;
    /// Ends it.
    async fn close_session(&self, token_hash: [u8; 32], now: i64) -> Outcome<()>;
}
