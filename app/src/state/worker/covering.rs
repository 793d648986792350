//! A page that has not heard from the server for a while covers what it shows: what was taken back meanwhile would stay
//! on the screen of a worker whose network is gone.
use super::WorkerState;
use super::presence::BothClocks;
use leptos::prelude::*;

/// So long, in milliseconds, what was fetched may be shown without another answer: five minutes.
const SHOWN_MS: f64 = 5.0 * 60.0 * 1000.0;

/// Whether the last answer is too long ago by either clock; one that was set back says nothing better.
fn is_old(answered: BothClocks, now: BothClocks) -> bool {
    let by_date = now.at.0.abs_diff(answered.at.0) as f64;
    now.since(answered).max(by_date) > SHOWN_MS
}

impl WorkerState {
    /// The server said what was shared at `asked`. An answer may have lain unread while the computer slept.
    pub(super) fn note_answer(self, asked: BothClocks) {
        self.answered.set_value(asked);
        let old = is_old(asked, BothClocks::now());
        if self.covered.get_untracked() != old {
            self.covered.set(old);
        }
    }

    /// Covers the page if the server has not answered for too long.
    pub(super) fn cover_if_old(self) {
        let old = self.me.with_untracked(Option::is_some) && is_old(self.answered.get_value(), BothClocks::now());
        if old && !self.covered.get_untracked() {
            self.covered.set(true);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{BothClocks, is_old};
    use domain::time::Moment;

    #[test]
    fn five_minutes_without_an_answer_by_either_clock_are_too_long() {
        let minutes =
            |monotonic: f64, date: i64| BothClocks { monotonic_ms: monotonic * 60_000.0, at: Moment(date * 60_000) };
        let answered = minutes(10.0, 100);
        assert!(!is_old(answered, minutes(15.0, 105)));
        assert!(is_old(answered, minutes(15.1, 105)));
        assert!(is_old(answered, minutes(10.1, 700)), "the computer slept");
        assert!(is_old(answered, minutes(10.1, 20)), "its clock was set back: the next answer uncovers");
    }
}
