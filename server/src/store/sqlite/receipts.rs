//! What a worker opened. The rule is `domain::accept`'s.

use domain::accept;

use super::{
    consents::{ConsentHeld, find},
    *,
};
use crate::clock::day;

impl Receipts for SqliteStore {
    async fn put_receipts(&self, opened: Vec<ShareKey>, now: i64) -> Outcome<()> {
        let mut tx = self.begin().await?;
        for key in opened {
            put_receipt(&mut tx, key, now).await?;
        }
        Ok(tx.commit().await?)
    }
}

async fn put_receipt(tx: &mut Transaction<'_, Sqlite>, key: ShareKey, now: i64) -> Outcome<()> {
    let (person, worker, item) = (raw(key.person.as_bytes()), raw(key.worker.as_bytes()), raw(key.item.as_bytes()));
    let select = "SELECT e.consent_id, r.opened_at IS NOT NULL FROM envelopes e
        LEFT JOIN receipts r USING (person_id, worker_id, item_id, rev)
        WHERE e.person_id = $1 AND e.worker_id = $2 AND e.item_id = $3 AND e.rev = $4";
    let row: Option<(Vec<u8>, bool)> = sqlx::query_as(select)
        .bind(person.clone())
        .bind(worker.clone())
        .bind(item.clone())
        .bind(key.rev)
        .fetch_optional(&mut **tx)
        .await?;
    // What is gone is passed over.
    let Some((consent, already)) = row else { return Ok(()) };
    let consent = find(tx, key.person, ConsentId::from_bytes(fixed(consent)?)).await?;
    let held = consent.as_ref().map(ConsentHeld::held);
    if accept::keep_receipt(held.as_ref(), key.worker, already, day(now)) {
        let insert = "INSERT INTO receipts (person_id, worker_id, item_id, rev, opened_at) VALUES ($1, $2, $3, $4, $5)";
        sqlx::query(insert).bind(person).bind(worker).bind(item).bind(key.rev).bind(now).execute(&mut **tx).await?;
    }
    Ok(())
}
