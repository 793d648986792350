//! Adding up, and what a change may be called. Every figure comes from the pack.
//!
//! The unit is the group's: points for a sum, tenths of a point for a mean.

use crate::check_in::Responses;
use crate::instrument::{Group, Instrument, Item, Method, MissingRule};

/// One group's score.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Score {
    /// The score, in the group's unit.
    pub value: u16,
    /// The highest score there can be, in the same unit.
    pub max: u16,
    /// The group's id.
    pub group: String,
    /// Which unit: points ([`Method::Sum`]) or tenths ([`Method::Mean`]).
    pub method: Method,
}

/// Why there is no score.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoScore {
    /// This many answers of the group are missing, more than its rule allows.
    #[error("not enough answers for a total: {0} missing")]
    ItemsMissing(usize),
    /// Nobody has compared this structure with a licensed sheet yet.
    #[error("nobody has confirmed the order of this structure yet")]
    OrderUnconfirmed,
    /// The pack adds nothing up.
    #[error("this pack adds nothing up")]
    NoGroup,
    /// The pack this was answered with is not here.
    #[error("the pack this was answered with is not here")]
    NoPack,
}

/// The whole: the score of the pack's first group.
pub fn score(instrument: &Instrument, responses: &Responses) -> Result<Score, NoScore> {
    let group = instrument.pack.groups.first().ok_or(NoScore::NoGroup)?;
    score_group(instrument, group, responses)
}

/// The score of one group.
pub fn score_group(instrument: &Instrument, group: &Group, responses: &Responses) -> Result<Score, NoScore> {
    if !instrument.totals_allowed() {
        return Err(NoScore::OrderUnconfirmed);
    }
    let weight = |id: &String| weight_of(instrument.item(id)?, responses.place(id)?);
    let weights: Vec<u8> = group.items.iter().filter_map(weight).collect();
    let missing = group.items.len() - weights.len();
    let allowed = match &group.missing {
        MissingRule::NoTotal => 0,
        MissingRule::Prorate { at_most, .. } => usize::from(*at_most),
    };
    if missing > allowed || weights.is_empty() {
        return Err(NoScore::ItemsMissing(missing));
    }
    let sum = weights.iter().map(|weight| u32::from(*weight)).sum();
    let value = group.method.scaled(sum, weights.len(), group.items.len());
    Ok(Score { value, max: group.max, group: group.id.clone(), method: group.method })
}

fn weight_of(item: &Item, place: u8) -> Option<u8> {
    item.options.get(usize::from(place)).map(|option| option.weight)
}

/// How a score moved, in the group's unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScoreChange {
    /// Up by this much.
    Higher(u16),
    /// Down by this much.
    Lower(u16),
    /// Not at all.
    Same,
}

impl ScoreChange {
    /// From one value to the next.
    #[must_use]
    pub const fn between(previous: u16, now: u16) -> Self {
        if now > previous {
            Self::Higher(now - previous)
        } else if now < previous {
            Self::Lower(previous - now)
        } else {
            Self::Same
        }
    }

    /// How far, whichever way.
    #[must_use]
    pub const fn size(self) -> u16 {
        match self {
            Self::Higher(by) | Self::Lower(by) => by,
            Self::Same => 0,
        }
    }
}

/// What a change may be called, where the pack carries the figure for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// At least the pack's reliable change.
    MoreThanUsual,
    /// Less than it.
    WithinUsual,
}

/// How far the score moved, and, only if the pack carries the threshold, what that may be called.
/// Exactly the threshold is more than usual.
#[must_use]
pub fn change(group: &Group, previous: u16, now: u16) -> (ScoreChange, Option<Meaning>) {
    let change = ScoreChange::between(previous, now);
    let meaning = group
        .reliable_change
        .as_ref()
        .map(|threshold| if change.size() >= threshold.value { Meaning::MoreThanUsual } else { Meaning::WithinUsual });
    (change, meaning)
}

/// The lowest and highest next score that would still be usual ups and downs around `previous`.
#[must_use]
pub fn usual_band(group: &Group, previous: u16) -> Option<(u16, u16)> {
    let reach = group.reliable_change.as_ref()?.value.saturating_sub(1);
    Some((previous.saturating_sub(reach).max(group.min), previous.saturating_add(reach).min(group.max)))
}
