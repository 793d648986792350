//! One line of the worker's list of introductions.
use domain::id::PersonId;
use domain::introduction::{Code, Locator};
use domain::time::Moment;

/// How an introduction stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Acceptance {
    /// Nobody has accepted it yet.
    Waiting,
    /// Accepted, checked, and the person is pinned.
    Accepted(PersonId),
    /// The answer does not fit the code: nobody was added.
    Unproved,
}

/// One of my introductions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Introduction {
    /// Its public part.
    pub locator: Locator,
    /// When it was made.
    pub made: Moment,
    /// When it ends if nobody accepts it.
    pub expires: Moment,
    /// How it stands.
    pub standing: Acceptance,
    /// The whole code, while it waits: kept in the sealed keyring.
    pub code: Option<Code>,
}
