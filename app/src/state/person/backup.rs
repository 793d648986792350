//! The copy kept with the organisation: the person turns it on and off, and what `domain::sync::backup` decides is carried
//! out at the end of each round.
use super::super::fault::Fault;
use super::notebook::Notebook;
use super::post::Post;
use crate::platform::clock;
use crate::platform::random::SystemEntropy;
use crate::store::Head;
use crate::sync::{ApiError, Signer, backup as api};
use domain::api::ProblemCode;
use domain::backup::BackupFault;
use domain::records::{Backup, Change, Record, Records};
use domain::seal::backup::BackupKey;
use domain::seal::keys::{PersonKeys, Root};
use domain::sync::backup::{self, Making, Next};
use domain::sync::outbox::{derive_wait_ms, is_ahead};
use domain::time::Moment;
use leptos::prelude::*;

/// How often a round goes on: a conflict, a wrong clock, and then the copy itself.
const STEPS: usize = 4;

/// What is remembered between two rounds. Losing it costs one more look.
#[derive(Debug, Clone, Copy, Default)]
struct Breather {
    /// There was nothing to do while the store's account stood like this.
    looked: Option<Head>,
    /// Rounds without an answer, and when the next try is due.
    tries: u32,
    until: Option<Moment>,
}

/// Whether a step ends the round.
type Answered = Result<(), ApiError>;

/// The copy kept with the organisation.
pub struct Backups {
    /// Why it is not made, if it is not.
    pub trouble: RwSignal<Option<BackupFault>>,
    rest: StoredValue<Breather>,
    pub(super) notebook: &'static Notebook,
    post: &'static Post,
}

impl Backups {
    pub(super) fn new(notebook: &'static Notebook, post: &'static Post) -> Self {
        Self { trouble: RwSignal::new(None), rest: StoredValue::new(Breather::default()), notebook, post }
    }

    /// The person says that they have their twelve words.
    pub async fn have_words(&'static self) -> Result<(), Fault> {
        let now = clock::now();
        self.note_backup(move |records| Backup { words_seen: Some(now), ..records.backup }).await
    }

    /// Turns the copy with the organisation on. The first one goes when there is signal.
    pub async fn turn_on(&'static self) -> Result<(), Fault> {
        let now = clock::now();
        self.note_backup(move |records| backup::turned_on(&records.backup, now)).await?;
        self.post.sync_soon();
        Ok(())
    }

    /// Turns it off. It is deleted as soon as there is signal.
    pub async fn turn_off(&'static self) -> Result<(), Fault> {
        self.end().await?;
        self.post.sync_now().await;
        Ok(())
    }

    /// Notes that it is to end; the next round tells the server.
    pub(super) async fn end(&'static self) -> Result<(), Fault> {
        let now = clock::now();
        self.note_backup(move |records| backup::turned_off(&records.backup, now)).await?;
        self.trouble.set(None);
        Ok(())
    }

    /// The person says yes to a copy that holds less than the one there.
    pub async fn allow_less(&'static self) -> Result<(), Fault> {
        self.note_backup(backup::allowed_less).await?;
        self.post.sync_soon();
        Ok(())
    }

    async fn note_backup(&'static self, edit: impl Fn(&Records) -> Backup + 'static) -> Result<(), Fault> {
        self.notebook.change(move |records| Ok((vec![Change::Put(Record::Backup(edit(records)))], ()))).await
    }

    /// Makes, replaces or deletes the copy, as far as that is due. Whether the server answered; `None` if it was not
    /// asked.
    pub(super) async fn keep(&'static self, keys: &PersonKeys, at_once: bool) -> Option<bool> {
        let mut rest = self.rest.get_value();
        if at_once {
            rest = Breather::default();
        }
        let waits = rest.until.is_some_and(|until| is_ahead(until, clock::now().at));
        if waits || rest.looked == Some(self.notebook.store.get_value().head()) {
            return None;
        }
        let mut reached = None;
        for _ in 0..STEPS {
            let lost = self.notebook.loss.with_untracked(Option::is_some);
            let step = match self.notebook.records.with_untracked(|records| backup::next(records, lost)) {
                Next::Nothing => {
                    let looked = Some(self.notebook.store.get_value().head());
                    self.rest.set_value(Breather { looked, ..Breather::default() });
                    return reached;
                }
                Next::Delete => self.delete_backup(keys).await,
                Next::Keep(making) => self.make_backup(keys, making).await,
            };
            match step {
                Ok(()) => reached = Some(true),
                Err(ApiError::Clock(server)) => {
                    reached = Some(true);
                    self.post.keep_offset(server - clock::now().at.0).await;
                }
                Err(error) => {
                    let tries = rest.tries + 1;
                    let until = Some(Moment(clock::now().at.0.saturating_add(derive_wait_ms(tries))));
                    self.rest.set_value(Breather { looked: None, tries, until });
                    return Some(!matches!(error, ApiError::NoAnswer | ApiError::Unreadable(_)));
                }
            }
        }
        reached
    }

    async fn delete_backup(&'static self, keys: &PersonKeys) -> Answered {
        let leaving = api::delete(&self.signer(keys)).await?.leaving_disk;
        let now = clock::now();
        self.change_backup(move |records| Some(backup::deleted(&records.backup, now, leaving))).await;
        Ok(())
    }

    async fn make_backup(&'static self, keys: &PersonKeys, making: Making) -> Answered {
        let Some(key) = self.backup_key(keys) else { return Err(ApiError::NoAnswer) };
        let all = self.notebook.records.with_untracked(Records::everything);
        let bytes = match key.seal(&all, clock::today(), making.rev, &mut SystemEntropy) {
            Ok(bytes) => bytes,
            Err(fault) => {
                self.trouble.set(Some(fault));
                return Err(ApiError::Refused(ProblemCode::TooLarge));
            }
        };
        let sealed = bytes.clone();
        self.change_backup(move |records| Some(backup::sending(&records.backup, &sealed))).await;
        match api::put(&self.signer(keys), making.rev, bytes).await {
            Ok(_) => {
                let now = clock::now();
                self.trouble.set(None);
                // Turned off meanwhile: it is deleted next.
                let kept = move |records: &Records| {
                    records.backup.on_since.map(|_| backup::kept(&records.backup, &making, now))
                };
                self.change_backup(kept).await;
                Ok(())
            }
            Err(ApiError::Refused(ProblemCode::Conflict)) => self.catch_up(keys, &key).await,
            Err(error) => Err(error),
        }
    }

    /// The server holds another revision: this phone's own whose answer was lost, or another phone's.
    async fn catch_up(&'static self, keys: &PersonKeys, key: &BackupKey) -> Answered {
        let now = clock::now();
        let bytes = match api::get(&self.signer(keys)).await {
            Ok(bytes) => bytes,
            Err(ApiError::Refused(ProblemCode::NotFound)) => {
                let ended = move |records: &Records| {
                    records.backup.on_since.map(|_| backup::ended_elsewhere(&records.backup, now))
                };
                self.change_backup(ended).await;
                return Ok(());
            }
            Err(error) => return Err(error),
        };
        match key.open(&bytes) {
            Ok(opened) => {
                let taken = self.notebook.change_quietly(move |records| {
                    match backup::caught_up(records, &bytes, opened.rev, &opened.records, now) {
                        Ok(changes) => Ok((changes, None)),
                        Err(fault) => Ok((Vec::new(), Some(fault))),
                    }
                });
                match taken.await {
                    Ok(Some(fault)) => self.refuse(fault),
                    // What cannot be kept now is tried again in the next round.
                    Ok(None) | Err(_) => Ok(()),
                }
            }
            Err(fault) => self.refuse(fault),
        }
    }

    /// Never replaced unseen: the page says so, and the person turns it off and on.
    fn refuse(&'static self, fault: BackupFault) -> Answered {
        self.trouble.set(Some(fault));
        Err(ApiError::Refused(ProblemCode::Conflict))
    }

    fn signer<'a>(&'static self, keys: &'a PersonKeys) -> Signer<'a> {
        Signer { keys, offset_ms: self.notebook.records.with_untracked(|records| records.cursors.clock_offset_ms) }
    }

    fn backup_key(&'static self, keys: &PersonKeys) -> Option<BackupKey> {
        let root = self.notebook.records.with_untracked(|records| records.identity.clone())?;
        Some(BackupKey::derive(&Root::from_bytes(root.root), keys.org()))
    }

    /// Changes what is noted of the copy, if there is anything to change. Tried again in the next round if not now.
    async fn change_backup(&'static self, edit: impl Fn(&Records) -> Option<Backup> + 'static) {
        let _ = self
            .notebook
            .change_quietly(move |records| {
                Ok((edit(records).map(|it| Change::Put(Record::Backup(it))).into_iter().collect(), ()))
            })
            .await;
    }
}
