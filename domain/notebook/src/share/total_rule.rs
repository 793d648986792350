//! The total rule: a total beside all answers but one gives that one away.
//!
//! For one worker and one check-in, over everything ever sent and every state its answers have had:
//! never a total and all scored answers but one; and never a total and some answers while a
//! sensitive one is kept back. A rule that only looked at one message could be walked around with
//! two permissions, or with an amendment between them.

use crate::check_in::{CheckIn, Responses};
use crate::id::WorkerId;
use crate::instrument::Instrument;
use crate::records::{Records, Told};
use crate::score::score;

/// Which parts of a check-in go into one message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MessageParts {
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
pub fn settle(asked: MessageParts, check_in: &CheckIn, instrument: &Instrument, told: &Told) -> MessageParts {
    let without_total = MessageParts { total: false, ..asked };
    let total_only = MessageParts { total: asked.total, ..MessageParts::default() };
    [asked, without_total, total_only]
        .into_iter()
        .find(|parts| {
            let after = told_after(*parts, check_in, instrument, told);
            !keeps_a_sensitive_one_beside_a_total(*parts, &after, instrument) && !reveals(&after, check_in, instrument)
        })
        .unwrap_or_default()
}

/// Whether the worker would have a total and some answers, now or from before, while a sensitive
/// answer is kept back. It makes no difference whether that one was answered or skipped: otherwise
/// the total's presence would tell.
fn keeps_a_sensitive_one_beside_a_total(parts: MessageParts, after: &Told, instrument: &Instrument) -> bool {
    let Some(group) = instrument.pack.groups.first() else { return false };
    let total = parts.total || !after.totals.is_empty();
    let answers = parts.answers || group.items.iter().any(|id| after.answers.contains_key(id));
    let kept = |id: &String| {
        let sensitive = instrument.item(id).is_some_and(|item| item.sensitive);
        sensitive && !goes(parts, sensitive) && !after.answers.contains_key(id)
    };
    total && answers && group.items.iter().any(kept)
}

/// What the worker knows once these parts have been sent as well.
pub(super) fn told_after(parts: MessageParts, check_in: &CheckIn, instrument: &Instrument, told: &Told) -> Told {
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
pub(super) const fn goes(parts: MessageParts, sensitive: bool) -> bool {
    parts.answers && (parts.sensitive || !sensitive)
}

/// Whether this worker was ever sent a total. Where the most personal answer is left out, the answers of that check-in
/// then stay back: the total cannot be unsent.
#[must_use]
pub fn was_told_a_total(records: &Records, worker: WorkerId) -> bool {
    records.sent.values().any(|sent| sent.worker == worker && !sent.told.totals.is_empty())
}

/// Whether what was told gives an answer away that was not, in any state the answers have had. A
/// total counts for every state it would be right for: the worker may take an old one for current.
#[must_use]
pub fn reveals(told: &Told, check_in: &CheckIn, instrument: &Instrument) -> bool {
    let earlier = check_in.history.iter().map(|amendment| &amendment.responses);
    earlier.chain([&check_in.responses]).any(|responses| reveals_in(told, responses, instrument))
}

fn reveals_in(told: &Told, responses: &Responses, instrument: &Instrument) -> bool {
    let Some(group) = instrument.pack.groups.first() else { return false };
    if !score(instrument, responses).is_ok_and(|total| told.totals.contains(&total.value)) {
        return false;
    }
    let (mut known, mut kept, mut kept_sensitive) = (0, 0, false);
    for id in &group.items {
        // A skipped item has no answer to give away.
        let Some(place) = responses.place(id) else { continue };
        if told.answers.get(id).is_some_and(|places| places.contains(&place)) {
            known += 1;
        } else {
            kept += 1;
            kept_sensitive |= instrument.item(id).is_some_and(|item| item.sensitive);
        }
    }
    kept == 1 || (known > 0 && kept_sensitive)
}
