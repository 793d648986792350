//! Whether somebody is at the page, and what follows where nobody is: pure rules over how long it was still and how long
//! the session has left.
use crate::platform::clock;
use domain::time::Moment;

/// Without a touch for so long, in milliseconds, the session ends: 15 minutes.
const STILL_MS: f64 = 15.0 * 60.0 * 1000.0;
/// So long before an end it is said, in milliseconds: two minutes.
const SAID_MS: f64 = 2.0 * 60.0 * 1000.0;

/// One moment by both of this computer's clocks: one stands still while a computer sleeps, the other can be set.
#[derive(Clone, Copy, Debug)]
pub(super) struct BothClocks {
    pub(super) monotonic_ms: f64,
    pub(super) at: Moment,
}

impl BothClocks {
    pub(super) fn now() -> Self {
        Self { monotonic_ms: clock::monotonic_ms(), at: clock::now().at }
    }

    /// How long ago `before` was, in milliseconds, by whichever clock says longer; never below 0.
    pub(super) fn since(self, before: Self) -> f64 {
        let by_date = self.at.0.saturating_sub(before.at.0) as f64;
        (self.monotonic_ms - before.monotonic_ms).max(by_date).max(0.0)
    }
}

/// When a session ends in any case, as the server said at a look.
#[derive(Clone, Copy, Debug)]
pub(super) struct SessionEnd {
    /// How much was left then, milliseconds.
    left_ms: f64,
    told: BothClocks,
}

impl SessionEnd {
    /// The server says the moment and what time it is, both by its own clock: this computer's may be wrong.
    pub(super) fn told(ends: Moment, server: Moment, told: BothClocks) -> Self {
        Self { left_ms: ends.0.saturating_sub(server.0) as f64, told }
    }

    fn left_ms(self, now: BothClocks) -> f64 {
        self.left_ms - now.since(self.told)
    }
}

/// How a session stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// Somebody touched the page not long ago.
    Here,
    /// Nobody has for 13 minutes: in two more it ends, unless somebody does.
    Still,
    /// Its twelve hours are over within two minutes, whoever is here.
    LastMinutes,
    /// Nobody has for 15 minutes.
    Gone,
    /// Its twelve hours are over.
    DayOver,
}

/// How a session stands now, by the last touch of the page and what the server said of its end, if it has answered yet.
pub(super) fn presence(touched: BothClocks, end: Option<SessionEnd>, now: BothClocks) -> Presence {
    let still_ms = now.since(touched);
    let left_ms = end.map_or(f64::INFINITY, |end| end.left_ms(now));
    match (still_ms, left_ms) {
        (still, _) if still >= STILL_MS => Presence::Gone,
        (_, left) if left <= 0.0 => Presence::DayOver,
        (_, left) if left <= SAID_MS => Presence::LastMinutes,
        (still, _) if still >= STILL_MS - SAID_MS => Presence::Still,
        _ => Presence::Here,
    }
}

/// How long ago the page was touched, for the server: whole milliseconds.
pub(super) fn ago_ms(touched: BothClocks, now: BothClocks) -> u64 {
    now.since(touched) as u64
}

#[cfg(test)]
mod tests {
    use super::{BothClocks, Presence, SessionEnd, ago_ms, presence};
    use domain::time::Moment;

    /// So many minutes after the page was opened, and by the wall clock.
    fn minutes(monotonic: f64, date: f64) -> BothClocks {
        BothClocks { monotonic_ms: monotonic * 60_000.0, at: Moment((date * 60_000.0) as i64) }
    }

    fn end(left_minutes: i64) -> Option<SessionEnd> {
        let server = Moment(1_000_000);
        Some(SessionEnd::told(Moment(server.0 + left_minutes * 60_000), server, minutes(0.0, 0.0)))
    }

    #[test]
    fn after_thirteen_minutes_it_is_said_and_after_fifteen_it_ends_by_either_clock() {
        let touched = minutes(0.0, 0.0);
        let rows = [
            ((0.0, 0.0), Presence::Here),
            ((12.9, 12.9), Presence::Here),
            ((13.0, 13.0), Presence::Still),
            ((14.9, 14.9), Presence::Still),
            ((15.0, 15.0), Presence::Gone),
            // It slept for nine hours, and one of its clocks with it.
            ((0.1, 540.0), Presence::Gone),
            ((540.0, 0.1), Presence::Gone),
            // Its clock was set back meanwhile.
            ((13.5, -600.0), Presence::Still),
            ((15.0, -600.0), Presence::Gone),
        ];
        for ((monotonic, date), expected) in rows {
            let now = minutes(monotonic, date);
            assert_eq!(presence(touched, None, now), expected, "{monotonic} and {date} minutes");
            assert_eq!(presence(touched, end(720), now), expected, "{monotonic} and {date} minutes");
        }
    }

    #[test]
    fn the_end_of_the_twelve_hours_is_said_two_minutes_before_and_comes_whoever_is_here() {
        let rows = [
            (717.9, Presence::Here),
            (718.0, Presence::LastMinutes),
            (719.9, Presence::LastMinutes),
            (720.0, Presence::DayOver),
        ];
        for (at, expected) in rows {
            let now = minutes(at, at);
            assert_eq!(presence(now, end(720), now), expected, "{at} minutes");
        }
        // No touch helps against that one, so it is the one that is said.
        assert_eq!(presence(minutes(705.5, 705.5), end(720), minutes(719.0, 719.0)), Presence::LastMinutes);
        assert_eq!(presence(minutes(700.0, 700.0), end(720), minutes(719.0, 719.0)), Presence::Gone);
    }

    #[test]
    fn what_the_server_is_told_is_the_longer_time_and_never_the_future() {
        assert_eq!(ago_ms(minutes(1.0, 1.0), minutes(2.0, 31.0)), 30 * 60_000);
        assert_eq!(ago_ms(minutes(1.0, 9.0), minutes(1.0, 5.0)), 0);
    }
}
