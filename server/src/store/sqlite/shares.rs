//! Sealed envelopes: kept and read only while the permission they name holds. The rules are `domain::accept`'s.

use domain::accept::{self, Put, ShareFacts};

use super::{
    accounts::works_here,
    consents::{ConsentHeld, find},
    *,
};
use crate::clock::day;

impl Shares for SqliteStore {
    async fn put_share(&self, signed: Signed, header: ShareHeader, bytes: Vec<u8>) -> Outcome<Stored> {
        let (person, worker) = (raw(header.from.as_bytes()), raw(header.to.as_bytes()));
        let item = raw(header.item.as_bytes());
        let mut tx = self.begin_signed(signed).await?;
        let consent = find(&mut tx, header.from, header.consent).await?;
        // The permission may name somebody who has moved on since.
        if !works_here(&mut tx, header.to).await? {
            return Err(ProblemCode::ConsentEnded.into());
        }
        let select = "SELECT bytes, received_at FROM envelopes WHERE person_id = $1 AND worker_id = $2 AND item_id = $3
            AND rev = $4";
        let there: Option<(Vec<u8>, i64)> = sqlx::query_as(select)
            .bind(person.clone())
            .bind(worker.clone())
            .bind(item.clone())
            .bind(header.item_rev)
            .fetch_optional(&mut *tx)
            .await?;
        let select = "SELECT last_seq FROM sequences WHERE person_id = $1 AND worker_id = $2";
        let query = sqlx::query_scalar(select).bind(person.clone()).bind(worker.clone());
        let highest_seq: Option<i64> = query.fetch_optional(&mut *tx).await?;
        let select = "SELECT max(rev) FROM envelopes WHERE person_id = $1 AND worker_id = $2 AND item_id = $3";
        let query = sqlx::query_scalar(select).bind(person.clone()).bind(worker.clone()).bind(item.clone());
        let highest_rev: Option<i64> = query.fetch_one(&mut *tx).await?;
        let facts = ShareFacts {
            consent: consent.as_ref().map(ConsentHeld::held),
            stored: there.as_ref().map(|(bytes, _)| bytes.as_slice()),
            highest_seq: highest_seq.map(number).transpose()?,
            highest_rev: highest_rev.map(number).transpose()?,
            today: day(signed.now),
        };
        let verdict = accept::put_share(&header, &bytes, &facts).map_err(|code| match code {
            ProblemCode::SequenceUsed => StoreError::SequenceUsed(facts.highest_seq.unwrap_or_default()),
            ProblemCode::Conflict => StoreError::RevisionUsed(facts.highest_rev.unwrap_or_default()),
            code => code.into(),
        })?;
        if verdict == Put::New {
            let insert =
                "INSERT INTO envelopes (person_id, worker_id, item_id, rev, consent_id, seq, bytes, received_at)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
            sqlx::query(insert)
                .bind(person.clone())
                .bind(worker.clone())
                .bind(item)
                .bind(header.item_rev)
                .bind(raw(header.consent.as_bytes()))
                .bind(column(header.seq)?)
                .bind(bytes)
                .bind(signed.now)
                .execute(&mut *tx)
                .await?;
            let upsert = "INSERT INTO sequences (person_id, worker_id, last_seq) VALUES ($1, $2, $3)
                ON CONFLICT (person_id, worker_id) DO UPDATE SET last_seq = excluded.last_seq";
            sqlx::query(upsert).bind(person).bind(worker).bind(column(header.seq)?).execute(&mut *tx).await?;
        }
        tx.commit().await?;
        Ok(Stored { new: verdict == Put::New, received_at: there.map_or(signed.now, |(_, at)| at) })
    }

    /// The envelope and the permission it stands under, in one reading transaction.
    async fn share(&self, key: ShareKey, now: i64) -> Outcome<Vec<u8>> {
        let select = "SELECT bytes, consent_id FROM envelopes WHERE person_id = $1 AND worker_id = $2 AND item_id = $3
            AND rev = $4";
        let mut tx = self.readers.begin().await?;
        let row: Option<(Vec<u8>, Vec<u8>)> = sqlx::query_as(select)
            .bind(raw(key.person.as_bytes()))
            .bind(raw(key.worker.as_bytes()))
            .bind(raw(key.item.as_bytes()))
            .bind(key.rev)
            .fetch_optional(&mut *tx)
            .await?;
        let (bytes, consent) = row.ok_or(ProblemCode::NotFound)?;
        let consent = find(&mut tx, key.person, domain::id::ConsentId::from_bytes(fixed(consent)?)).await?;
        tx.commit().await?;
        accept::read_share(consent.as_ref().map(ConsentHeld::held).as_ref(), key.worker, day(now))?;
        Ok(bytes)
    }
}
