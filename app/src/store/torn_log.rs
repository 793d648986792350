//! What a full disk leaves behind in Chromium, and how it is mended.
//!
//! Chromium keeps IndexedDB in LevelDB. A write that finds the disk full leaves half a record at the end of LevelDB's
//! log. Chromium opens that log again and goes on behind it, says that later writes are complete, and at the next start
//! drops what stands behind the half record, or finds the log damaged and throws the whole database away. A battery that
//! runs flat leaves the same, and takes the sign of it along.
//!
//! So nothing is kept behind a log that this page did not renew. Deleting a database, however small, makes LevelDB put
//! all it holds in memory into a table, begin a new log and delete the old one; Chromium says that the database is
//! deleted once that is done (`kDeferredWithCompaction` in its backing store). Were the table refused, so would be every
//! write after it, hence a write that is complete stands in a new log.
use super::error::StoreError;
use crate::platform::note::LocalNote;
use crate::platform::{device, storage};
use indexed_db_futures::database::Database;
use std::cell::Cell;

/// The database that is made to be deleted; every database of an origin is in the same log.
const SIDE: &str = "waymark-log";
/// Room for the table that is made of a log: it holds 4 MiB (`write_buffer_size` in LevelDB's options.h).
const ROOM_BYTES: u32 = 6_000_000;

/// Whether Chromium's words tell of a full disk; the names of its errors do not. They are "FILE_ERROR_NO_SPACE",
/// "Encountered disk full while committing", "Encountered full disk while opening" and "Internal error opening backing
/// store", which may mean something else too.
pub(super) fn is_sign(message: &str) -> bool {
    ["NO_SPACE", "disk", "backing store"].iter().any(|sign| message.contains(sign))
}

/// The disk refused a write: the log may be torn.
pub(super) fn suspect() {
    LocalNote::Torn.write("1");
}

/// Whether it may be torn, since then or since an earlier page.
pub(super) fn is_suspected() -> bool {
    LocalNote::Torn.is_there()
}

/// Renews the log before the first write over a connection, where `sound` is not yet set, and after every sign of a full
/// disk. `DiskFull` if a sign was seen and there is no room: nothing was touched then, and nothing may be.
pub(super) async fn make_sound(sound: &Cell<bool>) -> Result<(), StoreError> {
    let suspected = is_suspected();
    if sound.get() && !suspected || !device::is_chromium() {
        return Ok(());
    }
    // What fits a torn log and not the disk would be the end of both.
    if suspected && !storage::has_room(ROOM_BYTES).await {
        return Err(StoreError::DiskFull);
    }
    match renew().await {
        Ok(()) => LocalNote::Torn.remove(),
        // Refused before anything was touched: without a sign it is only a precaution, and a browser that gives no more
        // room may still take a few words.
        Err(StoreError::Full) if !suspected => {}
        refused => return mark(refused),
    }
    sound.set(true);
    Ok(())
}

/// Takes a lost connection for a sign: the browser loses it when a write fails, and does not always say why.
pub(super) fn mark<T>(answer: Result<T, StoreError>) -> Result<T, StoreError> {
    if device::is_chromium() && answer.as_ref().is_err_and(StoreError::is_lost_connection) {
        suspect();
    }
    answer
}

async fn renew() -> Result<(), StoreError> {
    Database::open(SIDE).await?.close();
    Ok(Database::delete_by_name(SIDE)?.await?)
}
