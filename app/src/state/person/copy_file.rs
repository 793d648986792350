//! Safe copies as files: make one, look into one, bring one back. A copy leaves the phone only as the file the
//! person asks for; nothing here talks to anybody.
use super::super::fault::Fault;
use super::aside::StandsAside;
use super::lock::AppLock;
use super::notebook::Notebook;
use super::post::Post;
use crate::platform::files::Handout;
use crate::platform::note::LocalNote;
use crate::platform::random::SystemEntropy;
use crate::platform::{address, clock, events, stretch, tabs, text};
use crate::store::Why;
use domain::records::{Record, Records};
use domain::restore::{Found, found, join};
use domain::seal::copy::{
    CopyFault, Lock, Opener, make_copy, new_passphrase_key, open_copy, passphrase_key, read_head,
};
use domain::seal::keys::Root;
use domain::seal::recovery::{recovery_words, root_from_words};
use domain::spelling::Spelling;
use domain::sync::backup::brought;
use domain::time::Day;
use leptos::prelude::*;

/// No program opens a copy but this one.
const FILE_TYPE: &str = "application/octet-stream";

/// A copy that was opened and not yet brought back.
#[derive(Debug, Clone)]
pub struct OpenedCopy {
    /// When it was made.
    pub made: Day,
    /// What it holds.
    pub found: Found,
    pub(super) records: Vec<Record>,
    /// Its number, if it came from the organisation's server.
    pub(super) rev: Option<u32>,
}

/// A safe copy that was made and lies ready to be saved.
#[derive(Debug, Clone)]
pub struct MadeCopy {
    /// The file.
    pub file: Handout,
    /// What to note once the person has found it.
    pub copy: SafeCopy,
}

/// The latest safe copy that is known to be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SafeCopy {
    /// When.
    pub made: Day,
    /// Whether the recovery words open it; else a passphrase does.
    pub with_words: bool,
}

/// The latest safe copy that is known to be kept, if any.
pub fn last_copy() -> Option<SafeCopy> {
    let note = LocalNote::Copy.read()?;
    let (day, own) = note.split_once(' ').map_or((note.as_str(), false), |(day, _)| (day, true));
    Some(SafeCopy { made: Day::parse(day).ok()?, with_words: !own })
}

/// Notes a copy that the person has found where they put it, or that was just opened here.
pub fn note_copy(copy: SafeCopy) {
    let own = if copy.with_words { "" } else { " own" };
    LocalNote::Copy.write(&format!("{}{own}", copy.made));
}

/// Whether a file opens with recovery words; else it wants its passphrase.
pub fn wants_words(file: &[u8]) -> Result<bool, Fault> {
    Ok(read_head(file)?.lock == Lock::Words)
}

/// What can be done with safe copies.
pub struct CopyFile {
    pub(super) notebook: &'static Notebook,
    pub(super) lock: &'static AppLock,
    pub(super) aside: &'static StandsAside,
    pub(super) post: &'static Post,
}

impl CopyFile {
    /// The twelve words of this phone's root; none before the first opening is done.
    pub fn recovery_words(&'static self) -> Option<[&'static str; 12]> {
        self.root().map(|root| recovery_words(&root))
    }

    fn root(&'static self) -> Option<Root> {
        self.notebook.records.with_untracked(|records| records.identity.as_ref().map(|it| Root::from_bytes(it.root)))
    }

    /// Seals everything into one file. Without a passphrase it opens with the person's words. Nothing is noted: whether
    /// the file is kept anywhere, only the person can say; see [`note_copy`].
    pub async fn make(&'static self, passphrase: Option<String>) -> Result<MadeCopy, Fault> {
        let all = self.notebook.records.with_untracked(Records::everything);
        let made = clock::today();
        let root = self.root().ok_or(Fault::Gone)?;
        let passphrase = passphrase.as_deref().map(text::normalised);
        let bytes = match &passphrase {
            Some(text) => {
                let key = stretch::finish(new_passphrase_key(text, &mut SystemEntropy)?).await?;
                make_copy(&all, made, &Opener::Passphrase(&key), &mut SystemEntropy)?
            }
            None => make_copy(&all, made, &Opener::Root(&root), &mut SystemEntropy)?,
        };
        // Opened once with what the person has, before anybody relies on it.
        let again = match (read_head(&bytes)?.lock, &passphrase) {
            (Lock::Passphrase(salt, spelling), Some(text)) => {
                let key = stretch::finish(passphrase_key(text, salt, spelling)).await?;
                open_copy(&bytes, &Opener::Passphrase(&key))
            }
            _ => open_copy(&bytes, &Opener::Root(&root)),
        };
        if again != Ok(all) {
            return Err(CopyFault::Unproved.into());
        }
        let file = Handout::make(&format!("waymark-{made}.waymark"), FILE_TYPE, &bytes).ok_or(Fault::NoFile)?;
        Ok(MadeCopy { file, copy: SafeCopy { made, with_words: passphrase.is_none() } })
    }

    /// Opens a copy and changes nothing on this phone. One of this phone that opens is there: it is noted.
    pub async fn check(&'static self, file: Vec<u8>, secret: String) -> Result<OpenedCopy, Fault> {
        let with_words = wants_words(&file)?;
        let copy = self.open(file, secret).await?;
        let own = self.notebook.records.with_untracked(|records| records.identity.as_ref().map(|it| it.root));
        let same = copy.records.iter().any(|record| matches!(record, Record::Identity(it) if Some(it.root) == own));
        if same && last_copy().is_none_or(|last| last.made <= copy.made) {
            note_copy(SafeCopy { made: copy.made, with_words });
        }
        Ok(copy)
    }

    /// Opens a copy with the twelve words or the passphrase it asks for. Nothing is changed yet.
    pub async fn open(&'static self, file: Vec<u8>, secret: String) -> Result<OpenedCopy, Fault> {
        let head = read_head(&file)?;
        let spelled = match head.lock {
            Lock::Passphrase(_, Spelling::AsTyped) => secret,
            _ => text::normalised(&secret),
        };
        let records = match head.lock {
            Lock::Words => {
                events::breathe().await;
                open_copy(&file, &Opener::Root(&root_from_words(&spelled)?))?
            }
            Lock::Passphrase(salt, spelling) => {
                let key = stretch::finish(passphrase_key(&spelled, salt, spelling)).await?;
                open_copy(&file, &Opener::Passphrase(&key))?
            }
        };
        Ok(OpenedCopy { made: head.made, found: found(&records), records, rev: None })
    }

    /// Joins a copy with what is on this phone, in one commit; one from the server is kept up from here on. What was missing
    /// is then no longer asked about. While the app lock is closed, or what is here will never open, nothing can be joined:
    /// the copy takes the place of everything, and what was here stands aside.
    pub async fn bring_back(&'static self, copy: OpenedCopy) -> Result<(), Fault> {
        let now = clock::now();
        self.lock.try_again().await?;
        if untrack(|| self.notebook.is_shut()) {
            let nothing = Records::default();
            let changes = match copy.rev {
                Some(rev) => brought(&nothing, rev, &copy.records, now),
                None => join(&nothing, &copy.records),
            };
            self.aside.set(changes, Why::Copy).await?;
            tabs::tell(tabs::News::Written);
            address::leave_for_today();
            return Ok(());
        }
        self.notebook
            .change(move |records| {
                let joined = match copy.rev {
                    Some(rev) => brought(records, rev, &copy.records, now),
                    None => join(records, &copy.records),
                };
                Ok((joined, ()))
            })
            .await?;
        if self.notebook.loss.with_untracked(Option::is_some) {
            self.notebook.accept_loss().await?;
        }
        self.post.sync_soon();
        Ok(())
    }
}

impl From<CopyFault> for Fault {
    fn from(fault: CopyFault) -> Self {
        Fault::Copy(fault)
    }
}
