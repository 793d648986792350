//! `server backup` and `server restore`: a whole copy while the server runs, and the way back.
//!
//! A copy holds the database (pack confirmations are in it) and the key of the password protocol, and a manifest with
//! their hashes. It does not hold the erasure ledger: that has to be newer than any copy, so it stays where it is.

use std::{
    fs::{DirBuilder, File, OpenOptions},
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    path::{Path, PathBuf},
};

use domain::id::to_hex;
use serde::{Deserialize, Serialize};

use crate::{
    beside::{beside, sync_folder_of},
    clock::{Clock, DAY_MS, day},
    config::Config,
    ledger::{KEPT_DAYS, Ledger},
    password::Password,
    store::sqlite::copy::{self, CopyFacts},
    token::hash,
};

/// The form of a copy.
const VERSION: u32 = 1;
const DATABASE: &str = "waymark.db";
const KEY: &str = "waymark.db.opaque";
const MANIFEST: &str = "manifest.json";

/// What stands beside the files of a copy.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct CopyManifest {
    /// The form.
    version: u32,
    /// When it was begun, UTC ms.
    made_at: i64,
    /// The organisation, hexadecimal.
    organisation: String,
    /// The ledger it belongs to, hexadecimal.
    ledger: String,
    /// Number of the newest erasure that is in it.
    last_erasure: u64,
    /// Name and SHA-256 of each file, hexadecimal.
    files: Vec<(String, String)>,
}

/// Copies what is needed to go on into a new folder, beside a server that may be running; what to print.
///
/// # Errors
/// What is in the way, as a sentence; the folder is then not a copy, for its manifest is written last.
pub async fn make(config: &Config, folder: &Path) -> Result<String, String> {
    let made_at = Clock::default().now();
    let failed = |error: std::io::Error| format!("cannot write the copy {}: {error}", folder.display());
    // Refuses what is there: a copy is never mixed with another.
    DirBuilder::new().mode(0o700).create(folder).map_err(failed)?;
    let (database, key) = (folder.join(DATABASE), folder.join(KEY));
    // SQLite writes into an empty file, which is this server's user's alone from the beginning.
    private(&database, b"").map_err(failed)?;
    let facts = copy::into(&config.database, &database).await?;
    File::open(&database).and_then(|file| file.sync_all()).map_err(failed)?;
    let sign_in = std::fs::read(Password::beside(&config.database))
        .map_err(|error| format!("cannot read {}: {error}", Password::beside(&config.database).display()))?;
    private(&key, &sign_in).map_err(failed)?;
    let hashed = |name: &str| Ok((name.to_owned(), to_hex(&hash(&std::fs::read(folder.join(name))?))));
    let manifest = CopyManifest {
        version: VERSION,
        made_at,
        organisation: to_hex(&facts.org),
        ledger: to_hex(&facts.ledger),
        last_erasure: facts.last,
        files: vec![hashed(DATABASE).map_err(failed)?, hashed(KEY).map_err(failed)?],
    };
    let text = serde_json::to_vec_pretty(&manifest).map_err(|error| error.to_string())?;
    private(&folder.join(MANIFEST), &text).map_err(failed)?;
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(failed)?;
    let line = format!(
        "{} is copied to {}, with the sign-in key and the pack confirmations. The pack files and the erasure ledger are \
         not in it: the ledger stays beside the database.",
        config.database.display(),
        folder.display()
    );
    Ok(line)
}

/// Puts a copy in the place of the database; what to print. Nothing is changed before everything was checked, and what
/// was there stays beside it under another name.
///
/// # Errors
/// What is wrong, as a sentence.
pub async fn restore(config: &Config, folder: &Path, replace: bool) -> Result<String, String> {
    let manifest = checked(folder).await?;
    let made = day(manifest.made_at);
    let now = Clock::default().now();
    if manifest.made_at < now - KEPT_DAYS * DAY_MS {
        return Err(format!(
            "this copy was made on {made}, and the erasure ledger goes back {KEPT_DAYS} days: what was taken back before \
             would be shown again. It is not put back"
        ));
    }
    let database = &config.database;
    let key = Password::beside(database);
    if database.exists() {
        copy::is_free(database).await?;
        if !replace {
            return Err(format!(
                "{} is there already. In its place would be the copy of {made}: what arrived since is lost here, and \
                 each phone sends its own again. Say --replace if that is meant; the file stays beside it under another \
                 name",
                database.display()
            ));
        }
    }
    let failed = |error: std::io::Error| format!("cannot put the copy back: {error}");
    for (from, to) in [(folder.join(DATABASE), database), (folder.join(KEY), &key)] {
        private(&half(to), &std::fs::read(from).map_err(failed)?).map_err(failed)?;
    }
    let mut kept = Vec::new();
    for file in [database, &key] {
        if file.exists() {
            let aside = beside(file, &format!(".before-{now}"));
            std::fs::rename(file, &aside).map_err(failed)?;
            kept.push(aside.display().to_string());
        }
        // A log belongs to the database that it was written for.
        for end in ["-wal", "-shm"] {
            match std::fs::remove_file(beside(file, end)) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(failed(error)),
                _ => {}
            }
        }
        std::fs::rename(half(file), file).map_err(failed)?;
    }
    sync_folder_of(database).map_err(failed)?;
    let mut said = format!("The copy of {made} is in place as {}.", database.display());
    if !kept.is_empty() {
        said.push_str(&format!(
            " What was there is {}: it may hold what people have taken back since, so delete it once all is well.",
            kept.join(" and ")
        ));
    }
    said.push_str(&next(database, &manifest));
    Ok(said)
}

/// What the next start needs.
fn next(database: &Path, manifest: &CopyManifest) -> String {
    let place = Ledger::place(database);
    match Ledger::read(place.clone()) {
        Ok(Some((ledger, entries)))
            if to_hex(&ledger.id) == manifest.ledger && ledger.last(&entries) >= manifest.last_erasure =>
        {
            " At the start, what the erasure ledger holds is erased again.".into()
        }
        _ => format!(
            " The erasure ledger {} is not the one of this copy. If it is lost, start once with --ledger-lost: nothing \
             is shown then until each phone has looked again.",
            place.display()
        ),
    }
}

/// The manifest of a copy whose files are all as they were written.
async fn checked(folder: &Path) -> Result<CopyManifest, String> {
    let at = folder.display();
    let text = std::fs::read(folder.join(MANIFEST))
        .map_err(|error| format!("{at} is no whole copy: {MANIFEST} cannot be read: {error}"))?;
    let manifest: CopyManifest =
        serde_json::from_slice(&text).map_err(|error| format!("{MANIFEST} of {at} is damaged: {error}"))?;
    if manifest.version != VERSION {
        return Err(format!("{at} is a copy of form {}, and this server reads {VERSION}", manifest.version));
    }
    for name in [DATABASE, KEY] {
        let bytes = std::fs::read(folder.join(name)).map_err(|error| format!("cannot read {name} of {at}: {error}"))?;
        let found = to_hex(&hash(&bytes));
        if !manifest.files.iter().any(|(of, hash)| of == name && *hash == found) {
            return Err(format!("{name} of {at} is not as it was copied. Nothing was changed; take another copy"));
        }
    }
    let CopyFacts { org, ledger, last } = copy::facts(&folder.join(DATABASE)).await?;
    let found = (to_hex(&org), to_hex(&ledger), last);
    if found != (manifest.organisation.clone(), manifest.ledger.clone(), manifest.last_erasure) {
        return Err(format!("{MANIFEST} of {at} belongs to another database. Nothing was changed"));
    }
    Ok(manifest)
}

/// Where a file stands until it is whole.
fn half(file: &Path) -> PathBuf {
    beside(file, ".restoring")
}

/// Writes a file that only the server's user reads, and waits for the disk.
fn private(file: &Path, bytes: &[u8]) -> std::io::Result<()> {
    use std::io::Write;
    let mut out = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(file)?;
    out.write_all(bytes)?;
    out.sync_all()
}
