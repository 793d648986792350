//! Workers: who they are, and their set-up.

use domain::identity::PublicKeys;

use super::*;

impl Accounts for SqliteStore {
    async fn add_worker(&self, new: NewWorker) -> Outcome<WorkerId> {
        let mut tx = self.begin().await?;
        let sign_in_name = sign_in_name(&new.worker.name);
        let role = new.worker.role.as_str();
        // Somebody who never used their link gets a new one, and with it what the deployer says of them now.
        let upsert =
            "INSERT INTO workers (worker_id, name, sign_in_name, role, team, made_at, set_up_hash, set_up_ends_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (sign_in_name) DO UPDATE SET name = excluded.name,
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

    async fn set_up_worker(&self, token_hash: [u8; 32], now: i64) -> Outcome<Worker> {
        let select = "SELECT worker_id, name, role, team FROM workers WHERE set_up_hash = $1 AND set_up_ends_at > $2";
        let row: Option<WorkerRow> =
            sqlx::query_as(select).bind(raw(&token_hash)).bind(now).fetch_optional(&self.readers).await?;
        worker(row.ok_or(ProblemCode::NotFound)?)
    }

    async fn finish_set_up(&self, set_up: SetUp) -> Outcome<()> {
        let mut tx = self.begin().await?;
        let update =
            "UPDATE workers SET opaque_record = $1, kem_pk = $2, sig_pk = $3, wrapped_keys = $4, set_up_hash = NULL,
            set_up_ends_at = NULL WHERE set_up_hash = $5 AND set_up_ends_at > $6";
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

    async fn account(&self, id: WorkerId) -> Outcome<Account> {
        let id = raw(id.as_bytes());
        let select = "SELECT worker_id, name, role, team FROM workers WHERE worker_id = $1";
        let who: Option<WorkerRow> = sqlx::query_as(select).bind(id.clone()).fetch_optional(&self.readers).await?;
        let select =
            "SELECT sig_pk, kem_pk, wrapped_keys FROM workers WHERE worker_id = $1 AND opaque_record IS NOT NULL";
        let keys: Option<(Vec<u8>, Vec<u8>, Vec<u8>)> =
            sqlx::query_as(select).bind(id).fetch_optional(&self.readers).await?;
        let (sig, kem, wrapped_keys) = keys.ok_or(ProblemCode::NotFound)?;
        let keys = PublicKeys { sig: fixed(sig)?, kem: fixed(kem)? };
        Ok(Account { worker: worker(who.ok_or(ProblemCode::NotFound)?)?, keys, wrapped_keys })
    }
}

type WorkerRow = (Vec<u8>, String, String, String);

fn worker((id, name, role, team): WorkerRow) -> Outcome<Worker> {
    let role = role.parse().map_err(|_| StoreError::Row)?;
    Ok(Worker { id: WorkerId::from_bytes(fixed(id)?), name, role, team })
}
