//! Stretching: the slow step between what somebody types and the key it becomes.
use super::events;
use domain::stretch::{NoMemory, Slow};

/// The value that follows from a stretching. What the page shows is painted before the work begins.
pub async fn finish<T>(slow: Slow<'_, T>) -> Result<T, NoMemory> {
    events::breathe().await;
    slow.here()
}
