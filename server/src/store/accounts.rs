//! Workers: added by the deployer or a lead, set up from a link.

use domain::{id::WorkerId, identity::PublicKeys, role::Role, time::Day};
use icu_normalizer::ComposingNormalizerBorrowed;

use super::{Actor, Factor, NewRecovery, Outcome, Touches};

/// A worker as the deployer added them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Worker {
    /// Drawn when they were added.
    pub id: WorkerId,
    /// Also the name to sign in with.
    pub name: String,
    /// The kind of their role.
    pub role: Role,
    /// What it is called; empty where it is called by its kind.
    pub called: String,
    /// May be empty.
    pub team: String,
}

/// A new worker and their set-up link.
#[derive(Debug)]
pub struct NewWorker {
    /// Who adds them: the deployer or a lead.
    pub by: Actor,
    /// Who.
    pub worker: Worker,
    /// SHA-256 of the link's token.
    pub token_hash: [u8; 32],
    /// Server time, UTC ms.
    pub now: i64,
    /// The link works until then, UTC ms.
    pub ends_at: i64,
}

/// What a worker's browser made at set-up.
#[derive(Debug)]
pub struct SetUp {
    /// SHA-256 of the link's token.
    pub token_hash: [u8; 32],
    /// OPAQUE registration record.
    pub opaque_record: Vec<u8>,
    /// Both public keys.
    pub keys: PublicKeys,
    /// Sealed secret keys.
    pub wrapped_keys: Vec<u8>,
    /// What completes their sign-ins.
    pub factor: Factor,
    /// Of their recovery code.
    pub recovery: NewRecovery,
    /// Server time, UTC ms.
    pub now: i64,
}

/// An account that can sign in.
#[derive(Debug)]
pub struct Account {
    /// Who.
    pub worker: Worker,
    /// Both public keys.
    pub keys: PublicKeys,
    /// Sealed secret keys.
    pub wrapped_keys: Vec<u8>,
    /// When a recovery code of theirs was last used, UTC ms.
    pub recovered_at: Option<i64>,
    /// When the one that works now was printed, UTC ms.
    pub recovery_made_at: Option<i64>,
    /// Their last day away, if they said one.
    pub away: Option<Day>,
}

/// The same name in any spelling of capitals and spaces, and however a keyboard puts a letter and its mark together (NFC).
pub fn sign_in_name(name: &str) -> String {
    let small = name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    ComposingNormalizerBorrowed::new_nfc().normalize(&small).into_owned()
}

/// One worker as the deployer and a lead see them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedWorker {
    /// Who.
    pub worker: Worker,
    /// Whether their account was set up.
    pub set_up: bool,
    /// When their app last asked what is shared with them, UTC ms.
    pub last_looked_at: Option<i64>,
    /// When a recovery code of theirs was last used, UTC ms.
    pub recovered_at: Option<i64>,
    /// When they moved on, UTC ms.
    pub ended_at: Option<i64>,
    /// Until when their set-up link works, UTC ms, while it was not used.
    pub link_ends_at: Option<i64>,
    /// The account that took the place of this one.
    pub new_start: Option<WorkerId>,
    /// Their last day away, if they said one.
    pub away: Option<Day>,
    /// What ending the account would end and delete.
    pub touches: Touches,
}

/// What is kept of workers.
pub trait Accounts {
    /// Adds a worker; `Conflict` if the name is taken by one who has set up. One who has not gets a new link. `Malformed`
    /// for a name of a role that is not kept, `NotFound` where whoever adds is no lead any more.
    async fn add_worker(&self, new: NewWorker) -> Outcome<WorkerId>;
    /// Whose set-up link this is; `NotFound` if used, expired or unknown.
    async fn set_up_worker(&self, token_hash: [u8; 32], now: i64) -> Outcome<Worker>;
    /// Uses the link up; whose it was.
    async fn finish_set_up(&self, set_up: SetUp) -> Outcome<WorkerId>;
    /// Everybody, those who moved on included, in the order they were added.
    async fn workers(&self, now: i64) -> Outcome<Vec<ListedWorker>>;
    /// Who a worker is.
    async fn account(&self, worker: WorkerId) -> Outcome<Account>;
}
