//! The team's accounts: ended, begun anew, given another role; and what roles are called.

use domain::role::Role;

use super::{
    accounts::{at_work, forget_worker, role_columns, works_here},
    *,
};
use crate::ledger::Erasure;

impl TeamAccounts for SqliteStore {
    async fn find_worker(&self, sign_in_name: String) -> Outcome<WorkerId> {
        at_work(&mut self.readers.begin().await?, &sign_in_name).await
    }

    async fn is_lead(&self, worker: WorkerId) -> Outcome<bool> {
        leads(&mut self.readers.begin().await?, worker).await
    }

    async fn renew_link(&self, by: Actor, link: NewLink) -> Outcome<()> {
        let mut tx = self.begin().await?;
        may_lead(&mut tx, by).await?;
        must_work_here(&mut tx, link.worker).await?;
        let update = "UPDATE workers SET set_up_hash = $1, set_up_ends_at = $2
            WHERE worker_id = $3 AND opaque_record IS NULL";
        let query = sqlx::query(update).bind(raw(&link.token_hash)).bind(link.ends_at);
        let done = query.bind(raw(link.worker.as_bytes())).execute(&mut *tx).await?;
        if done.rows_affected() == 0 {
            return Err(ProblemCode::Conflict.into());
        }
        audit::done(&mut tx, link.now, by, Deed::Added, Some(link.worker.as_bytes())).await?;
        Ok(tx.commit().await?)
    }

    async fn end_worker(&self, by: Actor, worker: WorkerId, now: i64) -> Outcome<Touches> {
        self.with_room(|| self.end_working(by, worker, now)).await
    }

    async fn reset_worker(&self, by: Actor, anew: WorkerId, link: NewLink) -> Outcome<Touches> {
        self.with_room(|| self.reset_working(by, anew, &link)).await
    }

    async fn change_standing(&self, by: Actor, worker: WorkerId, standing: Standing, now: i64) -> Outcome<()> {
        let mut tx = self.begin().await?;
        may_lead(&mut tx, by).await?;
        must_work_here(&mut tx, worker).await?;
        if standing.role != Role::Lead {
            must_be_another(by, worker)?;
        }
        let select = "SELECT iif(lead, 'lead', role), called FROM workers WHERE worker_id = $1";
        let query = sqlx::query_as(select).bind(raw(worker.as_bytes()));
        let before: (String, String) = query.fetch_one(&mut *tx).await?;
        // What they are called already may be a name that is offered no longer.
        let same = (before.0.as_str(), &before.1) == (standing.role.as_str(), &standing.called);
        if !same && !is_called(&mut tx, standing.role, &standing.called).await? {
            return Err(ProblemCode::Malformed.into());
        }
        let (role, lead) = role_columns(standing.role);
        let update = "UPDATE workers SET role = $1, lead = $2, called = $3, team = $4 WHERE worker_id = $5";
        let query = sqlx::query(update).bind(role).bind(lead).bind(standing.called).bind(standing.team);
        query.bind(raw(worker.as_bytes())).execute(&mut *tx).await?;
        audit::done(&mut tx, now, by, Deed::RoleChanged, Some(worker.as_bytes())).await?;
        Ok(tx.commit().await?)
    }

    async fn role_names(&self) -> Outcome<Vec<RoleName>> {
        let select = "SELECT name, role FROM role_names ORDER BY name";
        let rows: Vec<(String, String)> = sqlx::query_as(select).fetch_all(&self.readers).await?;
        let read =
            |(name, role): (String, String)| Ok(RoleName { name, role: role.parse().map_err(|_| StoreError::Row)? });
        rows.into_iter().map(read).collect()
    }

    async fn keep_role_names(&self, names: Vec<(String, Option<Role>)>, now: i64) -> Outcome<()> {
        let mut tx = self.begin().await?;
        for (name, role) in names {
            // As it is spelled now: the same name in other letters is the same row.
            sqlx::query("DELETE FROM role_names WHERE name = $1").bind(&name).execute(&mut *tx).await?;
            if let Some(role) = role {
                let insert = "INSERT INTO role_names (name, role) VALUES ($1, $2)";
                sqlx::query(insert).bind(name).bind(role.as_str()).execute(&mut *tx).await?;
            }
        }
        audit::done(&mut tx, now, Actor::Deployer, Deed::Resettled, None).await?;
        Ok(tx.commit().await?)
    }
}

impl SqliteStore {
    async fn end_working(&self, by: Actor, id: WorkerId, now: i64) -> Outcome<Touches> {
        let mut tx = self.begin().await?;
        may_lead(&mut tx, by).await?;
        must_work_here(&mut tx, id).await?;
        must_be_another(by, id)?;
        let done = forget_worker(&mut tx, id, now).await?;
        audit::done(&mut tx, now, by, Deed::Ended, Some(id.as_bytes())).await?;
        // A database from before, put back, must not let them in again.
        self.note(&mut tx, Erasure::Worker(id), now).await?;
        tx.commit().await?;
        Ok(done)
    }

    async fn reset_working(&self, by: Actor, anew: WorkerId, link: &NewLink) -> Outcome<Touches> {
        let mut tx = self.begin().await?;
        may_lead(&mut tx, by).await?;
        must_work_here(&mut tx, link.worker).await?;
        must_be_another(by, link.worker)?;
        let select = "SELECT sign_in_name FROM workers WHERE worker_id = $1 AND opaque_record IS NOT NULL";
        let query = sqlx::query_scalar(select).bind(raw(link.worker.as_bytes()));
        let name: String = query.fetch_optional(&mut *tx).await?.ok_or(ProblemCode::Conflict)?;
        let done = forget_worker(&mut tx, link.worker, link.now).await?;
        let insert = "INSERT INTO workers (worker_id, name, sign_in_name, role, lead, called, team, made_at, set_up_hash,
            set_up_ends_at) SELECT $1, name, $2, role, lead, called, team, $3, $4, $5 FROM workers WHERE worker_id = $6";
        sqlx::query(insert)
            .bind(raw(anew.as_bytes()))
            .bind(name)
            .bind(link.now)
            .bind(raw(&link.token_hash))
            .bind(link.ends_at)
            .bind(raw(link.worker.as_bytes()))
            .execute(&mut *tx)
            .await?;
        let update = "UPDATE workers SET new_start = $1 WHERE worker_id = $2";
        let query = sqlx::query(update).bind(raw(anew.as_bytes())).bind(raw(link.worker.as_bytes()));
        query.execute(&mut *tx).await?;
        audit::done(&mut tx, link.now, by, Deed::Reset, Some(link.worker.as_bytes())).await?;
        audit::done(&mut tx, link.now, by, Deed::Added, Some(anew.as_bytes())).await?;
        self.note(&mut tx, Erasure::Worker(link.worker), link.now).await?;
        tx.commit().await?;
        Ok(done)
    }
}

/// Whether the deployer calls a role of this kind so; every kind may go by its own word.
pub(super) async fn is_called(tx: &mut Transaction<'_, Sqlite>, role: Role, called: &str) -> Outcome<bool> {
    let select = "SELECT $1 = '' OR EXISTS (SELECT 1 FROM role_names WHERE name = $1 AND role = $2)";
    Ok(sqlx::query_scalar(select).bind(called).bind(role.as_str()).fetch_one(&mut **tx).await?)
}

/// The deployer always may; a lead while they are one, also if their page was answered just before they were ended.
pub(super) async fn may_lead(tx: &mut Transaction<'_, Sqlite>, by: Actor) -> Outcome<()> {
    let may = match by {
        Actor::Deployer => true,
        Actor::Worker(id) => leads(tx, id).await?,
        Actor::Person(_) | Actor::Nobody => false,
    };
    if may { Ok(()) } else { Err(ProblemCode::NotFound.into()) }
}

async fn leads(tx: &mut Transaction<'_, Sqlite>, id: WorkerId) -> Outcome<bool> {
    let select = "SELECT EXISTS (SELECT 1 FROM workers WHERE worker_id = $1 AND lead = 1 AND ended_at IS NULL)";
    Ok(sqlx::query_scalar(select).bind(raw(id.as_bytes())).fetch_one(&mut **tx).await?)
}

async fn must_work_here(tx: &mut Transaction<'_, Sqlite>, id: WorkerId) -> Outcome<()> {
    if works_here(tx, id).await? { Ok(()) } else { Err(ProblemCode::NotFound.into()) }
}

/// Whoever acts stays a lead, so a lead's deeds never leave a team without one.
fn must_be_another(by: Actor, worker: WorkerId) -> Outcome<()> {
    if by == Actor::Worker(worker) { Err(ProblemCode::OwnAccount.into()) } else { Ok(()) }
}
