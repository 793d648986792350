//! What a commit does with records, and what each is kept under.

use super::table::{Record, StoreName};
use crate::instrument::{PackHash, hash_of};
use crate::stored::{from_bytes, to_bytes};

/// The key of a record of which there is only one.
pub const ONLY: [u8; 16] = [0; 16];

/// One change to the records; a commit is a list of them, all or none.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(clippy::large_enum_variant, reason = "nearly every change is a Put")]
pub enum Change {
    /// Adds the record or replaces the one with its key.
    Put(Record),
    /// Removes the record with that key, if there is one.
    Delete(StoreName, [u8; 16]),
}

impl Change {
    /// The store it changes.
    #[must_use]
    pub const fn store(&self) -> StoreName {
        match self {
            Self::Put(record) => record.store(),
            Self::Delete(store, _) => *store,
        }
    }
}

/// A pack's key: the first half of the hash of its file.
#[must_use]
pub fn pack_key(hash: &PackHash) -> [u8; 16] {
    let mut key = [0; 16];
    key.copy_from_slice(&hash.as_bytes()[..16]);
    key
}

/// A scrap's key: the first half of the hash of where it is being written.
#[must_use]
pub fn scrap_key(place: &str) -> [u8; 16] {
    pack_key(&hash_of(place.as_bytes()))
}

impl Record {
    /// The bytes to seal and store: record schema 1.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        to_bytes(self)
    }

    /// Reads what [`Self::to_bytes`] wrote; anything else is `None`.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        from_bytes(bytes)
    }
}
