//! Forgetting.

use super::Outcome;

/// Where the bytes are of what was deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wiped {
    /// In no file of the store.
    Gone,
    /// Out of the database; a reader holds the log open, and they are still in that.
    Held,
}

/// What makes the store forget.
pub trait Retention {
    /// Forgets what has passed its time; how many rows.
    async fn sweep(&self, now: i64) -> Outcome<u64>;
    /// Sees to it that bytes which were deleted are in no file of the store any more; it waits a moment for readers and
    /// no longer.
    async fn wipe_deleted(&self) -> Outcome<Wiped>;
    /// Whether that was tried, and succeeded the last time.
    fn is_wiped(&self) -> bool;
}
