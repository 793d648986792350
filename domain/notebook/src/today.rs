//! What Today says before anything else: whether this is the beginning, and which part of the day it is.

use crate::records::Records;
use crate::time::Stamp;

/// Whether nothing was begun here and nothing has come.
#[must_use]
pub fn is_first_day(records: &Records) -> bool {
    records.check_ins.is_empty()
        && records.drafts.is_empty()
        && records.aspirations.is_empty()
        && records.replies.is_empty()
}

/// A part of the day, as people greet each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartOfDay {
    /// From four o'clock on.
    Morning,
    /// From noon on.
    Afternoon,
    /// From six o'clock on, and the night.
    Evening,
}

impl PartOfDay {
    /// The one that it is by the clock on the wall.
    #[must_use]
    pub fn of(now: Stamp) -> Self {
        let minutes = (now.at.0 / 60_000 + i64::from(now.offset_min)).rem_euclid(24 * 60);
        match minutes / 60 {
            4..12 => Self::Morning,
            12..18 => Self::Afternoon,
            _ => Self::Evening,
        }
    }
}
