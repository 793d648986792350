//! The server's half of the password proof (OPAQUE, RFC 9807): the server never sees a password, and a copy of the
//! database alone does not allow guessing one, because the key of the protocol lies in a file of its own.

use std::{
    io::Write,
    path::{Path, PathBuf},
};

use domain::{api::ProblemCode, id::WorkerId, opaque};

use crate::{beside::beside, codes::CodesSecret, random::System, token::hash};

/// The protocol's key.
pub struct Password {
    setup: Vec<u8>,
}

impl Password {
    /// Where the key of this database lies: `FILE.opaque` beside it.
    #[must_use]
    pub fn beside(database: &Path) -> PathBuf {
        beside(database, ".opaque")
    }

    /// Reads the key, which has to be the one with this SHA-256. One that is lost is never made anew by the way, and
    /// another one never used: everybody would be refused with the right password.
    ///
    /// # Errors
    /// A fault of the file, as a sentence.
    pub fn open(database: &Path, known: &[u8; 32]) -> Result<Self, String> {
        let file = Self::beside(database);
        match std::fs::read(&file) {
            Ok(setup) if hash(&setup) == *known => Ok(Self { setup }),
            Ok(_) => Err(format!(
                "the sign-in key {} is cut or belongs to another database, and with it no worker can sign in: put the \
                 right one back from the backup it belongs to",
                file.display()
            )),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Err(format!(
                "the sign-in key {} is missing, and without it no worker can sign in: put it back from the backup it \
                 belongs to",
                file.display()
            )),
            Err(error) => Err(format!("cannot read {}: {error}", file.display())),
        }
    }

    /// Makes the key of a new database; its SHA-256.
    ///
    /// # Errors
    /// A fault of the file, as a sentence.
    pub fn make(database: &Path) -> Result<[u8; 32], String> {
        let file = Self::beside(database);
        let made = make(&file).and_then(|()| std::fs::read(&file));
        made.map(|key| hash(&key)).map_err(|error| format!("cannot make {}: {error}", file.display()))
    }

    /// What an app for one-time codes is told for this worker under this salt.
    pub(crate) fn codes(&self, worker: WorkerId, salt: &[u8; 32]) -> Result<CodesSecret, ProblemCode> {
        CodesSecret::derive(&self.setup, worker, salt).ok_or(ProblemCode::Internal)
    }

    /// First message of a set-up.
    pub(crate) fn register(&self, request: &[u8], name: &str) -> Result<Vec<u8>, ProblemCode> {
        opaque::server_register(&self.setup, request, name.as_bytes()).map_err(|_| ProblemCode::Malformed)
    }

    /// What is kept of a set-up.
    #[expect(clippy::unused_self, reason = "all four steps are asked of the same thing")]
    pub(crate) fn record(&self, upload: &[u8]) -> Result<Vec<u8>, ProblemCode> {
        opaque::server_record(upload).map_err(|_| ProblemCode::Malformed)
    }

    /// First message of a sign-in: state to keep, and the reply.
    pub(crate) fn challenge(
        &self,
        record: Option<&[u8]>,
        request: &[u8],
        name: &str,
    ) -> Result<(Vec<u8>, Vec<u8>), ProblemCode> {
        opaque::server_sign_in(&self.setup, record, request, name.as_bytes(), &mut System)
            .map_err(|_| ProblemCode::Malformed)
    }

    /// Last message of a sign-in: was the password the right one?
    #[expect(clippy::unused_self, reason = "all four steps are asked of the same thing")]
    pub(crate) fn proved(&self, state: &[u8], finalization: &[u8]) -> bool {
        opaque::server_finish(state, finalization).is_ok()
    }
}

/// Written whole or not at all, readable only by the server's user.
fn make(file: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::OpenOptionsExt;
    let half = beside(file, &format!(".{}", std::process::id()));
    let mut out = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&half)?;
    out.write_all(&opaque::make_server_setup(&mut System))?;
    out.sync_all()?;
    // A link fails if another process was first; then theirs counts.
    let linked = std::fs::hard_link(&half, file);
    std::fs::remove_file(&half)?;
    match linked {
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}
