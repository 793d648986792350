//! The only wire types: every path, every `*Request` and `*Reply`, every problem code, on both origins.
//!
//! In and out: JSON, except signed and sealed bytes, which are the whole body of a `PUT` or `POST` as received
//! (`application/cbor`, `application/octet-stream`). Byte strings inside JSON are base64url without padding; ids are
//! lower-case hex; moments are UTC milliseconds. Unknown JSON fields are refused.
//! What can fail: every refusal is an RFC 9457 problem (`application/problem+json`), see [`Problem`].

use base64ct::{Base64UrlUnpadded, Encoding};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

mod account;
mod helping;
mod lead;
pub mod path;
mod person;
mod problem;
mod team;

pub use account::*;
pub use helping::*;
pub use lead::*;
pub use person::*;
pub use problem::{Problem, ProblemCode};
pub use team::*;

/// Longest body of any request but a backup, bytes: an envelope of 72 KiB with room to spare.
pub const BODY_LIMIT_BYTES: usize = 96 * 1024;
/// Longest body of the one route that takes a backup, bytes.
pub const BACKUP_LIMIT_BYTES: usize = crate::backup::BACKUP_LIMIT;
/// Header with a person's signature over the request.
pub const AUTH_HEADER: &str = "Waymark-Auth";
/// Header every request of the team's app that changes something carries, with the value `1`: no form can send it.
pub const TEAM_HEADER: &str = "Waymark-Team";
/// Header every request of the team's app after the password proof carries: the id of the worker whose page it is. The
/// browser's cookie may be another worker's by then; such a request is refused before anything is read or written.
pub const WORKER_HEADER: &str = "Waymark-Worker";
/// Header every request that a person signs carries: which form of the inbox's reply the phone reads. An app refuses fields
/// that it does not know, and one that sends no such header gets none that came later.
pub const READS_HEADER: &str = "Waymark-Reads";
/// What this version sends in it: it knows who is away, what was deleted on request (2), and what a helper wrote down with
/// the person (3).
pub const READS: u8 = 3;
/// Media type of signed records.
pub const CBOR: &str = "application/cbor";
/// Media type of sealed bytes.
pub const OCTETS: &str = "application/octet-stream";
/// Media type of every refusal.
pub const PROBLEM: &str = "application/problem+json";

/// Bytes of any length; base64url in JSON.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Bytes(pub Vec<u8>);

impl Serialize for Bytes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&Base64UrlUnpadded::encode_string(&self.0))
    }
}

impl<'de> Deserialize<'de> for Bytes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Base64UrlUnpadded::decode_vec(&text).map(Self).map_err(|_| D::Error::custom("not base64url"))
    }
}

impl From<Vec<u8>> for Bytes {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
}

/// Exactly 32 bytes, a key, a hash or a MAC; base64url in JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Bytes32(pub [u8; 32]);

impl Serialize for Bytes32 {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&Base64UrlUnpadded::encode_string(&self.0))
    }
}

impl<'de> Deserialize<'de> for Bytes32 {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let bytes = Bytes::deserialize(deserializer)?;
        bytes.0.try_into().map(Self).map_err(|_| D::Error::custom("not 32 bytes"))
    }
}

impl From<[u8; 32]> for Bytes32 {
    fn from(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}
