//! Forgetting.

use super::Outcome;

/// What makes the store forget.
pub trait Retention {
    /// Forgets what has passed its time; how many rows.
    async fn sweep(&self, now: i64) -> Outcome<u64>;
    /// Sees to it that bytes which were deleted are in no file of the store any more. Best effort.
    async fn wipe_deleted(&self) -> Outcome<()>;
}
