//! What a worker deletes because somebody asks for it in the room: they have lost their phone and their words.

use domain::id::{PersonId, WorkerId};

use super::Outcome;

/// Deleting what one person shared with one worker.
pub trait OnRequest {
    /// Deletes everything that is sealed between the two, in either direction, and ends the person's permissions for this
    /// worker; that they were introduced stays, so that they can share anew. How many sealed shares went; 0 where all was
    /// done before. `NotFound` where the two never met, `SignInNeeded` where the worker's account has just ended. `now` is
    /// the server's time, UTC ms.
    async fn delete_on_request(&self, worker: WorkerId, person: PersonId, now: i64) -> Outcome<u64>;
}
