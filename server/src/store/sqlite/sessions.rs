//! Sign-ins and sessions. Tokens, names and attempts are kept as hashes.

use super::*;
use crate::token::hash;

/// A session ends after this long without use, ms.
pub(super) const IDLE_MS: i64 = 15 * 60_000;
/// And after this long in any case, ms.
pub(super) const ABSOLUTE_MS: i64 = 12 * 3_600_000;
/// A touch is noted only if the last note is older, ms, so that it does not always write.
const NOTE_MS: i64 = 30_000;
/// Tries in one known browser of a worker's within a minute.
const TRIES: i64 = 5;
/// Browsers of one worker that are known at the same time.
const BROWSERS: i64 = 20;

/// What is kept of a browser: nothing that two workers at one computer have in common.
fn browser_hash(browser: [u8; 32], worker: WorkerId) -> Vec<u8> {
    raw(&hash(&[&browser[..], worker.as_bytes()].concat()))
}

impl Sessions for SqliteStore {
    async fn start_sign_in(&self, sign_in_name: String, browser: Option<[u8; 32]>, now: i64) -> Outcome<Begun> {
        let select =
            "SELECT worker_id, opaque_record FROM workers WHERE sign_in_name = $1 AND opaque_record IS NOT NULL";
        let row: Option<(Vec<u8>, Vec<u8>)> =
            sqlx::query_as(select).bind(sign_in_name).fetch_optional(&self.readers).await?;
        let account = match row {
            Some((id, record)) => Some((WorkerId::from_bytes(fixed(id)?), record)),
            None => None,
        };
        let Some(browser) = browser else { return Ok(Begun { account, known: false }) };
        // Asked for an unknown name too, so that the statements do not tell which exist.
        let worker = account.as_ref().map_or(WorkerId::from_bytes([0; 16]), |(worker, _)| *worker);
        let subject = browser_hash(browser, worker);
        let select = "SELECT EXISTS (SELECT 1 FROM known_browsers WHERE browser_hash = $1)";
        let known: bool = sqlx::query_scalar(select).bind(subject.clone()).fetch_one(&self.readers).await?;
        if known {
            self.count_try(subject, now).await?;
        }
        Ok(Begun { account, known })
    }

    async fn know_browser(&self, worker: WorkerId, browser: [u8; 32], now: i64) -> Outcome<String> {
        let (subject, worker) = (browser_hash(browser, worker), raw(worker.as_bytes()));
        let mut tx = self.begin().await?;
        let select = "SELECT sign_in_name FROM workers WHERE worker_id = $1 AND ended_at IS NULL";
        let name: Option<String> = sqlx::query_scalar(select).bind(worker.clone()).fetch_optional(&mut *tx).await?;
        let name = name.ok_or(ProblemCode::SignInRefused)?;
        // Tries count against those who do not know the password.
        sqlx::query("DELETE FROM tries WHERE subject = $1").bind(subject.clone()).execute(&mut *tx).await?;
        let upsert = "INSERT INTO known_browsers (browser_hash, worker_id, last_used_at) VALUES ($1, $2, $3)
            ON CONFLICT (browser_hash) DO UPDATE SET last_used_at = excluded.last_used_at";
        sqlx::query(upsert).bind(subject).bind(worker.clone()).bind(now).execute(&mut *tx).await?;
        let delete = "DELETE FROM known_browsers WHERE worker_id = $1 AND browser_hash NOT IN (SELECT browser_hash
            FROM known_browsers WHERE worker_id = $1 ORDER BY last_used_at DESC, rowid DESC LIMIT $2)";
        sqlx::query(delete).bind(worker).bind(BROWSERS).execute(&mut *tx).await?;
        tx.commit().await?;
        Ok(name)
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
        let select = "SELECT EXISTS (SELECT 1 FROM workers WHERE worker_id = $1 AND ended_at IS NULL)";
        let here: bool = sqlx::query_scalar(select).bind(raw(worker.as_bytes())).fetch_one(&mut *tx).await?;
        if !here {
            return Err(ProblemCode::SignInRefused.into());
        }
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

    async fn session(&self, token_hash: [u8; 32], now: i64) -> Outcome<Option<Session>> {
        let select = "SELECT worker_id, stage FROM sessions
            WHERE token_hash = $1 AND made_at > $2 AND last_used_at > $3";
        let row: Option<(Vec<u8>, String)> = sqlx::query_as(select)
            .bind(raw(&token_hash))
            .bind(now - ABSOLUTE_MS)
            .bind(now - IDLE_MS)
            .fetch_optional(&self.readers)
            .await?;
        let Some((worker, stage)) = row else { return Ok(None) };
        let worker = WorkerId::from_bytes(fixed(worker)?);
        let stage = if stage == "full" { Stage::Full } else { Stage::Password };
        Ok(Some(Session { worker, stage }))
    }

    async fn touch_session(&self, token_hash: [u8; 32], at: i64) -> Outcome<()> {
        let select = "SELECT EXISTS (SELECT 1 FROM sessions WHERE token_hash = $1 AND last_used_at < $2)";
        let query = sqlx::query_scalar(select).bind(raw(&token_hash)).bind(at - NOTE_MS);
        if query.fetch_one(&self.readers).await? {
            let mut tx = self.begin().await?;
            let update = "UPDATE sessions SET last_used_at = max(last_used_at, $1) WHERE token_hash = $2";
            sqlx::query(update).bind(at).bind(raw(&token_hash)).execute(&mut *tx).await?;
            tx.commit().await?;
        }
        Ok(())
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

impl SqliteStore {
    /// Counts a try in a known browser. In the store, because it needs no address and a restart must not forgive it.
    async fn count_try(&self, subject: Vec<u8>, now: i64) -> Outcome<()> {
        let mut tx = self.begin().await?;
        let count = "SELECT count(*) FROM tries WHERE subject = $1 AND at > $2";
        let tried: i64 = sqlx::query_scalar(count).bind(subject.clone()).bind(now - 60_000).fetch_one(&mut *tx).await?;
        if tried >= TRIES {
            return Err(ProblemCode::TooMany.into());
        }
        sqlx::query("INSERT INTO tries (subject, at) VALUES ($1, $2)")
            .bind(subject)
            .bind(now)
            .execute(&mut *tx)
            .await?;
        Ok(tx.commit().await?)
    }
}
