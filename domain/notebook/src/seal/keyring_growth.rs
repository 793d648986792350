//! How a keyring grows at the server: by small parts, each saying only what is new, and by a whole one now and then. What
//! two browsers add at once is joined, whoever was first.

use super::keyring::{Keyring, encode};
use crate::api::KEYRING_APPEND_LIMIT;
use crate::share::SeenConsents;

/// What a seal adds to what is sealed, bytes.
const SEAL_SIZE: usize = 24 + 16;
/// Below this, bytes, nothing is gained by writing it whole.
const SMALL: usize = 16 * 1024;

/// How large a keyring is at the server, sealed, bytes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct KeptSize {
    /// The whole one; 0 if there is none yet.
    pub whole: usize,
    /// Everything added to it since.
    pub added: usize,
}

impl KeptSize {
    /// After one more part of so many bytes.
    #[must_use]
    pub const fn with(self, whole: bool, bytes: usize) -> Self {
        if whole { Self { whole: bytes, added: 0 } } else { Self { added: self.added + bytes, ..self } }
    }
}

/// What is to be written next.
#[derive(Clone, Debug)]
pub struct NextPart {
    /// The whole keyring, or what is new.
    pub keyring: Keyring,
    /// Which of the two.
    pub whole: bool,
}

impl Keyring {
    /// Takes in another part of the same keyring: what it pins is pinned, what it saw was seen.
    pub fn join(&mut self, part: Self) {
        let open = part.open.into_iter().filter(|new| self.introduction(new.code.locator()).is_none());
        let open: Vec<_> = open.collect();
        self.open.extend(open);
        for (_, person) in part.people {
            self.pin(person);
        }
        if part.office.is_some() {
            self.office = part.office;
        }
        for (person, seen) in part.seen {
            match self.seen.get_mut(&person) {
                Some(known) => known.join(&seen),
                None => _ = self.seen.insert(person, seen),
            }
        }
        for (person, locator) in part.let_go {
            self.let_go.insert(person, locator);
        }
    }

    /// What this one holds and `before` does not. What was dropped is dropped for good with the next whole one.
    #[must_use]
    pub fn since(&self, before: &Self) -> Self {
        let new_open = |open: &&super::keyring::OpenIntroduction| before.introduction(open.code.locator()).is_none();
        let people = self.people.iter().filter(|(id, person)| before.people.get(*id) != Some(*person));
        let seen = self.seen.iter().filter_map(|(id, seen)| {
            let new = before.seen.get(id).map_or_else(|| seen.clone(), |known| seen.since(known));
            (!new.is_empty()).then_some((*id, new))
        });
        let let_go = self.let_go.iter().filter(|(id, locator)| before.let_go.get(*id) != Some(*locator));
        Self {
            open: self.open.iter().filter(new_open).cloned().collect(),
            people: people.map(|(id, person)| (*id, person.clone())).collect(),
            office: self.office.clone().filter(|office| before.office.as_ref() != Some(office)),
            seen: seen.collect(),
            let_go: let_go.map(|(id, locator)| (*id, *locator)).collect(),
        }
    }

    /// What to write so that the server, which keeps `before`, keeps this one: nothing, what is new, or the whole when
    /// there is none yet, when too much is new at once, or when what was added has doubled it.
    #[must_use]
    pub fn next_part(&self, before: &Self, kept: KeptSize) -> Option<NextPart> {
        let new = self.since(before);
        let is_empty = new.open.is_empty()
            && new.people.is_empty()
            && new.office.is_none()
            && new.seen.is_empty()
            && new.let_go.is_empty();
        if is_empty && kept.whole > 0 {
            return None;
        }
        let size = encode(&new).len() + SEAL_SIZE;
        let doubled = kept.added + size > kept.whole.max(SMALL);
        if kept.whole == 0 || size > KEYRING_APPEND_LIMIT || doubled {
            return Some(NextPart { keyring: self.clone(), whole: true });
        }
        Some(NextPart { keyring: new, whole: false })
    }
}

impl SeenConsents {
    fn since(&self, before: &Self) -> Self {
        let mut new = Self::default();
        let changed = self.consents().filter(|(id, seen)| before.consent(**id) != Some(*seen));
        changed.for_each(|(id, seen)| new.note_seen(*id, *seen));
        new
    }
}
