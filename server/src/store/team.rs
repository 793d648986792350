//! The team's accounts as a lead or the deployer looks after them.

use domain::{id::WorkerId, role::Role};

use super::{Actor, Outcome};

/// The kind of a worker's role, what it is called, and their team.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The kind.
    pub role: Role,
    /// One of the deployer's names of that kind; empty where it is called by its kind.
    pub called: String,
    /// May be empty.
    pub team: String,
}

/// What the deployer calls a role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleName {
    /// As people read it.
    pub name: String,
    /// Its kind.
    pub role: Role,
}

/// What ending an account ends and deletes, in rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Touches {
    /// Sessions.
    pub sessions: u64,
    /// Open introductions.
    pub introductions: u64,
    /// People whose permission for them holds.
    pub people: u64,
    /// Sealed shares to them.
    pub envelopes: u64,
}

/// Who sets up again, and by which link.
#[derive(Debug)]
pub struct NewLink {
    /// Whose.
    pub worker: WorkerId,
    /// SHA-256 of the link's token.
    pub token_hash: [u8; 32],
    /// Server time, UTC ms.
    pub now: i64,
    /// The link works until then, UTC ms.
    pub ends_at: i64,
}

/// What may be done about the team's accounts. `by` is the deployer or a lead; a lead who is none any more is answered
/// with `NotFound`, as is whoever asks about somebody who does not work here.
pub trait TeamAccounts {
    /// Who signs in by this name; `NotFound` where nobody of that name works here.
    async fn find_worker(&self, sign_in_name: String) -> Outcome<WorkerId>;
    /// Whether a worker is a lead and works here.
    async fn is_lead(&self, worker: WorkerId) -> Outcome<bool>;
    /// A new link for one who has not set up; `Conflict` for one who has.
    async fn renew_link(&self, by: Actor, link: NewLink) -> Outcome<()>;
    /// A worker has moved on: no session, sign-in, link, keyring, open introduction or envelope of theirs is left, and
    /// nothing new reaches them. `OwnAccount` where a lead would end themselves. What was ended.
    async fn end_worker(&self, by: Actor, worker: WorkerId, now: i64) -> Outcome<Touches>;
    /// A worker's keys are lost: their account ends as by [`Self::end_worker`], and one with the id `anew` takes its place,
    /// with the same name, role and team, to be set up from the link. `Conflict` for one who has not set up, whose keys
    /// were never made.
    async fn reset_worker(&self, by: Actor, anew: WorkerId, link: NewLink) -> Outcome<Touches>;
    /// Another role and team; `OwnAccount` where a lead would be none any more, `Malformed` for a name of a role that is
    /// not kept.
    async fn change_standing(&self, by: Actor, worker: WorkerId, standing: Standing, now: i64) -> Outcome<()>;
    /// What roles are called here, by name.
    async fn role_names(&self) -> Outcome<Vec<RoleName>>;
    /// Keeps names of roles, each with its kind, or forgets it where there is none. Whoever bears it goes on to.
    async fn keep_role_names(&self, names: Vec<(String, Option<Role>)>, now: i64) -> Outcome<()>;
}
