//! Who is away, as far as this phone knows. Nobody reads what is shared in their place.

use crate::id::WorkerId;
use crate::records::Records;
use crate::time::Day;

/// The last day on which a worker is away, as the server said for them; nothing once it is past by the phone's day, or where
/// they have moved on.
#[must_use]
pub fn away_until(records: &Records, worker: WorkerId, today: Day) -> Option<Day> {
    let until = records.cursors.away.get(&worker).copied().filter(|until| today <= *until)?;
    (records.contacts.contains_key(&worker) && !records.cursors.moved_on.contains_key(&worker)).then_some(until)
}
