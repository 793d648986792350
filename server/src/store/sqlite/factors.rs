//! Codes, recovery codes and changes of an account. Proofs and tokens are kept as hashes.

use domain::{api::PASSKEY_LIMIT, identity::PublicKeys};

use super::{accounts::worker, *};

/// After so many wrong codes in a row the next one waits.
const WRONG_FREE: i64 = 5;
/// The first wait, ms; each wrong code after it doubles it.
const WAIT_MS: i64 = 60_000;
/// The longest, ms: a few dozen guesses a day at one in a million.
const LONGEST_WAIT_MS: i64 = 3_600_000;

impl Factors for SqliteStore {
    async fn held_factors(&self, worker: WorkerId) -> Outcome<HeldFactors> {
        let select = "SELECT salt FROM codes WHERE worker_id = $1";
        let row: Option<(Vec<u8>,)> =
            sqlx::query_as(select).bind(raw(worker.as_bytes())).fetch_optional(&self.readers).await?;
        let codes_salt = row.map(|(salt,)| fixed(salt)).transpose()?;
        let select = "SELECT credential_id, passkey, made_at, used_at FROM passkeys
            WHERE worker_id = $1 ORDER BY made_at, credential_id";
        let rows: Vec<(Vec<u8>, String, i64, Option<i64>)> =
            sqlx::query_as(select).bind(raw(worker.as_bytes())).fetch_all(&self.readers).await?;
        let passkeys = rows.into_iter().map(|(id, passkey, made, used)| KeptPasskey { id, passkey, made, used });
        Ok(HeldFactors { codes_salt, passkeys: passkeys.collect() })
    }

    async fn use_passkey(&self, worker: WorkerId, session: [u8; 32], used: NewPasskey, now: i64) -> Outcome<()> {
        let mut tx = self.begin().await?;
        let update = "UPDATE passkeys SET passkey = $1, used_at = $2 WHERE credential_id = $3 AND worker_id = $4";
        let done = sqlx::query(update)
            .bind(used.passkey)
            .bind(now)
            .bind(used.id)
            .bind(raw(worker.as_bytes()))
            .execute(&mut *tx)
            .await?;
        if done.rows_affected() == 0 {
            return Err(ProblemCode::CodeRefused.into());
        }
        complete(&mut tx, worker, session, now).await?;
        Ok(tx.commit().await?)
    }

    async fn try_code(&self, worker: WorkerId, session: [u8; 32], step: Option<u64>, now: i64) -> Outcome<bool> {
        let mut tx = self.begin().await?;
        let right = use_code(&mut tx, worker, step, now).await?;
        if right {
            complete(&mut tx, worker, session, now).await?;
        } else {
            refused(&mut tx, worker, now).await?;
        }
        tx.commit().await?;
        Ok(right)
    }

    async fn connect_codes(&self, worker: WorkerId, session: [u8; 32], codes: NewCodes, now: i64) -> Outcome<()> {
        let mut tx = self.begin().await?;
        let insert = "INSERT INTO codes (worker_id, salt, last_step, made_at) SELECT $1, $2, $3, $4
            WHERE NOT EXISTS (SELECT 1 FROM passkeys WHERE worker_id = $1) ON CONFLICT (worker_id) DO NOTHING";
        let made = sqlx::query(insert)
            .bind(raw(worker.as_bytes()))
            .bind(raw(&codes.salt))
            .bind(number(codes.step)?)
            .bind(now)
            .execute(&mut *tx)
            .await?;
        // Another page was quicker, with an app or a passkey of its own.
        if made.rows_affected() == 0 {
            return Err(ProblemCode::CodeRefused.into());
        }
        complete(&mut tx, worker, session, now).await?;
        Ok(tx.commit().await?)
    }

    async fn recoverable(&self, sign_in_name: String, proof_hash: [u8; 32]) -> Outcome<Option<Recoverable>> {
        let select = "SELECT w.worker_id, w.name, iif(w.lead, 'lead', w.role), w.called, w.team,
            w.sig_pk, w.kem_pk, r.wrapped_keys FROM workers w JOIN recoveries r USING (worker_id)
            WHERE w.sign_in_name = $1 AND r.proof_hash = $2 AND w.ended_at IS NULL";
        let row: Option<RecoverableColumns> =
            sqlx::query_as(select).bind(sign_in_name).bind(raw(&proof_hash)).fetch_optional(&self.readers).await?;
        let Some((id, name, role, called, team, sig, kem, wrapped_keys)) = row else { return Ok(None) };
        let keys = PublicKeys { sig: fixed(sig)?, kem: fixed(kem)? };
        let worker = worker((id, name, role, called, team))?;
        Ok(Some(Recoverable { worker, keys, wrapped_keys }))
    }

    async fn recover(&self, Recovery { worker, proof_hash, password, factor, recovery, now }: Recovery) -> Outcome<()> {
        let mut tx = self.begin().await?;
        let id = raw(worker.as_bytes());
        let used = "DELETE FROM recoveries WHERE worker_id = $1 AND proof_hash = $2";
        let used = sqlx::query(used).bind(id.clone()).bind(raw(&proof_hash)).execute(&mut *tx).await?;
        if used.rows_affected() == 0 {
            return Err(ProblemCode::SignInRefused.into());
        }
        put_password(&mut tx, worker, password).await?;
        for delete in ["DELETE FROM codes WHERE worker_id = $1", "DELETE FROM passkeys WHERE worker_id = $1"] {
            sqlx::query(delete).bind(id.clone()).execute(&mut *tx).await?;
        }
        put_factor(&mut tx, worker, factor, now).await?;
        put_recovery(&mut tx, worker, recovery, now).await?;
        let update = "UPDATE workers SET recovered_at = $1 WHERE worker_id = $2";
        sqlx::query(update).bind(now).bind(id.clone()).execute(&mut *tx).await?;
        for delete in ["DELETE FROM sessions WHERE worker_id = $1", "DELETE FROM sign_ins WHERE worker_id = $1"] {
            sqlx::query(delete).bind(id.clone()).execute(&mut *tx).await?;
        }
        audit::done(&mut tx, now, Actor::Worker(worker), Deed::Recovered, None).await?;
        Ok(tx.commit().await?)
    }

    async fn change_account(&self, worker: WorkerId, here: [u8; 32], change: Change, now: i64) -> Outcome<()> {
        let mut tx = self.begin().await?;
        let deed = match change {
            Change::Password(password) => {
                put_password(&mut tx, worker, password).await?;
                let delete = "DELETE FROM sessions WHERE worker_id = $1 AND token_hash <> $2";
                sqlx::query(delete).bind(raw(worker.as_bytes())).bind(raw(&here)).execute(&mut *tx).await?;
                Deed::PasswordChanged
            }
            Change::Codes(codes) => {
                put_codes(&mut tx, worker, &codes, now).await?;
                Deed::CodesChanged
            }
            Change::Passkey(passkey) => {
                put_passkey(&mut tx, worker, passkey, now).await?;
                Deed::PasskeyAdded
            }
            Change::PasskeyRemoved(passkey) => {
                remove_passkey(&mut tx, worker, passkey).await?;
                Deed::PasskeyRemoved
            }
            Change::Recovery(recovery) => {
                put_recovery(&mut tx, worker, recovery, now).await?;
                Deed::RecoveryChanged
            }
        };
        audit::done(&mut tx, now, Actor::Worker(worker), deed, None).await?;
        Ok(tx.commit().await?)
    }

    async fn open_sessions(&self, worker: WorkerId, here: [u8; 32], now: i64) -> Outcome<Vec<OpenSession>> {
        let select = "SELECT made_at, last_used_at, token_hash = $1 FROM sessions
            WHERE worker_id = $2 AND stage = 'full' AND made_at > $3 AND last_used_at > $4 ORDER BY last_used_at DESC";
        let rows: Vec<(i64, i64, bool)> = sqlx::query_as(select)
            .bind(raw(&here))
            .bind(raw(worker.as_bytes()))
            .bind(now - sessions::ABSOLUTE_MS)
            .bind(now - sessions::IDLE_MS)
            .fetch_all(&self.readers)
            .await?;
        Ok(rows.into_iter().map(|(made, used, here)| OpenSession { made, used, here }).collect())
    }

    async fn close_others(&self, worker: WorkerId, here: [u8; 32], now: i64) -> Outcome<u64> {
        let mut tx = self.begin().await?;
        let delete = "DELETE FROM sessions WHERE worker_id = $1 AND token_hash <> $2";
        let done = sqlx::query(delete).bind(raw(worker.as_bytes())).bind(raw(&here)).execute(&mut *tx).await?;
        audit::done(&mut tx, now, Actor::Worker(worker), Deed::SignedOutElsewhere, None).await?;
        tx.commit().await?;
        Ok(done.rows_affected())
    }
}

/// Worker, name, role, its name, team, both public keys, the wrapped secret ones.
type RecoverableColumns = (Vec<u8>, String, String, String, String, Vec<u8>, Vec<u8>, Vec<u8>);

/// Uses a code up; whether it counts.
async fn use_code(tx: &mut Transaction<'_, Sqlite>, worker: WorkerId, step: Option<u64>, now: i64) -> Outcome<bool> {
    let select = "SELECT last_step, wrong, waits_until FROM codes WHERE worker_id = $1";
    let row: Option<(i64, i64, i64)> =
        sqlx::query_as(select).bind(raw(worker.as_bytes())).fetch_optional(&mut **tx).await?;
    let (last_step, wrong, waits_until) = row.ok_or(ProblemCode::CodeRefused)?;
    if now < waits_until {
        return Err(ProblemCode::TooMany.into());
    }
    let step = step.map(number).transpose()?.filter(|step| *step > last_step);
    let (wrong, last_step) = (if step.is_some() { 0 } else { wrong + 1 }, step.unwrap_or(last_step));
    let doubled = u32::try_from(wrong - WRONG_FREE).ok().map(|times| WAIT_MS << times.min(6));
    let waits_until = doubled.map_or(0, |wait| now + wait.min(LONGEST_WAIT_MS));
    let update = "UPDATE codes SET last_step = $1, wrong = $2, waits_until = $3 WHERE worker_id = $4";
    sqlx::query(update)
        .bind(last_step)
        .bind(wrong)
        .bind(waits_until)
        .bind(raw(worker.as_bytes()))
        .execute(&mut **tx)
        .await?;
    Ok(step.is_some())
}

/// The sign-in of this session is complete.
async fn complete(tx: &mut Transaction<'_, Sqlite>, worker: WorkerId, session: [u8; 32], now: i64) -> Outcome<()> {
    let update = "UPDATE sessions SET stage = 'full', last_used_at = $1 WHERE token_hash = $2 AND worker_id = $3";
    let done =
        sqlx::query(update).bind(now).bind(raw(&session)).bind(raw(worker.as_bytes())).execute(&mut **tx).await?;
    // It was ended meanwhile.
    if done.rows_affected() == 0 {
        return Err(ProblemCode::SignInNeeded.into());
    }
    audit::done(tx, now, Actor::Worker(worker), Deed::SignedIn, None).await
}

async fn refused(tx: &mut Transaction<'_, Sqlite>, worker: WorkerId, now: i64) -> Outcome<()> {
    let about = Some(*worker.as_bytes());
    audit::add(tx, AuditLine { at: now, by: Actor::Nobody, deed: Deed::SignedIn, about, done: false }).await
}

async fn put_password(tx: &mut Transaction<'_, Sqlite>, worker: WorkerId, password: NewPassword) -> Outcome<()> {
    let update = "UPDATE workers SET opaque_record = $1, wrapped_keys = $2 WHERE worker_id = $3 AND ended_at IS NULL";
    let done = sqlx::query(update)
        .bind(password.opaque_record)
        .bind(password.wrapped_keys)
        .bind(raw(worker.as_bytes()))
        .execute(&mut **tx)
        .await?;
    if done.rows_affected() == 0 { Err(ProblemCode::SignInNeeded.into()) } else { Ok(()) }
}

/// The first second factor of an account, or the one that takes the place of all before.
pub(super) async fn put_factor(
    tx: &mut Transaction<'_, Sqlite>,
    worker: WorkerId,
    factor: Factor,
    now: i64,
) -> Outcome<()> {
    match factor {
        Factor::Codes(codes) => put_codes(tx, worker, &codes, now).await,
        Factor::Passkey(passkey) => put_passkey(tx, worker, passkey, now).await,
    }
}

async fn put_passkey(tx: &mut Transaction<'_, Sqlite>, worker: WorkerId, new: NewPasskey, now: i64) -> Outcome<()> {
    let count = "SELECT count(*) FROM passkeys WHERE worker_id = $1";
    let held: i64 = sqlx::query_scalar(count).bind(raw(worker.as_bytes())).fetch_one(&mut **tx).await?;
    let insert = "INSERT INTO passkeys (credential_id, worker_id, passkey, made_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (credential_id) DO NOTHING";
    let made = sqlx::query(insert)
        .bind(new.id)
        .bind(raw(worker.as_bytes()))
        .bind(new.passkey)
        .bind(now)
        .execute(&mut **tx)
        .await?;
    if super::number::<usize>(held)? >= PASSKEY_LIMIT || made.rows_affected() == 0 {
        return Err(ProblemCode::Conflict.into());
    }
    Ok(())
}

async fn remove_passkey(tx: &mut Transaction<'_, Sqlite>, worker: WorkerId, passkey: Vec<u8>) -> Outcome<()> {
    let delete = "DELETE FROM passkeys WHERE credential_id = $1 AND worker_id = $2";
    let gone = sqlx::query(delete).bind(passkey).bind(raw(worker.as_bytes())).execute(&mut **tx).await?;
    if gone.rows_affected() == 0 {
        return Err(ProblemCode::NotFound.into());
    }
    // A password alone is never enough, and whoever has nothing beside it would be locked out.
    let left = "SELECT EXISTS (SELECT 1 FROM passkeys WHERE worker_id = $1)
        OR EXISTS (SELECT 1 FROM codes WHERE worker_id = $1)";
    let left: bool = sqlx::query_scalar(left).bind(raw(worker.as_bytes())).fetch_one(&mut **tx).await?;
    if left { Ok(()) } else { Err(ProblemCode::Conflict.into()) }
}

pub(super) async fn put_codes(
    tx: &mut Transaction<'_, Sqlite>,
    worker: WorkerId,
    codes: &NewCodes,
    now: i64,
) -> Outcome<()> {
    let insert = "INSERT OR REPLACE INTO codes (worker_id, salt, last_step, made_at) VALUES ($1, $2, $3, $4)";
    sqlx::query(insert)
        .bind(raw(worker.as_bytes()))
        .bind(raw(&codes.salt))
        .bind(number(codes.step)?)
        .bind(now)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

pub(super) async fn put_recovery(
    tx: &mut Transaction<'_, Sqlite>,
    worker: WorkerId,
    recovery: NewRecovery,
    now: i64,
) -> Outcome<()> {
    let insert =
        "INSERT OR REPLACE INTO recoveries (worker_id, proof_hash, wrapped_keys, made_at) VALUES ($1, $2, $3, $4)";
    sqlx::query(insert)
        .bind(raw(worker.as_bytes()))
        .bind(raw(&recovery.proof_hash))
        .bind(recovery.wrapped_keys)
        .bind(now)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

fn number(step: u64) -> Outcome<i64> {
    i64::try_from(step).map_err(|_| StoreError::Row)
}
