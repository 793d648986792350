//! What a worker proves beside their password, what opens a lost account, and what of an account changes.

use domain::{id::WorkerId, identity::PublicKeys};

use super::{Outcome, Worker};

/// An app for codes that was just connected: the half minute of its first code was accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCodes {
    /// See `codes::CodesSecret`.
    pub salt: [u8; 32],
    /// The half minute of the first code.
    pub step: u64,
}

/// A passkey that was just made or used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPasskey {
    /// Its credential id.
    pub id: Vec<u8>,
    /// As `passkeys::PasskeyGate` writes it.
    pub passkey: String,
}

/// A passkey that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptPasskey {
    /// Its credential id.
    pub id: Vec<u8>,
    /// As `passkeys::PasskeyGate` writes it.
    pub passkey: String,
    /// UTC ms.
    pub made: i64,
    /// When a sign-in was completed with it last, UTC ms.
    pub used: Option<i64>,
}

/// What completes a sign-in.
#[derive(Debug)]
pub enum Factor {
    /// An app for codes.
    Codes(NewCodes),
    /// A passkey.
    Passkey(NewPasskey),
}

/// All that completes the sign-ins of one account.
#[derive(Debug, Default)]
pub struct HeldFactors {
    /// The salt of its codes, if an app is connected.
    pub codes_salt: Option<[u8; 32]>,
    /// Its passkeys, the one made first first.
    pub passkeys: Vec<KeptPasskey>,
}

impl HeldFactors {
    /// An account from before there were second factors.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.codes_salt.is_none() && self.passkeys.is_empty()
    }
}

/// What a recovery code leaves here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewRecovery {
    /// SHA-256 of its proof.
    pub proof_hash: [u8; 32],
    /// Sealed secret keys.
    pub wrapped_keys: Vec<u8>,
}

/// A password and the keys under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPassword {
    /// OPAQUE registration record.
    pub opaque_record: Vec<u8>,
    /// Sealed secret keys.
    pub wrapped_keys: Vec<u8>,
}

/// Whose recovery code it is.
#[derive(Debug)]
pub struct Recoverable {
    /// Who.
    pub worker: Worker,
    /// Both public keys.
    pub keys: PublicKeys,
    /// Secret keys, sealed under the recovery code.
    pub wrapped_keys: Vec<u8>,
}

/// The end of a recovery.
#[derive(Debug)]
pub struct Recovery {
    /// Who.
    pub worker: WorkerId,
    /// The proof that was used up.
    pub proof_hash: [u8; 32],
    /// From now on.
    pub password: NewPassword,
    /// The only one from now on.
    pub factor: Factor,
    /// From now on.
    pub recovery: NewRecovery,
    /// Server time, UTC ms.
    pub now: i64,
}

/// What of an account changes.
#[derive(Debug)]
pub enum Change {
    /// The password; every other session ends.
    Password(NewPassword),
    /// The app for codes.
    Codes(NewCodes),
    /// One passkey more; `TooMany` above the limit, `Conflict` if it is somebody's already.
    Passkey(NewPasskey),
    /// One passkey less, by its credential id; `Conflict` if nothing else completes a sign-in.
    PasskeyRemoved(Vec<u8>),
    /// The recovery code.
    Recovery(NewRecovery),
}

/// One of a worker's sessions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenSession {
    /// UTC ms.
    pub made: i64,
    /// UTC ms.
    pub used: i64,
    /// Whether it is the one that asks.
    pub here: bool,
}

/// What is kept of second factors and recovery codes.
pub trait Factors {
    /// What completes a worker's sign-ins.
    async fn held_factors(&self, worker: WorkerId) -> Outcome<HeldFactors>;
    /// Completes a half sign-in with a passkey that was just proved; `CodeRefused` if it was removed meanwhile.
    async fn use_passkey(&self, worker: WorkerId, session: [u8; 32], used: NewPasskey, now: i64) -> Outcome<()>;
    /// Completes a half sign-in if the code was of `step` and newer than the last one; whether it did. A wrong one
    /// counts: after five the next is looked at a minute later, then two, up to an hour; until then `TooMany`.
    async fn try_code(&self, worker: WorkerId, session: [u8; 32], step: Option<u64>, now: i64) -> Outcome<bool>;
    /// Connects the first app of an account from before there were second factors, and completes its sign-in.
    async fn connect_codes(&self, worker: WorkerId, session: [u8; 32], codes: NewCodes, now: i64) -> Outcome<()>;
    /// Whose recovery code gives this proof, if the name is theirs too.
    async fn recoverable(&self, sign_in_name: String, proof_hash: [u8; 32]) -> Outcome<Option<Recoverable>>;
    /// Ends every session and takes the place of password, second factors and recovery code. `SignInRefused` if the recovery code
    /// was used meanwhile.
    async fn recover(&self, recovery: Recovery) -> Outcome<()>;
    /// Changes something of an account whose password was just proved.
    async fn change_account(&self, worker: WorkerId, here: [u8; 32], change: Change, now: i64) -> Outcome<()>;
    /// A worker's sessions, the one used last first.
    async fn open_sessions(&self, worker: WorkerId, here: [u8; 32], now: i64) -> Outcome<Vec<OpenSession>>;
    /// Ends all of them but the one that asks; how many.
    async fn close_others(&self, worker: WorkerId, here: [u8; 32], now: i64) -> Outcome<u64>;
}
