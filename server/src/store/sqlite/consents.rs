//! Permissions: the newest revision of each, and their end. The rules are `domain::accept`'s.

use std::collections::BTreeMap;

use domain::{
    accept::{self, HeldConsent, Put, Withdraw},
    time::Day,
};
use sqlx::{Row as _, sqlite::SqliteRow};

use super::{drafts::forget_without_permission, ledger::was_taken_back, *};
use crate::{clock::day, ledger::Erasure};

impl Consents for SqliteStore {
    async fn put_consent(&self, signed: Signed, facts: ConsentFacts, bytes: Vec<u8>) -> Outcome<Stored> {
        let mut tx = self.begin_signed(signed).await?;
        let before = find(&mut tx, facts.person, facts.consent).await?;
        let introduced = introduced(&mut tx, facts.person, facts.to).await?;
        let held = before.as_ref().map(ConsentHeld::held);
        if held.is_none() && was_taken_back(&mut tx, facts.person, facts.consent).await? {
            return Err(ProblemCode::ConsentEnded.into());
        }
        let stored = match accept::put_consent(&facts, &bytes, held.as_ref(), introduced, day(signed.now))? {
            Put::Same => Stored { new: false, received_at: before.map_or(signed.now, |held| held.received_at) },
            Put::New => {
                write(&mut tx, &facts, bytes, signed.now, None).await?;
                let by = Actor::Person(signed.person);
                audit::done(&mut tx, signed.now, by, Deed::Permitted, Some(facts.to.as_bytes())).await?;
                Stored { new: true, received_at: signed.now }
            }
        };
        tx.commit().await?;
        Ok(stored)
    }

    async fn consent(&self, person: PersonId, consent: ConsentId) -> Outcome<HeldRecord> {
        let mut tx = self.readers.begin().await?;
        let held = find(&mut tx, person, consent).await?.ok_or(ProblemCode::NotFound)?;
        tx.commit().await?;
        Ok(HeldRecord { bytes: held.bytes, deleted_at: held.withdrawn.map(|done| done.deleted_at) })
    }

    async fn withdraw(&self, signed: Signed, facts: ConsentFacts, bytes: Vec<u8>) -> Outcome<Withdrawn> {
        self.with_room(|| self.end(signed, &facts, bytes.clone())).await
    }
}

impl SqliteStore {
    async fn end(&self, signed: Signed, facts: &ConsentFacts, bytes: Vec<u8>) -> Outcome<Withdrawn> {
        let mut tx = use_up(self.begin().await?, signed).await?;
        let before = find(&mut tx, facts.person, facts.consent).await?;
        let introduced = introduced(&mut tx, facts.person, facts.to).await?;
        let held = before.as_ref().map(ConsentHeld::held);
        match accept::withdraw(facts, held.as_ref(), introduced)? {
            // The record proves itself and changes nothing more: a repeat leaves no trace and costs no write.
            Withdraw::Before => {
                tx.rollback().await?;
                before.and_then(|held| held.withdrawn).ok_or(StoreError::Row)
            }
            Withdraw::Now => {
                let deleted = delete_envelopes(&mut tx, facts, signed.now).await?;
                // What the ledger said it was is what the person was told.
                let done = before.and_then(|held| held.withdrawn).unwrap_or(deleted);
                write(&mut tx, facts, bytes, signed.now, Some(done)).await?;
                forget_without_permission(&mut tx, facts.person).await?;
                self.note(&mut tx, Erasure::Permission(facts.person, facts.consent), signed.now).await?;
                let by = Actor::Person(signed.person);
                audit::done(&mut tx, signed.now, by, Deed::TookBack, Some(facts.to.as_bytes())).await?;
                tx.commit().await?;
                Ok(done)
            }
        }
    }
}

/// What is stored of a permission.
pub(super) struct ConsentHeld {
    rev: u32,
    worker: WorkerId,
    ends: Day,
    bytes: Vec<u8>,
    pub(super) received_at: i64,
    withdrawn: Option<Withdrawn>,
    waiting: bool,
}

impl ConsentHeld {
    /// As the rules look at it.
    pub(super) fn held(&self) -> HeldConsent<'_> {
        HeldConsent {
            worker: self.worker,
            rev: self.rev,
            withdrawn: self.withdrawn.is_some(),
            waiting: self.waiting,
            ends: self.ends,
            bytes: &self.bytes,
        }
    }
}

/// A permission goes by its person and its id.
pub(super) type Name = (PersonId, ConsentId);

fn read_row(row: &SqliteRow) -> Outcome<ConsentHeld> {
    let deleted_at: Option<i64> = row.try_get("deleted_at")?;
    let envelopes = number(row.try_get::<Option<i64>, _>("envelopes")?.unwrap_or_default())?;
    let worker_last_looked = row.try_get("looked_at")?;
    let leaving_disk = !row.try_get::<bool, _>("left_disk")?;
    Ok(ConsentHeld {
        rev: number(row.try_get("rev")?)?,
        worker: WorkerId::from_bytes(fixed(row.try_get("worker_id")?)?),
        ends: Day::parse(row.try_get("ends")?).map_err(|_| StoreError::Row)?,
        bytes: row.try_get("bytes")?,
        received_at: row.try_get("received_at")?,
        withdrawn: deleted_at.map(|deleted_at| Withdrawn { deleted_at, envelopes, worker_last_looked, leaving_disk }),
        waiting: row.try_get("waiting")?,
    })
}

/// One person's permission of that name.
pub(super) async fn find(
    tx: &mut Transaction<'_, Sqlite>,
    person: PersonId,
    consent: ConsentId,
) -> Outcome<Option<ConsentHeld>> {
    let select = "SELECT * FROM consents WHERE person_id = $1 AND consent_id = $2";
    let query = sqlx::query(select).bind(raw(person.as_bytes())).bind(raw(consent.as_bytes()));
    query.fetch_optional(&mut **tx).await?.as_ref().map(read_row).transpose()
}

/// Every permission for a worker, but those of a person whose things they deleted on request.
pub(super) async fn of_worker(
    tx: &mut Transaction<'_, Sqlite>,
    worker: WorkerId,
) -> Outcome<BTreeMap<Name, ConsentHeld>> {
    let query =
        sqlx::query("SELECT * FROM consents WHERE worker_id = $1 AND on_request = 0").bind(raw(worker.as_bytes()));
    let named = |row: &SqliteRow| {
        let (person, consent) = (fixed(row.try_get("person_id")?)?, fixed(row.try_get("consent_id")?)?);
        Ok(((PersonId::from_bytes(person), ConsentId::from_bytes(consent)), read_row(row)?))
    };
    query.fetch_all(&mut **tx).await?.iter().map(named).collect()
}

/// Did this person accept an introduction of this worker, who is still here?
pub(super) async fn introduced(tx: &mut Transaction<'_, Sqlite>, person: PersonId, worker: WorkerId) -> Outcome<bool> {
    let select = "SELECT EXISTS (SELECT 1 FROM introductions i JOIN workers w USING (worker_id)
        WHERE i.person_id = $1 AND i.worker_id = $2 AND w.ended_at IS NULL)";
    let query = sqlx::query_scalar(select).bind(raw(person.as_bytes())).bind(raw(worker.as_bytes()));
    Ok(query.fetch_one(&mut **tx).await?)
}

/// Stores `facts` over what is there.
async fn write(
    tx: &mut Transaction<'_, Sqlite>,
    facts: &ConsentFacts,
    bytes: Vec<u8>,
    now: i64,
    withdrawn: Option<Withdrawn>,
) -> Outcome<()> {
    let upsert = "INSERT INTO consents (person_id, consent_id, rev, worker_id, status, ends, bytes, received_at,
        deleted_at, envelopes, looked_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        ON CONFLICT (person_id, consent_id) DO UPDATE SET rev = excluded.rev, status = excluded.status,
        waiting = 0, ends = excluded.ends, bytes = excluded.bytes, received_at = excluded.received_at,
        deleted_at = excluded.deleted_at, envelopes = excluded.envelopes, looked_at = excluded.looked_at";
    let envelopes = withdrawn.map(|done| column(done.envelopes)).transpose()?;
    sqlx::query(upsert)
        .bind(raw(facts.person.as_bytes()))
        .bind(raw(facts.consent.as_bytes()))
        .bind(facts.rev)
        .bind(raw(facts.to.as_bytes()))
        .bind(if withdrawn.is_some() { "withdrawn" } else { "active" })
        .bind(facts.ends.to_string())
        .bind(bytes)
        .bind(now)
        .bind(withdrawn.map(|done| done.deleted_at))
        .bind(envelopes)
        .bind(withdrawn.and_then(|done| done.worker_last_looked))
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Permission, worker, revision, deletion, whether it waits, whether it is off the disk, newest arrival under it, whether it
/// was ended on request.
type HeldColumns = (Vec<u8>, Vec<u8>, i64, Option<i64>, bool, bool, Option<i64>, bool);

/// Every permission of one person that is held, in the order of their names.
pub(super) async fn list(tx: &mut Transaction<'_, Sqlite>, person: PersonId) -> Outcome<Vec<HeldPermission>> {
    let select = "SELECT consent_id, worker_id, rev, deleted_at, waiting, left_disk, (SELECT max(received_at)
        FROM envelopes e WHERE e.person_id = c.person_id AND e.consent_id = c.consent_id), on_request = 1 FROM consents c
        WHERE person_id = $1 ORDER BY consent_id";
    let rows: Vec<HeldColumns> = sqlx::query_as(select).bind(raw(person.as_bytes())).fetch_all(&mut **tx).await?;
    let held = |(consent, worker, rev, deleted_at, waiting, left, newest, on_request): HeldColumns| {
        let (consent, to) = (ConsentId::from_bytes(fixed(consent)?), WorkerId::from_bytes(fixed(worker)?));
        let leaving_disk = deleted_at.is_some() && !left;
        Ok(HeldPermission { consent, to, rev: number(rev)?, deleted_at, waiting, leaving_disk, newest, on_request })
    };
    rows.into_iter().map(held).collect()
}

async fn delete_envelopes(tx: &mut Transaction<'_, Sqlite>, facts: &ConsentFacts, now: i64) -> Outcome<Withdrawn> {
    let deleted = sqlx::query("DELETE FROM envelopes WHERE person_id = $1 AND consent_id = $2")
        .bind(raw(facts.person.as_bytes()))
        .bind(raw(facts.consent.as_bytes()))
        .execute(&mut **tx)
        .await?;
    let looked = sqlx::query_scalar("SELECT last_looked_at FROM workers WHERE worker_id = $1");
    let worker_last_looked = looked.bind(raw(facts.to.as_bytes())).fetch_one(&mut **tx).await?;
    Ok(Withdrawn { deleted_at: now, envelopes: deleted.rows_affected(), worker_last_looked, leaving_disk: true })
}
