//! The seam under the store: sealed rows in, sealed rows out. `indexed` keeps them in the browser, `memory` in memory,
//! and one suite of tests runs on both.
use super::aside::About;
use super::error::StoreError;
use super::ledger::Head;
use super::lock::{LockRow, NewLock};
use domain::seal::at_rest::RecordKey;
use std::any::Any;
use std::pin::Pin;

/// An answer that a page waits for; the app has one thread.
pub type Pending<'a, T> = Pin<Box<dyn Future<Output = Result<T, StoreError>> + 'a>>;

/// One sealed record where it lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// A name of `schema::STORES`.
    pub store: &'static str,
    /// A key that says nothing; see `at_rest::row_key`.
    pub key: [u8; 16],
    /// The sealed record.
    pub bytes: Vec<u8>,
}

/// Everything that is kept, with the head of the same moment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Contents {
    /// `None` before the first commit.
    pub head: Option<Head>,
    /// In no particular order.
    pub rows: Vec<Row>,
}

/// One commit: all of it happens, or none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    /// The head this commit was made from. Another one in the store means that another tab wrote first.
    pub expected: Head,
    /// The head afterwards.
    pub next: Head,
    /// Rows to put.
    pub puts: Vec<Row>,
    /// Rows to delete.
    pub deletes: Vec<(&'static str, [u8; 16])>,
}

/// How the record key lies here.
#[derive(Debug, Clone)]
pub enum Kept {
    /// Under the device key alone.
    Open(RecordKey),
    /// The same, made this moment: nothing lies under it yet.
    Made(RecordKey),
    /// Under what the person knows, too.
    Locked(LockRow),
}

/// All rows sealed anew, and the key they are sealed under from now on.
#[derive(Debug, Clone)]
pub struct Rekey {
    /// Deletes every old row that was sealed anew and puts the new ones.
    pub batch: Batch,
    /// The new record key.
    pub key: RecordKey,
    /// The lock it lies under; `None` for the device key alone.
    pub lock: Option<NewLock>,
    /// What goes aside in the same transaction, with the keys that are here now. Fails with `AsideTaken` if there is a
    /// set already.
    pub aside: Option<SetAside>,
}

/// Rows to set aside.
#[derive(Debug, Clone)]
pub struct SetAside {
    /// What is known of them.
    pub about: About,
    /// The rows as they lie here.
    pub rows: Vec<Row>,
}

/// A place that keeps sealed rows.
pub trait Rows {
    /// The record key. The first time, `fresh` becomes it. Fails with `KeyLost` if there are rows and no key.
    fn key(&self, fresh: RecordKey) -> Pending<'_, Kept>;

    /// Everything that is kept, read in one transaction.
    fn read(&self) -> Pending<'_, Contents>;

    /// Carries out a batch in one transaction. It is safe to repeat: a head that is already `next` means that the
    /// batch was kept and only the confirmation got lost. Fails with `ChangedElsewhere` on any other head.
    fn write(&self, batch: Batch) -> Pending<'_, ()>;

    /// Itself, from which [`super::vault`] finds the rest of what it can do.
    fn as_any(&self) -> &dyn Any;
}
