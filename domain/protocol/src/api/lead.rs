//! What a team lead's page sends and gets: the team's accounts, never a person's name and never an envelope. To anybody
//! but a lead each of these routes is 404 `not-found`.

use serde::{Deserialize, Serialize};

use crate::id::WorkerId;
use crate::role::Role;
use crate::time::Day;

/// `GET /v1/team`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TeamReply {
    /// Everybody, those whose account was ended included, in the order they were added.
    pub workers: Vec<TeamWorkerReply>,
    /// What roles are called here, as the deployer keeps it, by name.
    pub role_names: Vec<RoleNameReply>,
}

/// One worker of the team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TeamWorkerReply {
    /// The account's id.
    pub worker_id: WorkerId,
    /// Their name, also the name to sign in with.
    pub name: String,
    /// The kind of their role.
    pub role: Role,
    /// What their role is called; empty where it is called by its kind.
    pub called: String,
    /// Team, may be empty.
    pub team: String,
    /// Whether the account was set up.
    pub set_up: bool,
    /// Until when their set-up link works, UTC ms, while it was not used.
    pub link_ends: Option<i64>,
    /// When their app last asked what is shared with them, UTC ms.
    pub last_looked: Option<i64>,
    /// When a recovery code of theirs was last used, UTC ms.
    pub recovered: Option<i64>,
    /// When the account was ended, UTC ms.
    pub ended: Option<i64>,
    /// The account that took the place of this one, where the keys were lost.
    pub new_start: Option<WorkerId>,
    /// Their last day away, if they said one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub away: Option<Day>,
    /// What ending the account now would end and delete.
    pub touches: TouchesReply,
}

/// What ending an account ends and deletes, in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TouchesReply {
    /// Sessions.
    pub sessions: u64,
    /// Introductions that nobody has accepted.
    pub introductions: u64,
    /// People whose permission for them holds today.
    pub people: u64,
    /// Sealed shares.
    pub shares: u64,
}

/// What the deployer calls a role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoleNameReply {
    /// As people read it.
    pub name: String,
    /// Its kind.
    pub role: Role,
}

/// `POST /v1/team`: adds a worker. 409 `conflict` if the name is taken by one who has set up; one who has not gets a new
/// link, and the role and team that are said here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AddWorkerRequest {
    /// As people will read it; at most 100 letters.
    pub name: String,
    /// The kind of their role.
    pub role: Role,
    /// One of the deployer's names of that kind, or empty.
    pub called: String,
    /// Team, may be empty.
    pub team: String,
}

/// `PUT /v1/team/{worker}`: 204. 409 `own-account` for a lead who would be none any more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChangeWorkerRequest {
    /// The kind of their role from now on.
    pub role: Role,
    /// One of the deployer's names of that kind, what the role is called already, or empty.
    pub called: String,
    /// Team, may be empty.
    pub team: String,
}

/// Reply where a set-up link was made: to `POST /v1/team`, `…/link` (409 `conflict` if the account was set up) and
/// `…/reset` (409 `conflict` if it was not, 409 `own-account` for the lead's own). The server keeps a hash alone: this is
/// the only time that the link is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SetUpLinkReply {
    /// Whose account it sets up; after a reset a new one.
    pub worker_id: WorkerId,
    /// The whole link. It works once.
    pub link: String,
    /// And until then, UTC ms.
    pub ends: i64,
}
