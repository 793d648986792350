//! Until when workers are away.

use domain::{id::WorkerId, time::Day};

use super::Outcome;

/// What workers say of being away.
pub trait Away {
    /// Keeps their last day away, or that they are back; the same again changes nothing. `Malformed` for a day that cannot
    /// be, by the server's clock `now`, UTC ms; `SignInNeeded` where their account has just ended.
    async fn put_away(&self, worker: WorkerId, until: Option<Day>, now: i64) -> Outcome<()>;
}
