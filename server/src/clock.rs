//! The only place of the server that reads the clock.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use domain::time::{Day, Moment, Stamp};

/// A day, ms.
pub const DAY_MS: i64 = 86_400_000;

/// UTC, with a shift that only tests set.
#[derive(Clone, Debug, Default)]
pub struct Clock {
    shift_ms: Arc<AtomicI64>,
}

impl Clock {
    /// Now, UTC ms.
    pub fn now(&self) -> i64 {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        i64::try_from(since.as_millis()).unwrap_or(i64::MAX).saturating_add(self.shift_ms.load(Ordering::Relaxed))
    }

    /// Moves the clock on; for tests of what ends by itself.
    pub fn advance(&self, ms: i64) {
        self.shift_ms.fetch_add(ms, Ordering::Relaxed);
    }
}

/// How long something takes, whatever is done to the clock meanwhile.
#[derive(Clone, Copy, Debug)]
pub struct StopWatch(std::time::Instant);

impl StopWatch {
    /// Starts it.
    pub fn start() -> Self {
        Self(std::time::Instant::now())
    }

    /// Milliseconds since the start.
    pub fn ms(self) -> u64 {
        u64::try_from(self.0.elapsed().as_millis()).unwrap_or(u64::MAX)
    }
}

/// The civil day in UTC. A permission ends with its last day by the server's clock: in summer an hour after midnight.
pub fn day(now: i64) -> Day {
    Stamp { at: Moment(now), offset_min: 0 }.day()
}
