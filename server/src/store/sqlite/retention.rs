//! The file itself: its organisation, its health, what is forgotten and when, and the deployer's confirmations.

use super::*;
use crate::clock::day;

/// Envelopes deleted in one transaction, so that no one waits long for the writer.
const BATCH: i64 = 500;
/// Tombstones and receipts, days: longer than any backup is kept.
const TOMBSTONE_DAYS: i64 = 396;
const DAY_MS: i64 = 86_400_000;
/// A write that reached the disk counts as an answer for this long.
const PROBE_MS: u64 = 1000;

pub(super) async fn organisation(store: &SqliteStore, fresh: OrgId) -> Result<OrgId, StoreError> {
    let mut tx = store.begin().await?;
    let insert = "INSERT INTO organisation (one, org_id) VALUES (1, ?) ON CONFLICT DO NOTHING";
    sqlx::query(insert).bind(raw(fresh.as_bytes())).execute(&mut *tx).await?;
    let id: Vec<u8> = sqlx::query_scalar("SELECT org_id FROM organisation").fetch_one(&mut *tx).await?;
    tx.commit().await?;
    Ok(OrgId::from_bytes(fixed(id)?))
}

pub(super) async fn ready(store: &SqliteStore) -> Result<(), StoreError> {
    let mut tx = store.begin().await?;
    // Only what is committed meets a full disk. Not more often than once a second, because anybody may ask.
    let lately = |probed: &Option<StopWatch>| probed.is_some_and(|probed| probed.ms() < PROBE_MS);
    let probe = store.probed.lock().is_ok_and(|probed| !lately(&probed));
    sqlx::query("INSERT INTO tries (subject, at) VALUES (x'00', 0)").execute(&mut *tx).await?;
    if !probe {
        return Ok(tx.rollback().await?);
    }
    sqlx::query("DELETE FROM tries WHERE subject = x'00' AND at = 0").execute(&mut *tx).await?;
    tx.commit().await?;
    if let Ok(mut probed) = store.probed.lock() {
        *probed = Some(StopWatch::start());
    }
    Ok(())
}

pub(super) async fn sweep(store: &SqliteStore, now: i64) -> Result<u64, StoreError> {
    let today = day(now).to_string();
    let long_ago = day(now - TOMBSTONE_DAYS * DAY_MS).to_string();
    let mut swept = 0;
    // What was shared under a permission goes when the permission ends.
    let expired = "DELETE FROM envelopes WHERE rowid IN (SELECT e.rowid FROM envelopes e
        JOIN consents c USING (person_id, consent_id) WHERE c.ends < ? LIMIT ?)";
    loop {
        let mut tx = store.begin().await?;
        let gone = sqlx::query(expired).bind(&today).bind(BATCH).execute(&mut *tx).await?.rows_affected();
        tx.commit().await?;
        swept += gone;
        if gone == 0 {
            break;
        }
    }
    let mut tx = store.begin().await?;
    let by_moment: [(&'static str, i64); 5] = [
        ("DELETE FROM nonces WHERE at < ?", now - 2 * domain::request::NONCE_LIFETIME_MS),
        ("DELETE FROM tries WHERE at < ?", now - 60_000),
        ("DELETE FROM sign_ins WHERE ends_at < ?", now),
        ("DELETE FROM introductions WHERE claimed_at IS NULL AND ends_at < ?", now),
        ("DELETE FROM receipts WHERE opened_at < ?", now - TOMBSTONE_DAYS * DAY_MS),
    ];
    for (delete, before) in by_moment {
        swept += sqlx::query(delete).bind(before).execute(&mut *tx).await?.rows_affected();
    }
    let idle = "DELETE FROM sessions WHERE last_used_at < ? OR made_at < ?";
    swept += sqlx::query(idle).bind(now - DAY_MS).bind(now - DAY_MS).execute(&mut *tx).await?.rows_affected();
    let tombstones = "DELETE FROM consents WHERE ends < ?";
    swept += sqlx::query(tombstones).bind(&long_ago).execute(&mut *tx).await?.rows_affected();
    tx.commit().await?;
    Ok(swept)
}

pub(super) async fn checkpoint(store: &SqliteStore) -> Result<(), StoreError> {
    sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(&store.writer).await?;
    Ok(())
}

pub(super) async fn close(store: &SqliteStore) -> Result<(), StoreError> {
    store.readers.close().await;
    let done = checkpoint(store).await;
    store.writer.close().await;
    done
}

pub(super) async fn pack_confirmations(store: &SqliteStore) -> Result<Vec<PackConfirmation>, StoreError> {
    let select = "SELECT pack_hash, by_whom, on_day, demo FROM pack_confirmations ORDER BY pack_hash";
    let rows: Vec<(Vec<u8>, String, String, bool)> = sqlx::query_as(select).fetch_all(&store.readers).await?;
    let confirmation = |(hash, by, on, demo)| Ok(PackConfirmation { pack_hash: fixed(hash)?, by, on, demo });
    rows.into_iter().map(confirmation).collect()
}

pub(super) async fn confirm_pack(store: &SqliteStore, confirmation: PackConfirmation) -> Result<(), StoreError> {
    let mut tx = store.begin().await?;
    let upsert = "INSERT INTO pack_confirmations (pack_hash, by_whom, on_day, demo) VALUES (?, ?, ?, ?)
        ON CONFLICT (pack_hash) DO UPDATE SET by_whom = excluded.by_whom, on_day = excluded.on_day, demo = excluded.demo";
    sqlx::query(upsert)
        .bind(raw(&confirmation.pack_hash))
        .bind(confirmation.by)
        .bind(confirmation.on)
        .bind(confirmation.demo)
        .execute(&mut *tx)
        .await?;
    Ok(tx.commit().await?)
}
