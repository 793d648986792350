//! What was removed, so that no copy brings it back unasked, and what a copy brought, so that no permission lets it go
//! unasked.

use super::{Change, Record, Records, SentItem, StoreName};
use crate::consent::{Consent, SourceItem};
use crate::id::{ConsentId, WorkerId};
use crate::set::Set;
use crate::stored::stored_struct;
use crate::time::{Day, Stamp};

/// The name of a thing: the bytes of its id, which are drawn at random, so that two kinds never share one.
pub type ThingName = [u8; 16];

/// An aspiration, a note or a check-in that the person removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Removed {
    /// Which.
    pub thing: ThingName,
    /// When.
    pub at: Stamp,
}

/// What copies brought with them: things while permissions held, and a question for the server.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Returned {
    /// One entry for each copy that brought something.
    pub copies: Vec<Brought>,
    /// Set while this phone, brought back from a copy that knows no organisation, has still to ask whether the server
    /// holds permissions given after that copy was made.
    pub ask: bool,
}

/// What one copy brought, and the permissions that held then: none of them was given with this in view.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Brought {
    /// The things.
    pub things: Set<ThingName>,
    /// The permissions.
    pub consents: Set<ConsentId>,
}

impl Records {
    /// True where a permission was given before a copy brought this thing, and the worker does not have it yet. Then it
    /// goes only once the person chooses it again.
    #[must_use]
    pub fn is_withheld(&self, consent: &Consent, thing: &ThingName) -> bool {
        let came_later = |copy: &Brought| copy.consents.contains(&consent.id()) && copy.things.contains(thing);
        let sent = |it: &SentItem| it.worker == consent.worker() && it.source == *thing;
        self.returned.copies.iter().any(came_later) && !self.sent.values().any(sent)
    }

    /// True where a copy brought an aspiration or a note that the permission with this worker would else let go today.
    /// A check-in asks for itself.
    #[must_use]
    pub fn withholds_from(&self, worker: WorkerId, today: Day) -> bool {
        let Some(consent) = self.consent_with(worker, today).filter(|_| !self.returned.copies.is_empty()) else {
            return false;
        };
        let covered =
            |source: &SourceItem, thing: &ThingName| consent.covers(source, today) && self.is_withheld(consent, thing);
        self.aspirations.keys().any(|id| covered(&SourceItem::Aspiration(*id), id.as_bytes()))
            || self.notes.values().any(|it| covered(&SourceItem::Note(it.id, it.at), it.id.as_bytes()))
    }
}

/// The same changes, with a record of each thing that is removed by them and none of what is put back. Whoever writes
/// what the person did passes through here, so that no removal is forgotten.
#[must_use]
pub fn with_removals(records: &Records, mut changes: Vec<Change>, now: Stamp) -> Vec<Change> {
    // Few things are deleted at once, so looking through all changes for each is quicker than a set and much less code.
    let is_put = |thing: &ThingName| changes.iter().filter_map(put_thing).any(|put| put == *thing);
    let gone = changes.iter().filter_map(|change| match change {
        Change::Delete(store, thing) if store.is_thing() && records.holds(thing) && !is_put(thing) => Some(*thing),
        _ => None,
    });
    let removed = gone.map(|thing| Change::Put(Record::Removed(Removed { thing, at: now })));
    let back = changes.iter().filter_map(put_thing).filter(|thing| records.removed.contains_key(thing));
    let more: Vec<Change> = removed.chain(back.map(|thing| Change::Delete(StoreName::Removed, thing))).collect();
    changes.extend(more);
    changes
}

fn put_thing(change: &Change) -> Option<ThingName> {
    let Change::Put(record) = change else { return None };
    record.store().is_thing().then(|| record.key())
}

stored_struct!(Removed { thing, at });
stored_struct!(Returned { copies, ask });
stored_struct!(Brought { things, consents });
