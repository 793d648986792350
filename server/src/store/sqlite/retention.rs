//! What is forgotten and when.

use super::*;
use crate::{
    clock::{DAY_MS, day},
    ledger::KEPT_DAYS,
};

/// Envelopes deleted in one transaction, so that no one waits long for the writer.
const BATCH: i64 = 500;
/// Tombstones and receipts, days: longer than any backup is kept.
const TOMBSTONE_DAYS: i64 = KEPT_DAYS;
/// So long after a worker's last sign-in in it a browser is known, days: as long as its own cookie lasts.
const BROWSER_DAYS: i64 = 400;

impl Retention for SqliteStore {
    async fn sweep(&self, now: i64) -> Outcome<u64> {
        let today = day(now).to_string();
        let long_ago = day(now - TOMBSTONE_DAYS * DAY_MS).to_string();
        let mut swept = 0;
        // What was shared under a permission goes when the permission ends.
        let expired = "DELETE FROM envelopes WHERE rowid IN (SELECT e.rowid FROM envelopes e
            JOIN consents c USING (person_id, consent_id) WHERE c.ends < $1 LIMIT $2)";
        loop {
            let mut tx = self.begin().await?;
            let gone = sqlx::query(expired).bind(&today).bind(BATCH).execute(&mut *tx).await?.rows_affected();
            tx.commit().await?;
            swept += gone;
            if gone == 0 {
                break;
            }
        }
        let mut tx = self.begin().await?;
        let by_moment: [(&'static str, i64); 9] = [
            // The table's own trigger goes by the machine's clock; what it would refuse is left for later.
            (
                "DELETE FROM audit WHERE at < min($1, unixepoch() * 1000 - 396 * 86400000)",
                now - TOMBSTONE_DAYS * DAY_MS,
            ),
            ("DELETE FROM nonces WHERE at < $1", now - 2 * domain::request::NONCE_LIFETIME_MS),
            ("DELETE FROM tries WHERE at < $1", now - 60_000),
            ("DELETE FROM sign_ins WHERE ends_at < $1", now),
            ("DELETE FROM guests WHERE ends_at < $1", now),
            ("DELETE FROM written WHERE ends_at < $1", now),
            ("DELETE FROM introductions WHERE claimed_at IS NULL AND ends_at < $1", now),
            ("DELETE FROM taken_back WHERE at < $1", now - TOMBSTONE_DAYS * DAY_MS),
            ("DELETE FROM receipts WHERE opened_at < $1", now - TOMBSTONE_DAYS * DAY_MS),
        ];
        for (delete, before) in by_moment {
            swept += sqlx::query(delete).bind(before).execute(&mut *tx).await?.rows_affected();
        }
        let idle = "DELETE FROM sessions WHERE last_used_at < $1 OR made_at < $2";
        swept += sqlx::query(idle).bind(now - DAY_MS).bind(now - DAY_MS).execute(&mut *tx).await?.rows_affected();
        let browsers = "DELETE FROM known_browsers WHERE last_used_at < $1";
        swept += sqlx::query(browsers).bind(now - BROWSER_DAYS * DAY_MS).execute(&mut *tx).await?.rows_affected();
        // What was half written goes with the last permission that holds, by its day; one that waits may come back.
        let drafts = "DELETE FROM reply_drafts WHERE NOT EXISTS (SELECT 1 FROM consents c
            WHERE c.person_id = reply_drafts.person_id AND c.worker_id = reply_drafts.worker_id
            AND c.status = 'active' AND c.ends >= $1)";
        swept += sqlx::query(drafts).bind(&today).execute(&mut *tx).await?.rows_affected();
        // Wherever a phone is, its civil day is past it by then.
        let back = "UPDATE workers SET away_until = NULL WHERE away_until < $1";
        let last = day(now - DAY_MS).to_string();
        swept += sqlx::query(back).bind(last).execute(&mut *tx).await?.rows_affected();
        let tombstones = "DELETE FROM consents WHERE ends < $1";
        swept += sqlx::query(tombstones).bind(&long_ago).execute(&mut *tx).await?.rows_affected();
        tx.commit().await?;
        self.trim_ledger(now - KEPT_DAYS * DAY_MS).await?;
        Ok(swept)
    }

    async fn wipe_deleted(&self) -> Outcome<Wiped> {
        let done = self.with_room(|| self.empty_log()).await;
        self.ballast.restore();
        done
    }

    fn is_wiped(&self) -> bool {
        self.wiped.load(Ordering::Relaxed)
    }
}
