//! The names of things on a phone, beside those that the server hears of too.
//!
//! Random names are drawn by the caller and passed in; nothing here draws a number.

pub use protocol::id::{ConsentId, GuestPlace, IdFault, ItemId, OrgId, PersonId, ReplyId, WorkerId, WrittenId};

use crate::stored::stored_name;
use protocol::id::hex_newtype;
use sha2::{Digest, Sha256};

hex_newtype!(
    /// One check-in, from its draft on.
    CheckInId, 16
);
hex_newtype!(
    /// One aspiration.
    AspirationId, 16
);
hex_newtype!(
    /// One small step of an aspiration.
    StepId, 16
);
hex_newtype!(
    /// One note in the person's own words.
    NoteId, 16
);
impl NoteId {
    /// The name by which the note of a check-in is chosen: a check-in has at most one.
    #[must_use]
    pub const fn of_check_in(check_in: CheckInId) -> Self {
        Self::from_bytes(*check_in.as_bytes())
    }
}

hex_newtype!(
    /// One answer to "share this check-in?"; see [`DecisionId::derive`].
    DecisionId, 16
);
hex_newtype!(
    /// What one worker has been sent of one item; see [`SentId::derive`].
    SentId, 16
);

fn first_half(label: &[u8], parts: &[&[u8]]) -> [u8; 16] {
    let mut hash = Sha256::new();
    hash.update(label);
    for part in parts {
        hash.update(part);
    }
    let digest = hash.finalize();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    bytes
}

impl CheckInId {
    /// What a helper wrote down under that name becomes this check-in, on whichever of the person's phones.
    #[must_use]
    pub fn of_written(written: WrittenId) -> Self {
        Self::from_bytes(first_half(b"waymark/check-in-of-written/v1", &[written.as_bytes()]))
    }

    /// What waited at that place becomes this check-in.
    #[must_use]
    pub fn of_guest(place: GuestPlace) -> Self {
        Self::from_bytes(first_half(b"waymark/check-in-of-guest/v1", &[place.as_bytes()]))
    }
}

impl DecisionId {
    /// The one decision about this check-in under this permission.
    #[must_use]
    pub fn derive(consent: ConsentId, check_in: CheckInId) -> Self {
        Self::from_bytes(first_half(b"waymark/decision/v1", &[consent.as_bytes(), check_in.as_bytes()]))
    }
}

impl SentId {
    /// The one record of what `worker` has been sent of `item`.
    #[must_use]
    pub fn derive(worker: WorkerId, item: ItemId) -> Self {
        Self::from_bytes(first_half(b"waymark/sent/v1", &[worker.as_bytes(), item.as_bytes()]))
    }
}

stored_name!(CheckInId, AspirationId, StepId, NoteId, DecisionId, SentId);
