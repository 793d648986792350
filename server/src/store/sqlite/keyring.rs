//! A worker's keyring: a row a part, each stored only over the revision that was read.

use domain::api::{KEYRING_WHOLE_LIMIT, KeyringPart};

use super::{accounts::at_work, *};

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

    async fn put_keyring(&self, worker: WorkerId, over: u64, part: KeyringPart, now: i64) -> Outcome<u64> {
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
        let insert = "INSERT INTO keyrings (worker_id, revision, whole, bytes, stored_at) VALUES ($1, $2, $3, $4, $5)";
        sqlx::query(insert)
            .bind(worker.clone())
            .bind(next)
            .bind(part.whole)
            .bind(part.bytes.0)
            .bind(now)
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

    async fn kept_keyrings(&self, sign_in_name: String) -> Outcome<Vec<KeptKeyring>> {
        let mut tx = self.readers.begin().await?;
        let worker = at_work(&mut tx, &sign_in_name).await?;
        let kept = kept(&mut tx, worker).await?;
        tx.commit().await?;
        Ok(kept)
    }

    async fn put_keyring_back(&self, sign_in_name: String, revision: u64, now: i64) -> Outcome<KeptKeyring> {
        let mut tx = self.begin().await?;
        let worker = at_work(&mut tx, &sign_in_name).await?;
        let kept = kept(&mut tx, worker).await?;
        if kept.first().is_some_and(|newest| newest.revision == revision) {
            return Err(ProblemCode::Conflict.into());
        }
        let back = kept.into_iter().find(|it| it.revision == revision).ok_or(ProblemCode::NotFound)?;
        let delete = "DELETE FROM keyrings WHERE worker_id = $1 AND revision > $2";
        sqlx::query(delete).bind(raw(worker.as_bytes())).bind(column(revision)?).execute(&mut *tx).await?;
        audit::done(&mut tx, now, Actor::Deployer, Deed::KeyringPutBack, Some(worker.as_bytes())).await?;
        tx.commit().await?;
        Ok(back)
    }
}

/// Whole ones with what was added to each, the newest first.
async fn kept(tx: &mut Transaction<'_, Sqlite>, worker: WorkerId) -> Outcome<Vec<KeptKeyring>> {
    let select =
        "SELECT revision, whole, length(bytes), stored_at FROM keyrings WHERE worker_id = $1 ORDER BY revision";
    let parts: Vec<(i64, bool, i64, i64)> =
        sqlx::query_as(select).bind(raw(worker.as_bytes())).fetch_all(&mut **tx).await?;
    let mut kept: Vec<KeptKeyring> = Vec::new();
    for (revision, whole, bytes, stored_at) in parts {
        let before = if whole { 0 } else { kept.pop().map_or(0, |one| one.bytes) };
        let bytes = before.saturating_add(number(bytes)?);
        kept.push(KeptKeyring { revision: number(revision)?, stored_at, bytes });
    }
    kept.reverse();
    Ok(kept)
}
