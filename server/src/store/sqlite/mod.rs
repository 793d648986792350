//! The store in one SQLite file: write-ahead log, one connection that writes, four that read.
//!
//! `synchronous=FULL` because an acknowledged row must outlive a power cut; `secure_delete` because what a person takes
//! back must leave the file, and a checkpoint after each withdrawal because it must leave the log as well (`log`). Room for
//! taking back is set aside (`ballast`).

mod accounts;
mod audit;
mod away;
mod backups;
mod ballast;
mod consents;
pub mod copy;
mod drafts;
mod factors;
mod file;
mod guests;
mod health;
mod inbox;
mod introductions;
mod keyring;
mod ledger;
mod log;
mod on_request;
mod organisation;
mod packs;
mod people;
mod receipts;
mod replies;
mod retention;
mod sessions;
mod shares;
mod team;
mod written;

use std::{
    path::Path,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use domain::{
    api::Stage,
    id::{ConsentId, OrgId, PersonId, WorkerId},
    sealed::{ReplyHeader, ShareHeader},
    signed::ConsentFacts,
};
use sqlx::{
    Connection, SqlSafeStr, Sqlite, SqliteConnection, SqlitePool, Transaction,
    migrate::{MigrateError, Migration, MigrationType, Migrator},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

pub use ledger::WithoutLedger;

use self::{ballast::Ballast, file::DatabaseFile};
use super::*;
use crate::{clock::StopWatch, ledger::Ledger};

/// How long a connection waits for the writer, here or in another process.
const BUSY: Duration = Duration::from_secs(5);

/// Every step of the tables in its order. One that was released never changes: its hash is kept in the file.
const STEPS: [(&str, &str); 9] = [
    ("start", include_str!("../../../migrations/sqlite/0001_start.sql")),
    ("backups", include_str!("../../../migrations/sqlite/0002_backups.sql")),
    ("ledger", include_str!("../../../migrations/sqlite/0003_ledger.sql")),
    ("second factor", include_str!("../../../migrations/sqlite/0004_second_factor.sql")),
    ("lead", include_str!("../../../migrations/sqlite/0005_lead.sql")),
    ("desk", include_str!("../../../migrations/sqlite/0006_desk.sql")),
    ("passkeys", include_str!("../../../migrations/sqlite/0007_passkeys.sql")),
    ("away", include_str!("../../../migrations/sqlite/0008_away.sql")),
    ("helping", include_str!("../../../migrations/sqlite/0009_helping.sql")),
];

fn migrations() -> Migrator {
    let steps = (1..).zip(STEPS).map(|(version, (name, sql))| {
        Migration::new(version, name.into(), MigrationType::Simple, sql.into_sql_str(), false)
    });
    Migrator::with_migrations(steps.collect())
}

/// What to do with a database that another version of this server has changed since, as a sentence.
fn rolled_back(file: &Path, error: &MigrateError) -> Option<String> {
    let (MigrateError::VersionMissing(step) | MigrateError::VersionMismatch(step)) = error else { return None };
    let (knows, file) = (STEPS.len(), file.display());
    Some(format!(
        "the database {file} was last served by another version of this server: its tables are at a step {step} that this \
         one does not have (it knows {knows}). Nothing was changed. Start the newer version again; or put back a copy that \
         was made before it, with this version's `server restore`"
    ))
}

/// See the module.
#[derive(Clone, Debug)]
pub struct SqliteStore {
    writer: SqlitePool,
    readers: SqlitePool,
    ledger: Ledger,
    /// Only moves the log into the file, and does not wait long for it.
    keeper: SqlitePool,
    file: DatabaseFile,
    ballast: Ballast,
    /// Whether a reader kept the log from being emptied when that was last tried.
    leaving: Arc<AtomicBool>,
    /// Whether the log was emptied when that was last tried.
    wiped: Arc<AtomicBool>,
    /// When a write was last tried for its own sake.
    probed: Arc<Mutex<Option<health::Probe>>>,
}

impl SqliteStore {
    /// Makes the file, or goes on where making it was interrupted.
    ///
    /// # Errors
    /// Any fault of the file, a migration or the ledger, as a sentence.
    pub async fn make(file: &Path) -> Result<Self, String> {
        Self::connect(file, true, WithoutLedger::Refuse).await
    }

    /// Opens a file that [`Self::make`] made, brings its tables up to date, and forgets what its erasure ledger says.
    ///
    /// # Errors
    /// There is no such file, it holds something else, or any fault of it, of a migration or of the ledger, as a sentence.
    pub async fn open(file: &Path, without: WithoutLedger) -> Result<Self, String> {
        let opened = Self::connect(file, false, without).await;
        // What deletes must work on a full disk, the server running or not.
        if opened.is_err() && Ballast::open_up(file) { Self::connect(file, false, without).await } else { opened }
    }

    async fn connect(file: &Path, make: bool, without: WithoutLedger) -> Result<Self, String> {
        let options = SqliteConnectOptions::new()
            .filename(file)
            .create_if_missing(make)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(BUSY)
            // Sorting must not need room on a disk that has none.
            .pragma("temp_store", "MEMORY")
            .pragma("secure_delete", "ON");
        let failed = |error: &dyn std::fmt::Display| format!("cannot open the database {}: {error}", file.display());
        let pool = |most| {
            let options = SqlitePoolOptions::new().max_connections(most).min_connections(1).acquire_timeout(BUSY);
            options.after_release(|connection, _| Box::pin(is_whole(connection)))
        };
        if make {
            file::make_private(file).map_err(|e| failed(&e))?;
        } else {
            // Another program's file would be given our tables, and before that our kind of log.
            copy::is_ours(file).await?;
        }
        let writer = pool(1).connect_with(options.clone()).await.map_err(|e| failed(&e))?;
        migrations().run(&writer).await.map_err(|e| rolled_back(file, &e).unwrap_or_else(|| failed(&e)))?;
        let ledger = ledger::attach(&writer, file, without).await?;
        let patient = options.clone().busy_timeout(log::PATIENCE);
        let keeper = pool(1).connect_with(patient).await.map_err(|e| failed(&e))?;
        let readers = pool(4).connect_with(options.pragma("query_only", "ON")).await.map_err(|e| failed(&e))?;
        let (opened, ballast) = (DatabaseFile::at(file).map_err(|e| failed(&e))?, Ballast::beside(file));
        let (leaving, wiped, probed) = (Arc::default(), Arc::default(), Arc::default());
        Ok(Self { writer, readers, ledger, keeper, file: opened, ballast, leaving, wiped, probed })
    }

    /// A transaction that holds the write lock from its first statement on, so that what it reads stays true.
    async fn begin(&self) -> Outcome<Transaction<'static, Sqlite>> {
        Ok(self.writer.begin_with("BEGIN IMMEDIATE").await?)
    }

    /// The same for what makes the database grow: it waits until the ballast is there again, so that the room which was
    /// let go is left to those who take back and delete.
    async fn begin_growing(&self) -> Outcome<Transaction<'static, Sqlite>> {
        self.ballast.restore();
        if self.ballast.is_held() { self.begin().await } else { Err(StoreError::Full) }
    }

    /// Does what takes back or deletes; where there is no room for it, again with the ballast's.
    async fn with_room<T, F: Future<Output = Outcome<T>>>(&self, work: impl Fn() -> F) -> Outcome<T> {
        let done = work().await;
        if matches!(done, Err(StoreError::Full)) && self.ballast.let_go() { work().await } else { done }
    }

    /// No large thing is taken in while the disk is nearly full.
    fn must_have_room(&self) -> Outcome<()> {
        if self.ballast.is_low() { Err(StoreError::Full) } else { Ok(()) }
    }

    /// One that makes the database grow, with the nonce of a signed request used up in it.
    async fn begin_signed(&self, signed: Signed) -> Outcome<Transaction<'static, Sqlite>> {
        let tx = self.begin_growing().await?;
        use_up(tx, signed).await
    }
}

/// Uses up the nonce of a signed request.
async fn use_up(mut tx: Transaction<'static, Sqlite>, signed: Signed) -> Outcome<Transaction<'static, Sqlite>> {
    let insert = "INSERT INTO nonces (person_id, nonce, at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
    let done = sqlx::query(insert).bind(raw(signed.person.as_bytes())).bind(raw(&signed.nonce)).bind(signed.now);
    if done.execute(&mut *tx).await?.rows_affected() == 0 {
        return Err(ProblemCode::Signature.into());
    }
    Ok(tx)
}

/// Whether a connection that comes back can begin again; else it is closed, and the next one is new. After a full disk,
/// an I/O error or too little memory SQLite has rolled back by itself, the rollback asked for then fails, and sqlx goes
/// on counting a transaction that nobody can end: one such connection would refuse every write until a restart.
async fn is_whole(connection: &mut SqliteConnection) -> Result<bool, sqlx::Error> {
    // The answer comes after the rollback that a dropped transaction asked for.
    connection.ping().await?;
    Ok(!connection.is_in_transaction())
}

/// Bytes as a parameter.
fn raw<const N: usize>(bytes: &[u8; N]) -> Vec<u8> {
    bytes.to_vec()
}

/// Bytes from a column.
fn fixed<const N: usize>(bytes: Vec<u8>) -> Outcome<[u8; N]> {
    bytes.try_into().map_err(|_| StoreError::Row)
}

/// A count or revision from a column.
fn number<T: TryFrom<i64>>(value: i64) -> Outcome<T> {
    value.try_into().map_err(|_| StoreError::Row)
}

/// A sequence number or revision as a parameter; SQLite's integers end at 2^63.
fn column(value: u64) -> Outcome<i64> {
    value.try_into().map_err(|_| StoreError::Refused(ProblemCode::Malformed))
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        if matches!(error, sqlx::Error::PoolTimedOut) {
            return Self::Busy;
        }
        match error.as_database_error().and_then(|fault| fault.code()).as_deref() {
            // SQLITE_BUSY and SQLITE_LOCKED.
            Some("5" | "6") => Self::Busy,
            // SQLITE_FULL.
            Some("13") => Self::Full,
            // SQLITE_BUSY_SNAPSHOT.
            Some("517") => Self::Retry,
            _ => Self::Other(Box::new(error)),
        }
    }
}
