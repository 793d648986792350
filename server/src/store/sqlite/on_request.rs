//! Deleting on request: what one person shared with one worker, in one transaction, and in the ledger before that.

use super::{accounts::works_here, *};
use crate::{clock::day, ledger::Erasure};

impl OnRequest for SqliteStore {
    async fn delete_on_request(&self, worker: WorkerId, person: PersonId, now: i64) -> Outcome<u64> {
        self.with_room(|| self.delete_between(worker, person, now)).await
    }
}

impl SqliteStore {
    async fn delete_between(&self, worker: WorkerId, person: PersonId, now: i64) -> Outcome<u64> {
        let mut tx = self.begin().await?;
        // Its session may have been read just before the end.
        if !works_here(&mut tx, worker).await? {
            return Err(ProblemCode::SignInNeeded.into());
        }
        let select = "SELECT EXISTS (SELECT 1 FROM introductions WHERE person_id = $1 AND worker_id = $2)
            OR EXISTS (SELECT 1 FROM consents WHERE person_id = $1 AND worker_id = $2)";
        let query = sqlx::query_scalar(select).bind(raw(person.as_bytes())).bind(raw(worker.as_bytes()));
        if !query.fetch_one(&mut *tx).await? {
            return Err(ProblemCode::NotFound.into());
        }
        let done = forget_between(&mut tx, worker, person, now).await?;
        // The same again leaves no trace.
        if done.rows > 0 {
            audit::done(&mut tx, now, Actor::Worker(worker), Deed::DeletedOnRequest, Some(person.as_bytes())).await?;
            self.note(&mut tx, Erasure::OnRequest(worker, person), now).await?;
            // One that an older database put back does not know may not come into force there.
            for consent in &done.ended {
                self.note(&mut tx, Erasure::Permission(person, *consent), now).await?;
            }
        }
        tx.commit().await?;
        Ok(done.shares)
    }
}

/// What was deleted between the two.
pub(super) struct BetweenRows {
    shares: u64,
    /// Of all kinds, what was changed included.
    rows: u64,
    /// Permissions that held until then.
    ended: Vec<ConsentId>,
}

/// Deletes what is sealed between a worker and a person and ends what held between them on that day.
pub(super) async fn forget_between(
    tx: &mut Transaction<'_, Sqlite>,
    worker: WorkerId,
    person: PersonId,
    at: i64,
) -> Outcome<BetweenRows> {
    let (w, p) = (raw(worker.as_bytes()), raw(person.as_bytes()));
    // Its phone still has the newest record, and is asked for the one that ends it.
    let end = "UPDATE consents SET status = 'withdrawn', waiting = 1, on_request = 1, deleted_at = $3, left_disk = 0,
        envelopes = (SELECT count(*) FROM envelopes e WHERE e.person_id = consents.person_id
        AND e.consent_id = consents.consent_id),
        looked_at = (SELECT last_looked_at FROM workers w WHERE w.worker_id = consents.worker_id)
        WHERE worker_id = $1 AND person_id = $2 AND status = 'active' AND ends >= $4 RETURNING consent_id";
    let query = sqlx::query_scalar(end).bind(w.clone()).bind(p.clone()).bind(at).bind(day(at).to_string());
    let ended: Vec<Vec<u8>> = query.fetch_all(&mut **tx).await?;
    let ended: Outcome<Vec<ConsentId>> = ended.into_iter().map(|id| Ok(ConsentId::from_bytes(fixed(id)?))).collect();
    let ended = ended?;
    let mut change = async |change: &'static str| -> Outcome<u64> {
        Ok(sqlx::query(change).bind(w.clone()).bind(p.clone()).execute(&mut **tx).await?.rows_affected())
    };
    let shares = change("DELETE FROM envelopes WHERE worker_id = $1 AND person_id = $2").await?;
    let mut rows = shares + ended.len() as u64;
    for rest in [
        "UPDATE consents SET on_request = 2 WHERE worker_id = $1 AND person_id = $2 AND on_request = 0",
        "DELETE FROM reply_drafts WHERE worker_id = $1 AND person_id = $2",
        "DELETE FROM replies WHERE worker_id = $1 AND person_id = $2",
        "DELETE FROM receipts WHERE worker_id = $1 AND person_id = $2",
        "DELETE FROM written WHERE worker_id = $1 AND person_id = $2",
        // The greeting holds the name, if it was told.
        "UPDATE introductions SET hello = x'' WHERE worker_id = $1 AND person_id = $2 AND hello <> x''",
    ] {
        rows += change(rest).await?;
    }
    Ok(BetweenRows { shares, rows, ended })
}
