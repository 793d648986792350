//! Half-written replies: one row a worker and person, gone with the last permission between them that holds.

use domain::{id::ReplyId, time::Day};

use super::*;
use crate::clock::day;

/// Whether this person's permission holds for this worker today, as `domain::accept` says of one.
const HOLDS: &str = "SELECT EXISTS (SELECT 1 FROM consents c JOIN workers w USING (worker_id)
    WHERE c.worker_id = $1 AND c.person_id = $2 AND c.status = 'active' AND c.waiting = 0 AND c.ends >= $3
    AND w.ended_at IS NULL)";

impl Drafts for SqliteStore {
    async fn put_draft(
        &self,
        worker: WorkerId,
        person: PersonId,
        reply: ReplyId,
        bytes: Vec<u8>,
        now: i64,
    ) -> Outcome<()> {
        let mut tx = self.begin_growing().await?;
        if !holds(&mut *tx, worker, person, day(now)).await? {
            return Err(ProblemCode::ConsentEnded.into());
        }
        let (worker, person, reply) = (raw(worker.as_bytes()), raw(person.as_bytes()), raw(reply.as_bytes()));
        // What was sent does not come back as something still to be sent, however late a copy of it arrives.
        let select = "SELECT EXISTS (SELECT 1 FROM replies WHERE worker_id = $1 AND person_id = $2 AND reply_id = $3)";
        let query = sqlx::query_scalar(select).bind(worker.clone()).bind(person.clone()).bind(reply.clone());
        if query.fetch_one(&mut *tx).await? {
            return Err(ProblemCode::Conflict.into());
        }
        let upsert = "INSERT INTO reply_drafts (worker_id, person_id, reply_id, bytes, stored_at)
            VALUES ($1, $2, $3, $4, $5) ON CONFLICT (worker_id, person_id) DO UPDATE SET reply_id = excluded.reply_id,
            bytes = excluded.bytes, stored_at = excluded.stored_at";
        sqlx::query(upsert).bind(worker).bind(person).bind(reply).bind(bytes).bind(now).execute(&mut *tx).await?;
        Ok(tx.commit().await?)
    }

    async fn draft(&self, worker: WorkerId, person: PersonId, now: i64) -> Outcome<Vec<u8>> {
        let mut tx = self.readers.begin().await?;
        let select = "SELECT bytes FROM reply_drafts WHERE worker_id = $1 AND person_id = $2";
        let query = sqlx::query_scalar(select).bind(raw(worker.as_bytes())).bind(raw(person.as_bytes()));
        let kept: Option<Vec<u8>> = query.fetch_optional(&mut *tx).await?;
        let holds = holds(&mut *tx, worker, person, day(now)).await?;
        tx.commit().await?;
        Ok(kept.filter(|_| holds).ok_or(ProblemCode::NotFound)?)
    }

    async fn delete_draft(&self, worker: WorkerId, person: PersonId) -> Outcome<()> {
        self.with_room(async || {
            let mut tx = self.begin().await?;
            let delete = "DELETE FROM reply_drafts WHERE worker_id = $1 AND person_id = $2";
            let query = sqlx::query(delete).bind(raw(worker.as_bytes())).bind(raw(person.as_bytes()));
            query.execute(&mut *tx).await?;
            Ok(tx.commit().await?)
        })
        .await
    }
}

async fn holds(from: impl sqlx::SqliteExecutor<'_>, worker: WorkerId, person: PersonId, today: Day) -> Outcome<bool> {
    let query = sqlx::query_scalar(HOLDS).bind(raw(worker.as_bytes())).bind(raw(person.as_bytes()));
    Ok(query.bind(today.to_string()).fetch_one(from).await?)
}

/// A permission of this person has just been taken back: what was half written to them goes, unless another one holds.
/// One that waits for its phone counts as holding here: the phone may yet send it again.
pub(super) async fn forget_without_permission(tx: &mut Transaction<'_, Sqlite>, person: PersonId) -> Outcome<()> {
    let delete = "DELETE FROM reply_drafts WHERE person_id = $1 AND NOT EXISTS (SELECT 1 FROM consents c
        WHERE c.person_id = reply_drafts.person_id AND c.worker_id = reply_drafts.worker_id AND c.status = 'active')";
    sqlx::query(delete).bind(raw(person.as_bytes())).execute(&mut **tx).await?;
    Ok(())
}
