//! The person's state: a picture of the store in signals, and the one way to change it. Every verb computes a change
//! from the picture, commits it, and only then lets the picture show it.
use super::fault::Fault;
use super::person_backup::Rest;
use super::person_scraps::Pending;
use super::person_sync::Round;
use super::person_undo::Undo;
use crate::platform::part::Load;
use crate::platform::{clock, tabs};
use crate::store::{About, LossSuspected, Store, StoreError};
use domain::backup::BackupFault;
use domain::instrument::Instrument;
use domain::lock::Kind;
use domain::records::{Change, Records, with_removals};
use domain::restore::everything;
use domain::signed::ConsentFacts;
use domain::sync::outbox::Outbox;
use domain::sync::rounds::Rounds;
use domain::time::Day;
use domain::time::Moment;
use leptos::prelude::*;
use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;
use std::task::Waker;

/// How far the start has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ready {
    /// The records are being opened.
    Opening,
    /// The picture shows what is stored.
    Open,
    /// The app lock is closed. Nothing of the person's is in this page.
    Locked,
    /// They could not be opened; nothing has been overwritten.
    Refused(StoreError),
}

/// What became of the latest change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Saved {
    /// Nothing has been changed since the start.
    Untouched,
    /// On its way to the disk.
    Saving,
    /// On the disk.
    Saved,
    /// Not on the disk. The page keeps what was entered and says so.
    NotSaved(StoreError),
}

/// What is known about the way to the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Connection {
    /// The browser sees a network and the last attempt, if there was one, got an answer.
    Online,
    /// The browser sees no network.
    Offline,
    /// There is a network, but the server did not answer.
    ServerAway,
}

/// Handles to everything a page of the person's app reads or changes. Copy it freely.
#[derive(Clone, Copy)]
pub struct PersonState {
    /// The picture of the store. Read it with `.with(|records| …)`; pages never write it.
    pub records: RwSignal<Records>,
    /// How far the start has come; a page shows records only when it says `Open`.
    pub ready: RwSignal<Ready>,
    /// The app lock, while there is one.
    pub lock: RwSignal<Option<Kind>>,
    /// What became of the latest change.
    pub saved: RwSignal<Saved>,
    /// What is known about the way to the server.
    pub connection: RwSignal<Connection>,
    /// Set when records seem to be missing; `accept_loss` or a later restore clears it.
    pub loss: RwSignal<Option<LossSuspected>>,
    /// How many records could not be opened. They stay where they are.
    pub unreadable: RwSignal<usize>,
    /// True when a new version of the app has been fetched and waits; `platform::service_worker::accept_update` takes it.
    pub update_waiting: RwSignal<bool>,
    /// The civil day, also while a page stays open over midnight.
    pub today: RwSignal<Day>,
    /// How many withdrawals wait to be sent although everything else was deleted here.
    pub left: RwSignal<usize>,
    /// Set once everything was deleted in this page.
    pub erased: RwSignal<bool>,
    /// True while something is being sent or fetched.
    pub syncing: RwSignal<bool>,
    /// True once this server named numbers that no phone can have used: nothing more is shared with it then.
    pub server_wrong: RwSignal<bool>,
    /// Permissions that the server holds under these keys and this phone does not know.
    pub strays: RwSignal<Vec<ConsentFacts>>,
    /// What stands aside on this phone, if anything does.
    pub aside: RwSignal<Option<About>>,
    /// The day on which this page last asked what stands aside.
    pub(super) looked_aside: StoredValue<Option<Day>>,
    /// Why the copy with the organisation is not made, if it is not.
    pub backup_trouble: RwSignal<Option<BackupFault>>,
    /// What was just done and can still be taken back.
    pub undo: RwSignal<Option<Undo>>,
    /// Words that were typed and are not on the disk yet.
    pub(super) pending: StoredValue<Pending>,
    /// Where the part that seals, sends and fetches comes from.
    pub(super) load_sync: Load<Round>,
    /// Made when a page first asks: reading packs is no work of the first screen.
    pub(super) instruments: StoredValue<Option<Memo<Arc<Vec<Instrument>>>>>,
    /// What lives as long as the app does.
    pub(super) owner: StoredValue<Option<Owner>>,
    pub(super) asked_to_keep: StoredValue<bool>,
    /// True while the picture holds what the database has lost.
    pub(super) torn: StoredValue<bool>,
    /// When the page went out of sight: milliseconds since it was opened, and by the wall clock.
    pub(super) hidden_at: StoredValue<Option<(f64, i64)>>,
    pub(super) outbox: StoredValue<Outbox>,
    pub(super) rounds: StoredValue<Rounds>,
    /// Who waits for the round under way to end.
    pub(super) waiting: StoredValue<Vec<Waker>>,
    /// When the next wait ends, if the page wakes by itself then.
    pub(super) timer: StoredValue<Option<Moment>>,
    pub(super) backup_rest: StoredValue<Rest>,
    pub(super) store: StoredValue<Rc<Store>, LocalStorage>,
}

/// How often a change is computed anew because another tab wrote first.
const TRIES: usize = 4;

/// From the newest picture to what is to be written.
type Compute = Box<dyn Fn(&Records) -> Result<Vec<Change>, Fault>>;

impl PersonState {
    /// The built-in instruments and those given to this person.
    pub fn instruments(self) -> Memo<Arc<Vec<Instrument>>> {
        if let Some(made) = self.instruments.get_value() {
            return made;
        }
        let records = self.records;
        let make = move || {
            // Packs are read again only when there are other ones, not after each answer.
            let packs = Memo::new(move |_| records.with(|records| records.packs.clone()));
            Memo::new(move |_| Arc::new(Records { packs: packs.get(), ..Records::default() }.instruments()))
        };
        let made = self.owner.with_value(|owner| owner.as_ref().map_or_else(make, |owner| owner.with(make)));
        self.instruments.set_value(Some(made));
        made
    }

    /// Puts the changes on the disk and then into the picture. On an error the picture is what the disk holds.
    pub async fn commit(self, changes: Vec<Change>) -> Result<(), StoreError> {
        match self.change(move |_| Ok((changes.clone(), ()))).await {
            Err(Fault::Store(error)) => Err(error),
            _ => Ok(()),
        }
    }

    /// Computes changes from the newest picture and commits them; if another tab wrote meanwhile, reads again and
    /// computes again. So `compute` must take everything it changes from the records it is handed.
    pub async fn change<T: 'static>(
        self,
        compute: impl Fn(&Records) -> Result<(Vec<Change>, T), Fault> + 'static,
    ) -> Result<T, Fault> {
        self.saved.set(Saved::Saving);
        let answer = self.change_quietly(compute).await;
        self.saved.set(match &answer {
            Err(Fault::Store(error)) => Saved::NotSaved(error.clone()),
            _ => Saved::Saved,
        });
        answer
    }

    /// As `change`, for what the person did not do themselves: `saved` says nothing about it.
    pub(super) async fn change_quietly<T: 'static>(
        self,
        compute: impl Fn(&Records) -> Result<(Vec<Change>, T), Fault> + 'static,
    ) -> Result<T, Fault> {
        // The answer goes round by a slot and the rest is boxed, so that it is compiled once and not for every verb.
        let slot = Rc::new(Cell::new(None));
        let filled = slot.clone();
        self.change_boxed(Box::new(move |records| {
            let (changes, answer) = compute(records)?;
            filled.set(Some(answer));
            Ok(changes)
        }))
        .await?;
        // A change that was made has filled the slot.
        slot.take().ok_or(Fault::Store(StoreError::Closed))
    }

    pub(super) async fn change_boxed(self, compute: Compute) -> Result<(), Fault> {
        let answer = tabs::alone(async move { self.change_alone(compute).await }).await;
        // The lock manager refuses only a page that is being closed.
        answer.unwrap_or(Err(Fault::Store(StoreError::Closed)))
    }

    async fn change_alone(self, compute: Compute) -> Result<(), Fault> {
        let store = self.store.get_value();
        if self.torn.get_value() {
            // Nothing by itself: what was lost goes back first.
            self.read_again().await?;
        }
        for _ in 0..TRIES {
            let changes = self.records.with_untracked(|records| {
                compute(records).map(|changes| with_removals(records, changes, clock::now()))
            })?;
            if changes.is_empty() {
                return Ok(());
            }
            match store.commit(&changes).await {
                Ok(()) => {
                    tabs::tell(tabs::News::Written);
                    // The lock may have closed while this was written; then nothing comes back into the picture.
                    if self.ready.get_untracked() == Ready::Locked {
                        return Ok(());
                    }
                    self.records.update(|records| changes.iter().for_each(|change| records.apply(change)));
                    self.after_commit(&changes);
                    return Ok(());
                }
                Err(StoreError::ChangedElsewhere) => self.read_again().await?,
                Err(error) => return Err(error.into()),
            }
        }
        Err(StoreError::ChangedElsewhere.into())
    }

    /// Reads the store again because another tab wrote, or because it is no longer what it was.
    pub(super) async fn read_again(self) -> Result<(), StoreError> {
        let store = self.store.get_value();
        let opened = store.open().await?;
        let picture_was_whole = self.loss.with_untracked(Option::is_none) && self.unreadable.get_untracked() == 0;
        if opened.loss.is_some() && (picture_was_whole || self.torn.get_value()) {
            // The browser lost the database under the open app. The picture still holds all of it, and goes back.
            self.torn.set_value(true);
            self.loss.set(opened.loss);
            let all: Vec<_> = self.records.with_untracked(everything).into_iter().map(Change::Put).collect();
            store.commit(&all).await?;
            self.accept_loss().await?;
            self.torn.set_value(false);
            return Ok(());
        }
        self.records.set(opened.records);
        self.unreadable.set(opened.unreadable);
        Ok(())
    }
}

/// The person's state, from any component below `provide_person`.
pub fn use_person() -> PersonState {
    expect_context()
}
