//! What a full disk leaves behind in Chromium, and how it is mended.
//!
//! Chromium keeps IndexedDB in LevelDB. A write that finds the disk full leaves half a record at the end of LevelDB's
//! log. Chromium goes on behind it and says that later writes are complete, but at the next start it finds the log
//! damaged and throws the whole database away. So after such a refusal nothing is written until there is room for a new
//! log: once more was written than LevelDB's memory table holds, it begins one and deletes the torn one. No other
//! browser gives the sign that leads here.
use super::error::StoreError;
use super::schema::current::META;
use super::transaction;
use crate::platform::note::LocalNote;
use crate::platform::random::SystemEntropy;
use domain::entropy::Entropy;
use indexed_db_futures::database::Database;
use indexed_db_futures::prelude::*;
use js_sys::Uint8Array;

/// Room for what a new log takes, twice: the log, and the table that is made of it.
const ROOM_BYTES: u32 = 12_000_000;
/// In `META`: what is written for its length alone. One of them takes the place of the large one that looks for room.
const PIECE: &str = "piece-";
/// Small enough to stand in the log itself: Chromium puts values of 64 KiB and more into files of their own.
const PIECE_BYTES: usize = 60_000;
/// Pieces of one transaction.
const PIECES: usize = 16;
/// The round that takes everything away. The five before it write 4.8 MB: LevelDB's memory table holds 4 MiB
/// (`write_buffer_size` in its options.h).
const LAST: usize = 6;

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

/// With enough room there is a new log afterwards; without it nothing was touched.
pub(super) async fn renew(open: &Database) -> Result<(), StoreError> {
    // Random, because LevelDB would squeeze anything else.
    let mut piece = vec![0; PIECE_BYTES];
    SystemEntropy.fill(&mut piece);
    let piece = Uint8Array::from(piece.as_slice());
    for round in 0..=LAST {
        let tx = transaction::begin_write(open, vec![META])?;
        let done = tx.on_done()?;
        let meta = tx.object_store(META)?;
        if round == 0 {
            transaction::put(&meta, &format!("{PIECE}0"), &Uint8Array::new_with_length(ROOM_BYTES))?;
        } else {
            for n in 0..PIECES {
                let key = format!("{PIECE}{n}");
                if round < LAST {
                    transaction::put(&meta, &key, &piece)?;
                } else {
                    meta.delete(key).primitive()?;
                }
            }
        }
        match transaction::finish(&tx, done).await {
            // A value this large goes into a file before the log hears of it, so its refusal tears nothing.
            Err(_) if round == 0 => return Err(StoreError::DiskFull),
            answer => answer?,
        }
    }
    LocalNote::Torn.remove();
    Ok(())
}
