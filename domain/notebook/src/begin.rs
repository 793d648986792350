//! Before a check-in: what there is to start today, which of it stands chosen, and how long it takes.

use crate::instrument::{HOW_ARE_THINGS, Instrument, KEY_AREAS, PackStanding, choose};
use crate::records::Records;
use crate::time::Day;

/// One of each questionnaire that can be started today: a team's licensed one first, then the four questions of our own,
/// the life areas, the sheet, whatever else a deployer put in, and the one to try things out last.
#[must_use]
pub fn offered(instruments: &[Instrument], today: Day) -> Vec<Instrument> {
    let mut ids: Vec<&str> = Vec::new();
    for it in instruments {
        if !ids.contains(&it.pack.id.as_str()) {
            ids.push(&it.pack.id);
        }
    }
    let mut all: Vec<Instrument> = ids.into_iter().filter_map(|id| choose(instruments, id, today).cloned()).collect();
    all.sort_by_key(|it| match (it.pack.standing, it.pack.id.as_str()) {
        (PackStanding::Licensed, _) => 0,
        (PackStanding::Practice, _) => 5,
        (_, HOW_ARE_THINGS) => 1,
        (_, KEY_AREAS) => 2,
        (_, "reqol-10") => 3,
        _ => 4,
    });
    all
}

/// Those to look over: of what comes with the app only the newest version, which stands first, for an earlier one is there
/// for the check-ins that were made with it; of what a team sends every one.
pub fn listed(all: &[Instrument]) -> impl Iterator<Item = &Instrument> {
    let comes_along = |it: &Instrument| matches!(it.pack.standing, PackStanding::Practice | PackStanding::Own);
    let earlier = move |at: usize, it: &Instrument| {
        comes_along(it) && all[..at].iter().any(|before| before.pack.id == it.pack.id && comes_along(before))
    };
    all.iter().enumerate().filter(move |(at, it)| !earlier(*at, it)).map(|(_, it)| it)
}

/// The questionnaire of [`offered`] that stands chosen: of the check-in that was begun, else of the last one that was
/// done, else the first. The one to try things out stands chosen only while one of its check-ins is under way.
#[must_use]
pub fn usual<'a>(records: &Records, offered: &'a [Instrument]) -> Option<&'a Instrument> {
    let of = |id: &str| offered.iter().find(|it| it.pack.id == id);
    let begun = records.under_way().max_by_key(|it| it.started.at).and_then(|it| of(&it.pack.id));
    let real = |it: &&Instrument| !it.practice();
    let done = records.check_ins.values().filter_map(|it| Some((it.completed.at, of(&it.pack.id).filter(real)?)));
    let last = || done.max_by_key(|(at, _)| *at).map(|(_, it)| it);
    begun.or_else(last).or_else(|| offered.iter().find(real)).or_else(|| offered.first())
}

/// Whether somebody has met this questionnaire before, so that its first statement needs no page before it.
#[must_use]
pub fn is_known(records: &Records, instrument: &Instrument) -> bool {
    let same = |id: &str| id == instrument.pack.id;
    records.check_ins.values().any(|it| same(&it.pack.id)) || records.under_way().any(|it| same(&it.pack.id))
}

/// About how many minutes so many statements take, at four a minute.
#[must_use]
pub fn minutes(items: usize) -> usize {
    items.div_ceil(4).max(1)
}
