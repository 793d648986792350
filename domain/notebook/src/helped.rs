//! Who helped with a check-in, and how: part of the record for good, shown to the person and, where the check-in is
//! shared, to the worker. The answers are the person's own all the same: nobody answers for them.

use crate::check_in::{Company, Draft};
use crate::id::{CheckInId, GuestPlace, WorkerId, WrittenId};
use crate::role::Role;
use crate::stored::{from_bytes, stored_choice, stored_enum, stored_struct, to_bytes};
use crate::time::{Moment, Stamp};

/// The longest words that are noted as agreed, bytes.
pub const AGREED_LIMIT: usize = 1000;

/// Who helped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Helper {
    /// A worker of the team, by the kind of their role.
    KeyWorker,
    /// One who helps from their own experience.
    PeerWorker,
    /// The team's lead.
    Lead,
    /// Somebody close.
    FamilyOrFriend,
    /// Anybody else.
    SomeoneElse,
}

impl From<Role> for Helper {
    fn from(role: Role) -> Self {
        match role {
            Role::KeyWorker => Self::KeyWorker,
            Role::PeerWorker => Self::PeerWorker,
            Role::Lead => Self::Lead,
        }
    }
}

/// Who tapped or typed the answers in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TypedBy {
    /// The person.
    Person,
    /// The helper, as the person said or wrote them.
    Helper,
}

/// What was read out before a check-in over the telephone, and agreed to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agreed {
    /// Which version of the script.
    pub version: u16,
    /// Word for word; at most [`AGREED_LIMIT`] bytes.
    pub words: String,
    /// When.
    pub at: Stamp,
}

/// What a check-in says of the help with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Helped {
    /// Who.
    pub helper: Helper,
    /// What their role is called in the team; empty where it is called by its kind.
    pub called: String,
    /// Their name, only where the person wants it to stand there.
    pub name: Option<String>,
    /// Whose hand it was.
    pub typed_by: TypedBy,
    /// What was agreed on the telephone.
    pub agreed: Option<Agreed>,
}

/// How a check-in came to this phone that a helper wrote down elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CameBy {
    /// From a worker whom the person has met, into the inbox.
    Inbox {
        /// Who.
        worker: WorkerId,
        /// Under which name at the server.
        written: WrittenId,
    },
    /// By claim words.
    ClaimWords {
        /// Where it waited.
        place: GuestPlace,
        /// When somebody else may have opened them before, by the server's clock.
        opened_before: Option<Moment>,
    },
}

/// What a phone keeps of a check-in that a helper wrote down, until the person has decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenBy {
    /// The way.
    pub came: CameBy,
    /// Its revision, one more with each answer.
    pub rev: u32,
    /// When the last of it was written.
    pub at: Stamp,
    /// Whether the helper came to the end.
    pub finished: bool,
    /// Whether the person goes on with it themselves: it is a draft like any other, and no revision replaces it.
    pub taken_over: bool,
}

/// What travels sealed: the draft, and how far it has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenDown {
    /// The answers so far. [`Draft::written`] says nothing in it.
    pub draft: Draft,
    /// When the last of it was written.
    pub at: Stamp,
    /// Whether the helper came to the end.
    pub finished: bool,
}

impl WrittenDown {
    /// The draft as a phone keeps it until the person has decided: under a name of its own, the same on each of the
    /// person's phones, so that it is kept once.
    #[must_use]
    pub fn arrived(self, came: CameBy, rev: u32) -> Draft {
        let Self { draft, at, finished } = self;
        let id = match came {
            CameBy::Inbox { written, .. } => CheckInId::of_written(written),
            CameBy::ClaimWords { place, .. } => CheckInId::of_guest(place),
        };
        Draft { id, written: Some(WrittenBy { came, rev, at, finished, taken_over: false }), ..draft }
    }

    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        to_bytes(self)
    }

    pub(crate) fn parse(bytes: &[u8]) -> Option<Self> {
        let fits = |it: &Self| {
            let agreed = it.draft.helped.as_ref().and_then(|it| it.agreed.as_ref());
            it.draft.written.is_none() && agreed.is_none_or(|it| it.words.len() <= AGREED_LIMIT)
        };
        from_bytes(bytes).filter(fits)
    }
}

impl Draft {
    /// Whether a helper wrote it down and the person has not decided about it.
    #[must_use]
    pub fn waits(&self) -> bool {
        self.written.as_ref().is_some_and(|it| !it.taken_over)
    }

    /// Whether somebody reads the statements out.
    #[must_use]
    pub fn is_read_out(&self) -> bool {
        matches!(self.company, Some(Company::ReadToMe | Company::OverThePhone))
    }
}

stored_choice!(Helper { KeyWorker = 0, PeerWorker = 1, Lead = 2, FamilyOrFriend = 3, SomeoneElse = 4 });
stored_choice!(TypedBy { Person = 0, Helper = 1 });
stored_struct!(Agreed { version, words, at });
stored_struct!(Helped { helper, called, name, typed_by, agreed });
stored_enum!(CameBy { 0 = Inbox { worker: worker, written: written }, 1 = ClaimWords { place: place, opened_before: opened_before } });
stored_struct!(WrittenBy { came, rev, at, finished, taken_over });
stored_struct!(WrittenDown { draft, at, finished });
