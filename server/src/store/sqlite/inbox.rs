//! What each side asks for again and again: shares for a worker; replies, receipts and looks for a person.

use domain::{
    accept::{self, Put},
    id::{ItemId, ReplyId},
    time::Day,
};

use super::{
    consents::{ConsentHeld, Name, find, introduced, of_worker},
    *,
};
use crate::clock::day;

/// Replies in one answer.
const REPLIES: i64 = 50;

/// One permission as its worker sees it today.
fn consent_row((person, consent): Name, held: &ConsentHeld, today: Day) -> ConsentRow {
    let known = held.held();
    let state = match known.withdrawn {
        true => ConsentState::Withdrawn,
        false if known.covers(known.worker, today) => ConsentState::Active,
        false => ConsentState::Ended,
    };
    ConsentRow { person, consent, rev: known.rev, state, bytes: known.bytes.to_vec(), received_at: held.received_at }
}

/// Person, item, revision, sequence, permission, arrival, opening.
type ShareColumns = (Vec<u8>, Vec<u8>, i64, i64, Vec<u8>, i64, Option<i64>);

fn share_row(columns: ShareColumns) -> Result<ShareRow, StoreError> {
    let (person, item, rev, seq, consent, received_at, opened_at) = columns;
    Ok(ShareRow {
        person: PersonId::from_bytes(fixed(person)?),
        item: ItemId::from_bytes(fixed(item)?),
        rev: number(rev)?,
        seq: number(seq)?,
        consent: ConsentId::from_bytes(fixed(consent)?),
        received_at,
        opened_at,
    })
}

pub(super) async fn team(
    store: &SqliteStore,
    worker: WorkerId,
    now: i64,
) -> Result<(Vec<ConsentRow>, Vec<ShareRow>), StoreError> {
    let today = day(now);
    // One transaction for both lists and the note: what a person is told of the look is what the look saw.
    let mut tx = store.begin().await?;
    let update = "UPDATE workers SET last_looked_at = ? WHERE worker_id = ?";
    sqlx::query(update).bind(now).bind(raw(worker.as_bytes())).execute(&mut *tx).await?;
    let consents = of_worker(&mut tx, worker).await?;
    let select = "SELECT e.person_id, e.item_id, e.rev, e.seq, e.consent_id, e.received_at, r.opened_at
        FROM envelopes e LEFT JOIN receipts r USING (person_id, worker_id, item_id, rev)
        WHERE e.worker_id = ? AND NOT EXISTS (SELECT 1 FROM envelopes n
        WHERE n.person_id = e.person_id AND n.worker_id = e.worker_id AND n.item_id = e.item_id AND n.rev > e.rev)
        ORDER BY e.person_id, e.seq";
    let shares: Vec<ShareColumns> = sqlx::query_as(select).bind(raw(worker.as_bytes())).fetch_all(&mut *tx).await?;
    tx.commit().await?;
    let shares: Result<Vec<ShareRow>, StoreError> = shares.into_iter().map(share_row).collect();
    let mut shares = shares?;
    shares.retain(|share| {
        let held = consents.get(&(share.person, share.consent)).map(ConsentHeld::held);
        accept::read_share(held.as_ref(), worker, today).is_ok()
    });
    Ok((consents.iter().map(|(name, held)| consent_row(*name, held, today)).collect(), shares))
}

pub(super) async fn put_receipts(store: &SqliteStore, opened: Vec<ShareKey>, now: i64) -> Result<(), StoreError> {
    let mut tx = store.begin().await?;
    for key in opened {
        put_receipt(&mut tx, key, now).await?;
    }
    Ok(tx.commit().await?)
}

async fn put_receipt(tx: &mut Transaction<'_, Sqlite>, key: ShareKey, now: i64) -> Result<(), StoreError> {
    let (person, worker, item) = (raw(key.person.as_bytes()), raw(key.worker.as_bytes()), raw(key.item.as_bytes()));
    let select = "SELECT e.consent_id, r.opened_at IS NOT NULL FROM envelopes e
        LEFT JOIN receipts r USING (person_id, worker_id, item_id, rev)
        WHERE e.person_id = ? AND e.worker_id = ? AND e.item_id = ? AND e.rev = ?";
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
        let insert = "INSERT INTO receipts (person_id, worker_id, item_id, rev, opened_at) VALUES (?, ?, ?, ?, ?)";
        sqlx::query(insert).bind(person).bind(worker).bind(item).bind(key.rev).bind(now).execute(&mut **tx).await?;
    }
    Ok(())
}

pub(super) async fn put_reply(
    store: &SqliteStore,
    header: ReplyHeader,
    bytes: Vec<u8>,
    now: i64,
) -> Result<Stored, StoreError> {
    let (person, worker, id) = (raw(header.to.as_bytes()), raw(header.from.as_bytes()), raw(header.reply.as_bytes()));
    let mut tx = store.begin().await?;
    let met = introduced(&mut tx, header.to, header.from).await?;
    let select = "SELECT bytes, received_at FROM replies WHERE person_id = ? AND reply_id = ? AND worker_id = ?";
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
    let update = "UPDATE people SET last_reply_n = last_reply_n + 1 WHERE person_id = ? RETURNING last_reply_n";
    let n: i64 = sqlx::query_scalar(update).bind(person.clone()).fetch_one(&mut *tx).await?;
    let insert =
        "INSERT INTO replies (person_id, reply_id, worker_id, n, bytes, received_at) VALUES (?, ?, ?, ?, ?, ?)";
    sqlx::query(insert).bind(person).bind(id).bind(worker).bind(n).bind(bytes).bind(now).execute(&mut *tx).await?;
    tx.commit().await?;
    Ok(Stored { new: true, received_at: now })
}

/// Number, reply, worker, bytes, arrival.
type ReplyColumns = (i64, Vec<u8>, Vec<u8>, Vec<u8>, i64);

fn reply_row((n, id, from, bytes, received_at): ReplyColumns) -> Result<ReplyRow, StoreError> {
    let (id, from) = (ReplyId::from_bytes(fixed(id)?), WorkerId::from_bytes(fixed(from)?));
    Ok(ReplyRow { n: number(n)?, id, from, bytes, received_at })
}

pub(super) async fn person(store: &SqliteStore, id: PersonId, after: u64) -> Result<PersonInbox, StoreError> {
    let person = raw(id.as_bytes());
    let mut tx = store.readers.begin().await?;
    let select = "SELECT n, reply_id, worker_id, bytes, received_at FROM replies WHERE person_id = ? AND n > ?
        ORDER BY n LIMIT ?";
    let replies: Vec<ReplyColumns> =
        sqlx::query_as(select).bind(person.clone()).bind(column(after)?).bind(REPLIES).fetch_all(&mut *tx).await?;
    let select = "SELECT worker_id, item_id, rev, opened_at FROM receipts WHERE person_id = ? ORDER BY opened_at";
    let receipts: Vec<(Vec<u8>, Vec<u8>, i64, i64)> =
        sqlx::query_as(select).bind(person.clone()).fetch_all(&mut *tx).await?;
    let select = "SELECT DISTINCT w.worker_id, w.last_looked_at FROM introductions i JOIN workers w USING (worker_id)
        WHERE i.person_id = ? AND w.last_looked_at IS NOT NULL";
    let looked: Vec<(Vec<u8>, i64)> = sqlx::query_as(select).bind(person).fetch_all(&mut *tx).await?;
    let permissions = consents::list(&mut tx, id).await?;
    tx.commit().await?;
    let receipt = |(worker, item, rev, opened_at): (Vec<u8>, Vec<u8>, i64, i64)| {
        let (worker, item) = (WorkerId::from_bytes(fixed(worker)?), ItemId::from_bytes(fixed(item)?));
        Ok((ShareKey { person: id, worker, item, rev: number(rev)? }, opened_at))
    };
    let replies: Result<_, StoreError> = replies.into_iter().map(reply_row).collect();
    let receipts: Result<_, StoreError> = receipts.into_iter().map(receipt).collect();
    let looked: Result<_, StoreError> =
        looked.into_iter().map(|(worker, at)| Ok((WorkerId::from_bytes(fixed(worker)?), at))).collect();
    Ok(PersonInbox { replies: replies?, receipts: receipts?, looked: looked?, permissions })
}
