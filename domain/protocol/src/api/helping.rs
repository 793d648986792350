//! What is sent where a worker helps with a check-in, apart from sealed bytes.

use serde::{Deserialize, Serialize};

use super::{Bytes, Bytes32, PackReply};

/// `PUT /v1/guests/{place}`: 201 the first time, 200 for a newer revision and for the same bytes again. 409 `conflict` for an
/// older revision, for another proof, and where another worker writes there; 410 `taken` once the person has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GuestRequest {
    /// SHA-256 of what shows that the claim words are known.
    pub proof_hash: Bytes32,
    /// Sealed under the claim words, as [`crate::guest`] says; at most [`crate::guest::GUEST_LIMIT`].
    pub sealed: Bytes,
}

/// Reply to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GuestReply {
    /// The last moment it is kept, UTC ms: [`crate::guest::WAITS_DAYS`] days after it was first kept.
    pub ends: i64,
}

/// `POST /v1/guests/{place}/open` and `…/taken`. A place that is not there, a wrong proof, one that is taken and one whose
/// days are over get the same 404, and count: after ten of them in an hour from one network 429 `too-many`. Nothing is ever
/// deleted for a wrong one. `taken` answers 204, the same again too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GuestProofRequest {
    /// The server holds its SHA-256.
    pub proof: Bytes32,
}

/// Reply to the opening.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GuestOpenedReply {
    /// As it was sealed.
    pub sealed: Bytes,
    /// When this revision arrived, UTC ms.
    pub stored_at: i64,
    /// The last moment it is kept, UTC ms.
    pub ends: i64,
    /// When it was first opened, UTC ms, if it was opened before.
    pub opened_before: Option<i64>,
}

/// `GET /v1/packs` on the team origin.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TeamPacksReply {
    /// The organisation's instruments.
    pub packs: Vec<PackReply>,
}
