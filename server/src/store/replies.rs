//! A worker's sealed replies.

use domain::sealed::ReplyHeader;

use super::{Outcome, Stored};

/// What is kept of replies.
pub trait Replies {
    /// Keeps a reply to somebody who accepted an introduction of this worker.
    async fn put_reply(&self, header: ReplyHeader, bytes: Vec<u8>, now: i64) -> Outcome<Stored>;
}
