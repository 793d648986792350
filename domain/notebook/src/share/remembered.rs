//! What a worker's keyring remembers of what a person signed, and what may be believed after it: a server that was put
//! back, or that lies, can keep things back but cannot make an older permission count again.
//!
//! It remembers permissions by what the person signed and envelopes by their signed numbers, never by a server's word.

use litemap::LiteMap;

use crate::id::ConsentId;
use crate::signed::{ConsentFacts, ConsentStatus};
use crate::sync::held::server_day;
use crate::time::{Day, Moment};

/// So long after its last day, in calendar months, a permission is remembered. A server forgets it sooner.
const REMEMBERED_MONTHS: i32 = 14;
/// Clocks further apart than this, in milliseconds, say nothing about each other: a day.
const APART_MS: u64 = 24 * 60 * 60 * 1000;

/// One permission as it was last seen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SeenConsent {
    /// The newest revision.
    pub rev: u32,
    /// Hash of its signed record, which the next one must carry.
    pub hash: [u8; 32],
    /// Whether it was taken back: no record of it counts after that.
    pub withdrawn: bool,
    /// Its last day, by which it is forgotten some day.
    pub ends: Day,
    /// The highest sequence number that was opened under it; 0 for none.
    pub last_seq: u64,
}

/// What is remembered of one person.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct SeenConsents {
    consents: LiteMap<ConsentId, SeenConsent>,
}

/// Why a signed permission does not count.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Outdated {
    /// It was taken back since.
    #[error("this permission was taken back after this record of it")]
    TakenBack,
    /// A newer revision, or another record of the same one, was seen.
    #[error("a newer record of this permission was seen")]
    Older,
    /// It does not carry the hash of the record before it.
    #[error("this record does not follow the one before it")]
    Chain,
}

impl SeenConsents {
    /// Whether a record that the person signed may count after what was seen. Its signature was checked, `hash` is
    /// [`crate::signed::derive_record_hash`] of it. What takes back always counts.
    ///
    /// # Errors
    /// Why it does not.
    pub fn check(&self, facts: &ConsentFacts, hash: &[u8; 32]) -> Result<(), Outdated> {
        if facts.status == ConsentStatus::Withdrawn {
            return Ok(());
        }
        let first = facts.rev == 1 && facts.prev_hash != [0; 32];
        match self.consents.get(&facts.consent) {
            Some(seen) if seen.withdrawn => Err(Outdated::TakenBack),
            Some(seen) if facts.rev < seen.rev => Err(Outdated::Older),
            Some(seen) if facts.rev == seen.rev && *hash != seen.hash => Err(Outdated::Older),
            // Of revisions that were never seen in between, only the last is there to be checked.
            Some(seen) if seen.rev.checked_add(1) == Some(facts.rev) && facts.prev_hash != seen.hash => {
                Err(Outdated::Chain)
            }
            _ if first => Err(Outdated::Chain),
            _ => Ok(()),
        }
    }

    /// Remembers a signed record whose check held.
    pub fn note(&mut self, facts: &ConsentFacts, hash: [u8; 32]) {
        let withdrawn = facts.status == ConsentStatus::Withdrawn;
        let seen = SeenConsent { rev: facts.rev, hash, withdrawn, ends: facts.ends, last_seq: 0 };
        self.note_seen(facts.consent, seen);
    }

    /// Remembers that an envelope under this permission was opened.
    pub fn note_opened(&mut self, consent: ConsentId, seq: u64) {
        if let Some(seen) = self.consents.get_mut(&consent) {
            seen.last_seq = seen.last_seq.max(seq);
        }
    }

    /// Lets no record of any of these permissions count any more, whoever hands it out.
    pub fn end_all(&mut self) {
        self.consents.iter_mut().for_each(|(_, seen)| seen.withdrawn = true);
    }

    /// Whether the newest that was opened under any of these permissions is not there, where the highest number listed is
    /// that. What was opened under another, taken back or replaced since, is rightly gone.
    #[must_use]
    pub fn lacks_newest(&self, holding: impl IntoIterator<Item = ConsentId>, listed_seq: u64) -> bool {
        let seen = holding.into_iter().filter_map(|id| self.consents.get(&id));
        seen.map(|seen| seen.last_seq).max().is_some_and(|newest| listed_seq < newest)
    }

    /// Takes in what another look remembers; the newest of each counts. The order does not matter.
    pub fn join(&mut self, other: &Self) {
        other.consents.iter().for_each(|(id, seen)| self.note_seen(*id, *seen));
    }

    /// Forgets what has ended so long ago that its own last day tells it from one that holds.
    pub fn forget(&mut self, today: Day) {
        self.consents.retain(|_, seen| seen.ends.add_months(REMEMBERED_MONTHS) >= today);
    }

    /// Whether nothing is remembered.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.consents.is_empty()
    }

    /// One permission as it was last seen.
    #[must_use]
    pub fn consent(&self, id: ConsentId) -> Option<&SeenConsent> {
        self.consents.get(&id)
    }

    /// Every permission, in the order of their ids.
    pub fn consents(&self) -> impl ExactSizeIterator<Item = (&ConsentId, &SeenConsent)> {
        self.consents.iter()
    }

    pub(crate) fn note_seen(&mut self, id: ConsentId, new: SeenConsent) {
        let Some(seen) = self.consents.get_mut(&id) else {
            self.consents.insert(id, new);
            return;
        };
        let (withdrawn, last_seq) = (seen.withdrawn || new.withdrawn, seen.last_seq.max(new.last_seq));
        // Of two records of one revision, which two phones can make, either order remembers the same.
        if (new.withdrawn, new.rev, new.hash) > (seen.withdrawn, seen.rev, seen.hash) {
            *seen = new;
        }
        (seen.withdrawn, seen.last_seq) = (withdrawn, last_seq);
    }
}

/// By which days a worker's computer says that a permission has ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LastDays {
    today: Day,
    /// The computer's clock and the server's are more than a day apart: only the server's word counts, and the worker
    /// is told.
    pub apart: bool,
}

impl LastDays {
    /// From the computer's clock and the server's, read at the same time.
    #[must_use]
    pub fn of(own: Moment, server: Moment) -> Self {
        let apart = own.0.abs_diff(server.0) > APART_MS;
        let today = if apart { server } else { Moment(own.0.max(server.0)) };
        Self { today: server_day(today), apart }
    }

    /// The day it is.
    #[must_use]
    pub const fn today(&self) -> Day {
        self.today
    }

    /// Whether a permission with this last day is over.
    #[must_use]
    pub fn has_passed(&self, ends: Day) -> bool {
        ends < self.today
    }
}
