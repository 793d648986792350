//! Sign-ins and sessions. Tokens, names and attempts are kept as hashes.

use super::*;
use crate::token::hash;

/// A session ends after this long without use, ms.
pub(super) const IDLE_MS: i64 = 15 * 60_000;
/// And after this long in any case, ms.
pub(super) const ABSOLUTE_MS: i64 = 12 * 3_600_000;
/// The use is noted only if the last note is older, ms, so that reading does not always write.
const NOTE_MS: i64 = 30_000;
/// Tries of one sign-in name within a minute.
const TRIES: i64 = 5;

impl Sessions for SqliteStore {
    async fn start_sign_in(&self, sign_in_name: String, now: i64) -> Outcome<Option<(WorkerId, Vec<u8>)>> {
        let subject = hash(sign_in_name.as_bytes());
        let mut tx = self.begin().await?;
        // Counted for unknown names too, so that the count does not tell which exist.
        let count = "SELECT count(*) FROM tries WHERE subject = $1 AND at > $2";
        let tried: i64 = sqlx::query_scalar(count).bind(raw(&subject)).bind(now - 60_000).fetch_one(&mut *tx).await?;
        if tried >= TRIES {
            return Err(ProblemCode::TooMany.into());
        }
        let insert = "INSERT INTO tries (subject, at) VALUES ($1, $2)";
        sqlx::query(insert).bind(raw(&subject)).bind(now).execute(&mut *tx).await?;
        let select =
            "SELECT worker_id, opaque_record FROM workers WHERE sign_in_name = $1 AND opaque_record IS NOT NULL";
        let row: Option<(Vec<u8>, Vec<u8>)> =
            sqlx::query_as(select).bind(sign_in_name).fetch_optional(&mut *tx).await?;
        tx.commit().await?;
        row.map(|(id, record)| Ok((WorkerId::from_bytes(fixed(id)?), record))).transpose()
    }

    async fn keep_attempt(&self, attempt: Attempt) -> Outcome<()> {
        let mut tx = self.begin().await?;
        sqlx::query("INSERT INTO sign_ins (attempt_hash, worker_id, state, ends_at) VALUES ($1, $2, $3, $4)")
            .bind(raw(&attempt.hash))
            .bind(attempt.worker.map(|id| raw(id.as_bytes())))
            .bind(attempt.state)
            .bind(attempt.ends_at)
            .execute(&mut *tx)
            .await?;
        Ok(tx.commit().await?)
    }

    async fn take_attempt(&self, hash: [u8; 32], now: i64) -> Outcome<Option<Attempt>> {
        let mut tx = self.begin().await?;
        let delete = "DELETE FROM sign_ins WHERE attempt_hash = $1 RETURNING worker_id, state, ends_at";
        let row: Option<(Option<Vec<u8>>, Vec<u8>, i64)> =
            sqlx::query_as(delete).bind(raw(&hash)).fetch_optional(&mut *tx).await?;
        tx.commit().await?;
        let Some((worker, state, ends_at)) = row.filter(|(_, _, ends_at)| *ends_at > now) else { return Ok(None) };
        let worker = worker.map(fixed).transpose()?.map(WorkerId::from_bytes);
        Ok(Some(Attempt { hash, worker, state, ends_at }))
    }

    async fn open_session(&self, worker: WorkerId, token_hash: [u8; 32], stage: Stage, now: i64) -> Outcome<()> {
        let mut tx = self.begin().await?;
        let select = "SELECT sign_in_name FROM workers WHERE worker_id = $1 AND ended_at IS NULL";
        let found: Option<(String,)> =
            sqlx::query_as(select).bind(raw(worker.as_bytes())).fetch_optional(&mut *tx).await?;
        let (name,) = found.ok_or(ProblemCode::SignInRefused)?;
        // Tries count against those who do not know the password.
        let subject = hash(name.as_bytes());
        sqlx::query("DELETE FROM tries WHERE subject = $1").bind(raw(&subject)).execute(&mut *tx).await?;
        let text = if stage == Stage::Full { "full" } else { "password" };
        sqlx::query(
            "INSERT INTO sessions (token_hash, worker_id, stage, made_at, last_used_at) VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(raw(&token_hash))
        .bind(raw(worker.as_bytes()))
        .bind(text)
        .bind(now)
        .bind(now)
        .execute(&mut *tx)
        .await?;
        if stage == Stage::Full {
            audit::done(&mut tx, now, Actor::Worker(worker), Deed::SignedIn, None).await?;
        }
        Ok(tx.commit().await?)
    }

    async fn session(&self, token_hash: [u8; 32], page: Option<WorkerId>, now: i64) -> Outcome<Option<Session>> {
        let select = "SELECT worker_id, stage, last_used_at FROM sessions
            WHERE token_hash = $1 AND made_at > $2 AND last_used_at > $3";
        let row: Option<(Vec<u8>, String, i64)> = sqlx::query_as(select)
            .bind(raw(&token_hash))
            .bind(now - ABSOLUTE_MS)
            .bind(now - IDLE_MS)
            .fetch_optional(&self.readers)
            .await?;
        let Some((worker, stage, last_used_at)) = row else { return Ok(None) };
        let worker = WorkerId::from_bytes(fixed(worker)?);
        if page == Some(worker) && last_used_at < now - NOTE_MS {
            let mut tx = self.begin().await?;
            let update = "UPDATE sessions SET last_used_at = $1 WHERE token_hash = $2";
            sqlx::query(update).bind(now).bind(raw(&token_hash)).execute(&mut *tx).await?;
            tx.commit().await?;
        }
        let stage = if stage == "full" { Stage::Full } else { Stage::Password };
        Ok(Some(Session { worker, stage }))
    }

    async fn close_session(&self, token_hash: [u8; 32], now: i64) -> Outcome<()> {
        let mut tx = self.begin().await?;
        let delete = "DELETE FROM sessions WHERE token_hash = $1 RETURNING worker_id";
        let closed: Option<(Vec<u8>,)> = sqlx::query_as(delete).bind(raw(&token_hash)).fetch_optional(&mut *tx).await?;
        if let Some((worker,)) = closed {
            let by = Actor::Worker(WorkerId::from_bytes(fixed(worker)?));
            audit::done(&mut tx, now, by, Deed::SignedOut, None).await?;
        }
        Ok(tx.commit().await?)
    }
}
