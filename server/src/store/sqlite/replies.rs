//! Sealed replies, numbered for each person. The rule is `domain::accept`'s.

use domain::accept::{self, Put};

use super::{consents::introduced, *};

impl Replies for SqliteStore {
    async fn put_reply(&self, header: ReplyHeader, bytes: Vec<u8>, now: i64) -> Outcome<Stored> {
        let (person, worker, id) =
            (raw(header.to.as_bytes()), raw(header.from.as_bytes()), raw(header.reply.as_bytes()));
        let mut tx = self.begin_growing().await?;
        let met = introduced(&mut tx, header.to, header.from).await?;
        let select = "SELECT bytes, received_at FROM replies WHERE person_id = $1 AND reply_id = $2 AND worker_id = $3";
        let there: Option<(Vec<u8>, i64)> = sqlx::query_as(select)
            .bind(person.clone())
            .bind(id.clone())
            .bind(worker.clone())
            .fetch_optional(&mut *tx)
            .await?;
        let stored = there.as_ref().map(|(bytes, _)| bytes.as_slice());
        if accept::put_reply(&header, header.from, &bytes, met, stored)? == Put::Same {
            return Ok(Stored { new: false, received_at: there.map_or(now, |(_, at)| at) });
        }
        // Not below the clock: a phone asks for what is above the last it has seen, and a database that was put back
        // would count below that again.
        let update = "UPDATE people SET last_reply_n = max(last_reply_n + 1, $1) WHERE person_id = $2
            RETURNING last_reply_n";
        let n: i64 = sqlx::query_scalar(update).bind(now).bind(person.clone()).fetch_one(&mut *tx).await?;
        let insert = "INSERT INTO replies (person_id, reply_id, worker_id, n, bytes, received_at)
            VALUES ($1, $2, $3, $4, $5, $6)";
        sqlx::query(insert).bind(person).bind(id).bind(worker).bind(n).bind(bytes).bind(now).execute(&mut *tx).await?;
        // Its half-written form is over, in the same moment.
        let delete = "DELETE FROM reply_drafts WHERE worker_id = $1 AND person_id = $2 AND reply_id = $3";
        let query = sqlx::query(delete).bind(raw(header.from.as_bytes())).bind(raw(header.to.as_bytes()));
        query.bind(raw(header.reply.as_bytes())).execute(&mut *tx).await?;
        audit::done(&mut tx, now, Actor::Worker(header.from), Deed::Replied, Some(header.to.as_bytes())).await?;
        tx.commit().await?;
        Ok(Stored { new: true, received_at: now })
    }
}
