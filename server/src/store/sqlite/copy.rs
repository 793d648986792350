//! A copy of the database while others use it, and what a copy says of itself.

use std::path::Path;

use sqlx::{
    ConnectOptions, Connection, SqliteConnection,
    sqlite::{SqliteConnectOptions, SqliteLockingMode},
};

use super::BUSY;

/// What ties a copy to its organisation and its ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CopyFacts {
    /// The organisation.
    pub org: [u8; 16],
    /// The erasure ledger.
    pub ledger: [u8; 16],
    /// Number of the newest erasure in it.
    pub last: u64,
}

async fn open(
    file: &Path,
    change: impl FnOnce(SqliteConnectOptions) -> SqliteConnectOptions,
) -> Result<SqliteConnection, String> {
    let options = SqliteConnectOptions::new().filename(file).create_if_missing(false).busy_timeout(BUSY);
    change(options).connect().await.map_err(|error| format!("cannot open the database {}: {error}", file.display()))
}

/// Whether a file is a database that a `server init` at least began; it is left as it is.
///
/// # Errors
/// It is something else, as a sentence.
pub(super) async fn is_ours(file: &Path) -> Result<(), String> {
    let other = || format!("{} is not a database of this server; nothing was changed in it", file.display());
    let mut connection = open(file, |options| options).await?;
    let ask = "SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE name = 'organisation')
        AND EXISTS (SELECT 1 FROM sqlite_master WHERE name = '_sqlx_migrations')";
    let found = sqlx::query_scalar::<_, bool>(ask).fetch_one(&mut connection).await;
    // It was only asked: what befalls it in closing changes nothing.
    let _ = connection.close().await;
    match found {
        Ok(true) => Ok(()),
        Ok(false) => Err(other()),
        // SQLITE_NOTADB.
        Err(error) if error.as_database_error().and_then(|fault| fault.code()).as_deref() == Some("26") => Err(other()),
        Err(error) => Err(format!("cannot open the database {}: {error}", file.display())),
    }
}

/// Writes one moment of the database `from` into the empty file `to`, without the pages of what was deleted, and checks it.
///
/// # Errors
/// As a sentence.
pub async fn into(from: &Path, to: &Path) -> Result<CopyFacts, String> {
    let failed = |error: sqlx::Error| format!("cannot copy the database {}: {error}", from.display());
    let mut connection = open(from, |options| options).await?;
    let name = to.to_str().ok_or("the folder's name is no text")?;
    sqlx::query("VACUUM INTO $1").bind(name).execute(&mut connection).await.map_err(failed)?;
    connection.close().await.map_err(failed)?;
    facts(to).await
}

/// Checks the whole file and reads what ties it to others; changes nothing.
///
/// # Errors
/// It is damaged, or no database of this server, as a sentence.
pub async fn facts(file: &Path) -> Result<CopyFacts, String> {
    let failed = |error: &dyn std::fmt::Display| format!("{} is no sound database: {error}", file.display());
    let mut connection = open(file, |options| options.read_only(true).immutable(true)).await?;
    let found: String =
        sqlx::query_scalar("PRAGMA integrity_check(1)").fetch_one(&mut connection).await.map_err(|e| failed(&e))?;
    if found != "ok" {
        return Err(failed(&found));
    }
    let select = "SELECT org_id, ledger_id, last_n FROM organisation, ledger";
    let row: (Vec<u8>, Vec<u8>, i64) =
        sqlx::query_as(select).fetch_one(&mut connection).await.map_err(|e| failed(&e))?;
    connection.close().await.map_err(|e| failed(&e))?;
    let id = |bytes: Vec<u8>| bytes.try_into().map_err(|_| failed(&"an id is cut"));
    let last = row.2.try_into().map_err(|_| failed(&"a number is below zero"))?;
    Ok(CopyFacts { org: id(row.0)?, ledger: id(row.1)?, last })
}

/// What a database counts up and never down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Counted {
    erasures: i64,
    audited: i64,
}

impl Counted {
    /// Whether this is of an older file. After a year without a line the audit log is empty, and says nothing.
    pub(super) fn is_before(self, other: Self) -> bool {
        self.erasures < other.erasures || (self.audited != 0 && self.audited < other.audited)
    }
}

/// What the file has counted, read anew: a connection that was open goes on with what it read before.
pub(super) async fn counted(file: &Path) -> Result<Counted, sqlx::Error> {
    let options = SqliteConnectOptions::new().filename(file).create_if_missing(false).busy_timeout(BUSY);
    let mut connection = options.connect().await?;
    let select = "SELECT coalesce((SELECT last_n FROM ledger), 0), coalesce((SELECT max(n) FROM audit), 0)";
    let found = sqlx::query_as(select).fetch_one(&mut connection).await;
    connection.close().await?;
    found.map(|(erasures, audited)| Counted { erasures, audited })
}

/// Whether no process uses the database; its log is then moved into it.
///
/// # Errors
/// One does, as a sentence.
pub async fn is_free(file: &Path) -> Result<(), String> {
    let busy =
        |_| format!("{} is in use. Stop the server first, then put the copy back; nothing was changed", file.display());
    let none = std::time::Duration::ZERO;
    let alone = |options: SqliteConnectOptions| options.busy_timeout(none).locking_mode(SqliteLockingMode::Exclusive);
    let mut connection = open(file, alone).await?;
    sqlx::query("BEGIN EXCLUSIVE").execute(&mut connection).await.map_err(busy)?;
    sqlx::query("ROLLBACK").execute(&mut connection).await.map_err(busy)?;
    connection.close().await.map_err(busy)
}
