//! Guest notebooks: one row a place, its bytes gone once it was taken. The rules are `domain::accept`'s.

use domain::{
    accept::{self, Close, GuestFacts, HeldGuest, Put},
    guest::WAITS_DAYS,
    id::GuestPlace,
    time::Moment,
};

use super::{accounts::works_here, *};
use crate::{clock::DAY_MS, ledger::Erasure, token::hash};

impl Guests for SqliteStore {
    async fn put_guest(&self, new: NewGuest) -> Outcome<KeptGuest> {
        let mut tx = self.begin_growing().await?;
        // Its session may have been read just before the end.
        if !works_here(&mut tx, new.worker).await? {
            return Err(ProblemCode::SignInNeeded.into());
        }
        let row = find(&mut *tx, new.place).await?;
        let (worker, proof_hash, rev, bytes) = (new.worker, new.proof_hash, new.rev, new.bytes.as_slice());
        let waiting = waiting(&mut tx, worker, new.now).await?;
        let facts = GuestFacts { worker, proof_hash, rev, bytes, waiting, now: Moment(new.now) };
        let held = row.as_ref().map(GuestRow::held).transpose()?;
        let verdict = accept::put_guest(&facts, held.as_ref())?;
        let (is_new, ends_at) = (row.is_none(), row.map_or(new.now + WAITS_DAYS * DAY_MS, |row| row.ends_at));
        if verdict == Put::Same {
            return Ok(KeptGuest { new: false, replaced: false, ends_at });
        }
        let upsert = "INSERT INTO guests (place, proof_hash, worker_id, rev, bytes, made_at, stored_at, ends_at)
            VALUES ($1, $2, $3, $4, $5, $6, $6, $7) ON CONFLICT (place) DO UPDATE
            SET rev = excluded.rev, bytes = excluded.bytes, stored_at = excluded.stored_at";
        sqlx::query(upsert)
            .bind(raw(new.place.as_bytes()))
            .bind(raw(&new.proof_hash))
            .bind(raw(new.worker.as_bytes()))
            .bind(new.rev)
            .bind(new.bytes)
            .bind(new.now)
            .bind(ends_at)
            .execute(&mut *tx)
            .await?;
        if is_new {
            audit::done(&mut tx, new.now, Actor::Worker(new.worker), Deed::GuestMade, None).await?;
        }
        tx.commit().await?;
        Ok(KeptGuest { new: is_new, replaced: !is_new, ends_at })
    }

    async fn open_guest(&self, place: GuestPlace, proof_hash: [u8; 32], now: i64) -> Outcome<OpenedGuest> {
        // What opens nothing is answered without the write lock, and so is whoever is not the first.
        let row = proved(find(&self.readers, place).await?, &proof_hash, now)?;
        if row.opened_at.is_some() {
            row.opened()
        } else {
            self.with_room(|| self.open_first(place, proof_hash, now)).await
        }
    }

    async fn take_guest(&self, place: GuestPlace, proof_hash: [u8; 32], now: i64) -> Outcome<bool> {
        match closes(find(&self.readers, place).await?.as_ref(), &proof_hash, now)? {
            Close::Before => Ok(false),
            Close::Now => self.with_room(|| self.take_now(place, proof_hash, now)).await,
        }
    }
}

impl SqliteStore {
    /// The first opening, unless another one was faster.
    async fn open_first(&self, place: GuestPlace, proof_hash: [u8; 32], now: i64) -> Outcome<OpenedGuest> {
        let mut tx = self.begin().await?;
        let row = proved(find(&mut *tx, place).await?, &proof_hash, now)?;
        if row.opened_at.is_none() {
            let update = "UPDATE guests SET opened_at = $1 WHERE place = $2";
            sqlx::query(update).bind(now).bind(raw(place.as_bytes())).execute(&mut *tx).await?;
            audit::done(&mut tx, now, Actor::Nobody, Deed::GuestOpened, Some(row.worker()?.as_bytes())).await?;
            tx.commit().await?;
        }
        row.opened()
    }

    async fn take_now(&self, place: GuestPlace, proof_hash: [u8; 32], now: i64) -> Outcome<bool> {
        let mut tx = self.begin().await?;
        let row = find(&mut *tx, place).await?;
        if closes(row.as_ref(), &proof_hash, now)? == Close::Before {
            return Ok(false);
        }
        let worker = row.ok_or(StoreError::Row)?.worker()?;
        let update = "UPDATE guests SET bytes = NULL, taken_at = $1 WHERE place = $2";
        sqlx::query(update).bind(now).bind(raw(place.as_bytes())).execute(&mut *tx).await?;
        audit::done(&mut tx, now, Actor::Nobody, Deed::GuestTaken, Some(worker.as_bytes())).await?;
        self.note(&mut tx, Erasure::Guest(place_mark(&place)), now).await?;
        tx.commit().await?;
        Ok(true)
    }
}

/// By what the ledger knows a place: where a guest notebook waited stands nowhere after its days.
fn place_mark(place: &GuestPlace) -> [u8; 16] {
    std::array::from_fn({
        let hashed = hash(place.as_bytes());
        move |at| hashed[at]
    })
}

/// It was taken, says the ledger: an older database that was put back lets go of it again.
pub(super) async fn forget_guest(tx: &mut Transaction<'_, Sqlite>, mark: [u8; 16], at: i64) -> Outcome<()> {
    let places: Vec<Vec<u8>> =
        sqlx::query_scalar("SELECT place FROM guests WHERE bytes IS NOT NULL").fetch_all(&mut **tx).await?;
    for place in places {
        if place_mark(&GuestPlace::from_bytes(fixed(place.clone())?)) == mark {
            let update = "UPDATE guests SET bytes = NULL, taken_at = $1 WHERE place = $2";
            sqlx::query(update).bind(at).bind(place).execute(&mut **tx).await?;
        }
    }
    Ok(())
}

/// What is kept at one place.
struct GuestRow {
    worker_id: Vec<u8>,
    proof_hash: Vec<u8>,
    rev: i64,
    bytes: Option<Vec<u8>>,
    stored_at: i64,
    ends_at: i64,
    opened_at: Option<i64>,
}

impl GuestRow {
    /// As the rules look at it.
    fn held(&self) -> Outcome<HeldGuest<'_>> {
        Ok(HeldGuest {
            worker: self.worker()?,
            proof_hash: fixed(self.proof_hash.clone())?,
            rev: number(self.rev)?,
            bytes: self.bytes.as_deref(),
            ends: Moment(self.ends_at),
        })
    }

    fn worker(&self) -> Outcome<WorkerId> {
        Ok(WorkerId::from_bytes(fixed(self.worker_id.clone())?))
    }

    fn opened(self) -> Outcome<OpenedGuest> {
        let (bytes, stored_at, ends_at) = (self.bytes.ok_or(StoreError::Row)?, self.stored_at, self.ends_at);
        Ok(OpenedGuest { bytes, stored_at, ends_at, opened_before: self.opened_at })
    }
}

/// Worker, hash of the proof, revision, bytes, arrival, end, first opening.
type GuestColumns = (Vec<u8>, Vec<u8>, i64, Option<Vec<u8>>, i64, i64, Option<i64>);

async fn find(from: impl sqlx::SqliteExecutor<'_>, place: GuestPlace) -> Outcome<Option<GuestRow>> {
    let select = "SELECT worker_id, proof_hash, rev, bytes, stored_at, ends_at, opened_at FROM guests WHERE place = $1";
    let row: Option<GuestColumns> = sqlx::query_as(select).bind(raw(place.as_bytes())).fetch_optional(from).await?;
    Ok(row.map(|(worker_id, proof_hash, rev, bytes, stored_at, ends_at, opened_at)| GuestRow {
        worker_id,
        proof_hash,
        rev,
        bytes,
        stored_at,
        ends_at,
        opened_at,
    }))
}

/// The row, if this proof opens it.
fn proved(row: Option<GuestRow>, proof_hash: &[u8; 32], now: i64) -> Outcome<GuestRow> {
    let held = row.as_ref().map(GuestRow::held).transpose()?;
    accept::open_guest(proof_hash, held.as_ref(), Moment(now))?;
    row.ok_or(StoreError::Row)
}

fn closes(row: Option<&GuestRow>, proof_hash: &[u8; 32], now: i64) -> Outcome<Close> {
    let held = row.map(GuestRow::held).transpose()?;
    Ok(accept::take_guest(proof_hash, held.as_ref(), Moment(now))?)
}

/// How many of this worker wait.
async fn waiting(tx: &mut Transaction<'_, Sqlite>, worker: WorkerId, now: i64) -> Outcome<u32> {
    let select = "SELECT count(*) FROM guests WHERE worker_id = $1 AND bytes IS NOT NULL AND ends_at >= $2";
    let count = sqlx::query_scalar(select).bind(raw(worker.as_bytes())).bind(now).fetch_one(&mut **tx).await?;
    number(count)
}
