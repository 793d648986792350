//! How one person stands with one worker, for the words on the worker's page: what the permissions say, never a guess.

use crate::api::HeldConsentState;
use crate::time::Moment;

/// How one person stands with one worker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// They were introduced, and there is no permission yet.
    NothingChosen,
    /// A permission holds.
    Shares,
    /// The newest permission was taken back.
    TakenBack,
    /// The newest permission lasted until its last day.
    Ended,
    /// A database was put back: what the newest permission says is known once its phone has sent it again.
    Waiting,
    /// The server says that it knows nobody of that id: they had everything deleted, or it was put back to before they were
    /// met.
    NotThere,
    /// Nothing holds, and nobody can say why: it is too long ago, or what the server lists cannot be checked.
    Unknown,
}

impl Standing {
    /// From the permissions that could be checked, each with the moment it was given and how it stands now.
    /// `all_known`: no other can have been there, neither one that failed its check nor one that was forgotten.
    pub fn of(permissions: impl IntoIterator<Item = (Moment, HeldConsentState)>, all_known: bool) -> Self {
        let holds = |state: HeldConsentState| state == HeldConsentState::Active;
        // One that took another's place was given in the very moment in which the other was taken back.
        let rank = |(given, state): &(Moment, HeldConsentState)| {
            (holds(*state), *given, *state != HeldConsentState::Withdrawn)
        };
        match permissions.into_iter().max_by_key(rank) {
            Some((_, HeldConsentState::Active)) => Self::Shares,
            Some((_, HeldConsentState::Withdrawn)) if all_known => Self::TakenBack,
            Some((_, HeldConsentState::Ended)) if all_known => Self::Ended,
            Some((_, HeldConsentState::Waiting)) => Self::Waiting,
            None if all_known => Self::NothingChosen,
            _ => Self::Unknown,
        }
    }
}
