//! Moving the write-ahead log into the file, and who stands in the way.
//!
//! It has a connection of its own that waits a quarter of a second: a reader that will not let go of the log must not
//! keep everybody who writes waiting, and whoever took something back must not be told that it has left the disk.

use std::{os::unix::fs::MetadataExt, time::Duration};

use super::*;
use crate::beside::beside;

/// How long a checkpoint waits for readers, and keeps writers waiting.
pub(super) const PATIENCE: Duration = Duration::from_millis(250);

/// SQLite's locks of readers, as bytes of the `-shm` file: WAL_READ_LOCK(0) to (4).
const READ_LOCKS: std::ops::RangeInclusive<u64> = 123..=127;

impl SqliteStore {
    /// Empties the log. What had been taken back by then is marked as having left the disk.
    pub(super) async fn empty_log(&self) -> Outcome<Wiped> {
        let left: Vec<(Vec<u8>, Vec<u8>)> = sqlx::query_as(LEAVING).fetch_all(&self.keeper).await?;
        let wiped = self.checkpoint().await;
        // What could not be tried, on a full disk say, may be there still; a reader is not to blame for that.
        self.wiped.store(matches!(wiped, Ok(Wiped::Gone)), Ordering::Relaxed);
        let wiped = wiped?;
        self.leaving.store(wiped == Wiped::Held, Ordering::Relaxed);
        if wiped == Wiped::Held {
            tracing::warn!(
                held_by = self.log_holder().unwrap_or_default(),
                "a reader holds the log open: what was taken back is out of the database and not yet off the disk"
            );
            return Ok(wiped);
        }
        if left.is_empty() {
            return Ok(wiped);
        }
        let mut tx = self.begin().await?;
        for (person, consent) in left {
            let mark = "UPDATE consents SET left_disk = 1 WHERE person_id = $1 AND consent_id = $2
                AND deleted_at IS NOT NULL";
            sqlx::query(mark).bind(person).bind(consent).execute(&mut *tx).await?;
        }
        tx.commit().await?;
        Ok(wiped)
    }

    /// SQLite answers with a row, not with an error, when somebody is in the way.
    async fn checkpoint(&self) -> Outcome<Wiped> {
        let row: Result<(i64, i64, i64), _> =
            sqlx::query_as("PRAGMA wal_checkpoint(TRUNCATE)").fetch_one(&self.keeper).await;
        match row.map_err(StoreError::from) {
            Ok((0, _, _)) => Ok(Wiped::Gone),
            Ok(_) | Err(StoreError::Busy) => Ok(Wiped::Held),
            Err(error) => Err(error),
        }
    }

    /// The programs that hold the log open now, by name and number.
    pub(super) fn log_holder(&self) -> Option<String> {
        let inode = std::fs::metadata(beside(&self.file.path, "-shm")).ok()?.ino();
        let locks = std::fs::read_to_string("/proc/locks").ok()?;
        let mut pids: Vec<u32> = locks.lines().filter_map(|line| reader(line, inode)).collect();
        pids.sort_unstable();
        pids.dedup();
        let named = |pid: &u32| {
            if *pid == std::process::id() {
                return "this server".to_owned();
            }
            let name = std::fs::read_to_string(format!("/proc/{pid}/comm")).unwrap_or_default();
            format!("{} (process {pid})", name.trim())
        };
        (!pids.is_empty()).then(|| pids.iter().map(named).collect::<Vec<_>>().join(", "))
    }
}

/// Who was taken back from, and which permission, and is not known to be off the disk.
const LEAVING: &str = "SELECT person_id, consent_id FROM consents WHERE deleted_at IS NOT NULL AND left_disk = 0";

/// The process of a line of `/proc/locks`, if it is a reader's lock on the file with this inode:
/// `1: POSIX  ADVISORY  READ 4711 fe:00:1234 123 123`.
fn reader(line: &str, inode: u64) -> Option<u32> {
    let parts: Vec<&str> = line.split_whitespace().collect();
    let [_, "POSIX", _, "READ", pid, file, first, _] = parts[..] else { return None };
    let same = file.rsplit(':').next()?.parse() == Ok(inode);
    (same && READ_LOCKS.contains(&first.parse().ok()?)).then(|| pid.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::reader;

    #[test]
    fn a_reader_of_the_log_is_told_from_other_locks() {
        for (line, found) in [
            ("1: POSIX  ADVISORY  READ 4711 fe:00:1234 124 124", Some(4711)),
            ("1: POSIX  ADVISORY  READ 4711 fe:00:1235 124 124", None),
            ("1: POSIX  ADVISORY  WRITE 4711 fe:00:1234 124 124", None),
            ("1: POSIX  ADVISORY  READ 4711 fe:00:1234 128 128", None),
            ("1: -> POSIX  ADVISORY  READ 4711 fe:00:1234 124 124", None),
            ("1: FLOCK  ADVISORY  READ 4711 fe:00:1234 0 EOF", None),
        ] {
            assert_eq!(reader(line, 1234), found, "{line}");
        }
    }
}
