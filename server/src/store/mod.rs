//! What the server remembers: one trait for each thing it keeps, whose methods are whole use cases, each in one
//! transaction.
//!
//! In: values already parsed and verified. Out: facts for a reply. What can fail: [`StoreError`]. Times are UTC ms by the
//! server's clock. No SQL stands outside this folder, and nothing a second server process would need to know lives only
//! in memory.
#![expect(
    async_fn_in_trait,
    reason = "all of them are called on the one type `Store`, whose futures are known to be Send"
)]

mod accounts;
mod audit;
mod away;
mod backups;
mod consents;
mod drafts;
mod factors;
mod guests;
mod health;
mod inbox;
mod introductions;
mod keyring;
mod on_request;
mod organisation;
mod packs;
mod people;
mod receipts;
mod replies;
mod retention;
mod sessions;
mod shares;
pub mod sqlite;
mod team;
mod written;

use domain::{api::ProblemCode, id::PersonId};

pub use accounts::{Account, Accounts, ListedWorker, NewWorker, SetUp, Worker, sign_in_name};
pub use audit::{Actor, Audit, AuditLine, AuditRow, Deed};
pub use away::Away;
pub use backups::Backups;
pub use consents::{Consents, HeldRecord, Withdrawn};
pub use drafts::Drafts;
pub use factors::{
    Change, Factor, Factors, HeldFactors, KeptPasskey, NewCodes, NewPasskey, NewPassword, NewRecovery, OpenSession,
    Recoverable, Recovery,
};
pub use guests::{Guests, KeptGuest, NewGuest, OpenedGuest};
pub use health::{Condition, Health};
pub use inbox::{ConsentRow, HeldPermission, Inboxes, PersonInbox, ReplyRow, ShareRow, TeamInbox, Touch};
pub use introductions::{Claimed, FoundIntroduction, Introductions, MadeIntroduction, NewClaim, NewIntroduction};
pub use keyring::{KeptKeyring, Keyrings};
pub use on_request::OnRequest;
pub use organisation::{Contact, Deployment, Organisation};
pub use packs::{PackConfirmation, Packs};
pub use people::{ErasedRows, People};
pub use receipts::Receipts;
pub use replies::Replies;
pub use retention::{Retention, Wiped};
pub use sessions::{Attempt, Begun, Session, Sessions};
pub use shares::{ShareKey, Shares};
pub use sqlite::WithoutLedger;
pub use team::{NewLink, RoleName, Standing, TeamAccounts, Touches};
pub use written::{KeptWritten, NewWritten, WrittenCheckIns, WrittenRow};

/// The store of this server: what implements all the traits of this folder.
pub type Store = sqlite::SqliteStore;

/// What a use case answers.
pub type Outcome<T> = Result<T, StoreError>;

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
    /// Others are being served, and it did not come to this one's turn.
    #[error("the store did not answer in time")]
    Busy,
    /// What lies under the database's name is not what was opened.
    #[error(
        "the database file was moved, deleted or replaced while the server ran, and what is stored now will be lost: \
         stop the server, put the file back with its -wal and FILE.opaque, and start it again"
    )]
    Replaced,
    /// There is no room for it.
    #[error("the disk is full")]
    Full,
    /// Somebody else changed what this one had read: the same again may well succeed.
    #[error("the store changed meanwhile")]
    Retry,
    /// Anything else that befell the database: its own words, which never hold a value.
    #[error(transparent)]
    Other(Box<dyn std::error::Error + Send + Sync>),
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
            Self::Busy | Self::Retry => ProblemCode::Busy,
            Self::Full => ProblemCode::Full,
            Self::Other(_) | Self::Row | Self::Replaced => ProblemCode::Internal,
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
