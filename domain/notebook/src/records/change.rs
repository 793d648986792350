//! A record as it is written: which store, which key, and what a commit does with it.

use super::kinds::{
    Backup, Contact, Cursors, Decision, OrgPin, OutboxEntry, PackFile, Reply, RootRecord, Scrap, SentItem, Settings,
};
use super::returns::{Removed, Returned};
use crate::aspiration::Aspiration;
use crate::check_in::{CheckIn, Draft};
use crate::consent::Consent;
use crate::instrument::{PackHash, hash_of};
use crate::note::Note;
use crate::stored::{from_bytes, stored_enum, to_bytes};

/// The key of a record of which there is only one.
pub const ONLY: [u8; 16] = [0; 16];

/// The kinds of record, one store each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StoreName {
    /// [`Settings`].
    Settings,
    /// [`RootRecord`].
    Identity,
    /// [`OrgPin`].
    Org,
    /// [`CheckIn`].
    CheckIns,
    /// [`Draft`].
    Drafts,
    /// [`Aspiration`].
    Aspirations,
    /// [`Note`].
    Notes,
    /// [`Contact`].
    Contacts,
    /// [`Consent`].
    Consents,
    /// [`Decision`].
    Decisions,
    /// [`SentItem`].
    Sent,
    /// [`OutboxEntry`].
    Outbox,
    /// [`Reply`].
    Replies,
    /// [`PackFile`].
    Packs,
    /// [`Cursors`].
    Cursors,
    /// [`Scrap`].
    Scraps,
    /// [`Backup`].
    Backup,
    /// [`Removed`].
    Removed,
    /// [`Returned`].
    Returned,
}

impl StoreName {
    /// Every store.
    pub const ALL: [Self; 19] = [
        Self::Settings,
        Self::Identity,
        Self::Org,
        Self::CheckIns,
        Self::Drafts,
        Self::Aspirations,
        Self::Notes,
        Self::Contacts,
        Self::Consents,
        Self::Decisions,
        Self::Sent,
        Self::Outbox,
        Self::Replies,
        Self::Packs,
        Self::Cursors,
        Self::Scraps,
        Self::Backup,
        Self::Removed,
        Self::Returned,
    ];

    /// Its lasting name: stores and sealed bytes are bound to it, so it never changes.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Settings => "settings",
            Self::Identity => "identity",
            Self::Org => "org",
            Self::CheckIns => "check_ins",
            Self::Drafts => "drafts",
            Self::Aspirations => "aspirations",
            Self::Notes => "notes",
            Self::Contacts => "contacts",
            Self::Consents => "consents",
            Self::Decisions => "decisions",
            Self::Sent => "sent",
            Self::Outbox => "outbox",
            Self::Replies => "replies",
            Self::Packs => "packs",
            Self::Cursors => "cursors",
            Self::Scraps => "scraps",
            Self::Backup => "backup",
            Self::Removed => "removed",
            Self::Returned => "returned",
        }
    }
}

/// One record, as it is sealed and stored.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(
    clippy::large_enum_variant,
    reason = "a record lives for the length of one commit; boxes would be in every match"
)]
pub enum Record {
    /// The settings.
    Settings(Settings),
    /// The root.
    Identity(RootRecord),
    /// The organisation.
    Org(OrgPin),
    /// A finished check-in.
    CheckIn(CheckIn),
    /// A check-in under way.
    Draft(Draft),
    /// An aspiration.
    Aspiration(Aspiration),
    /// A note.
    Note(Note),
    /// A worker.
    Contact(Contact),
    /// A permission.
    Consent(Consent),
    /// An answer to "share this one?".
    Decision(Decision),
    /// What has been sent.
    Sent(SentItem),
    /// What is on its way.
    Outbox(OutboxEntry),
    /// A reply.
    Reply(Reply),
    /// A pack.
    Pack(PackFile),
    /// How far this phone has read.
    Cursors(Cursors),
    /// Words that are being written.
    Scrap(Scrap),
    /// The permission to keep a copy on the server.
    Backup(Backup),
    /// Something the person removed.
    Removed(Removed),
    /// What copies brought.
    Returned(Returned),
}

/// One change to the records; a commit is a list of them, all or none.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(clippy::large_enum_variant, reason = "nearly every change is a Put")]
pub enum Change {
    /// Adds the record or replaces the one with its key.
    Put(Record),
    /// Removes the record with that key, if there is one.
    Delete(StoreName, [u8; 16]),
}

/// A pack's key: the first half of the hash of its file.
#[must_use]
pub fn pack_key(hash: &PackHash) -> [u8; 16] {
    let mut key = [0; 16];
    key.copy_from_slice(&hash.as_bytes()[..16]);
    key
}

/// A scrap's key: the first half of the hash of where it is being written.
#[must_use]
pub fn scrap_key(place: &str) -> [u8; 16] {
    pack_key(&hash_of(place.as_bytes()))
}

impl Record {
    /// The bytes to seal and store: record schema 1.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        to_bytes(self)
    }

    /// Reads what [`Self::to_bytes`] wrote; anything else is `None`.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        from_bytes(bytes)
    }

    /// The store it belongs to.
    #[must_use]
    pub const fn store(&self) -> StoreName {
        match self {
            Self::Settings(_) => StoreName::Settings,
            Self::Identity(_) => StoreName::Identity,
            Self::Org(_) => StoreName::Org,
            Self::CheckIn(_) => StoreName::CheckIns,
            Self::Draft(_) => StoreName::Drafts,
            Self::Aspiration(_) => StoreName::Aspirations,
            Self::Note(_) => StoreName::Notes,
            Self::Contact(_) => StoreName::Contacts,
            Self::Consent(_) => StoreName::Consents,
            Self::Decision(_) => StoreName::Decisions,
            Self::Sent(_) => StoreName::Sent,
            Self::Outbox(_) => StoreName::Outbox,
            Self::Reply(_) => StoreName::Replies,
            Self::Pack(_) => StoreName::Packs,
            Self::Cursors(_) => StoreName::Cursors,
            Self::Scrap(_) => StoreName::Scraps,
            Self::Backup(_) => StoreName::Backup,
            Self::Removed(_) => StoreName::Removed,
            Self::Returned(_) => StoreName::Returned,
        }
    }

    /// Its key within that store.
    #[must_use]
    pub fn key(&self) -> [u8; 16] {
        match self {
            Self::Settings(_)
            | Self::Identity(_)
            | Self::Org(_)
            | Self::Cursors(_)
            | Self::Backup(_)
            | Self::Returned(_) => ONLY,
            Self::Removed(it) => it.thing,
            Self::CheckIn(it) => *it.id.as_bytes(),
            Self::Draft(it) => *it.id.as_bytes(),
            Self::Aspiration(it) => *it.id.as_bytes(),
            Self::Note(it) => *it.id.as_bytes(),
            Self::Contact(it) => *it.worker.as_bytes(),
            Self::Consent(it) => *it.id().as_bytes(),
            Self::Decision(it) => *it.id().as_bytes(),
            Self::Sent(it) => *it.id().as_bytes(),
            Self::Outbox(it) => it.id,
            Self::Reply(it) => *it.id.as_bytes(),
            Self::Pack(it) => pack_key(&hash_of(&it.bytes)),
            Self::Scrap(it) => scrap_key(&it.place),
        }
    }
}

stored_enum!(Record {
    0 = Settings { 0: it },
    1 = Identity { 0: it },
    2 = Org { 0: it },
    3 = CheckIn { 0: it },
    4 = Draft { 0: it },
    5 = Aspiration { 0: it },
    6 = Note { 0: it },
    7 = Contact { 0: it },
    8 = Consent { 0: it },
    9 = Decision { 0: it },
    10 = Sent { 0: it },
    11 = Outbox { 0: it },
    12 = Reply { 0: it },
    13 = Pack { 0: it },
    14 = Cursors { 0: it },
    15 = Scrap { 0: it },
    16 = Backup { 0: it },
    17 = Removed { 0: it },
    18 = Returned { 0: it },
});
