//! The app lock: open the notebook, set a lock, open it, close it, take it off. While it is closed no key and no record
//! is in this page. What the person typed is stretched here and goes no further than the store.
use super::super::fault::Fault;
use super::notebook::{Notebook, Ready};
use super::post::Post;
use super::strays::Strays;
use super::tries::{self, Tried};
use super::unfinished::Unfinished;
use crate::platform::tabs::{self, News};
use crate::platform::{clock, connection, events, look, random, stretch, text};
use crate::store::{LockRow, NewLock, StoreError};
use domain::lock::{LockKind, check, is_due, spelled};
use domain::records::LOCK_AFTER_MIN;
use domain::seal::lock::derive_lock_key;
use domain::stretch::Cost;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// A page of kitchen measures.
const AWAY: &str = "/measures.html";

/// The app lock, and the way into the notebook, which may lie under it.
pub struct AppLock {
    /// What kind it is, while there is one.
    pub kind: RwSignal<Option<LockKind>>,
    /// When the page went out of sight: milliseconds since it was opened, and by the wall clock.
    hidden_at: StoredValue<Option<(f64, i64)>>,
    notebook: &'static Notebook,
    unfinished: &'static Unfinished,
    post: &'static Post,
    strays: &'static Strays,
}

impl AppLock {
    pub(super) fn new(
        notebook: &'static Notebook,
        unfinished: &'static Unfinished,
        post: &'static Post,
        strays: &'static Strays,
    ) -> Self {
        Self { kind: RwSignal::new(None), hidden_at: StoredValue::new(None), notebook, unfinished, post, strays }
    }

    /// Opens the notebook, or tries again after it was refused; finds the lock where there is one.
    pub async fn open(&'static self) {
        let store = self.notebook.store.get_value();
        match store.open().await {
            Ok(opened) => {
                self.notebook.show(opened).await;
                self.kind.set(store.opened_lock());
                self.notebook.ready.set(Ready::Open);
            }
            Err(StoreError::Locked) => self.find_locked().await,
            Err(error) => self.notebook.ready.set(Ready::Refused(error)),
        }
    }

    /// Asks a notebook that did not open once more. `Ok` if it is open now, or really needs something in its place: it is
    /// locked, or what lies there will never open. A browser that does not answer is no reason to replace anything.
    pub(super) async fn try_again(&'static self) -> Result<(), StoreError> {
        if matches!(self.notebook.ready.get_untracked(), Ready::Refused(_)) {
            self.open().await;
            match self.notebook.ready.get_untracked() {
                // The screen now says so, and asks again.
                Ready::Locked => return Err(StoreError::Locked),
                Ready::Refused(error) if !error.is_damage() => return Err(error),
                _ => {}
            }
        }
        Ok(())
    }

    /// Minutes out of sight after which the lock closes.
    pub fn after_min(&'static self) -> u16 {
        self.notebook.records.with(|records| records.settings.lock_after_min.unwrap_or(LOCK_AFTER_MIN))
    }

    /// Opens the lock and then the records.
    pub async fn unlock(&'static self, secret: String) -> Result<Tried, Fault> {
        let tried = self.try_secret(&secret).await?;
        if tried == Tried::Open {
            self.open().await;
            // Put away while it was being opened: it does not stay open out of sight.
            self.shut_if_due();
            if let (Some(kind), Some(Cost::Small)) =
                self.notebook.store.with_value(|store| (store.opened_lock(), store.opened_cost()))
            {
                spawn_local(async move {
                    // With no memory for it the lock stays as it is until the next time.
                    let _ = self.set(kind, secret, Cost::Full).await;
                });
            }
        }
        Ok(tried)
    }

    /// Sets a lock, or another one. Every record is sealed anew under a new key.
    /// What was typed is stretched twice, so that the store can open the lock before anything is written.
    pub async fn set(&'static self, kind: LockKind, secret: String, cost: Cost) -> Result<(), Fault> {
        let secret = spelled(kind, &text::normalised(&secret));
        check(kind, &secret)?;
        let salt = random::make_bytes();
        let under = stretch::finish(derive_lock_key(&secret, salt, cost)).await?;
        let again = stretch::finish(derive_lock_key(&secret, salt, cost)).await?;
        self.change_lock(Some(NewLock { kind, cost, salt, under, again })).await
    }

    /// Takes the lock off for whoever can open it.
    pub async fn take_off(&'static self, secret: String) -> Result<Tried, Fault> {
        let tried = self.try_secret(&secret).await?;
        if tried == Tried::Open {
            self.change_lock(None).await?;
        }
        Ok(tried)
    }

    /// Tries what opens the lock and nothing more: asked before it is changed.
    pub async fn try_secret(&'static self, secret: &str) -> Result<Tried, Fault> {
        let left = tries::wait_ms();
        if left > 0 {
            return Ok(Tried::Wait(left));
        }
        let store = self.notebook.store.get_value();
        let Some(row) = store.lock().await? else { return Ok(Tried::Open) };
        for secret in domain::lock::tries(row.kind, secret, &text::normalised(secret)) {
            // Without the memory nothing was tried, so nothing is counted.
            let under = stretch::finish(derive_lock_key(&secret, row.salt, row.cost)).await?;
            if store.unlock(row.clone(), under).await? {
                tries::forget();
                return Ok(Tried::Open);
            }
        }
        Ok(tries::count_wrong())
    }

    async fn change_lock(&'static self, lock: Option<NewLock>) -> Result<(), Fault> {
        let store = self.notebook.store.get_value();
        let kind = lock.as_ref().map(|lock| lock.kind);
        // Sealed from what the disk holds: what another tab wrote meanwhile is read first.
        let work = async move {
            store.open().await?;
            store.set_lock(lock).await
        };
        tabs::alone(work).await.unwrap_or(Err(StoreError::Closed))?;
        tries::forget();
        self.kind.set(kind);
        tabs::tell(News::Written);
        Ok(())
    }

    /// Closes the lock here and in every other tab.
    pub fn close(&'static self) {
        self.close_here();
        tabs::tell(News::Locked);
    }

    /// Leaves in a hurry: blank first, then locked if there is a lock, then a page of no meaning in the place of this
    /// one. It is our own file: in an installed app too, and once all is kept with no signal and with nobody told.
    pub fn hide(&'static self) {
        look::cover(true);
        self.close();
        crate::platform::address::leave_for(AWAY);
    }

    /// Closes the lock here, if there is one: no key and no record stays in this page.
    pub(super) fn close_here(&'static self) {
        if self.kind.get_untracked().is_none() || self.notebook.ready.get_untracked() == Ready::Locked {
            return;
        }
        // Words typed since the last pause go to the disk first; nothing of anybody's is on the screen from here on.
        self.unfinished.keep();
        self.notebook.ready.set(Ready::Locked);
        spawn_local(async move {
            // After every change that is under way: one of nothing waits for its turn behind them.
            let _ = self.notebook.change_boxed(Box::new(|_| Ok(Vec::new()))).await;
            self.forget_all();
        });
    }

    /// Whether a key of the records is in this page.
    pub fn holds_key(&'static self) -> bool {
        self.notebook.store.with_value(|store| store.holds_key())
    }

    /// Closes the lock in a page that is put away and may never run again: nothing is waited for, and the key is gone
    /// when this returns. Words typed since the last pause are sealed while it is there, and written if the page lives.
    pub fn put_away(&'static self) {
        let store = self.notebook.store.get_value();
        let locked = self.notebook.ready.get_untracked() == Ready::Locked;
        if self.kind.get_untracked().is_none() || (locked && !store.holds_key()) {
            return;
        }
        let scraps = self.unfinished.take();
        let sealed = store.seal(&scraps);
        store.forget();
        if !locked {
            self.notebook.ready.set(Ready::Locked);
        }
        self.forget_all();
        if let (Ok(sealed), false) = (sealed, scraps.is_empty()) {
            spawn_local(async move {
                // The page may be gone by then.
                let _ = store.write_sealed(sealed).await;
            });
        }
    }

    fn forget_all(&'static self) {
        // Opened again meanwhile.
        if self.notebook.ready.get_untracked() != Ready::Locked {
            return;
        }
        self.notebook.store.get_value().forget();
        self.notebook.empty();
        self.strays.found.set(Vec::new());
        self.post.forget();
    }

    /// The store said that a lock is on and this page has not opened it.
    pub(super) async fn find_locked(&'static self) {
        match self.notebook.store.get_value().lock().await {
            Ok(Some(LockRow { kind, .. })) => {
                self.kind.set(Some(kind));
                self.close_here();
            }
            // Taken off at this very moment; the next start opens.
            Ok(None) => self.notebook.ready.set(Ready::Refused(StoreError::Locked)),
            Err(error) => self.notebook.ready.set(Ready::Refused(error)),
        }
    }

    pub(super) fn hear(&'static self, news: News) {
        match news {
            News::Locked => self.close_here(),
            News::Erased => crate::platform::address::leave_for_today(),
            News::Written => spawn_local(async move {
                if self.notebook.ready.get_untracked() == Ready::Locked {
                    // Perhaps the lock was taken off over there.
                    if self.notebook.store.get_value().lock().await == Ok(None) {
                        self.open().await;
                    }
                    return;
                }
                // Any other failure shows itself at the next change, which reads again too.
                if self.notebook.read_again().await == Err(StoreError::Locked) {
                    self.find_locked().await;
                }
            }),
        }
    }

    pub(super) fn listen(&'static self) {
        events::on_visibility_change(
            move || if connection::is_visible() { self.seen_again() } else { self.out_of_sight() },
        );
        // A page that is left or put to sleep runs no timer.
        events::on_leaving(move || self.put_away());
    }

    fn out_of_sight(&'static self) {
        if self.kind.get_untracked().is_none() {
            return;
        }
        look::cover(true);
        self.hidden_at.set_value(Some((clock::monotonic_ms(), clock::now().at.0)));
        let after = untrack(|| self.after_min());
        self.shut_if_due();
        events::after(u32::from(after) * 60_000, move || self.shut_if_due());
    }

    fn seen_again(&'static self) {
        self.shut_if_due();
        self.hidden_at.set_value(None);
        look::cover(false);
    }

    fn shut_if_due(&'static self) {
        let Some((monotonic, wall)) = self.hidden_at.get_value() else { return };
        let after = untrack(|| self.after_min());
        if is_due(after, clock::monotonic_ms() - monotonic, clock::now().at.0 - wall) {
            self.put_away();
        }
    }
}
