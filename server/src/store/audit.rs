//! Who did what to whom, and whether it was done: ids that name nobody, no names and no content. Lines are only added;
//! the database itself refuses to change one, or to delete one before its day.

use domain::id::{PersonId, WorkerId};

use super::Outcome;

/// Who did it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// Whoever runs the server's commands.
    Deployer,
    /// A worker, signed in or with their set-up link.
    Worker(WorkerId),
    /// A person, by their signature.
    Person(PersonId),
    /// Somebody who did not prove who they are.
    Nobody,
}

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// A worker was added, or got a new set-up link.
    Added,
    /// A set-up link was used.
    SetUp,
    /// A password was proved, or was not.
    SignedIn,
    /// A session was ended by its worker.
    SignedOut,
    /// All other sessions were ended by their worker.
    SignedOutElsewhere,
    /// A recovery code was used.
    Recovered,
    /// A worker has another password.
    PasswordChanged,
    /// A worker has another app for one-time codes.
    CodesChanged,
    /// A worker has one passkey more.
    PasskeyAdded,
    /// A worker has one passkey less.
    PasskeyRemoved,
    /// A worker has another recovery code.
    RecoveryChanged,
    /// A worker has moved on.
    Ended,
    /// A worker's keys are lost: they were given a new account.
    Reset,
    /// A worker was given another role or team.
    RoleChanged,
    /// An older keyring of a worker was put back.
    KeyringPutBack,
    /// An introduction was made.
    Introduced,
    /// An introduction was accepted, or the proof was wrong.
    Accepted,
    /// A permission was given or changed.
    Permitted,
    /// A permission was taken back.
    TookBack,
    /// A worker opened something of a person for the first time.
    Opened,
    /// A worker sent a reply.
    Replied,
    /// A worker began to write down a check-in with a person.
    WroteDown,
    /// A person's phone has what was written down with them, or threw it away.
    WrittenTaken,
    /// A worker began a guest notebook, for somebody who has no app yet.
    GuestMade,
    /// Somebody who knows its words opened a guest notebook of a worker for the first time.
    GuestOpened,
    /// Such a one has it on their phone.
    GuestTaken,
    /// A worker said until when they are away.
    Away,
    /// A worker said that they are back.
    Back,
    /// A worker deleted what a person had shared with them, because somebody asked for it in the room.
    DeletedOnRequest,
    /// A sealed backup was deleted.
    BackupDeleted,
    /// A person was erased.
    Erased,
    /// What people read about the organisation, or the packs folder, was changed.
    Resettled,
}

impl Deed {
    /// As it is kept and printed.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::SetUp => "set-up",
            Self::SignedIn => "signed-in",
            Self::SignedOut => "signed-out",
            Self::SignedOutElsewhere => "signed-out-elsewhere",
            Self::Recovered => "recovered",
            Self::PasswordChanged => "password-changed",
            Self::CodesChanged => "codes-changed",
            Self::PasskeyAdded => "passkey-added",
            Self::PasskeyRemoved => "passkey-removed",
            Self::RecoveryChanged => "recovery-changed",
            Self::Ended => "ended",
            Self::Reset => "reset",
            Self::RoleChanged => "role-changed",
            Self::KeyringPutBack => "keyring-put-back",
            Self::Introduced => "introduced",
            Self::Accepted => "accepted",
            Self::Permitted => "permitted",
            Self::TookBack => "took-back",
            Self::Opened => "opened",
            Self::Replied => "replied",
            Self::WroteDown => "wrote-down",
            Self::WrittenTaken => "took-written",
            Self::GuestMade => "began-guest-notebook",
            Self::GuestOpened => "opened-guest-notebook",
            Self::GuestTaken => "took-guest-notebook",
            Self::Away => "away",
            Self::Back => "back",
            Self::DeletedOnRequest => "deleted-on-request",
            Self::BackupDeleted => "backup-deleted",
            Self::Erased => "erased",
            Self::Resettled => "changed-settings",
        }
    }
}

/// One line to add.
#[derive(Clone, Copy, Debug)]
pub struct AuditLine {
    /// Server time, UTC ms.
    pub at: i64,
    /// Who.
    pub by: Actor,
    /// What.
    pub deed: Deed,
    /// The id of the worker or person it was done to, if another.
    pub about: Option<[u8; 16]>,
    /// False if it was refused.
    pub done: bool,
}

/// One line as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditRow {
    /// Server time, UTC ms.
    pub at: i64,
    /// `deployer`, `worker`, `person` or `nobody`.
    pub actor: String,
    /// Which worker or person.
    pub by: Option<[u8; 16]>,
    /// See [`Deed::as_str`].
    pub deed: String,
    /// To whom.
    pub about: Option<[u8; 16]>,
    /// `done` or `refused`.
    pub outcome: String,
}

/// The audit log.
pub trait Audit {
    /// Adds a line for what changes nothing else, such as a refusal.
    async fn add_audit_line(&self, line: AuditLine) -> Outcome<()>;
    /// All lines after the one with this number, oldest first, at most 1,000, each with its number.
    async fn audit_after(&self, n: i64) -> Outcome<Vec<(i64, AuditRow)>>;
}
