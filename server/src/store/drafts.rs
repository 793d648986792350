//! Half-written replies, sealed by the worker who writes them.

use domain::id::{PersonId, ReplyId, WorkerId};

use super::Outcome;

/// What is kept of half-written replies: one a worker and person, while a permission between the two holds.
pub trait Drafts {
    /// Keeps one in the place of the one before. `ConsentEnded` where no permission holds, `Conflict` if that reply was
    /// sent already. `now` is the server's time, UTC ms. No audit line: it is nobody's business when somebody types.
    async fn put_draft(
        &self,
        worker: WorkerId,
        person: PersonId,
        reply: ReplyId,
        bytes: Vec<u8>,
        now: i64,
    ) -> Outcome<()>;
    /// The one that is kept; `NotFound` if there is none, or no permission holds any more.
    async fn draft(&self, worker: WorkerId, person: PersonId, now: i64) -> Outcome<Vec<u8>>;
    /// Lets go of it, whether there is one or not.
    async fn delete_draft(&self, worker: WorkerId, person: PersonId) -> Outcome<()>;
}
