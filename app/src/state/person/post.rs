//! When to turn to the server: one round at a time, begun by a reason, and what is known about the way there. What a
//! round does stands above this, in `delivery`, in a part of the app that is fetched for it.
use super::erased::Erased;
use super::notebook::Notebook;
use crate::platform::part::Later;
use crate::platform::{clock, connection, events, storage};
use domain::records::{Change, Record};
use domain::sync::inbox::{self, WhyRefused};
use domain::sync::outbox::Outbox;
use domain::sync::rounds::{Reason, Rounds};
use domain::time::Moment;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};

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

/// One round, carried out.
type CarryOut = Rc<dyn Fn() -> Later<()>>;

/// When this phone turns to the server, and what became of it.
pub struct Post {
    /// What is known about the way to the server.
    pub connection: RwSignal<Connection>,
    /// True while something is being sent or fetched.
    pub syncing: RwSignal<bool>,
    /// True once this server named numbers that no phone can have used: nothing more is shared with it then.
    pub server_wrong: RwSignal<bool>,
    /// True while this server offers another file under the name of a questionnaire that this phone holds.
    pub pack_altered: RwSignal<bool>,
    /// Set once the server refused what this phone signs, though an introduction was accepted there.
    pub refused_there: RwSignal<Option<WhyRefused>>,
    /// What is remembered between two rounds of what was sent.
    pub(super) outbox: StoredValue<Outbox>,
    pub(super) rounds: StoredValue<Rounds>,
    /// Who waits for the round under way to end.
    waiting: StoredValue<Vec<Waker>>,
    /// When the next wait ends, if the page wakes by itself then.
    timer: StoredValue<Option<Moment>>,
    asked_to_keep: StoredValue<bool>,
    /// Handed in: a round needs what stands above this.
    carry_out: StoredValue<Option<CarryOut>, LocalStorage>,
    notebook: &'static Notebook,
    erased: &'static Erased,
}

impl Post {
    /// Whether the server takes nothing that this phone signs: more signal would not help.
    pub fn is_refused(&self) -> bool {
        self.refused_there.get().is_some()
    }

    pub(super) fn new(notebook: &'static Notebook, erased: &'static Erased) -> Self {
        Self {
            connection: RwSignal::new(Connection::Online),
            syncing: RwSignal::new(false),
            server_wrong: RwSignal::new(false),
            pack_altered: RwSignal::new(false),
            refused_there: RwSignal::new(None),
            outbox: StoredValue::new(Outbox::default()),
            rounds: StoredValue::new(Rounds::default()),
            waiting: StoredValue::new(Vec::new()),
            timer: StoredValue::new(None),
            asked_to_keep: StoredValue::new(false),
            carry_out: StoredValue::new_local(None),
            notebook,
            erased,
        }
    }

    /// From here on this is what a round does.
    pub(super) fn carry_out_by(&'static self, carry_out: impl Fn() -> Later<()> + 'static) {
        self.carry_out.set_value(Some(Rc::new(carry_out)));
    }

    /// What was sent is forgotten: the notebook it came from is closed, or gone.
    pub(super) fn forget(&'static self) {
        self.outbox.set_value(Outbox::default());
    }

    /// Sends what waits and fetches what is new, at once and whatever failed before: the person asked. Ends when the
    /// round that carried it has. Asks nobody anything before an introduction is accepted.
    pub async fn sync_now(&'static self) {
        let round = self.wake(Reason::Asked);
        poll_fn(|context| {
            if self.rounds.with_value(|rounds| rounds.is_over(round)) {
                return Poll::Ready(());
            }
            self.waiting.update_value(|waiting| waiting.push(context.waker().clone()));
            Poll::Pending
        })
        .await;
    }

    /// As `sync_now`, not waited for.
    pub fn sync_soon(&'static self) {
        self.wake(Reason::Asked);
    }

    /// The one way to turn to the server: a round begins, or the one under way takes this in. Returns the number of the
    /// round that does; 0, which is over, if nobody is to be asked.
    pub(super) fn wake(&'static self, reason: Reason) -> u64 {
        let left = self.erased.left.get_untracked() > 0 || self.has_claimed();
        if !left && self.notebook.records.with_untracked(|records| records.org.is_none() && !records.returned.ask) {
            return 0;
        }
        let Some(woken) = self.rounds.try_update_value(|rounds| rounds.wake(reason)) else { return 0 };
        if woken.begins {
            spawn_local(async move {
                self.syncing.set(true);
                if let Some(carry_out) = self.carry_out.get_value() {
                    carry_out().await;
                }
                self.rounds.update_value(Rounds::end);
                self.syncing.set(false);
                let waiting = self.waiting.try_update_value(std::mem::take).unwrap_or_default();
                waiting.into_iter().for_each(Waker::wake);
            });
        }
        woken.round
    }

    /// Wakes at that moment, while the page is seen. One timer: an earlier one that has lost its meaning does nothing.
    pub(super) fn wake_at(&'static self, until: Moment) {
        if self.timer.get_value() == Some(until) {
            return;
        }
        self.timer.set_value(Some(until));
        let wait_ms = u32::try_from(until.0.saturating_sub(clock::now().at.0)).unwrap_or(0);
        events::after(wait_ms, move || {
            if self.timer.get_value() == Some(until) {
                self.timer.set_value(None);
                if connection::is_visible() {
                    self.wake(Reason::Look);
                }
            }
        });
    }

    /// True while there is somebody who may write, or somebody a permission was given to; else the inbox is never asked.
    pub(super) fn has_met_somebody(&'static self) -> bool {
        self.notebook.records.with_untracked(inbox::is_asked)
    }

    /// True while the server is to be told that a guest notebook is on this phone.
    fn has_claimed(&'static self) -> bool {
        self.notebook.records.with_untracked(|records| !records.cursors.taking.is_empty())
    }

    /// True while messages wait, which may be no more than the acceptance of an introduction.
    pub(super) fn has_something_to_send(&'static self) -> bool {
        self.notebook.records.with_untracked(|records| !records.outbox.is_empty())
    }

    /// True while a copy is to be kept, or to be deleted.
    pub(super) fn has_backup(&'static self) -> bool {
        self.notebook
            .records
            .with_untracked(|records| records.backup.on_since.is_some() || records.backup.ending.is_some())
    }

    /// True while a regular look at the server can bring anything.
    pub(super) fn has_reason_to_look(&'static self) -> bool {
        self.has_met_somebody()
            || self.has_something_to_send()
            || self.has_backup()
            || self.has_claimed()
            || self.erased.left.get_untracked() > 0
            || self.notebook.records.with_untracked(|records| records.returned.ask)
    }

    /// What follows every commit. Never awaited.
    pub(super) fn after_commit(&'static self, changes: &[Change]) {
        if !self.asked_to_keep.get_value() {
            self.asked_to_keep.set_value(true);
            storage::ask_to_keep();
        }
        if (self.has_met_somebody() || self.has_backup()) && changes.iter().any(|change| change.store().may_be_shared())
        {
            self.wake(Reason::Changed);
        }
    }

    /// Keeps how far the server's clock is from this one.
    pub(super) async fn keep_offset(&'static self, offset_ms: i64) {
        // Learnt again from the next refusal if it cannot be kept.
        let _ = self
            .notebook
            .change_quietly(move |records| {
                let mut cursors = records.cursors.clone();
                cursors.clock_offset_ms = offset_ms;
                Ok((vec![Change::Put(Record::Cursors(cursors))], ()))
            })
            .await;
    }
}
