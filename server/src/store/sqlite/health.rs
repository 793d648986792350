//! Can it write, and the end of it.

use super::*;

/// A write that reached the disk counts as an answer for this long.
const PROBE_MS: u64 = 1000;

impl Health for SqliteStore {
    async fn ready(&self) -> Outcome<()> {
        let mut tx = self.begin().await?;
        // Only what is committed meets a full disk. Not more often than once a second, because anybody may ask.
        let lately = |probed: &Option<StopWatch>| probed.is_some_and(|probed| probed.ms() < PROBE_MS);
        let probe = self.probed.lock().is_ok_and(|probed| !lately(&probed));
        sqlx::query("INSERT INTO tries (subject, at) VALUES (x'00', 0)").execute(&mut *tx).await?;
        if !probe {
            return Ok(tx.rollback().await?);
        }
        sqlx::query("DELETE FROM tries WHERE subject = x'00' AND at = 0").execute(&mut *tx).await?;
        tx.commit().await?;
        if let Ok(mut probed) = self.probed.lock() {
            *probed = Some(StopWatch::start());
        }
        Ok(())
    }

    async fn close(&self) -> Outcome<()> {
        self.readers.close().await;
        let done = self.wipe_deleted().await;
        self.writer.close().await;
        done
    }
}
