//! A session is about somebody being there: what they do at the page keeps it open, and what the page does by itself does
//! not. Looked at every second, at each return to the page, and at each touch before it counts as one: the first touch
//! after a night is no sign that somebody was there all along.
use super::helping::Helping;
use super::presence::{self, BothClocks, Presence, SessionEnd};
use super::{Farewell, WorkerState};
use crate::platform::{connection, events, look};
use domain::time::Moment;
use leptos::prelude::*;

/// How often it is looked whether the session is over, or the page is to be covered. After a sleep this is how long the
/// page may stand there, where the browser says nothing of it.
const WATCH_MS: u32 = 1_000;

/// A tap is over by then.
const TAP_MS: u64 = 700;

impl WorkerState {
    /// Starts the watch.
    pub(super) fn stay_while_somebody_is_here(self) {
        events::every(WATCH_MS, move || self.watch());
        events::on_touch(move || self.touch());
        events::on_visibility_change(move || {
            // First: nothing is painted that must not be read any more.
            self.watch();
            if connection::is_visible() {
                look::cover(false);
                self.look_soon();
            } else {
                // A computer that wakes shows the page as it was left, before any program of the page runs.
                look::cover(self.me.with_untracked(Option::is_some));
                self.keep_drafts();
            }
        });
        events::on_leaving(move || self.send_off_drafts());
        // What nobody may read on this computer is gone before another page is shown, or this one again.
        events::on_page_left(move || self.drop_help());
        events::on_closing(move || {
            self.drafts.with_untracked(|all| all.is_at_risk()) || self.helping.with_untracked(Helping::is_at_risk)
        });
    }

    /// Somebody is here, and says so.
    pub fn stay(self) {
        self.touch();
        if self.presence.get_untracked() == Presence::Still {
            self.presence.set(Presence::Here);
        }
        // The server goes by what the page tells it.
        self.look_soon();
    }

    fn touch(self) {
        self.watch();
        self.touched.set_value(BothClocks::now());
    }

    fn watch(self) {
        self.cover_if_old();
        if self.me.with_untracked(Option::is_none) {
            return;
        }
        let found = presence::presence(self.touched.get_value(), self.end.get_value(), BothClocks::now());
        match found {
            // The server goes by the touches it was told of: another tab of the same worker may have told of later ones,
            // so its session is not closed from here.
            Presence::Gone => self.forget(Farewell::Idle),
            Presence::DayOver => self.forget(Farewell::Ended),
            // What was touched may be the warning's own button: it stays under the finger until that has done its work.
            Presence::Here if self.touched_ago_ms() < TAP_MS && self.presence.get_untracked() == Presence::Still => {}
            _ if self.presence.get_untracked() != found => self.presence.set(found),
            _ => {}
        }
    }

    /// What the server is told at each look.
    pub(super) fn touched_ago_ms(self) -> u64 {
        presence::ago_ms(self.touched.get_value(), BothClocks::now())
    }

    /// The server said when the session ends in any case, and what time it is.
    pub(super) fn note_session_end(self, ends: Moment, server: Moment) {
        self.end.set_value(Some(SessionEnd::told(ends, server, BothClocks::now())));
    }
}
