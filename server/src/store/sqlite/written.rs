//! What workers write down with somebody: one row a person and name, its bytes gone once it is closed. The rules are
//! `domain::accept`'s.

use domain::{
    accept::{self, Close, HeldWritten, Put, WrittenFacts},
    guest::WAITS_DAYS,
    id::WrittenId,
    time::Moment,
};

use super::{consents::introduced, *};
use crate::{clock::DAY_MS, ledger::Erasure};

impl WrittenCheckIns for SqliteStore {
    async fn put_written(&self, new: NewWritten) -> Outcome<KeptWritten> {
        let NewWritten { org, worker, person, written, header, bytes, now } = new;
        let mut tx = self.begin_growing().await?;
        let met = introduced(&mut tx, person, worker).await?;
        let row = find(&mut *tx, person, written).await?;
        let waiting = waiting(&mut tx, worker, person, now).await?;
        let held = row.as_ref().map(HeldRow::held).transpose()?;
        let facts = WrittenFacts { org, worker, person, written, met, held, waiting, now: Moment(now) };
        if accept::put_written(&header, &bytes, &facts)? == Put::Same {
            let received_at = row.map_or(now, |row| row.stored_at);
            return Ok(KeptWritten { new: false, replaced: false, received_at });
        }
        let upsert = "INSERT INTO written (written_id, person_id, worker_id, rev, bytes, made_at, stored_at, ends_at)
            VALUES ($1, $2, $3, $4, $5, $6, $6, $7) ON CONFLICT (person_id, written_id) DO UPDATE
            SET rev = excluded.rev, bytes = excluded.bytes, stored_at = excluded.stored_at";
        sqlx::query(upsert)
            .bind(raw(written.as_bytes()))
            .bind(raw(person.as_bytes()))
            .bind(raw(worker.as_bytes()))
            .bind(header.rev)
            .bind(bytes)
            .bind(now)
            .bind(now + WAITS_DAYS * DAY_MS)
            .execute(&mut *tx)
            .await?;
        let is_new = row.is_none();
        if is_new {
            audit::done(&mut tx, now, Actor::Worker(worker), Deed::WroteDown, Some(person.as_bytes())).await?;
        }
        tx.commit().await?;
        Ok(KeptWritten { new: is_new, replaced: !is_new, received_at: now })
    }

    async fn written(&self, person: PersonId, written: WrittenId, now: i64) -> Outcome<Vec<u8>> {
        let row = find(&self.readers, person, written).await?;
        let held = row.as_ref().map(HeldRow::held).transpose()?;
        accept::read_written(held.as_ref(), Moment(now))?;
        row.and_then(|row| row.bytes).ok_or(StoreError::Row)
    }

    async fn close_written(&self, signed: Signed, written: WrittenId) -> Outcome<bool> {
        self.with_room(|| self.close_kept(signed, written)).await
    }
}

impl SqliteStore {
    async fn close_kept(&self, signed: Signed, written: WrittenId) -> Outcome<bool> {
        let mut tx = use_up(self.begin().await?, signed).await?;
        let row = find(&mut *tx, signed.person, written).await?;
        let held = row.as_ref().map(HeldRow::held).transpose()?;
        // The same again leaves no trace and costs no write.
        if accept::close_written(held.as_ref(), Moment(signed.now))? == Close::Before {
            tx.rollback().await?;
            return Ok(false);
        }
        forget_written(&mut tx, signed.person, written, signed.now).await?;
        let worker = held.ok_or(StoreError::Row)?.worker;
        let by = Actor::Person(signed.person);
        audit::done(&mut tx, signed.now, by, Deed::WrittenTaken, Some(worker.as_bytes())).await?;
        self.note(&mut tx, Erasure::Written(signed.person, written), signed.now).await?;
        tx.commit().await?;
        Ok(true)
    }
}

/// Lets go of its bytes, now or because the ledger says that they went.
pub(super) async fn forget_written(
    tx: &mut Transaction<'_, Sqlite>,
    person: PersonId,
    written: WrittenId,
    at: i64,
) -> Outcome<()> {
    let update = "UPDATE written SET bytes = NULL, closed_at = $1
        WHERE person_id = $2 AND written_id = $3 AND bytes IS NOT NULL";
    let query = sqlx::query(update).bind(at).bind(raw(person.as_bytes())).bind(raw(written.as_bytes()));
    query.execute(&mut **tx).await?;
    Ok(())
}

/// What is kept under one name.
struct HeldRow {
    worker_id: Vec<u8>,
    rev: i64,
    bytes: Option<Vec<u8>>,
    stored_at: i64,
    ends_at: i64,
}

impl HeldRow {
    /// As the rules look at it.
    fn held(&self) -> Outcome<HeldWritten<'_>> {
        Ok(HeldWritten {
            worker: WorkerId::from_bytes(fixed(self.worker_id.clone())?),
            rev: number(self.rev)?,
            bytes: self.bytes.as_deref(),
            ends: Moment(self.ends_at),
        })
    }
}

/// Worker, revision, bytes, arrival, end.
type HeldRowColumns = (Vec<u8>, i64, Option<Vec<u8>>, i64, i64);

async fn find(from: impl sqlx::SqliteExecutor<'_>, person: PersonId, written: WrittenId) -> Outcome<Option<HeldRow>> {
    let select =
        "SELECT worker_id, rev, bytes, stored_at, ends_at FROM written WHERE person_id = $1 AND written_id = $2";
    let query = sqlx::query_as(select).bind(raw(person.as_bytes())).bind(raw(written.as_bytes()));
    let row: Option<HeldRowColumns> = query.fetch_optional(from).await?;
    Ok(row.map(|(worker_id, rev, bytes, stored_at, ends_at)| HeldRow { worker_id, rev, bytes, stored_at, ends_at }))
}

/// How many of this worker wait for this person.
async fn waiting(tx: &mut Transaction<'_, Sqlite>, worker: WorkerId, person: PersonId, now: i64) -> Outcome<u32> {
    let select = "SELECT count(*) FROM written WHERE worker_id = $1 AND person_id = $2 AND bytes IS NOT NULL
        AND ends_at >= $3";
    let query = sqlx::query_scalar(select).bind(raw(worker.as_bytes())).bind(raw(person.as_bytes())).bind(now);
    number(query.fetch_one(&mut **tx).await?)
}

/// What waits for this person's phone, oldest first.
pub(super) async fn written_for(
    tx: &mut Transaction<'_, Sqlite>,
    person: PersonId,
    now: i64,
) -> Outcome<Vec<WrittenRow>> {
    list(tx, WRITTEN_FOR, raw(person.as_bytes()), now).await
}

/// What of this worker waits for anybody's phone, oldest first.
pub(super) async fn written_by(
    tx: &mut Transaction<'_, Sqlite>,
    worker: WorkerId,
    now: i64,
) -> Outcome<Vec<WrittenRow>> {
    list(tx, WRITTEN_BY, raw(worker.as_bytes()), now).await
}

const WRITTEN_FOR: &str = "SELECT written_id, person_id, worker_id, rev, stored_at, ends_at FROM written
    WHERE person_id = $1 AND bytes IS NOT NULL AND ends_at >= $2 ORDER BY made_at, written_id";
const WRITTEN_BY: &str = "SELECT written_id, person_id, worker_id, rev, stored_at, ends_at FROM written
    WHERE worker_id = $1 AND bytes IS NOT NULL AND ends_at >= $2 ORDER BY made_at, written_id";

/// Name, person, worker, revision, arrival, end.
type WrittenColumns = (Vec<u8>, Vec<u8>, Vec<u8>, i64, i64, i64);

async fn list(
    tx: &mut Transaction<'_, Sqlite>,
    select: &'static str,
    whose: Vec<u8>,
    now: i64,
) -> Outcome<Vec<WrittenRow>> {
    let rows: Vec<WrittenColumns> = sqlx::query_as(select).bind(whose).bind(now).fetch_all(&mut **tx).await?;
    let row = |(written, person, worker, rev, stored_at, ends_at): WrittenColumns| {
        Ok(WrittenRow {
            written: WrittenId::from_bytes(fixed(written)?),
            person: PersonId::from_bytes(fixed(person)?),
            worker: WorkerId::from_bytes(fixed(worker)?),
            rev: number(rev)?,
            stored_at,
            ends_at,
        })
    };
    rows.into_iter().map(row).collect()
}
