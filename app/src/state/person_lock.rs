//! Verbs about the app lock: set it, open it, close it, take it off. While it is closed no key and no record is in this
//! page. What the person typed is stretched here and goes no further than the store.
use super::fault::Fault;
use super::person::{PersonState, Ready, Saved};
use crate::platform::note::Note;
use crate::platform::tabs::{self, News};
use crate::platform::{clock, connection, events, look, random, stretch, text};
use crate::store::{LockRow, NewLock, StoreError};
use domain::lock::{Kind, check, is_due, left_ms, spelled};
use domain::records::{LOCK_AFTER_MIN, Records};
use domain::seal::lock::derive_lock_key;
use domain::stretch::Cost;
use domain::sync::outbox::Outbox;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// A page of kitchen measures.
const AWAY: &str = "/measures.html";

/// What became of a try at the lock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tried {
    /// It opened.
    Open,
    /// It did not open.
    Wrong,
    /// Not tried, or no more for so many milliseconds.
    Wait(i64),
}

impl PersonState {
    /// Minutes out of sight after which the lock closes.
    pub fn lock_after_min(self) -> u16 {
        self.records.with(|records| records.settings.lock_after_min.unwrap_or(LOCK_AFTER_MIN))
    }

    /// Opens the lock and then the records.
    pub async fn unlock(self, secret: String) -> Result<Tried, Fault> {
        let tried = self.try_lock(&secret).await?;
        if tried == Tried::Open {
            self.open().await;
            // Put away while it was being opened: it does not stay open out of sight.
            self.shut_if_due();
            if let (Some(kind), Some(Cost::Small)) =
                self.store.with_value(|store| (store.opened_lock(), store.opened_cost()))
            {
                spawn_local(async move {
                    // With no memory for it the lock stays as it is until the next time.
                    let _ = self.set_lock(kind, secret, Cost::Full).await;
                });
            }
        }
        Ok(tried)
    }

    /// Sets a lock, or another one. Every record is sealed anew under a new key.
    /// What was typed is stretched twice, so that the store can open the lock before anything is written.
    pub async fn set_lock(self, kind: Kind, secret: String, cost: Cost) -> Result<(), Fault> {
        let secret = spelled(kind, &text::normalised(&secret));
        check(kind, &secret)?;
        let salt = random::make_bytes();
        let under = stretch::finish(derive_lock_key(&secret, salt, cost)).await?;
        let again = stretch::finish(derive_lock_key(&secret, salt, cost)).await?;
        self.change_lock(Some(NewLock { kind, cost, salt, under, again })).await
    }

    /// Takes the lock off for whoever can open it.
    pub async fn take_off_lock(self, secret: String) -> Result<Tried, Fault> {
        let tried = self.try_lock(&secret).await?;
        if tried == Tried::Open {
            self.change_lock(None).await?;
        }
        Ok(tried)
    }

    /// Tries what opens the lock and nothing more: asked before it is changed.
    pub async fn try_lock(self, secret: &str) -> Result<Tried, Fault> {
        let left = lock_wait_ms();
        if left > 0 {
            return Ok(Tried::Wait(left));
        }
        let store = self.store.get_value();
        let Some(row) = store.lock().await? else { return Ok(Tried::Open) };
        for secret in domain::lock::tries(row.kind, secret, &text::normalised(secret)) {
            // Without the memory nothing was tried, so nothing is counted.
            let under = stretch::finish(derive_lock_key(&secret, row.salt, row.cost)).await?;
            if store.unlock(row.clone(), under).await? {
                forget_tries();
                return Ok(Tried::Open);
            }
        }
        Ok(count_wrong())
    }

    async fn change_lock(self, lock: Option<NewLock>) -> Result<(), Fault> {
        let store = self.store.get_value();
        let kind = lock.as_ref().map(|lock| lock.kind);
        // Sealed from what the disk holds: what another tab wrote meanwhile is read first.
        let work = async move {
            store.open().await?;
            store.set_lock(lock).await
        };
        tabs::alone(work).await.unwrap_or(Err(StoreError::Closed))?;
        forget_tries();
        self.lock.set(kind);
        tabs::tell(News::Written);
        Ok(())
    }

    /// Closes the lock here and in every other tab.
    pub fn lock_now(self) {
        self.shut();
        tabs::tell(News::Locked);
    }

    /// Leaves in a hurry: blank first, then locked if there is a lock, then a page of no meaning in the place of this
    /// one. It is our own file, so that it opens with no signal and in an installed app, and nobody is told.
    pub fn hide(self) {
        look::cover(true);
        self.lock_now();
        crate::platform::address::leave_for(AWAY);
    }

    /// Closes the lock here, if there is one: no key and no record stays in this page.
    pub(super) fn shut(self) {
        if self.lock.get_untracked().is_none() || self.ready.get_untracked() == Ready::Locked {
            return;
        }
        // Words typed since the last pause go to the disk first; nothing of anybody's is on the screen from here on.
        self.keep_scraps();
        self.ready.set(Ready::Locked);
        spawn_local(async move {
            // After every change that is under way: one of nothing waits for its turn behind them.
            let _ = self.change_boxed(Box::new(|_| Ok(Vec::new()))).await;
            self.forget_all();
        });
    }

    /// Whether a key of the records is in this page.
    pub fn holds_key(self) -> bool {
        self.store.with_value(|store| store.holds_key())
    }

    /// Closes the lock in a page that is put away and may never run again: nothing is waited for, and the key is gone
    /// when this returns. Words typed since the last pause are sealed while it is there, and written if the page lives.
    pub fn put_away(self) {
        let store = self.store.get_value();
        let locked = self.ready.get_untracked() == Ready::Locked;
        if self.lock.get_untracked().is_none() || (locked && !store.holds_key()) {
            return;
        }
        let scraps = self.take_scraps();
        let sealed = store.seal(&scraps);
        store.forget();
        if !locked {
            self.ready.set(Ready::Locked);
        }
        self.forget_all();
        if let (Ok(sealed), false) = (sealed, scraps.is_empty()) {
            spawn_local(async move {
                // The page may be gone by then.
                let _ = store.write_sealed(sealed).await;
            });
        }
    }

    fn forget_all(self) {
        // Opened again meanwhile.
        if self.ready.get_untracked() != Ready::Locked {
            return;
        }
        self.store.get_value().forget();
        self.records.set(Records::default());
        self.loss.set(None);
        self.unreadable.set(0);
        self.strays.set(Vec::new());
        self.saved.set(Saved::Untouched);
        self.outbox.set_value(Outbox::default());
    }

    /// The store said that a lock is on and this page has not opened it.
    pub(super) async fn find_locked(self) {
        match self.store.get_value().lock().await {
            Ok(Some(LockRow { kind, .. })) => {
                self.lock.set(Some(kind));
                self.shut();
            }
            // Taken off at this very moment; the next start opens.
            Ok(None) => self.ready.set(Ready::Refused(StoreError::Locked)),
            Err(error) => self.ready.set(Ready::Refused(error)),
        }
    }

    pub(super) fn hear(self, news: News) {
        match news {
            News::Locked => self.shut(),
            News::Erased => crate::platform::address::start_again(),
            News::Written => spawn_local(async move {
                if self.ready.get_untracked() == Ready::Locked {
                    // Perhaps the lock was taken off over there.
                    if self.store.get_value().lock().await == Ok(None) {
                        self.open().await;
                    }
                    return;
                }
                // Any other failure shows itself at the next change, which reads again too.
                if self.read_again().await == Err(StoreError::Locked) {
                    self.find_locked().await;
                }
            }),
        }
    }

    pub(super) fn listen_for_lock(self) {
        events::on_visibility_change(
            move || if connection::is_visible() { self.seen_again() } else { self.out_of_sight() },
        );
        // A page that is left or put to sleep runs no timer.
        events::on_leaving(move || self.put_away());
    }

    fn out_of_sight(self) {
        if self.lock.get_untracked().is_none() {
            return;
        }
        look::cover(true);
        self.hidden_at.set_value(Some((clock::monotonic_ms(), clock::now().at.0)));
        let after = untrack(|| self.lock_after_min());
        self.shut_if_due();
        events::after(u32::from(after) * 60_000, move || self.shut_if_due());
    }

    fn seen_again(self) {
        self.shut_if_due();
        self.hidden_at.set_value(None);
        look::cover(false);
    }

    fn shut_if_due(self) {
        let Some((monotonic, wall)) = self.hidden_at.get_value() else { return };
        let after = untrack(|| self.lock_after_min());
        if is_due(after, clock::monotonic_ms() - monotonic, clock::now().at.0 - wall) {
            self.put_away();
        }
    }
}

/// How long no try is taken yet, in milliseconds.
pub(crate) fn lock_wait_ms() -> i64 {
    tries().map_or(0, |(wrong, last)| left_ms(wrong, last, clock::now().at.0))
}

/// Notes one more wrong try.
pub(super) fn count_wrong() -> Tried {
    let wrong = tries().map_or(0, |(wrong, _)| wrong).saturating_add(1);
    Note::Tries.write(&format!("{wrong} {}", clock::now().at.0));
    let left = lock_wait_ms();
    if left > 0 { Tried::Wait(left) } else { Tried::Wrong }
}

/// The right secret ends all waits.
pub(super) fn forget_tries() {
    Note::Tries.remove();
}

fn tries() -> Option<(u32, i64)> {
    let note = Note::Tries.read()?;
    let (wrong, last) = note.split_once(' ')?;
    Some((wrong.parse().ok()?, last.parse().ok()?))
}
