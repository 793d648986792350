//! Room on the disk for one more answer: bytes that are given up when the browser says that there is no more.
use super::error::StoreError;
use super::schema::current::{META, RESERVE};
use super::transaction;
use crate::platform::events::leaving;
use crate::platform::random::SystemEntropy;
use domain::entropy::Entropy;
use futures_util::future::{Either, select};
use indexed_db_futures::database::Database;
use indexed_db_futures::prelude::*;
use js_sys::Uint8Array;
use std::pin::pin;

/// Given up when the disk is full, so that the answer on the screen still fits (small writes work after a quota
/// abort; 256 KiB is some hundred records).
const BYTES: usize = 256 * 1024;

/// Sets the room aside if it is not there. A page that is left meanwhile takes this back: WebKit sometimes goes on
/// holding the store for a page that went away within so large a write, and then no later page can read it.
pub(super) async fn keep(open: &Database) -> Result<(), StoreError> {
    match select(pin!(put(open)), pin!(leaving())).await {
        Either::Left((kept, _)) => kept,
        // Undone as it is dropped. The next page sets it aside.
        Either::Right(_) => Ok(()),
    }
}

async fn put(open: &Database) -> Result<(), StoreError> {
    let (tx, done) = transaction::begin_write(open, vec![META])?;
    let meta = tx.object_store(META)?;
    if transaction::get(&meta, RESERVE).await?.is_some() {
        return transaction::finish(&tx, done).await;
    }
    // Random, because the browser would squeeze zeroes to nothing.
    let mut reserve = vec![0; BYTES];
    SystemEntropy.fill(&mut reserve);
    transaction::put(&meta, RESERVE, &Uint8Array::from(reserve.as_slice()))?;
    transaction::finish(&tx, done).await
}

/// Gives the room up.
pub(super) async fn give_up(open: &Database) -> Result<(), StoreError> {
    let (tx, done) = transaction::begin_write(open, vec![META])?;
    tx.object_store(META)?.delete(RESERVE).primitive()?;
    transaction::finish(&tx, done).await
}
