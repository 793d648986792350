//! The notebook as pages see it: a picture of the store in signals, and the one way to change it. Every verb computes a
//! change from the picture, commits it, and only then lets the picture show it.
use super::super::fault::Fault;
use super::changing::{Changing, Compute, Made};
use crate::platform::part::Load;
use crate::platform::{clock, events, tabs};
use crate::store::{LossSuspected, Opened, Store, StoreError};
use domain::instrument::{Instrument, PackRef, ReadPack};
use domain::records::{Change, Records, with_removals};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::rc::Rc;
use std::sync::Arc;

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

/// The notebook as pages see it: what is stored as a picture in signals, and the one way to change it.
pub struct Notebook {
    /// The picture of the store. Read it with `.with(|records| …)`; pages never write it.
    pub records: RwSignal<Records>,
    /// How far the start has come; a page shows records only when it says `Open`.
    pub ready: RwSignal<Ready>,
    /// What became of the latest change.
    pub saved: RwSignal<Saved>,
    /// Set when records seem to be missing; `accept_loss` or a later restore clears it.
    pub loss: RwSignal<Option<LossSuspected>>,
    /// How many records could not be opened. They stay where they are.
    pub unreadable: RwSignal<usize>,
    pub(super) store: StoredValue<Rc<Store>, LocalStorage>,
    /// Fetches what reads a pack's file: a first answer needs none.
    load_reader: Load<ReadPack>,
    /// That, once it was fetched.
    read_pack: RwSignal<Option<ReadPack>>,
    /// Made when a page first asks: reading packs is no work of the first screen.
    instruments: StoredValue<Option<Memo<Arc<Vec<Instrument>>>>>,
    /// What lives as long as the app does.
    owner: StoredValue<Option<Owner>>,
    /// True while the picture holds what the database has lost.
    torn: StoredValue<bool>,
    /// What follows every commit. Handed in: it belongs to rooms that stand above this one.
    followed: StoredValue<Option<Followed>, LocalStorage>,
}

/// How often a change is computed anew because another tab wrote first.
const TRIES: usize = 4;

/// What follows a commit of these changes.
type Followed = Rc<dyn Fn(&[Change])>;

impl Notebook {
    /// The notebook of a store that is not opened yet.
    pub(super) fn over(store: Store, load_reader: Load<ReadPack>) -> Self {
        Self {
            load_reader,
            read_pack: RwSignal::new(None),
            records: RwSignal::new(Records::default()),
            ready: RwSignal::new(Ready::Opening),
            saved: RwSignal::new(Saved::Untouched),
            loss: RwSignal::new(None),
            unreadable: RwSignal::new(0),
            store: StoredValue::new_local(Rc::new(store)),
            instruments: StoredValue::new(None),
            owner: StoredValue::new(Owner::current()),
            torn: StoredValue::new(false),
            followed: StoredValue::new_local(None),
        }
    }

    /// From here on `followed` is called after every commit. Never awaited.
    pub(super) fn follow_with(&'static self, followed: impl Fn(&[Change]) + 'static) {
        self.followed.set_value(Some(Rc::new(followed)));
    }

    /// Shows what the store has just opened. What reads packs that were given to this person is fetched first: a
    /// check-in that was begun with one is on the screen next.
    pub(super) async fn show(&'static self, opened: Opened) {
        if !opened.records.packs.is_empty() {
            self.fetch_reader().await;
        }
        self.records.set(opened.records);
        self.unreadable.set(opened.unreadable);
        self.loss.set(opened.loss);
    }

    async fn fetch_reader(&'static self) {
        if self.read_pack.get_untracked().is_none()
            && let Ok(read) = (self.load_reader)().await
        {
            self.read_pack.set(Some(read));
        }
    }

    /// Empties the picture; what is stored stays as it is.
    pub(super) fn empty(&'static self) {
        self.records.set(Records::default());
        self.loss.set(None);
        self.unreadable.set(0);
        self.saved.set(Saved::Untouched);
    }

    /// True while nothing here can be opened: what takes its place sets it aside.
    pub fn is_shut(&'static self) -> bool {
        matches!(self.ready.get(), Ready::Locked | Ready::Refused(_))
    }

    /// The built-in instruments and those given to this person.
    pub fn instruments(&'static self) -> Memo<Arc<Vec<Instrument>>> {
        if let Some(made) = self.instruments.get_value() {
            return made;
        }
        let (records, read) = (self.records, self.read_pack);
        let make = move || {
            // Packs are read again only when there are other ones, not after each answer.
            let packs = Memo::new(move |_| records.with(|records| records.packs.clone()));
            Memo::new(move |_| {
                let own = Records { packs: packs.get(), ..Records::default() };
                if !own.packs.is_empty() && read.get().is_none() {
                    // They came while the notebook was open. Without their part they stay unread until the next start.
                    spawn_local(async move { self.fetch_reader().await });
                }
                Arc::new(own.instruments_read_by(read.get()))
            })
        };
        let made = self.owner.with_value(|owner| owner.as_ref().map_or_else(make, |owner| owner.with(make)));
        self.instruments.set_value(Some(made));
        made
    }

    /// The instrument a check-in or draft was made with, if its pack is on this phone.
    pub fn instrument_of(&'static self, pack: &PackRef) -> Option<Instrument> {
        self.instruments().with_untracked(|all| all.iter().find(|one| one.hash == pack.hash).cloned())
    }

    /// Puts the changes on the disk and then into the picture. On an error the picture is what the disk holds.
    pub async fn commit(&'static self, changes: Vec<Change>) -> Result<(), StoreError> {
        match self.change(move |_| Ok((changes.clone(), ()))).await {
            Err(Fault::Store(error)) => Err(error),
            _ => Ok(()),
        }
    }

    /// Computes changes from the newest picture and commits them; if another tab wrote meanwhile, reads again and
    /// computes again. So `compute` must take everything it changes from the records it is handed.
    pub fn change<T: 'static>(
        &'static self,
        compute: impl Fn(&Records) -> Result<(Vec<Change>, T), Fault> + 'static,
    ) -> Changing<T> {
        Changing::of(compute, |compute| self.change_said(compute))
    }

    /// As `change`, for what the screen marks already: the mark is painted before anything is sealed or written.
    pub(super) async fn change_marked(
        &'static self,
        compute: impl Fn(&Records) -> Result<(Vec<Change>, ()), Fault> + 'static,
    ) -> Result<(), Fault> {
        // "Kept on this phone" goes in the same frame: the mark is not on the disk yet.
        self.saved.set(Saved::Saving);
        events::painted().await;
        self.change(compute).await
    }

    /// As `change`, for what the person did not do themselves: `saved` says nothing about it.
    pub(super) fn change_quietly<T: 'static>(
        &'static self,
        compute: impl Fn(&Records) -> Result<(Vec<Change>, T), Fault> + 'static,
    ) -> Changing<T> {
        Changing::of(compute, |compute| self.change_unsaid(compute))
    }

    fn change_said(&'static self, compute: Compute) -> Made {
        Box::pin(async move {
            self.saved.set(Saved::Saving);
            let answer = self.change_boxed(compute).await;
            self.saved.set(match &answer {
                Err(Fault::Store(error)) => Saved::NotSaved(error.clone()),
                _ => Saved::Saved,
            });
            answer
        })
    }

    fn change_unsaid(&'static self, compute: Compute) -> Made {
        Box::pin(self.change_boxed(compute))
    }

    pub(super) async fn change_boxed(&'static self, compute: Compute) -> Result<(), Fault> {
        let answer = tabs::alone(async move { self.change_alone(compute).await }).await;
        // The lock manager refuses only a page that is being closed.
        answer.unwrap_or(Err(Fault::Store(StoreError::Closed)))
    }

    async fn change_alone(&'static self, compute: Compute) -> Result<(), Fault> {
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
                    if let Some(followed) = self.followed.get_value() {
                        followed(&changes);
                    }
                    return Ok(());
                }
                Err(StoreError::ChangedElsewhere) => self.read_again().await?,
                Err(error) => return Err(error.into()),
            }
        }
        Err(StoreError::ChangedElsewhere.into())
    }

    /// Reads the store again because another tab wrote, or because it is no longer what it was.
    pub(super) async fn read_again(&'static self) -> Result<(), StoreError> {
        let store = self.store.get_value();
        let opened = store.open().await?;
        let picture_was_whole = self.loss.with_untracked(Option::is_none) && self.unreadable.get_untracked() == 0;
        if opened.loss.is_some() && (picture_was_whole || self.torn.get_value()) {
            // The browser lost the database under the open app. The picture still holds all of it, and goes back.
            self.torn.set_value(true);
            self.loss.set(opened.loss);
            let all: Vec<_> = self.records.with_untracked(Records::everything).into_iter().map(Change::Put).collect();
            store.commit(&all).await?;
            self.accept_loss().await?;
            self.torn.set_value(false);
            return Ok(());
        }
        self.records.set(opened.records);
        self.unreadable.set(opened.unreadable);
        Ok(())
    }
    /// The person has seen that records are missing and goes on with what is there.
    pub async fn accept_loss(&'static self) -> Result<(), StoreError> {
        self.store.get_value().accept_loss().await?;
        self.loss.set(None);
        Ok(())
    }
}
