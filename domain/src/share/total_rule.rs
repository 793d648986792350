//! The total rule: a total beside all answers but one gives that one away.
//!
//! For one worker and one check-in, over everything ever sent and every state its answers have had:
//! never a total and all scored answers but one; and never a total and some answers while a
//! sensitive one is kept back. A rule that only looked at one message could be walked around with
//! two permissions, or with an amendment between them.

use crate::check_in::{CheckIn, Responses};
use crate::instrument::Instrument;
use crate::records::Told;
use crate::score::score;

/// Which parts of a check-in go into one message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Parts {
    /// The total.
    pub total: bool,
    /// The answers, except sensitive ones.
    pub answers: bool,
    /// The sensitive answers too; counts only together with `answers`.
    pub sensitive: bool,
}

/// Of the parts that were asked for, those that can be sent: the total goes before the answers do.
/// With an earlier total that cannot be unsent, the answers stay back instead.
#[must_use]
pub fn settle(asked: Parts, check_in: &CheckIn, instrument: &Instrument, told: &Told) -> Parts {
    let without_total = Parts { total: false, ..asked };
    let total_only = Parts { total: asked.total, ..Parts::default() };
    [asked, without_total, total_only]
        .into_iter()
        .find(|parts| !reveals(&told_after(*parts, check_in, instrument, told), check_in, instrument))
        .unwrap_or_default()
}

/// What the worker knows once these parts have been sent as well.
pub(super) fn told_after(parts: Parts, check_in: &CheckIn, instrument: &Instrument, told: &Told) -> Told {
    let mut after = told.clone();
    if parts.total
        && let Ok(total) = score(instrument, &check_in.responses)
    {
        after.totals.insert(total.value);
    }
    for item in instrument.pack.items.iter().filter(|item| goes(parts, item.sensitive)) {
        if let Some(place) = check_in.responses.place(&item.id) {
            after.answers.entry(item.id.clone()).or_default().insert(place);
        }
    }
    after
}

/// Whether an answer is part of these parts.
pub(super) const fn goes(parts: Parts, sensitive: bool) -> bool {
    parts.answers && (parts.sensitive || !sensitive)
}

/// Whether what was told gives an answer away that was not, in any state the answers have had.
#[must_use]
pub fn reveals(told: &Told, check_in: &CheckIn, instrument: &Instrument) -> bool {
    let earlier = check_in.history.iter().map(|amendment| &amendment.responses);
    earlier.chain([&check_in.responses]).any(|responses| reveals_in(told, responses, instrument))
}

fn reveals_in(told: &Told, responses: &Responses, instrument: &Instrument) -> bool {
    let total_known = score(instrument, responses).is_ok_and(|total| told.totals.contains(&total.value));
    let Some(group) = instrument.pack.groups.first() else { return false };
    if !total_known {
        return false;
    }
    let known = |id: &String| match (told.answers.get(id), responses.place(id)) {
        (Some(places), Some(place)) => places.contains(&place),
        _ => false,
    };
    let unknown: Vec<&String> = group.items.iter().filter(|id| !known(id)).collect();
    let sensitive_unknown = unknown.iter().any(|id| instrument.item(id).is_some_and(|item| item.sensitive));
    let some_known = unknown.len() < group.items.len();
    unknown.len() == 1 || (some_known && sensitive_unknown)
}
