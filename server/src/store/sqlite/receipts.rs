//! What a worker opened. The rule is `domain::accept`'s.

use std::collections::BTreeSet;

use domain::accept;

use super::{
    consents::{ConsentHeld, find},
    *,
};
use crate::clock::day;

impl Receipts for SqliteStore {
    async fn put_receipts(&self, opened: Vec<ShareKey>, now: i64) -> Outcome<()> {
        let mut tx = self.begin().await?;
        // One line a person, not one an item.
        let mut noted = BTreeSet::new();
        for key in opened {
            if put_receipt(&mut tx, key, now).await? && noted.insert((key.worker, key.person)) {
                let by = Actor::Worker(key.worker);
                audit::done(&mut tx, now, by, Deed::Opened, Some(key.person.as_bytes())).await?;
            }
        }
        Ok(tx.commit().await?)
    }
}

/// Whether it is a new one.
async fn put_receipt(tx: &mut Transaction<'_, Sqlite>, key: ShareKey, now: i64) -> Outcome<bool> {
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
    let Some((consent, already)) = row else { return Ok(false) };
    let consent = find(tx, key.person, ConsentId::from_bytes(fixed(consent)?)).await?;
    let held = consent.as_ref().map(ConsentHeld::held);
    let new = accept::keep_receipt(held.as_ref(), key.worker, already, day(now));
    if new {
        let insert = "INSERT INTO receipts (person_id, worker_id, item_id, rev, opened_at) VALUES ($1, $2, $3, $4, $5)";
        sqlx::query(insert).bind(person).bind(worker).bind(item).bind(key.rev).bind(now).execute(&mut **tx).await?;
    }
    Ok(new)
}
