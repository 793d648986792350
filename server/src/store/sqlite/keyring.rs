//! A worker's keyring: a row a part, each stored only over the revision that was read.

use domain::api::{KEYRING_WHOLE_LIMIT, KeyringPart};

use super::*;

/// How many whole keyrings are kept with what was added to each, the newest among them.
const KEPT: i64 = 4;

impl Keyrings for SqliteStore {
    async fn keyring(&self, worker: WorkerId) -> Outcome<(u64, Vec<KeyringPart>)> {
        let select = "SELECT revision, whole, bytes FROM keyrings WHERE worker_id = $1 AND revision >=
            (SELECT max(revision) FROM keyrings WHERE worker_id = $1 AND whole = 1) ORDER BY revision";
        let rows: Vec<(i64, bool, Vec<u8>)> =
            sqlx::query_as(select).bind(raw(worker.as_bytes())).fetch_all(&self.readers).await?;
        let revision = rows.last().map_or(0, |(revision, ..)| *revision);
        let parts = rows.into_iter().map(|(_, whole, bytes)| KeyringPart { whole, bytes: bytes.into() }).collect();
        Ok((number(revision)?, parts))
    }

    async fn put_keyring(&self, worker: WorkerId, over: u64, part: KeyringPart) -> Outcome<u64> {
        let worker = raw(worker.as_bytes());
        let mut tx = self.begin_growing().await?;
        let select = "SELECT revision, whole, bytes FROM keyrings WHERE worker_id = $1 ORDER BY revision DESC LIMIT 1";
        let row: Option<(i64, bool, Vec<u8>)> =
            sqlx::query_as(select).bind(worker.clone()).fetch_optional(&mut *tx).await?;
        let (revision, whole, stored) = row.unwrap_or_default();
        let next = column(over)?.saturating_add(1);
        if revision == next && (whole, &stored) == (part.whole, &part.bytes.0) {
            return number(next); // the first reply was lost
        }
        if revision != column(over)? {
            return Err(ProblemCode::KeyringMoved.into());
        }
        if !part.whole {
            let select = "SELECT sum(length(bytes)) FROM keyrings WHERE worker_id = $1 AND revision >=
                (SELECT max(revision) FROM keyrings WHERE worker_id = $1 AND whole = 1)";
            let query = sqlx::query_scalar(select).bind(worker.clone());
            let there: Option<i64> = query.fetch_one(&mut *tx).await?;
            let there: usize = number(there.ok_or(ProblemCode::Malformed)?)?;
            if there.saturating_add(part.bytes.0.len()) > 2 * KEYRING_WHOLE_LIMIT {
                return Err(ProblemCode::TooLarge.into());
            }
        }
        let insert = "INSERT INTO keyrings (worker_id, revision, whole, bytes) VALUES ($1, $2, $3, $4)";
        sqlx::query(insert)
            .bind(worker.clone())
            .bind(next)
            .bind(part.whole)
            .bind(part.bytes.0)
            .execute(&mut *tx)
            .await?;
        if part.whole {
            let delete = "DELETE FROM keyrings WHERE worker_id = $1 AND revision < (SELECT min(revision) FROM
                (SELECT revision FROM keyrings WHERE worker_id = $1 AND whole = 1 ORDER BY revision DESC LIMIT $2))";
            sqlx::query(delete).bind(worker).bind(KEPT).execute(&mut *tx).await?;
        }
        tx.commit().await?;
        number(next)
    }

    async fn put_keyring_back(&self, worker: WorkerId, revision: u64) -> Outcome<()> {
        let (worker, revision) = (raw(worker.as_bytes()), column(revision)?);
        let mut tx = self.begin().await?;
        let select = "SELECT EXISTS (SELECT 1 FROM keyrings WHERE worker_id = $1 AND revision = $2)";
        let query = sqlx::query_scalar(select).bind(worker.clone()).bind(revision);
        if !query.fetch_one(&mut *tx).await? {
            return Err(ProblemCode::NotFound.into());
        }
        let delete = "DELETE FROM keyrings WHERE worker_id = $1 AND revision > $2";
        sqlx::query(delete).bind(worker).bind(revision).execute(&mut *tx).await?;
        tx.commit().await?;
        Ok(())
    }
}
