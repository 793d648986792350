//! Can it do its work, and the end of it.

use super::Outcome;

/// The store itself.
pub trait Health {
    /// Can it write?
    async fn ready(&self) -> Outcome<()>;
    /// Wipes what was deleted and closes.
    async fn close(&self) -> Outcome<()>;
}
