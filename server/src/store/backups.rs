//! One sealed backup a person.

use domain::id::PersonId;

use super::{Outcome, Signed, Stored};

/// What is kept of backups.
pub trait Backups {
    /// Keeps the next revision of a person's sealed backup in place of the one before.
    async fn put_backup(&self, signed: Signed, rev: u32, bytes: Vec<u8>) -> Outcome<Stored>;
    /// The bytes of a person's backup.
    async fn backup(&self, person: PersonId) -> Outcome<Vec<u8>>;
    /// Deletes it, if there is one.
    async fn delete_backup(&self, signed: Signed) -> Outcome<()>;
}
