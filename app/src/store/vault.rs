//! What a place of rows does seldom: locks, keys that change, what stands aside, deleting everything. Apart from `Rows`,
//! because a phone fetches this code with the first screen that asks for it and not with the first screen of all.
use super::aside::{About, Aside};
use super::error::StoreError;
use super::indexed::IndexedRows;
use super::lock::LockRow;
use super::memory::MemoryRows;
use super::rows::{Pending, Rekey, Row, Rows};
use domain::seal::Secret;
use domain::seal::at_rest::RecordKey;

/// A place whose keys can be changed and whose rows can be set aside.
pub trait Vault {
    /// The record key out of a lock; `None` if `under` does not open it.
    fn unlock(&self, row: LockRow, under: Secret<32>) -> Pending<'_, Option<RecordKey>>;

    /// Changes rows and key in one transaction, under a device key that is new as well: whatever the browser still
    /// keeps of the old ones opens nothing that is written from now on. Answers the new lock as it lies.
    fn rekey(&self, rekey: Rekey) -> Pending<'_, Option<LockRow>>;

    /// What stands aside, if anything does.
    fn aside(&self) -> Pending<'_, Option<Aside>>;

    /// The rows that stand aside and the key they are sealed under; `None` if there are none, or `under` does not open
    /// their lock. Fails with `KeyLost` if there is no key to open.
    fn open_aside(&self, under: Option<Secret<32>>) -> Pending<'_, Option<(RecordKey, Vec<Row>)>>;

    /// Notes what is known of the set anew, if there is one.
    fn note_aside(&self, about: About) -> Pending<'_, ()>;

    /// Deletes what stands aside, keys included.
    fn drop_aside(&self) -> Pending<'_, ()>;

    /// Deletes everything, keys and what stands aside included.
    fn erase(&self) -> Pending<'_, ()>;
}

/// The same place, with all it can do. A trait object of `Rows` that held these as well would bring them all along.
pub(super) fn vault(rows: &dyn Rows) -> Result<&dyn Vault, StoreError> {
    let any = rows.as_any();
    let indexed = any.downcast_ref::<IndexedRows>().map(|rows| rows as &dyn Vault);
    indexed.or_else(|| any.downcast_ref::<MemoryRows>().map(|rows| rows as &dyn Vault)).ok_or(StoreError::Closed)
}
