//! Meeting a worker, and meeting them again. A worker's keys never change, so a card that bears a known worker's id with
//! other keys is not theirs, whatever it says: it is refused before anything is accepted, and the old contact stays whole.

use crate::id::{OrgId, WorkerId};
use crate::identity::PublicKeys;
use crate::records::{Contact, ContactState, Records};

/// What a card is to this phone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meeting {
    /// Nobody is known by this id, or nobody the server ever vouched for.
    First,
    /// The same worker, with the same keys.
    Again,
}

/// Why a card is not accepted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotMet {
    /// It comes from another organisation than the one this notebook is used with.
    #[error("another organisation")]
    OtherOrganisation,
    /// It bears the id of somebody known, with other keys.
    #[error("the keys are not the ones pinned before")]
    OtherKeys {
        /// What the person knows them by, not what the card says.
        name: String,
    },
}

/// Looks at a card before anything is decided; changes nothing.
///
/// # Errors
/// [`NotMet`]; the person is told, and nothing on the phone changes.
pub fn meet(records: &Records, org: OrgId, worker: WorkerId, keys: &PublicKeys) -> Result<Meeting, NotMet> {
    if records.org.as_ref().is_some_and(|pinned| pinned.org_id != org) {
        return Err(NotMet::OtherOrganisation);
    }
    match records.contacts.get(&worker) {
        None => Ok(Meeting::First),
        Some(known) if known.kem_pk == keys.kem && known.sig_pk == keys.sig => Ok(Meeting::Again),
        // Refused by the server, so never this worker's: whoever made that card must not stand in the real one's way.
        Some(known) if known.state == ContactState::Refused => Ok(Meeting::First),
        Some(known) => Err(NotMet::OtherKeys { name: known.name.clone() }),
    }
}

/// The contact after a card is accepted, `new` being what the card says. Somebody already introduced stays so while the
/// second introduction is on its way, whatever becomes of it.
#[must_use]
pub fn accepted(records: &Records, new: Contact) -> Contact {
    let same = |known: &&Contact| known.kem_pk == new.kem_pk && known.sig_pk == new.sig_pk;
    match records.contacts.get(&new.worker).filter(same) {
        Some(known) if known.state == ContactState::Introduced => {
            Contact { met: known.met, state: ContactState::Introduced, ..new }
        }
        _ => new,
    }
}
