//! The database and its erasure ledger: which belongs to which, and what an older database put back forgets again.

use std::path::Path;

use super::{
    accounts::forget_worker, drafts::forget_without_permission, guests::forget_guest, on_request::forget_between,
    people::forget_person, written::forget_written, *,
};
use crate::{
    ledger::{Erasure, Ledger, LedgerEntry, LedgerFault},
    random::make_bytes,
};

/// What to do where the ledger of a database is not to be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WithoutLedger {
    /// Refuse to open it.
    Refuse,
    /// Begin a new ledger; every permission waits until its phone has sent it again.
    Suspend,
}

impl SqliteStore {
    /// Notes an erasure, in the transaction it is part of and before its commit: the ledger has it first.
    pub(super) async fn note(&self, tx: &mut Transaction<'_, Sqlite>, erased: Erasure, at: i64) -> Outcome<()> {
        let update = "UPDATE ledger SET last_n = last_n + 1 RETURNING last_n";
        let n = number(sqlx::query_scalar(update).fetch_one(&mut **tx).await?)?;
        let (ledger, entry) = (self.ledger.clone(), LedgerEntry { n, at, erased });
        let added = tokio::task::spawn_blocking(move || ledger.append(&entry)).await;
        added.map_err(|error| StoreError::Other(Box::new(error)))?.map_err(of_disk)
    }

    /// Drops what the ledger holds from before a moment. The write lock keeps every process from adding meanwhile.
    pub(super) async fn trim_ledger(&self, before: i64) -> Outcome<()> {
        let tx = self.begin().await?;
        let ledger = self.ledger.clone();
        let trimmed = tokio::task::spawn_blocking(move || ledger.trim(before)).await;
        tx.rollback().await?;
        trimmed.map_err(|error| StoreError::Other(Box::new(error)))?.map_err(|error| match error {
            LedgerFault::Io(error) => of_disk(error),
            fault @ LedgerFault::Damaged(_) => StoreError::Other(Box::new(fault)),
        })
    }
}

fn of_disk(error: std::io::Error) -> StoreError {
    use std::io::ErrorKind::{FileTooLarge, QuotaExceeded, StorageFull};
    match error.kind() {
        StorageFull | QuotaExceeded | FileTooLarge => StoreError::Full,
        _ => StoreError::Other(Box::new(error)),
    }
}

/// Opens the ledger of the database in `file`, or makes both new; then the database forgets what the ledger says and it
/// does not know yet.
pub(super) async fn attach(writer: &SqlitePool, file: &Path, without: WithoutLedger) -> Result<Ledger, String> {
    let place = Ledger::place(file);
    let found = Ledger::read(place.clone());
    let failed = |error: StoreError| format!("cannot open the database {}: {error}", file.display());
    let mut tx = writer.begin_with("BEGIN IMMEDIATE").await.map_err(|error| failed(error.into()))?;
    let held = held(&mut tx).await.map_err(failed)?;
    let why = match (held, found) {
        (None, Ok(None)) => {
            let id = make_bytes().map_err(|error| error.to_string())?;
            let made = Ledger::make(place, id, 0).map_err(|error| failed(of_disk(error)))?;
            name(&mut tx, id, 0).await.map_err(failed)?;
            tx.commit().await.map_err(|error| failed(error.into()))?;
            return Ok(made);
        }
        // A new database beside an old ledger: an older one may still be put back.
        (None, Ok(Some((ledger, entries)))) => {
            let ledger = caught_up(&mut tx, ledger, &entries, 0).await.map_err(failed)?;
            tx.commit().await.map_err(|error| failed(error.into()))?;
            return Ok(ledger);
        }
        (Some((id, last)), Ok(Some((ledger, entries)))) if id == ledger.id && ledger.last(&entries) >= last => {
            let ledger = caught_up(&mut tx, ledger, &entries, last).await.map_err(failed)?;
            if without == WithoutLedger::Refuse {
                tx.commit().await.map_err(|error| failed(error.into()))?;
                return Ok(ledger);
            }
            // The whole folder was put back, and only the deployer can know that.
            "is said to be lost".into()
        }
        (Some((id, _)), Ok(Some((ledger, _)))) if id == ledger.id => "is older than the database".into(),
        (Some(_), Ok(Some(_))) => "belongs to another database".into(),
        (Some(_), Ok(None)) => "is missing".into(),
        (_, Err(fault)) => format!("cannot be used: {fault}"),
    };
    if without == WithoutLedger::Refuse {
        return Err(format!(
            "the erasure ledger {} {why}. It says what people took back since a copy of the database was made; without \
             it this could be shown again. Put the right one beside the database. Where it is lost, start once with \
             --ledger-lost: nothing is shown then until each phone has looked again",
            place.display()
        ));
    }
    let begun = begin_anew(tx, place).await;
    let (ledger, waiting) = begun.map_err(failed)?;
    tracing::warn!(waiting, why, "a new erasure ledger was begun; these permissions wait for their phones");
    Ok(ledger)
}

/// The ledger's name and the newest erasure in the database, if it was ever tied to one.
async fn held(tx: &mut Transaction<'_, Sqlite>) -> Outcome<Option<([u8; 16], u64)>> {
    let select = "SELECT ledger_id, last_n FROM ledger";
    let row: Option<(Vec<u8>, i64)> = sqlx::query_as(select).fetch_optional(&mut **tx).await?;
    row.map(|(id, last)| Ok((fixed(id)?, number(last)?))).transpose()
}

async fn name(tx: &mut Transaction<'_, Sqlite>, id: [u8; 16], last: u64) -> Outcome<()> {
    let upsert = "INSERT INTO ledger (one, ledger_id, last_n) VALUES (1, $1, $2)
        ON CONFLICT (one) DO UPDATE SET ledger_id = excluded.ledger_id, last_n = excluded.last_n";
    sqlx::query(upsert).bind(raw(&id)).bind(column(last)?).execute(&mut **tx).await?;
    Ok(())
}

/// A ledger without entries takes the place of one that cannot be used, which stays beside it.
async fn begin_anew(mut tx: Transaction<'_, Sqlite>, place: std::path::PathBuf) -> Outcome<(Ledger, u64)> {
    let last = held(&mut tx).await?.map_or(0, |(_, last)| last);
    let id = make_bytes().map_err(|error| StoreError::Other(Box::new(error)))?;
    let mut aside = place.clone().into_os_string();
    aside.push(format!(".{}", domain::id::to_hex(&id[..4])));
    match std::fs::rename(&place, aside) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(of_disk(error)),
        _ => {}
    }
    let ledger = Ledger::make(place, id, last).map_err(of_disk)?;
    name(&mut tx, id, last).await?;
    let suspend = "UPDATE consents SET waiting = 1 WHERE status = 'active'";
    let waiting = sqlx::query(suspend).execute(&mut *tx).await?.rows_affected();
    tx.commit().await?;
    Ok((ledger, waiting))
}

/// Does again what the database does not know yet.
async fn caught_up(
    tx: &mut Transaction<'_, Sqlite>,
    ledger: Ledger,
    entries: &[LedgerEntry],
    last: u64,
) -> Outcome<Ledger> {
    let mut again = 0_u64;
    for entry in entries.iter().filter(|entry| entry.n > last) {
        again += 1;
        match entry.erased {
            Erasure::Permission(person, consent) => take_back(tx, person, consent, entry.at).await?,
            Erasure::Backup(person) => {
                let delete = "DELETE FROM backups WHERE person_id = $1";
                sqlx::query(delete).bind(raw(person.as_bytes())).execute(&mut **tx).await?;
            }
            Erasure::Person(person) => drop(forget_person(tx, person).await?),
            Erasure::OnRequest(worker, person) => drop(forget_between(tx, worker, person, entry.at).await?),
            Erasure::Worker(worker) => drop(forget_worker(tx, worker, entry.at).await?),
            Erasure::Written(person, written) => forget_written(tx, person, written, entry.at).await?,
            Erasure::Guest(mark) => forget_guest(tx, mark, entry.at).await?,
        }
    }
    // Opening writes only what is new: on a full disk the commands that delete have to open it.
    let newest = ledger.last(entries);
    if held(tx).await? != Some((ledger.id, newest)) {
        name(tx, ledger.id, newest).await?;
    }
    if again > 0 {
        tracing::warn!(again, "an older database was put back; what was erased since was erased again");
    }
    Ok(ledger)
}

async fn take_back(tx: &mut Transaction<'_, Sqlite>, id: PersonId, consent: ConsentId, at: i64) -> Outcome<()> {
    let (person, consent) = (raw(id.as_bytes()), raw(consent.as_bytes()));
    let delete = "DELETE FROM envelopes WHERE person_id = $1 AND consent_id = $2";
    let gone = sqlx::query(delete).bind(person.clone()).bind(consent.clone()).execute(&mut **tx).await?.rows_affected();
    let update = "UPDATE consents SET status = 'withdrawn', waiting = 1, deleted_at = $1, envelopes = $2,
        looked_at = (SELECT last_looked_at FROM workers w WHERE w.worker_id = consents.worker_id)
        WHERE person_id = $3 AND consent_id = $4 AND status = 'active'";
    let query = sqlx::query(update).bind(at).bind(column(gone)?).bind(person.clone()).bind(consent.clone());
    query.execute(&mut **tx).await?;
    forget_without_permission(tx, id).await?;
    let insert = "INSERT INTO taken_back (person_id, consent_id, at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
    sqlx::query(insert).bind(person).bind(consent).bind(at).execute(&mut **tx).await?;
    Ok(())
}

/// Was it taken back while the database that was put back did not know it yet?
pub(super) async fn was_taken_back(
    tx: &mut Transaction<'_, Sqlite>,
    person: PersonId,
    consent: ConsentId,
) -> Outcome<bool> {
    let select = "SELECT EXISTS (SELECT 1 FROM taken_back WHERE person_id = $1 AND consent_id = $2)";
    let query = sqlx::query_scalar(select).bind(raw(person.as_bytes())).bind(raw(consent.as_bytes()));
    Ok(query.fetch_one(&mut **tx).await?)
}
