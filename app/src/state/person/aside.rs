//! What stands aside: a notebook that nobody could open when something else took its place. What opens its
//! lock joins it with what is here; nothing else of it is ever read.
use super::super::fault::Fault;
use super::notebook::Notebook;
use super::post::Post;
use super::tries::{self, Tried};
use crate::platform::note::LocalNote;
use crate::platform::{clock, stretch, tabs, text};
pub use crate::store::{About, Why};
use crate::store::{Aside, StoreError};
use domain::lock::LockKind;
use domain::records::{Change, Record};
use domain::restore::join;
use domain::seal::lock::derive_lock_key;
use domain::time::Day;
use leptos::prelude::*;

/// What opens the set that stands aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opens {
    /// What opened its lock.
    Secret(LockKind),
    /// It had no lock; this phone may open it, or nothing does.
    Nothing,
}

/// Whether something stands aside here, as far as the browser lets a page know at once.
pub fn stands_aside() -> bool {
    LocalNote::Aside.is_there()
}

/// The set that stands aside, if there is one.
pub struct StandsAside {
    /// Why and since when, if anything does.
    pub about: RwSignal<Option<About>>,
    /// The day on which this page last asked.
    looked: StoredValue<Option<Day>>,
    notebook: &'static Notebook,
    post: &'static Post,
}

impl StandsAside {
    pub(super) fn new(notebook: &'static Notebook, post: &'static Post) -> Self {
        Self { about: RwSignal::new(None), looked: StoredValue::new(None), notebook, post }
    }

    /// Finds what stands aside, counts today, and deletes what has had its days. Nothing waits for it. The first screen
    /// after the start asks for it: Today, the lock, or the first opening of whoever deleted everything there. Once a
    /// day is enough, unless the note says that another tab has put something there since, or taken it away.
    pub async fn look(&'static self) {
        let today = clock::today();
        let known = self.about.with_untracked(Option::is_some);
        if self.looked.get_value() == Some(today) && known == stands_aside() {
            return;
        }
        let store = self.notebook.store.get_value();
        let Ok(found) = store.aside().await else { return };
        self.looked.set_value(Some(today));
        let Some(Aside { about, .. }) = found else {
            self.know(None);
            return;
        };
        // What cannot be noted or deleted now is so at the next start.
        let about = match about.seen_on(today) {
            Some(seen) if seen.days_left() == Some(0) && store.drop_aside().await.is_ok() => None,
            Some(seen) => {
                let _ = store.note_aside(seen).await;
                Some(seen)
            }
            None => Some(about),
        };
        self.know(about);
    }

    pub(super) fn know(&'static self, about: Option<About>) {
        match about {
            Some(_) => LocalNote::Aside.write("1"),
            None => LocalNote::Aside.remove(),
        }
        self.about.set(about);
    }

    /// What would open what stands aside; `None` if nothing does stand there.
    pub async fn opens(&'static self) -> Option<Opens> {
        let aside = self.notebook.store.get_value().aside().await.ok().flatten()?;
        Some(aside.lock.map_or(Opens::Nothing, |row| Opens::Secret(row.kind)))
    }

    /// Opens what stands aside and joins it with what is here. Then it stands there no more.
    pub async fn open(&'static self, secret: String) -> Result<Tried, Fault> {
        let left = tries::wait_ms();
        if left > 0 {
            return Ok(Tried::Wait(left));
        }
        let store = self.notebook.store.get_value();
        let aside = store.aside().await?.ok_or(Fault::Gone)?;
        let mut opened = None;
        match &aside.lock {
            None => opened = store.open_aside(None).await?,
            Some(row) => {
                for secret in domain::lock::tries(row.kind, &secret, &text::normalised(&secret)) {
                    if opened.is_none() {
                        // Without the memory nothing was tried, so nothing is counted.
                        let under = stretch::finish(derive_lock_key(&secret, row.salt, row.cost)).await?;
                        opened = store.open_aside(Some(under)).await?;
                    }
                }
            }
        }
        let Some((records, unreadable)) = opened else { return Ok(tries::count_wrong()) };
        tries::forget();
        self.notebook.change(move |here| Ok((join(here, &records), ()))).await?;
        // What did not open may be all that is left of something.
        if unreadable == 0 {
            self.delete().await?;
        }
        self.post.sync_soon();
        Ok(Tried::Open)
    }

    /// Deletes what stands aside.
    pub async fn delete(&'static self) -> Result<(), Fault> {
        self.notebook.store.get_value().drop_aside().await?;
        self.know(None);
        Ok(())
    }

    /// Puts these changes, made over nothing, in the place of everything here, which stands aside from then on.
    pub(super) async fn set(&'static self, changes: Vec<Change>, why: Why) -> Result<(), Fault> {
        let records: Vec<Record> = changes
            .into_iter()
            .filter_map(|change| match change {
                Change::Put(record) => Some(record),
                Change::Delete(..) => None,
            })
            .collect();
        let store = self.notebook.store.get_value();
        let about = About::now(why, clock::today());
        tabs::alone(async move { store.start_over(&records, about).await }).await.unwrap_or(Err(StoreError::Closed))?;
        tries::forget();
        self.know(Some(about));
        Ok(())
    }
}
