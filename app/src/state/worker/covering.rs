//! A page that has not heard from the server for a while covers what it shows: what was taken back meanwhile would stay
//! on the screen of a worker whose network is gone.
use super::WorkerState;
use crate::platform::clock;
use domain::time::Moment;
use leptos::prelude::*;

/// So long, in milliseconds, what was fetched may be shown without another answer: five minutes.
const SHOWN_MS: f64 = 5.0 * 60.0 * 1000.0;

/// When the server last answered, by both of this computer's clocks: one stands still while a computer sleeps, the other
/// can be set.
#[derive(Clone, Copy, Debug)]
pub(super) struct LastAnswer {
    monotonic_ms: f64,
    at: Moment,
}

impl LastAnswer {
    pub(super) fn now() -> Self {
        Self { monotonic_ms: clock::monotonic_ms(), at: clock::now().at }
    }

    /// Whether it is too long ago by either clock.
    fn is_old(self, now: Self) -> bool {
        let by_date = now.at.0.abs_diff(self.at.0) as f64;
        (now.monotonic_ms - self.monotonic_ms).max(by_date) > SHOWN_MS
    }
}

impl WorkerState {
    /// The server has just said what is shared.
    pub(super) fn note_answer(self) {
        self.answered.set_value(LastAnswer::now());
        if self.covered.get_untracked() {
            self.covered.set(false);
        }
    }

    /// Covers the page if the server has not answered for too long.
    pub(super) fn cover_if_old(self) {
        let old = self.me.with_untracked(Option::is_some) && self.answered.get_value().is_old(LastAnswer::now());
        if old && !self.covered.get_untracked() {
            self.covered.set(true);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::LastAnswer;
    use domain::time::Moment;

    #[test]
    fn five_minutes_without_an_answer_by_either_clock_are_too_long() {
        let minutes =
            |monotonic: f64, date: i64| LastAnswer { monotonic_ms: monotonic * 60_000.0, at: Moment(date * 60_000) };
        let answered = minutes(10.0, 100);
        assert!(!answered.is_old(minutes(15.0, 105)));
        assert!(answered.is_old(minutes(15.1, 105)));
        assert!(answered.is_old(minutes(10.1, 700)), "the computer slept");
        assert!(answered.is_old(minutes(10.1, 20)), "its clock was set back: the next answer uncovers");
    }
}
