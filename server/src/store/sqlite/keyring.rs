//! A worker's keyring: one blob, stored only over the revision that was read.

use super::*;

impl Keyrings for SqliteStore {
    async fn keyring(&self, worker: WorkerId) -> Outcome<(u64, Vec<u8>)> {
        let select = "SELECT revision, bytes FROM keyrings WHERE worker_id = $1";
        let row: Option<(i64, Vec<u8>)> =
            sqlx::query_as(select).bind(raw(worker.as_bytes())).fetch_optional(&self.readers).await?;
        let (revision, bytes) = row.unwrap_or_default();
        Ok((number(revision)?, bytes))
    }

    async fn put_keyring(&self, worker: WorkerId, over: u64, bytes: Vec<u8>) -> Outcome<u64> {
        let worker = raw(worker.as_bytes());
        let mut tx = self.begin_growing().await?;
        let select = "SELECT revision, bytes FROM keyrings WHERE worker_id = $1";
        let row: Option<(i64, Vec<u8>)> = sqlx::query_as(select).bind(worker.clone()).fetch_optional(&mut *tx).await?;
        let (revision, stored) = row.unwrap_or_default();
        let next = column(over)?.saturating_add(1);
        if revision == next && stored == bytes {
            return number(next); // the first reply was lost
        }
        if revision != column(over)? {
            return Err(ProblemCode::KeyringMoved.into());
        }
        let upsert = "INSERT INTO keyrings (worker_id, revision, bytes) VALUES ($1, $2, $3)
            ON CONFLICT (worker_id) DO UPDATE SET revision = excluded.revision, bytes = excluded.bytes";
        sqlx::query(upsert).bind(worker).bind(next).bind(bytes).execute(&mut *tx).await?;
        tx.commit().await?;
        number(next)
    }
}
