//! Workers: who they are, and their set-up.

use domain::{identity::PublicKeys, role::Role};

use super::{
    away::away_until,
    team::{is_called, may_lead},
    *,
};
use crate::clock::day;

impl Accounts for SqliteStore {
    async fn add_worker(&self, new: NewWorker) -> Outcome<WorkerId> {
        let mut tx = self.begin().await?;
        may_lead(&mut tx, new.by).await?;
        if !is_called(&mut tx, new.worker.role, &new.worker.called).await? {
            return Err(ProblemCode::Malformed.into());
        }
        let sign_in_name = sign_in_name(&new.worker.name);
        let (role, lead) = role_columns(new.worker.role);
        // Somebody who never used their link gets a new one, and with it what the deployer says of them now.
        let upsert =
            "INSERT INTO workers (worker_id, name, sign_in_name, role, lead, called, team, made_at, set_up_hash,
            set_up_ends_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (sign_in_name) DO UPDATE SET
            name = excluded.name, role = excluded.role, lead = excluded.lead, called = excluded.called,
            team = excluded.team, set_up_hash = excluded.set_up_hash, set_up_ends_at = excluded.set_up_ends_at
            WHERE opaque_record IS NULL AND ended_at IS NULL RETURNING worker_id";
        let row: Option<(Vec<u8>,)> = sqlx::query_as(upsert)
            .bind(raw(new.worker.id.as_bytes()))
            .bind(new.worker.name)
            .bind(sign_in_name)
            .bind(role)
            .bind(lead)
            .bind(new.worker.called)
            .bind(new.worker.team)
            .bind(new.now)
            .bind(raw(&new.token_hash))
            .bind(new.ends_at)
            .fetch_optional(&mut *tx)
            .await?;
        let (id,) = row.ok_or(ProblemCode::Conflict)?;
        let id = WorkerId::from_bytes(fixed(id)?);
        audit::done(&mut tx, new.now, new.by, Deed::Added, Some(id.as_bytes())).await?;
        tx.commit().await?;
        Ok(id)
    }

    async fn set_up_worker(&self, token_hash: [u8; 32], now: i64) -> Outcome<Worker> {
        let select = "SELECT worker_id, name, iif(lead, 'lead', role), called, team FROM workers
            WHERE set_up_hash = $1 AND set_up_ends_at > $2";
        let row: Option<WorkerRow> =
            sqlx::query_as(select).bind(raw(&token_hash)).bind(now).fetch_optional(&self.readers).await?;
        worker(row.ok_or(ProblemCode::NotFound)?)
    }

    async fn finish_set_up(&self, set_up: SetUp) -> Outcome<WorkerId> {
        let mut tx = self.begin().await?;
        let update =
            "UPDATE workers SET opaque_record = $1, kem_pk = $2, sig_pk = $3, wrapped_keys = $4, set_up_hash = NULL,
            set_up_ends_at = NULL WHERE set_up_hash = $5 AND set_up_ends_at > $6 RETURNING worker_id";
        let done: Option<(Vec<u8>,)> = sqlx::query_as(update)
            .bind(set_up.opaque_record)
            .bind(raw(&set_up.keys.kem))
            .bind(raw(&set_up.keys.sig))
            .bind(set_up.wrapped_keys)
            .bind(raw(&set_up.token_hash))
            .bind(set_up.now)
            .fetch_optional(&mut *tx)
            .await?;
        let (id,) = done.ok_or(ProblemCode::NotFound)?;
        let id = WorkerId::from_bytes(fixed(id)?);
        factors::put_factor(&mut tx, id, set_up.factor, set_up.now).await?;
        factors::put_recovery(&mut tx, id, set_up.recovery, set_up.now).await?;
        audit::done(&mut tx, set_up.now, Actor::Worker(id), Deed::SetUp, None).await?;
        tx.commit().await?;
        Ok(id)
    }

    async fn workers(&self, now: i64) -> Outcome<Vec<ListedWorker>> {
        let mut tx = self.readers.begin().await?;
        let select = "SELECT worker_id, name, iif(lead, 'lead', role), called, team, opaque_record IS NOT NULL,
            last_looked_at, recovered_at, ended_at, set_up_ends_at, new_start, away_until FROM workers ORDER BY made_at, worker_id";
        let rows: Vec<ListedColumns> = sqlx::query_as(select).fetch_all(&mut *tx).await?;
        let mut listed = Vec::with_capacity(rows.len());
        for row in rows {
            let (
                id,
                name,
                role,
                called,
                team,
                set_up,
                last_looked_at,
                recovered_at,
                ended_at,
                link_ends_at,
                new_start,
                away,
            ) = row;
            let away = away.as_deref().map(away_until).transpose()?;
            let worker = worker((id, name, role, called, team))?;
            let gone = ended_at.is_some();
            let touches = if gone { Touches::default() } else { touches(&mut tx, worker.id, now).await? };
            let new_start = new_start.map(fixed).transpose()?.map(WorkerId::from_bytes);
            listed.push(ListedWorker {
                worker,
                set_up,
                last_looked_at,
                recovered_at,
                ended_at,
                link_ends_at,
                new_start,
                away,
                touches,
            });
        }
        Ok(listed)
    }

    async fn account(&self, id: WorkerId) -> Outcome<Account> {
        let id = raw(id.as_bytes());
        let select = "SELECT worker_id, name, iif(lead, 'lead', role), called, team FROM workers WHERE worker_id = $1";
        let who: Option<WorkerRow> = sqlx::query_as(select).bind(id.clone()).fetch_optional(&self.readers).await?;
        let select = "SELECT w.sig_pk, w.kem_pk, w.wrapped_keys, w.recovered_at, r.made_at, w.away_until FROM workers w
            LEFT JOIN recoveries r USING (worker_id) WHERE w.worker_id = $1 AND w.opaque_record IS NOT NULL";
        let keys: Option<AccountColumns> = sqlx::query_as(select).bind(id).fetch_optional(&self.readers).await?;
        let (sig, kem, wrapped_keys, recovered_at, recovery_made_at, away) = keys.ok_or(ProblemCode::NotFound)?;
        let keys = PublicKeys { sig: fixed(sig)?, kem: fixed(kem)? };
        let worker = worker(who.ok_or(ProblemCode::NotFound)?)?;
        let away = away.as_deref().map(away_until).transpose()?;
        Ok(Account { worker, keys, wrapped_keys, recovered_at, recovery_made_at, away })
    }
}

/// Who signs in by this name.
pub(super) async fn at_work(tx: &mut Transaction<'_, Sqlite>, sign_in_name: &str) -> Outcome<WorkerId> {
    let select = "SELECT worker_id FROM workers WHERE sign_in_name = $1 AND ended_at IS NULL";
    let found: Option<(Vec<u8>,)> = sqlx::query_as(select).bind(sign_in_name).fetch_optional(&mut **tx).await?;
    Ok(WorkerId::from_bytes(fixed(found.ok_or(ProblemCode::NotFound)?.0)?))
}

/// Takes everything from a worker by which they could read, and what is there for them to read.
pub(super) async fn forget_worker(tx: &mut Transaction<'_, Sqlite>, id: WorkerId, at: i64) -> Outcome<Touches> {
    let people = touches(tx, id, at).await?.people;
    // The name is free again: whoever comes back, or is called the same, begins anew with keys of their own.
    let update = "UPDATE workers SET ended_at = $1, sign_in_name = sign_in_name || ' ' || hex(worker_id),
        set_up_hash = NULL, set_up_ends_at = NULL, opaque_record = NULL, wrapped_keys = NULL, away_until = NULL
        WHERE worker_id = $2 AND ended_at IS NULL";
    sqlx::query(update).bind(at).bind(raw(id.as_bytes())).execute(&mut **tx).await?;
    let mut delete = async |delete: &'static str| -> Outcome<u64> {
        Ok(sqlx::query(delete).bind(raw(id.as_bytes())).execute(&mut **tx).await?.rows_affected())
    };
    let sessions = delete("DELETE FROM sessions WHERE worker_id = $1").await?;
    delete("DELETE FROM sign_ins WHERE worker_id = $1").await?;
    delete("DELETE FROM keyrings WHERE worker_id = $1").await?;
    delete("DELETE FROM codes WHERE worker_id = $1").await?;
    delete("DELETE FROM passkeys WHERE worker_id = $1").await?;
    delete("DELETE FROM recoveries WHERE worker_id = $1").await?;
    delete("DELETE FROM known_browsers WHERE worker_id = $1").await?;
    delete("DELETE FROM reply_drafts WHERE worker_id = $1").await?;
    let introductions = delete("DELETE FROM introductions WHERE worker_id = $1 AND person_id IS NULL").await?;
    let envelopes = delete("DELETE FROM envelopes WHERE worker_id = $1").await?;
    Ok(Touches { sessions, introductions, people, envelopes })
}

/// What [`forget_worker`] would end and delete now.
pub(super) async fn touches(tx: &mut Transaction<'_, Sqlite>, id: WorkerId, now: i64) -> Outcome<Touches> {
    let select = "SELECT (SELECT count(*) FROM sessions WHERE worker_id = $1),
        (SELECT count(*) FROM introductions WHERE worker_id = $1 AND person_id IS NULL AND ends_at > $2),
        (SELECT count(DISTINCT person_id) FROM consents WHERE worker_id = $1 AND status = 'active' AND ends >= $3),
        (SELECT count(*) FROM envelopes WHERE worker_id = $1)";
    let query = sqlx::query_as(select).bind(raw(id.as_bytes())).bind(now).bind(day(now).to_string());
    let (sessions, introductions, people, envelopes): (i64, i64, i64, i64) = query.fetch_one(&mut **tx).await?;
    Ok(Touches {
        sessions: number(sessions)?,
        introductions: number(introductions)?,
        people: number(people)?,
        envelopes: number(envelopes)?,
    })
}

/// As in [`WorkerRow`], then set up, last look, last recovery, end, end of the link, new start,
/// last day away.
type ListedColumns = (
    Vec<u8>,
    String,
    String,
    String,
    String,
    bool,
    Option<i64>,
    Option<i64>,
    Option<i64>,
    Option<i64>,
    Option<Vec<u8>>,
    Option<String>,
);

/// Whether this worker is still here: one who moved on makes nothing, reads nothing and is sent nothing.
pub(super) async fn works_here(tx: &mut Transaction<'_, Sqlite>, id: WorkerId) -> Outcome<bool> {
    let select = "SELECT EXISTS (SELECT 1 FROM workers WHERE worker_id = $1 AND ended_at IS NULL)";
    Ok(sqlx::query_scalar(select).bind(raw(id.as_bytes())).fetch_one(&mut **tx).await?)
}

/// Both public keys, the wrapped secret ones, the last recovery, when the recovery code was made, last day away.
type AccountColumns = (Vec<u8>, Vec<u8>, Vec<u8>, Option<i64>, Option<i64>, Option<String>);

/// How a kind of role is kept: the word in `role`, and whether they are a lead.
pub(super) fn role_columns(role: Role) -> (&'static str, bool) {
    match role {
        Role::KeyWorker | Role::PeerWorker => (role.as_str(), false),
        Role::Lead => (Role::KeyWorker.as_str(), true),
    }
}

/// Worker, name, role, its name, team.
pub(super) type WorkerRow = (Vec<u8>, String, String, String, String);

pub(super) fn worker((id, name, role, called, team): WorkerRow) -> Outcome<Worker> {
    let role = role.parse().map_err(|_| StoreError::Row)?;
    Ok(Worker { id: WorkerId::from_bytes(fixed(id)?), name, role, called, team })
}
