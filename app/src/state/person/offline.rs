//! What the browser keeps of the app itself, for days without signal, and when it begins to. All of the app is more than
//! its first screens are: while somebody new is on the way to their first answer, it stays off their line.
use super::notebook::{Notebook, Ready};
use crate::platform::{quiet, service_worker};
use domain::records::Records;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Whoever keeps nothing yet and does nothing for so long is not kept waiting by what is fetched meanwhile.
const QUIET_MS: u32 = 10_000;

/// What the browser keeps of the app itself.
pub struct Offline {
    /// True once all of it is kept here: every screen opens without a network.
    pub whole: RwSignal<bool>,
    /// True when a new version of the app has been fetched and waits; `platform::service_worker::accept_update` takes it.
    pub update_waiting: RwSignal<bool>,
    begun: StoredValue<bool>,
    notebook: &'static Notebook,
}

impl Offline {
    pub(super) fn new(notebook: &'static Notebook) -> Self {
        let (whole, update_waiting) = (RwSignal::new(false), RwSignal::new(false));
        Self { whole, update_waiting, begun: StoredValue::new(false), notebook }
    }

    /// The notebook was opened, or does not open: begins at once where something is kept already, of the person's or of
    /// the app, and else after the first thing of their own or a quiet while, whichever comes first. A page that is
    /// closed before leaves it to the next.
    pub(super) fn begin_in_time(&'static self) {
        if self.notebook.ready.get_untracked() != Ready::Open {
            return self.begin();
        }
        self.after_commit();
        spawn_local(async move {
            if service_worker::is_here().await {
                self.begin();
            }
        });
        quiet::after(QUIET_MS, move || self.begin());
    }

    /// What follows every commit.
    pub(super) fn after_commit(&'static self) {
        if !self.begun.get_value() && self.notebook.records.with_untracked(Records::holds_own) {
            self.begin();
        }
    }

    fn begin(&'static self) {
        if !self.begun.get_value() {
            self.begun.set_value(true);
            quiet::when_idle(move || {
                service_worker::register(move || self.whole.set(true), move || self.update_waiting.set(true));
            });
        }
    }
}
