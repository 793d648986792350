//! Before a check-in: what there is to start today, which of it stands chosen, and how long it takes.

use crate::instrument::{Instrument, choose};
use crate::records::Records;
use crate::time::Day;

/// One of each questionnaire that can be started today.
#[must_use]
pub fn offered(instruments: &[Instrument], today: Day) -> Vec<Instrument> {
    let mut ids: Vec<&str> = Vec::new();
    for it in instruments {
        if !ids.contains(&it.pack.id.as_str()) {
            ids.push(&it.pack.id);
        }
    }
    ids.into_iter().filter_map(|id| choose(instruments, id, today).cloned()).collect()
}

/// The questionnaire that stands chosen: of the check-in that was begun, else of the last one that was done.
#[must_use]
pub fn usual(records: &Records) -> Option<&str> {
    let begun = records.drafts.values().next().map(|it| &it.pack);
    let last = || records.check_ins.values().max_by_key(|it| it.completed.at).map(|it| &it.pack);
    begun.or_else(last).map(|pack| pack.id.as_str())
}

/// About how many minutes so many statements take, at four a minute; never fewer than two, which nobody has to hurry for.
#[must_use]
pub fn minutes(items: usize) -> usize {
    items.div_ceil(4).max(2)
}
