//! Can it write, and the end of it.

use super::*;

/// The last write for its own sake.
#[derive(Debug)]
pub(super) struct Probe {
    at: StopWatch,
    counted: copy::Counted,
}

/// A write that reached the disk counts as an answer for this long: anybody may ask, and each write waits for the disk.
const PROBE_MS: u64 = 5000;

impl Health for SqliteStore {
    async fn ready(&self) -> Outcome<Condition> {
        if !self.file.is_there() {
            return Err(StoreError::Replaced);
        }
        let lately = |probed: &Option<Probe>| probed.as_ref().is_some_and(|probed| probed.at.ms() < PROBE_MS);
        if !self.probed.lock().is_ok_and(|probed| lately(&probed)) {
            self.probe().await?;
        }
        self.ballast.restore();
        let leaving = self.leaving.load(Ordering::Relaxed);
        Ok(Condition {
            low: self.ballast.is_low(),
            without_ballast: !self.ballast.is_held(),
            leaving,
            log_held_by: if leaving { self.log_holder() } else { None },
        })
    }

    async fn faults(&self, whole: bool) -> Outcome<Vec<String>> {
        let ask = if whole { "PRAGMA integrity_check" } else { "PRAGMA quick_check(1)" };
        let mut found: Vec<String> = sqlx::query_scalar(ask).fetch_all(&self.readers).await?;
        found.retain(|line| line != "ok");
        if whole && !sqlx::query("PRAGMA foreign_key_check").fetch_all(&self.readers).await?.is_empty() {
            found.push("a row names another that is not there".to_owned());
        }
        Ok(found)
    }

    async fn close(&self) -> Outcome<()> {
        self.readers.close().await;
        let done = self.wipe_deleted().await.map(drop);
        self.keeper.close().await;
        self.writer.close().await;
        done
    }
}

impl SqliteStore {
    /// Only what is committed meets a full disk. And what counts up only, as the file itself holds it, shows a file that was
    /// written over in place with an older one: it would show again what was erased since.
    async fn probe(&self) -> Outcome<()> {
        let mut tx = self.begin().await?;
        sqlx::query("INSERT INTO tries (subject, at) VALUES (x'00', 0)").execute(&mut *tx).await?;
        sqlx::query("DELETE FROM tries WHERE subject = x'00' AND at = 0").execute(&mut *tx).await?;
        tx.commit().await?;
        let found = copy::counted(&self.file.path).await?;
        if let Ok(mut probed) = self.probed.lock() {
            if probed.as_ref().is_some_and(|before| found.is_before(before.counted)) {
                return Err(StoreError::Replaced);
            }
            *probed = Some(Probe { at: StopWatch::start(), counted: found });
        }
        Ok(())
    }
}
