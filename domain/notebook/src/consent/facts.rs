//! What of a permission the server is told: the record that a phone signs.

use super::{Consent, ConsentState};
use crate::id::{OrgId, PersonId};
use crate::identity::KeyId;
use crate::signed::{ConsentFacts, ConsentStatus, Given};

impl Consent {
    /// What the signed record of the present revision says.
    #[must_use]
    pub fn facts(&self, org: OrgId, person: PersonId, kid: KeyId) -> ConsentFacts {
        let (status, starts) = match self.state() {
            ConsentState::Withdrawn { at } => (ConsentStatus::Withdrawn, at.at),
            ConsentState::Active | ConsentState::Ended => (ConsentStatus::Active, self.granted().at),
        };
        ConsentFacts {
            org,
            person,
            consent: self.id(),
            rev: self.rev(),
            status,
            to: self.worker(),
            kid,
            scope_hash: self.scope_hash(),
            starts,
            ends: self.until(),
            wording: self.wording().to_owned(),
            given: Given::BySelf,
            prev_hash: *self.prev_hash(),
        }
    }
}
