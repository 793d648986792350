//! The store in one SQLite file: write-ahead log, one connection that writes, four that read.
//!
//! `synchronous=FULL` because an acknowledged row must outlive a power cut; `secure_delete` because what a person takes
//! back must leave the file, and a checkpoint after each withdrawal because it must leave the log as well.

mod accounts;
mod backups;
mod consents;
mod inbox;
mod introductions;
mod retention;
mod shares;

use std::{
    path::Path,
    sync::{Arc, Mutex},
    time::Duration,
};

use domain::{
    api::{Stage, WorkerRole},
    id::{ConsentId, OrgId, PersonId, WorkerId},
    sealed::{ReplyHeader, ShareHeader},
    signed::ConsentFacts,
};
use sqlx::{
    Connection, SqlSafeStr, Sqlite, SqliteConnection, SqlitePool, Transaction,
    migrate::{Migration, MigrationType, Migrator},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

use super::*;
use crate::clock::StopWatch;

/// How long a connection waits for the writer, here or in another process.
const BUSY: Duration = Duration::from_secs(5);

/// Every step of the tables in its order. One that was released never changes: its hash is kept in the file.
const STEPS: [(&str, &str); 2] = [
    ("start", include_str!("../../../migrations/sqlite/0001_start.sql")),
    ("backups", include_str!("../../../migrations/sqlite/0002_backups.sql")),
];

fn migrations() -> Migrator {
    let steps = (1..).zip(STEPS).map(|(version, (name, sql))| {
        Migration::new(version, name.into(), MigrationType::Simple, sql.into_sql_str(), false)
    });
    Migrator::with_migrations(steps.collect())
}

/// See the module.
#[derive(Clone, Debug)]
pub struct SqliteStore {
    writer: SqlitePool,
    readers: SqlitePool,
    /// When a write was last tried for its own sake.
    probed: Arc<Mutex<Option<StopWatch>>>,
}

impl SqliteStore {
    /// Opens or makes the file and brings its tables up to date.
    ///
    /// # Errors
    /// Any fault of the file or a migration, as a sentence.
    pub async fn open(file: &Path) -> Result<Self, String> {
        let options = SqliteConnectOptions::new()
            .filename(file)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(BUSY)
            .pragma("secure_delete", "ON");
        let failed = |error: &dyn std::fmt::Display| format!("cannot open the database {}: {error}", file.display());
        let pool = |most| {
            let options = SqlitePoolOptions::new().max_connections(most).min_connections(1).acquire_timeout(BUSY);
            options.after_release(|connection, _| Box::pin(is_whole(connection)))
        };
        let writer = pool(1).connect_with(options.clone()).await.map_err(|e| failed(&e))?;
        migrations().run(&writer).await.map_err(|e| failed(&e))?;
        let readers = pool(4).connect_with(options.pragma("query_only", "ON")).await.map_err(|e| failed(&e))?;
        Ok(Self { writer, readers, probed: Arc::default() })
    }

    /// A transaction that holds the write lock from its first statement on, so that what it reads stays true.
    async fn begin(&self) -> Result<Transaction<'static, Sqlite>, StoreError> {
        Ok(self.writer.begin_with("BEGIN IMMEDIATE").await?)
    }

    /// The same, and the nonce of a signed request used up in it.
    async fn begin_signed(&self, signed: Signed) -> Result<Transaction<'static, Sqlite>, StoreError> {
        let mut tx = self.begin().await?;
        let insert = "INSERT INTO nonces (person_id, nonce, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING";
        let done = sqlx::query(insert).bind(raw(signed.person.as_bytes())).bind(raw(&signed.nonce)).bind(signed.now);
        if done.execute(&mut *tx).await?.rows_affected() == 0 {
            return Err(ProblemCode::Signature.into());
        }
        Ok(tx)
    }
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
fn fixed<const N: usize>(bytes: Vec<u8>) -> Result<[u8; N], StoreError> {
    bytes.try_into().map_err(|_| StoreError::Row)
}

/// A count or revision from a column.
fn number<T: TryFrom<i64>>(value: i64) -> Result<T, StoreError> {
    value.try_into().map_err(|_| StoreError::Row)
}

/// A sequence number or revision as a parameter; SQLite's integers end at 2^63.
fn column(value: u64) -> Result<i64, StoreError> {
    value.try_into().map_err(|_| StoreError::Refused(ProblemCode::Malformed))
}

impl Store for SqliteStore {
    fn organisation(&self, fresh: OrgId) -> Pending<'_, OrgId> {
        Box::pin(retention::organisation(self, fresh))
    }
    fn ready(&self) -> Pending<'_, ()> {
        Box::pin(retention::ready(self))
    }
    fn sweep(&self, now: i64) -> Pending<'_, u64> {
        Box::pin(retention::sweep(self, now))
    }
    fn checkpoint(&self) -> Pending<'_, ()> {
        Box::pin(retention::checkpoint(self))
    }
    fn close(&self) -> Pending<'_, ()> {
        Box::pin(retention::close(self))
    }

    fn add_worker(&self, new: NewWorker) -> Pending<'_, WorkerId> {
        Box::pin(accounts::add_worker(self, new))
    }
    fn set_up_worker(&self, token_hash: [u8; 32], now: i64) -> Pending<'_, Worker> {
        Box::pin(accounts::set_up_worker(self, token_hash, now))
    }
    fn finish_set_up(&self, set_up: SetUp) -> Pending<'_, ()> {
        Box::pin(accounts::finish_set_up(self, set_up))
    }
    fn start_sign_in(&self, sign_in_name: String, now: i64) -> Pending<'_, Option<(WorkerId, Vec<u8>)>> {
        Box::pin(accounts::start_sign_in(self, sign_in_name, now))
    }
    fn keep_attempt(&self, attempt: Attempt) -> Pending<'_, ()> {
        Box::pin(accounts::keep_attempt(self, attempt))
    }
    fn take_attempt(&self, hash: [u8; 32], now: i64) -> Pending<'_, Option<Attempt>> {
        Box::pin(accounts::take_attempt(self, hash, now))
    }
    fn open_session(&self, worker: WorkerId, token_hash: [u8; 32], now: i64) -> Pending<'_, Stage> {
        Box::pin(accounts::open_session(self, worker, token_hash, now))
    }
    fn session(&self, token_hash: [u8; 32], page: Option<WorkerId>, now: i64) -> Pending<'_, Option<Session>> {
        Box::pin(accounts::session(self, token_hash, page, now))
    }
    fn close_session(&self, token_hash: [u8; 32]) -> Pending<'_, ()> {
        Box::pin(accounts::close_session(self, token_hash))
    }
    fn account(&self, worker: WorkerId) -> Pending<'_, Account> {
        Box::pin(accounts::account(self, worker))
    }
    fn keyring(&self, worker: WorkerId) -> Pending<'_, (u64, Vec<u8>)> {
        Box::pin(accounts::keyring(self, worker))
    }
    fn put_keyring(&self, worker: WorkerId, over: u64, bytes: Vec<u8>) -> Pending<'_, u64> {
        Box::pin(accounts::put_keyring(self, worker, over, bytes))
    }

    fn make_introduction(&self, new: NewIntroduction) -> Pending<'_, Stored> {
        Box::pin(introductions::make(self, new))
    }
    fn introductions(&self, worker: WorkerId, now: i64) -> Pending<'_, Vec<MadeIntroduction>> {
        Box::pin(introductions::list(self, worker, now))
    }
    fn look_up_introduction(&self, locator: Locator, now: i64) -> Pending<'_, OpenIntroduction> {
        Box::pin(introductions::look_up(self, locator, now))
    }
    fn claim_introduction(&self, claim: Claim) -> Pending<'_, WorkerId> {
        Box::pin(introductions::claim(self, claim))
    }
    fn person_key(&self, person: PersonId) -> Pending<'_, Option<[u8; 32]>> {
        Box::pin(introductions::person_key(self, person))
    }

    fn put_consent(&self, signed: Signed, facts: ConsentFacts, bytes: Vec<u8>) -> Pending<'_, Stored> {
        Box::pin(consents::put(self, signed, facts, bytes))
    }
    fn consent(&self, person: PersonId, consent: ConsentId) -> Pending<'_, HeldRecord> {
        Box::pin(consents::read(self, person, consent))
    }
    fn withdraw(&self, signed: Signed, facts: ConsentFacts, bytes: Vec<u8>) -> Pending<'_, Withdrawn> {
        Box::pin(consents::withdraw(self, signed, facts, bytes))
    }
    fn put_share(&self, signed: Signed, header: ShareHeader, bytes: Vec<u8>) -> Pending<'_, Stored> {
        Box::pin(shares::put(self, signed, header, bytes))
    }
    fn share(&self, key: ShareKey, now: i64) -> Pending<'_, Vec<u8>> {
        Box::pin(shares::read(self, key, now))
    }
    fn team_inbox(&self, worker: WorkerId, now: i64) -> Pending<'_, (Vec<ConsentRow>, Vec<ShareRow>)> {
        Box::pin(inbox::team(self, worker, now))
    }
    fn put_receipts(&self, opened: Vec<ShareKey>, now: i64) -> Pending<'_, ()> {
        Box::pin(inbox::put_receipts(self, opened, now))
    }
    fn put_reply(&self, header: ReplyHeader, bytes: Vec<u8>, now: i64) -> Pending<'_, Stored> {
        Box::pin(inbox::put_reply(self, header, bytes, now))
    }
    fn person_inbox(&self, person: PersonId, after: u64) -> Pending<'_, PersonInbox> {
        Box::pin(inbox::person(self, person, after))
    }

    fn put_backup(&self, signed: Signed, rev: u32, bytes: Vec<u8>) -> Pending<'_, Stored> {
        Box::pin(backups::put(self, signed, rev, bytes))
    }
    fn backup(&self, person: PersonId) -> Pending<'_, Vec<u8>> {
        Box::pin(backups::read(self, person))
    }
    fn delete_backup(&self, signed: Signed) -> Pending<'_, ()> {
        Box::pin(backups::delete(self, signed))
    }

    fn pack_confirmations(&self) -> Pending<'_, Vec<PackConfirmation>> {
        Box::pin(retention::pack_confirmations(self))
    }
    fn confirm_pack(&self, confirmation: PackConfirmation) -> Pending<'_, ()> {
        Box::pin(retention::confirm_pack(self, confirmation))
    }
}
