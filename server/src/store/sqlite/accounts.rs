//! Workers: set-up, sign-in, sessions, keyring.

use super::*;
use crate::token::hash;

/// A session ends after this long without use, ms.
const IDLE_MS: i64 = 15 * 60_000;
/// And after this long in any case, ms.
const ABSOLUTE_MS: i64 = 12 * 3_600_000;
/// The use is noted only if the last note is older, ms, so that reading does not always write.
const NOTE_MS: i64 = 30_000;
/// Tries of one sign-in name within a minute.
const TRIES: i64 = 5;

type WorkerRow = (Vec<u8>, String, String, String);

fn worker((id, name, role, team): WorkerRow) -> Result<Worker, StoreError> {
    let role = if role == "key-worker" { WorkerRole::KeyWorker } else { WorkerRole::PeerWorker };
    Ok(Worker { id: WorkerId::from_bytes(fixed(id)?), name, role, team })
}

pub(super) async fn add_worker(store: &SqliteStore, new: NewWorker) -> Result<WorkerId, StoreError> {
    let mut tx = store.begin().await?;
    let sign_in_name = sign_in_name(&new.worker.name);
    let role = if new.worker.role == WorkerRole::KeyWorker { "key-worker" } else { "peer-worker" };
    // Somebody who never used their link gets a new one, and with it what the deployer says of them now.
    let upsert = "INSERT INTO workers (worker_id, name, sign_in_name, role, team, made_at, set_up_hash, set_up_ends_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (sign_in_name) DO UPDATE SET name = excluded.name,
        role = excluded.role, team = excluded.team, set_up_hash = excluded.set_up_hash,
        set_up_ends_at = excluded.set_up_ends_at WHERE opaque_record IS NULL RETURNING worker_id";
    let row: Option<(Vec<u8>,)> = sqlx::query_as(upsert)
        .bind(raw(new.worker.id.as_bytes()))
        .bind(new.worker.name)
        .bind(sign_in_name)
        .bind(role)
        .bind(new.worker.team)
        .bind(new.now)
        .bind(raw(&new.token_hash))
        .bind(new.ends_at)
        .fetch_optional(&mut *tx)
        .await?;
    tx.commit().await?;
    let (id,) = row.ok_or(ProblemCode::Conflict)?;
    Ok(WorkerId::from_bytes(fixed(id)?))
}

pub(super) async fn set_up_worker(store: &SqliteStore, token_hash: [u8; 32], now: i64) -> Result<Worker, StoreError> {
    let select = "SELECT worker_id, name, role, team FROM workers WHERE set_up_hash = ? AND set_up_ends_at > ?";
    let row: Option<WorkerRow> =
        sqlx::query_as(select).bind(raw(&token_hash)).bind(now).fetch_optional(&store.readers).await?;
    worker(row.ok_or(ProblemCode::NotFound)?)
}

pub(super) async fn finish_set_up(store: &SqliteStore, set_up: SetUp) -> Result<(), StoreError> {
    let mut tx = store.begin().await?;
    let update = "UPDATE workers SET opaque_record = ?, kem_pk = ?, sig_pk = ?, wrapped_keys = ?, set_up_hash = NULL,
        set_up_ends_at = NULL WHERE set_up_hash = ? AND set_up_ends_at > ?";
    let done = sqlx::query(update)
        .bind(set_up.opaque_record)
        .bind(raw(&set_up.keys.kem))
        .bind(raw(&set_up.keys.sig))
        .bind(set_up.wrapped_keys)
        .bind(raw(&set_up.token_hash))
        .bind(set_up.now)
        .execute(&mut *tx)
        .await?;
    if done.rows_affected() == 0 {
        return Err(ProblemCode::NotFound.into());
    }
    Ok(tx.commit().await?)
}

pub(super) async fn start_sign_in(
    store: &SqliteStore,
    sign_in_name: String,
    now: i64,
) -> Result<Option<(WorkerId, Vec<u8>)>, StoreError> {
    let subject = hash(sign_in_name.as_bytes());
    let mut tx = store.begin().await?;
    // Counted for unknown names too, so that the count does not tell which exist.
    let count = "SELECT count(*) FROM tries WHERE subject = ? AND at > ?";
    let tried: i64 = sqlx::query_scalar(count).bind(raw(&subject)).bind(now - 60_000).fetch_one(&mut *tx).await?;
    if tried >= TRIES {
        return Err(ProblemCode::TooMany.into());
    }
    let insert = "INSERT INTO tries (subject, at) VALUES (?, ?)";
    sqlx::query(insert).bind(raw(&subject)).bind(now).execute(&mut *tx).await?;
    let select = "SELECT worker_id, opaque_record FROM workers WHERE sign_in_name = ? AND opaque_record IS NOT NULL";
    let row: Option<(Vec<u8>, Vec<u8>)> = sqlx::query_as(select).bind(sign_in_name).fetch_optional(&mut *tx).await?;
    tx.commit().await?;
    row.map(|(id, record)| Ok((WorkerId::from_bytes(fixed(id)?), record))).transpose()
}

pub(super) async fn keep_attempt(store: &SqliteStore, attempt: Attempt) -> Result<(), StoreError> {
    let mut tx = store.begin().await?;
    sqlx::query("INSERT INTO sign_ins (attempt_hash, worker_id, state, ends_at) VALUES (?, ?, ?, ?)")
        .bind(raw(&attempt.hash))
        .bind(attempt.worker.map(|id| raw(id.as_bytes())))
        .bind(attempt.state)
        .bind(attempt.ends_at)
        .execute(&mut *tx)
        .await?;
    Ok(tx.commit().await?)
}

pub(super) async fn take_attempt(store: &SqliteStore, hash: [u8; 32], now: i64) -> Result<Option<Attempt>, StoreError> {
    let mut tx = store.begin().await?;
    let delete = "DELETE FROM sign_ins WHERE attempt_hash = ? RETURNING worker_id, state, ends_at";
    let row: Option<(Option<Vec<u8>>, Vec<u8>, i64)> =
        sqlx::query_as(delete).bind(raw(&hash)).fetch_optional(&mut *tx).await?;
    tx.commit().await?;
    let Some((worker, state, ends_at)) = row.filter(|(_, _, ends_at)| *ends_at > now) else { return Ok(None) };
    let worker = worker.map(fixed).transpose()?.map(WorkerId::from_bytes);
    Ok(Some(Attempt { hash, worker, state, ends_at }))
}

pub(super) async fn open_session(
    store: &SqliteStore,
    worker: WorkerId,
    token_hash: [u8; 32],
    now: i64,
) -> Result<Stage, StoreError> {
    let mut tx = store.begin().await?;
    let select = "SELECT second_factor, sign_in_name FROM workers WHERE worker_id = ?";
    let (second, name): (bool, String) =
        sqlx::query_as(select).bind(raw(worker.as_bytes())).fetch_one(&mut *tx).await?;
    // Tries count against those who do not know the password.
    let subject = hash(name.as_bytes());
    sqlx::query("DELETE FROM tries WHERE subject = ?").bind(raw(&subject)).execute(&mut *tx).await?;
    // The policy: where there is no second factor yet, the password alone is a full sign-in.
    let (stage, text) = if second { (Stage::Password, "password") } else { (Stage::Full, "full") };
    sqlx::query("INSERT INTO sessions (token_hash, worker_id, stage, made_at, last_used_at) VALUES (?, ?, ?, ?, ?)")
        .bind(raw(&token_hash))
        .bind(raw(worker.as_bytes()))
        .bind(text)
        .bind(now)
        .bind(now)
        .execute(&mut *tx)
        .await?;
    tx.commit().await?;
    Ok(stage)
}

pub(super) async fn session(
    store: &SqliteStore,
    token_hash: [u8; 32],
    page: Option<WorkerId>,
    now: i64,
) -> Result<Option<Session>, StoreError> {
    let select = "SELECT worker_id, stage, last_used_at FROM sessions
        WHERE token_hash = ? AND made_at > ? AND last_used_at > ?";
    let row: Option<(Vec<u8>, String, i64)> = sqlx::query_as(select)
        .bind(raw(&token_hash))
        .bind(now - ABSOLUTE_MS)
        .bind(now - IDLE_MS)
        .fetch_optional(&store.readers)
        .await?;
    let Some((worker, stage, last_used_at)) = row else { return Ok(None) };
    let worker = WorkerId::from_bytes(fixed(worker)?);
    if page == Some(worker) && last_used_at < now - NOTE_MS {
        let mut tx = store.begin().await?;
        let update = "UPDATE sessions SET last_used_at = ? WHERE token_hash = ?";
        sqlx::query(update).bind(now).bind(raw(&token_hash)).execute(&mut *tx).await?;
        tx.commit().await?;
    }
    let stage = if stage == "full" { Stage::Full } else { Stage::Password };
    Ok(Some(Session { worker, stage }))
}

pub(super) async fn close_session(store: &SqliteStore, token_hash: [u8; 32]) -> Result<(), StoreError> {
    let mut tx = store.begin().await?;
    sqlx::query("DELETE FROM sessions WHERE token_hash = ?").bind(raw(&token_hash)).execute(&mut *tx).await?;
    Ok(tx.commit().await?)
}

pub(super) async fn account(store: &SqliteStore, id: WorkerId) -> Result<Account, StoreError> {
    let id = raw(id.as_bytes());
    let select = "SELECT worker_id, name, role, team FROM workers WHERE worker_id = ?";
    let who: Option<WorkerRow> = sqlx::query_as(select).bind(id.clone()).fetch_optional(&store.readers).await?;
    let select = "SELECT sig_pk, kem_pk, wrapped_keys FROM workers WHERE worker_id = ? AND opaque_record IS NOT NULL";
    let keys: Option<(Vec<u8>, Vec<u8>, Vec<u8>)> =
        sqlx::query_as(select).bind(id).fetch_optional(&store.readers).await?;
    let (sig, kem, wrapped_keys) = keys.ok_or(ProblemCode::NotFound)?;
    let keys = PublicKeys { sig: fixed(sig)?, kem: fixed(kem)? };
    Ok(Account { worker: worker(who.ok_or(ProblemCode::NotFound)?)?, keys, wrapped_keys })
}

pub(super) async fn keyring(store: &SqliteStore, worker: WorkerId) -> Result<(u64, Vec<u8>), StoreError> {
    let select = "SELECT revision, bytes FROM keyrings WHERE worker_id = ?";
    let row: Option<(i64, Vec<u8>)> =
        sqlx::query_as(select).bind(raw(worker.as_bytes())).fetch_optional(&store.readers).await?;
    let (revision, bytes) = row.unwrap_or_default();
    Ok((number(revision)?, bytes))
}

pub(super) async fn put_keyring(
    store: &SqliteStore,
    worker: WorkerId,
    over: u64,
    bytes: Vec<u8>,
) -> Result<u64, StoreError> {
    let worker = raw(worker.as_bytes());
    let mut tx = store.begin().await?;
    let select = "SELECT revision, bytes FROM keyrings WHERE worker_id = ?";
    let row: Option<(i64, Vec<u8>)> = sqlx::query_as(select).bind(worker.clone()).fetch_optional(&mut *tx).await?;
    let (revision, stored) = row.unwrap_or_default();
    let next = column(over)?.saturating_add(1);
    if revision == next && stored == bytes {
        return number(next); // the first reply was lost
    }
    if revision != column(over)? {
        return Err(ProblemCode::KeyringMoved.into());
    }
    let upsert = "INSERT INTO keyrings (worker_id, revision, bytes) VALUES (?, ?, ?)
        ON CONFLICT (worker_id) DO UPDATE SET revision = excluded.revision, bytes = excluded.bytes";
    sqlx::query(upsert).bind(worker).bind(next).bind(bytes).execute(&mut *tx).await?;
    tx.commit().await?;
    number(next)
}
