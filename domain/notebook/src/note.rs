//! A note in the person's own words.

use crate::id::{CheckInId, NoteId};
use crate::stored::stored_struct;
use crate::time::{Moment, Stamp};

/// One note. A note about a check-in can also stand in [`crate::check_in::CheckIn::note`]; this one
/// stands by itself and may point at a check-in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Its name.
    pub id: NoteId,
    /// The words, exactly as typed.
    pub words: String,
    /// When it was written.
    pub at: Stamp,
    /// The check-in it is about.
    pub check_in: Option<CheckInId>,
    /// When it was last changed in place; none if it never was. Of two copies the one changed later counts.
    pub edited: Option<Stamp>,
}

impl Note {
    /// When its words were written or changed last.
    #[must_use]
    pub(crate) fn touched(&self) -> Moment {
        self.at.at.max(self.edited.map_or(self.at.at, |edited| edited.at))
    }
}

stored_struct!(Note { id, words, at, check_in; since edited });
