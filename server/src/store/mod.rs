//! What the server remembers: one trait whose methods are whole use cases, each in one transaction.
//!
//! In: values already parsed and verified. Out: facts for a reply. What can fail: [`StoreError`].
//! No SQL stands outside this folder, and nothing a second server process would need to know lives only in memory.

pub mod sqlite;

use std::{future::Future, pin::Pin};

use domain::{
    api::{ConsentState, ProblemCode, Stage, WorkerRole},
    id::{ConsentId, ItemId, OrgId, PersonId, ReplyId, WorkerId},
    identity::PublicKeys,
    introduction::Locator,
    sealed::{ReplyHeader, ShareHeader},
    signed::ConsentFacts,
};

/// A result on its way.
pub type Pending<'a, T> = Pin<Box<dyn Future<Output = Result<T, StoreError>> + Send + 'a>>;

/// Why a use case did not happen. Nothing of it was stored.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A rule says no.
    #[error("refused: {0:?}")]
    Refused(ProblemCode),
    /// The sequence number is not above the highest one, which is this.
    #[error("refused: the highest sequence number is {0}")]
    SequenceUsed(u64),
    /// The revision is not above the newest one, which is this; or other bytes are stored as this one.
    #[error("refused: the newest revision is {0}")]
    RevisionUsed(u32),
    /// The database did not answer in time, or its disk is full, or it is damaged.
    #[error(transparent)]
    Database(#[from] sqlx::Error),
    /// A row is not of the form this code writes.
    #[error("a stored row is malformed")]
    Row,
}

impl StoreError {
    /// What the app is told.
    pub fn code(&self) -> ProblemCode {
        match self {
            Self::Refused(code) => *code,
            Self::SequenceUsed(_) => ProblemCode::SequenceUsed,
            Self::RevisionUsed(_) => ProblemCode::Conflict,
            Self::Database(sqlx::Error::PoolTimedOut) => ProblemCode::Busy,
            Self::Database(sqlx::Error::Database(fault)) => match fault.code().as_deref() {
                // SQLITE_BUSY, SQLITE_LOCKED and SQLITE_BUSY_SNAPSHOT; then SQLITE_FULL.
                Some("5" | "6" | "517") => ProblemCode::Busy,
                Some("13") => ProblemCode::Full,
                _ => ProblemCode::Internal,
            },
            Self::Database(_) | Self::Row => ProblemCode::Internal,
        }
    }
}

impl From<ProblemCode> for StoreError {
    fn from(code: ProblemCode) -> Self {
        Self::Refused(code)
    }
}

/// Whether a `PUT` stored something or found the same bytes already there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stored {
    /// False if the same bytes were there.
    pub new: bool,
    /// When they first arrived, UTC ms.
    pub received_at: i64,
}

/// A verified request of a person that changes something: its nonce is used up in the same transaction.
#[derive(Clone, Copy, Debug)]
pub struct Signed {
    /// Who signed.
    pub person: PersonId,
    /// Used once.
    pub nonce: [u8; 16],
    /// Server time, UTC ms.
    pub now: i64,
}

/// A worker as the deployer added them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Worker {
    /// Drawn when they were added.
    pub id: WorkerId,
    /// Also the name to sign in with.
    pub name: String,
    /// Key worker or peer worker.
    pub role: WorkerRole,
    /// May be empty.
    pub team: String,
}

/// The same name in any spelling of capitals and spaces.
pub fn sign_in_name(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// A new worker and their set-up link.
#[derive(Debug)]
pub struct NewWorker {
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
}

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
pub struct OpenIntroduction {
    /// The sealed card.
    pub card: Vec<u8>,
    /// UTC ms.
    pub ends_at: i64,
}

/// A person's acceptance.
#[derive(Debug)]
pub struct Claim {
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

/// What a withdrawal did.
#[derive(Clone, Copy, Debug)]
pub struct Withdrawn {
    /// UTC ms.
    pub deleted_at: i64,
    /// How many.
    pub envelopes: u64,
    /// UTC ms.
    pub worker_last_looked: Option<i64>,
}

/// One permission as a worker sees it.
#[derive(Debug)]
pub struct ConsentRow {
    /// Whose.
    pub person: PersonId,
    /// Which.
    pub consent: ConsentId,
    /// Newest revision.
    pub rev: u32,
    /// At the time asked.
    pub state: ConsentState,
    /// The signed record.
    pub bytes: Vec<u8>,
    /// UTC ms.
    pub received_at: i64,
}

/// One envelope as a worker sees it, without its bytes.
#[derive(Debug)]
pub struct ShareRow {
    /// Whose.
    pub person: PersonId,
    /// What.
    pub item: ItemId,
    /// Its revision.
    pub rev: u32,
    /// Its number.
    pub seq: u64,
    /// Under which permission.
    pub consent: ConsentId,
    /// UTC ms.
    pub received_at: i64,
    /// UTC ms.
    pub opened_at: Option<i64>,
}

/// Which envelope.
#[derive(Clone, Copy, Debug)]
pub struct ShareKey {
    /// Who shares.
    pub person: PersonId,
    /// With whom.
    pub worker: WorkerId,
    /// What.
    pub item: ItemId,
    /// Its revision.
    pub rev: u32,
}

/// One sealed reply.
#[derive(Debug)]
pub struct ReplyRow {
    /// Place in the inbox.
    pub n: u64,
    /// Which.
    pub id: ReplyId,
    /// From whom.
    pub from: WorkerId,
    /// Sealed.
    pub bytes: Vec<u8>,
    /// UTC ms.
    pub received_at: i64,
}

/// What a person's phone asks for.
#[derive(Debug)]
pub struct PersonInbox {
    /// New replies.
    pub replies: Vec<ReplyRow>,
    /// What was opened, and when.
    pub receipts: Vec<(ShareKey, i64)>,
    /// When each introduced worker's app last asked.
    pub looked: Vec<(WorkerId, i64)>,
    /// Every permission that is held.
    pub permissions: Vec<HeldPermission>,
}

/// One permission as its own person sees it, without its bytes.
#[derive(Debug)]
pub struct HeldPermission {
    /// Which.
    pub consent: ConsentId,
    /// For whom.
    pub to: WorkerId,
    /// Newest revision.
    pub rev: u32,
    /// When everything under it was deleted, UTC ms, if it was taken back.
    pub deleted_at: Option<i64>,
}

/// The newest revision of a permission, as signed.
#[derive(Debug)]
pub struct HeldRecord {
    /// The signed record.
    pub bytes: Vec<u8>,
    /// When everything under it was deleted, UTC ms, if it was taken back.
    pub deleted_at: Option<i64>,
}

/// A deployer's word that a pack's structure is that of their licensed sheet.
#[derive(Clone, Debug)]
pub struct PackConfirmation {
    /// SHA-256 of the file.
    pub pack_hash: [u8; 32],
    /// Who compared.
    pub by: String,
    /// The civil day.
    pub on: String,
    /// A demonstration's own.
    pub demo: bool,
}

/// Everything the server can be asked to remember or to tell. Times are UTC ms by the server's clock.
pub trait Store: Send + Sync {
    /// The organisation's id; `fresh` becomes it at the first start.
    fn organisation(&self, fresh: OrgId) -> Pending<'_, OrgId>;
    /// Can it write?
    fn ready(&self) -> Pending<'_, ()>;
    /// Forgets what has passed its time; how many rows.
    fn sweep(&self, now: i64) -> Pending<'_, u64>;
    /// Moves the log into the database file and empties it, so that deleted bytes are in neither. Best effort.
    fn checkpoint(&self) -> Pending<'_, ()>;
    /// Checkpoints and closes.
    fn close(&self) -> Pending<'_, ()>;

    /// Adds a worker; `Conflict` if the name is taken by one who has set up. One who has not gets a new link.
    fn add_worker(&self, new: NewWorker) -> Pending<'_, WorkerId>;
    /// Whose set-up link this is; `NotFound` if used, expired or unknown.
    fn set_up_worker(&self, token_hash: [u8; 32], now: i64) -> Pending<'_, Worker>;
    /// Uses the link up.
    fn finish_set_up(&self, set_up: SetUp) -> Pending<'_, ()>;
    /// Counts a try (`TooMany` at the sixth within a minute) and finds the account, if there is one.
    fn start_sign_in(&self, sign_in_name: String, now: i64) -> Pending<'_, Option<(WorkerId, Vec<u8>)>>;
    /// Keeps the state between the two messages.
    fn keep_attempt(&self, attempt: Attempt) -> Pending<'_, ()>;
    /// Takes it out; it is used once.
    fn take_attempt(&self, hash: [u8; 32], now: i64) -> Pending<'_, Option<Attempt>>;
    /// Opens a session; its stage follows from whether the account has a second factor.
    fn open_session(&self, worker: WorkerId, token_hash: [u8; 32], now: i64) -> Pending<'_, Stage>;
    /// The session of a cookie, if it has not ended; notes the use if the page that asks is its worker's.
    fn session(&self, token_hash: [u8; 32], page: Option<WorkerId>, now: i64) -> Pending<'_, Option<Session>>;
    /// Ends it.
    fn close_session(&self, token_hash: [u8; 32]) -> Pending<'_, ()>;
    /// Who a worker is.
    fn account(&self, worker: WorkerId) -> Pending<'_, Account>;
    /// Revision and bytes; 0 and nothing before the first.
    fn keyring(&self, worker: WorkerId) -> Pending<'_, (u64, Vec<u8>)>;
    /// Stores a keyring over the revision named; `KeyringMoved` if it is another.
    fn put_keyring(&self, worker: WorkerId, over: u64, bytes: Vec<u8>) -> Pending<'_, u64>;

    /// Keeps an introduction.
    fn make_introduction(&self, new: NewIntroduction) -> Pending<'_, Stored>;
    /// A worker's own, newest first.
    fn introductions(&self, worker: WorkerId, now: i64) -> Pending<'_, Vec<MadeIntroduction>>;
    /// An open one; uses nothing up.
    fn look_up_introduction(&self, locator: Locator, now: i64) -> Pending<'_, OpenIntroduction>;
    /// Accepts one: the person becomes known. Whose it was.
    fn claim_introduction(&self, claim: Claim) -> Pending<'_, WorkerId>;
    /// The key that checks a person's signatures, if they were introduced.
    fn person_key(&self, person: PersonId) -> Pending<'_, Option<[u8; 32]>>;

    /// Keeps the newest revision of a permission.
    fn put_consent(&self, signed: Signed, facts: ConsentFacts, bytes: Vec<u8>) -> Pending<'_, Stored>;
    /// A person's own permission of that name; `NotFound` for another's.
    fn consent(&self, person: PersonId, consent: ConsentId) -> Pending<'_, HeldRecord>;
    /// Ends a permission and deletes every envelope under it.
    fn withdraw(&self, signed: Signed, facts: ConsentFacts, bytes: Vec<u8>) -> Pending<'_, Withdrawn>;
    /// Keeps an envelope under a permission that holds.
    fn put_share(&self, signed: Signed, header: ShareHeader, bytes: Vec<u8>) -> Pending<'_, Stored>;
    /// The bytes, if the permission holds.
    fn share(&self, key: ShareKey, now: i64) -> Pending<'_, Vec<u8>>;
    /// What is shared with a worker now; notes that they looked.
    fn team_inbox(&self, worker: WorkerId, now: i64) -> Pending<'_, (Vec<ConsentRow>, Vec<ShareRow>)>;
    /// Notes what was opened.
    fn put_receipts(&self, opened: Vec<ShareKey>, now: i64) -> Pending<'_, ()>;
    /// Keeps a reply to somebody who accepted an introduction of this worker.
    fn put_reply(&self, header: ReplyHeader, bytes: Vec<u8>, now: i64) -> Pending<'_, Stored>;
    /// What is new for a person after the reply with this number.
    fn person_inbox(&self, person: PersonId, after: u64) -> Pending<'_, PersonInbox>;

    /// Keeps the next revision of a person's sealed backup in place of the one before.
    fn put_backup(&self, signed: Signed, rev: u32, bytes: Vec<u8>) -> Pending<'_, Stored>;
    /// The bytes of a person's backup.
    fn backup(&self, person: PersonId) -> Pending<'_, Vec<u8>>;
    /// Deletes it, if there is one.
    fn delete_backup(&self, signed: Signed) -> Pending<'_, ()>;

    /// All confirmations.
    fn pack_confirmations(&self) -> Pending<'_, Vec<PackConfirmation>>;
    /// Adds or replaces one.
    fn confirm_pack(&self, confirmation: PackConfirmation) -> Pending<'_, ()>;
}
