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

/// The start of a sign-in.
#[derive(Debug)]
pub struct Begun {
    /// Whose name it is, with their password record; none if it is nobody's.
    pub account: Option<(WorkerId, Vec<u8>)>,
    /// Whether this worker has signed in in this browser before.
    pub known: bool,
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
    /// Finds the account, if there is one, and whether the browser with this token is one of its worker's; then its tries
    /// are counted here, `TooMany` at the sixth within a minute. Those of any other browser are the caller's to count.
    async fn start_sign_in(&self, sign_in_name: String, browser: Option<[u8; 32]>, now: i64) -> Outcome<Begun>;
    /// This worker has proved their password in the browser with this token: its tries are forgotten, it is known from now
    /// on, and of their browsers only the newest 20 are. Answers the sign-in name. `SignInRefused` if they moved on.
    async fn know_browser(&self, worker: WorkerId, browser: [u8; 32], now: i64) -> Outcome<String>;
    /// Keeps the state between the two messages.
    async fn keep_attempt(&self, attempt: Attempt) -> Outcome<()>;
    /// Takes it out; it is used once.
    async fn take_attempt(&self, hash: [u8; 32], now: i64) -> Outcome<Option<Attempt>>;
    /// Opens a session. One of the password alone can do nothing but be completed; nothing makes it more but `Factors`.
    async fn open_session(&self, worker: WorkerId, token_hash: [u8; 32], stage: Stage, now: i64) -> Outcome<()>;
    /// The session of a cookie, if it has not ended. Asking for it is no use of it.
    async fn session(&self, token_hash: [u8; 32], now: i64) -> Outcome<Option<Session>>;
    /// Somebody did something in it at that moment, UTC ms; kept to the nearest half minute.
    async fn touch_session(&self, token_hash: [u8; 32], at: i64) -> Outcome<()>;
    /// Ends it.
    async fn close_session(&self, token_hash: [u8; 32], now: i64) -> Outcome<()>;
}
