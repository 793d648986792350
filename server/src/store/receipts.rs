//! What a worker opened, and when.

use super::{Outcome, ShareKey};

/// What is kept of openings.
pub trait Receipts {
    /// Notes what was opened.
    async fn put_receipts(&self, opened: Vec<ShareKey>, now: i64) -> Outcome<()>;
}
