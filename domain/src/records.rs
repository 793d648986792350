//! Everything on the person's phone, opened and in memory, and the changes that are written to it.

use crate::aspiration::Aspiration;
use crate::check_in::{CheckIn, Draft};
use crate::consent::Consent;
use crate::id::{
    AspirationId, CheckInId, ConsentId, DecisionId, ItemId, ItemKind, NoteId, OrgId, ReplyId, SentId, WorkerId,
};
use crate::instrument::{Confirmation, Instrument, PackHash, built_in, hash_of, load};
use crate::note::Note;
use crate::time::{Day, Moment, Stamp};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The key of a record of which there is only one.
pub const ONLY: [u8; 16] = [0; 16];

/// How the person likes things.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// The name they would like to be called.
    pub name: Option<String>,
    /// When they went through the first opening, saying that they are 16 or over.
    pub welcomed: Option<Stamp>,
    /// Light, dark, or as the phone is set.
    pub theme: Theme,
    /// Text size in per cent of the usual; 0 means as the phone is set.
    pub text_percent: u16,
    /// Whether contrast is raised.
    pub more_contrast: bool,
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the phone is set.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// The root from which every key of the person is derived.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RootRecord {
    /// Sixteen random bytes, drawn at the first opening.
    #[serde(with = "crate::bytes")]
    pub root: [u8; 16],
}

impl std::fmt::Debug for RootRecord {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RootRecord(..)")
    }
}

/// The one organisation, pinned at the first introduction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OrgPin {
    /// Its identity; another one is refused from now on.
    pub org_id: OrgId,
    /// What it is called.
    pub name: String,
    /// Its line about when a worker may have to tell others.
    pub safeguarding: String,
}

/// What a worker is to the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// A key worker.
    KeyWorker,
    /// A peer worker.
    PeerWorker,
}

/// Whether the person can share with a worker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContactState {
    /// The introduction is accepted here and waits to reach the server.
    Claiming,
    /// Introduced.
    Introduced,
    /// The server refused the claim: the introduction was used or is too old.
    Refused,
}

/// A worker the person has been introduced to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// Their name in the system.
    pub worker: WorkerId,
    /// What they are called.
    pub name: String,
    /// What they are to the person.
    pub role: Role,
    /// Their team.
    pub team: String,
    /// X25519 public key that shares are sealed to.
    #[serde(with = "crate::bytes")]
    pub kem_pk: [u8; 32],
    /// Ed25519 public key that replies are checked with.
    #[serde(with = "crate::bytes")]
    pub sig_pk: [u8; 32],
    /// Six words of their keys, to compare.
    pub check_words: [String; 6],
    /// Whether they were told the person's name.
    pub name_told: bool,
    /// When the introduction was accepted.
    pub met: Stamp,
    /// Whether the person can share with them.
    pub state: ContactState,
}

/// One answer to "share this check-in with …?".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// Under which permission.
    pub consent: ConsentId,
    /// Which check-in.
    pub check_in: CheckInId,
    /// Share it, or not this one.
    pub share: bool,
    /// When.
    pub at: Stamp,
}

/// What one worker has ever been told about one check-in. It only grows: what was sent may have
/// been read, also under a permission that has ended.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Told {
    /// Totals.
    pub totals: BTreeSet<u16>,
    /// Places of answers, by item.
    pub answers: BTreeMap<String, BTreeSet<u8>>,
}

/// What one worker has been sent of one item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SentItem {
    /// To whom.
    pub worker: WorkerId,
    /// Which item.
    pub item: ItemId,
    /// Made from what kind of thing.
    pub kind: ItemKind,
    /// The name of that thing.
    #[serde(with = "crate::bytes")]
    pub source: [u8; 16],
    /// Under which permission the last revision went.
    pub consent: ConsentId,
    /// The last revision, from 1. It never falls.
    pub rev: u32,
    /// SHA-256 of what the last revision said.
    #[serde(with = "crate::bytes")]
    pub hash: [u8; 32],
    /// What has been told over all revisions.
    pub told: Told,
    /// When the last revision was put in the outbox.
    pub queued: Stamp,
    /// When the server took the last revision.
    pub delivered: Option<Moment>,
    /// When the worker first opened the last revision.
    pub opened: Option<Moment>,
}

/// A sealed or signed message on its way out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OutboxEntry {
    /// Its name, drawn by the caller.
    #[serde(with = "crate::bytes")]
    pub id: [u8; 16],
    /// Its place in the queue; withdrawals go first whatever it is.
    pub order: u64,
    /// To whom.
    pub worker: WorkerId,
    /// What it is.
    pub kind: OutboxKind,
    /// The bytes to send, exactly: a repeat sends the same ones.
    #[serde(with = "crate::bytes")]
    pub body: Vec<u8>,
    /// When it was queued.
    pub queued: Stamp,
    /// How often sending was tried.
    pub tries: u32,
}

/// What a message in the outbox is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OutboxKind {
    /// The claim of an introduction.
    Claim {
        /// Which introduction.
        locator: u32,
    },
    /// A signed permission.
    Consent {
        /// Which permission.
        consent: ConsentId,
        /// Its revision.
        rev: u32,
    },
    /// A sealed share.
    Share {
        /// Under which permission.
        consent: ConsentId,
        /// Which item.
        item: ItemId,
        /// Its revision.
        rev: u32,
    },
    /// The taking back of a permission.
    Withdrawal {
        /// Which permission.
        consent: ConsentId,
        /// Its revision.
        rev: u32,
    },
}

/// A short reply from a worker, opened and checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reply {
    /// Its name.
    pub id: ReplyId,
    /// Who wrote it.
    pub from: WorkerId,
    /// The words.
    pub words: String,
    /// When it was written, by the worker's clock.
    pub written: Moment,
    /// When it reached this phone.
    pub received: Stamp,
    /// Whether the person has seen it.
    pub read: bool,
}

/// A pack given to this person, as its file stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PackFile {
    /// The file, byte for byte.
    #[serde(with = "crate::bytes")]
    pub bytes: Vec<u8>,
    /// Who confirmed its order, for a structure without words.
    pub confirmation: Option<Confirmation>,
}

/// How far this phone has read on the server.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Cursors {
    /// The last number read from the inbox.
    pub inbox: u64,
    /// Server clock minus this phone's, in milliseconds.
    pub clock_offset_ms: i64,
    /// The sequence number last used towards each worker.
    pub seq: BTreeMap<WorkerId, u64>,
    /// When each worker's screen last looked.
    pub looked: BTreeMap<WorkerId, Moment>,
    /// When the server deleted everything under a permission that was taken back.
    pub deleted: BTreeMap<ConsentId, Moment>,
}

/// Everything on the phone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Records {
    /// How the person likes things.
    pub settings: Settings,
    /// The root of all keys; made at the first opening.
    pub identity: Option<RootRecord>,
    /// The organisation, once introduced.
    pub org: Option<OrgPin>,
    /// Finished check-ins.
    pub check_ins: BTreeMap<CheckInId, CheckIn>,
    /// Check-ins under way.
    pub drafts: BTreeMap<CheckInId, Draft>,
    /// Aspirations.
    pub aspirations: BTreeMap<AspirationId, Aspiration>,
    /// Notes.
    pub notes: BTreeMap<NoteId, Note>,
    /// Workers.
    pub contacts: BTreeMap<WorkerId, Contact>,
    /// Permissions, past ones too.
    pub consents: BTreeMap<ConsentId, Consent>,
    /// Answers to "share this one?".
    pub decisions: BTreeMap<DecisionId, Decision>,
    /// What has been sent.
    pub sent: BTreeMap<SentId, SentItem>,
    /// What is on its way.
    pub outbox: BTreeMap<[u8; 16], OutboxEntry>,
    /// Replies.
    pub replies: BTreeMap<ReplyId, Reply>,
    /// Packs given to this person.
    pub packs: BTreeMap<PackHash, PackFile>,
    /// How far this phone has read.
    pub cursors: Cursors,
}

/// The kinds of record, one store each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
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
}

impl StoreName {
    /// Every store.
    pub const ALL: [Self; 15] = [
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
        }
    }
}

/// One record, as it is sealed and stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(clippy::large_enum_variant, reason = "a record lives for the length of one commit; boxes would be in every match")]
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

impl SentItem {
    /// Its key.
    #[must_use]
    pub fn id(&self) -> SentId {
        SentId::derive(self.worker, self.item)
    }
}

impl Decision {
    /// Its key.
    #[must_use]
    pub fn id(&self) -> DecisionId {
        DecisionId::derive(self.consent, self.check_in)
    }
}

/// A pack's key: the first half of the hash of its file.
#[must_use]
pub fn pack_key(hash: &PackHash) -> [u8; 16] {
    let mut key = [0; 16];
    key.copy_from_slice(&hash.as_bytes()[..16]);
    key
}

impl Record {
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
        }
    }

    /// Its key within that store.
    #[must_use]
    pub fn key(&self) -> [u8; 16] {
        match self {
            Self::Settings(_) | Self::Identity(_) | Self::Org(_) | Self::Cursors(_) => ONLY,
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
        }
    }
}

impl Records {
    /// Carries out one change.
    pub fn apply(&mut self, change: &Change) {
        match change {
            Change::Put(record) => self.put(record.clone()),
            Change::Delete(store, key) => self.delete(*store, *key),
        }
    }

    fn put(&mut self, record: Record) {
        match record {
            Record::Settings(it) => self.settings = it,
            Record::Identity(it) => self.identity = Some(it),
            Record::Org(it) => self.org = Some(it),
            Record::Cursors(it) => self.cursors = it,
            Record::CheckIn(it) => drop(self.check_ins.insert(it.id, it)),
            Record::Draft(it) => drop(self.drafts.insert(it.id, it)),
            Record::Aspiration(it) => drop(self.aspirations.insert(it.id, it)),
            Record::Note(it) => drop(self.notes.insert(it.id, it)),
            Record::Contact(it) => drop(self.contacts.insert(it.worker, it)),
            Record::Consent(it) => drop(self.consents.insert(it.id(), it)),
            Record::Decision(it) => drop(self.decisions.insert(it.id(), it)),
            Record::Sent(it) => drop(self.sent.insert(it.id(), it)),
            Record::Outbox(it) => drop(self.outbox.insert(it.id, it)),
            Record::Reply(it) => drop(self.replies.insert(it.id, it)),
            Record::Pack(it) => drop(self.packs.insert(hash_of(&it.bytes), it)),
        }
    }

    fn delete(&mut self, store: StoreName, key: [u8; 16]) {
        match store {
            StoreName::Settings => self.settings = Settings::default(),
            StoreName::Identity => self.identity = None,
            StoreName::Org => self.org = None,
            StoreName::Cursors => self.cursors = Cursors::default(),
            StoreName::CheckIns => drop(self.check_ins.remove(&CheckInId::from_bytes(key))),
            StoreName::Drafts => drop(self.drafts.remove(&CheckInId::from_bytes(key))),
            StoreName::Aspirations => drop(self.aspirations.remove(&AspirationId::from_bytes(key))),
            StoreName::Notes => drop(self.notes.remove(&NoteId::from_bytes(key))),
            StoreName::Contacts => drop(self.contacts.remove(&WorkerId::from_bytes(key))),
            StoreName::Consents => drop(self.consents.remove(&ConsentId::from_bytes(key))),
            StoreName::Decisions => drop(self.decisions.remove(&DecisionId::from_bytes(key))),
            StoreName::Sent => drop(self.sent.remove(&SentId::from_bytes(key))),
            StoreName::Outbox => drop(self.outbox.remove(&key)),
            StoreName::Replies => drop(self.replies.remove(&ReplyId::from_bytes(key))),
            StoreName::Packs => self.packs.retain(|hash, _| pack_key(hash) != key),
        }
    }

    /// The built-in instruments and those given to this person. A confirmation that came with a
    /// structure also counts for the built-in copy of the same file.
    #[must_use]
    pub fn instruments(&self) -> Vec<Instrument> {
        let mut instruments = built_in();
        for (hash, file) in &self.packs {
            if let Some(known) = instruments.iter_mut().find(|it| it.hash == *hash) {
                known.confirmation.clone_from(&file.confirmation);
            } else if let Ok(mut loaded) = load(&file.bytes, None) {
                loaded.confirmation.clone_from(&file.confirmation);
                instruments.push(loaded);
            }
        }
        instruments
    }

    /// What `worker` has been sent of `item`.
    #[must_use]
    pub fn sent_item(&self, worker: WorkerId, item: ItemId) -> Option<&SentItem> {
        self.sent.get(&SentId::derive(worker, item))
    }

    /// The permission that counts towards `worker` today: of those that hold, the latest.
    #[must_use]
    pub fn consent_with(&self, worker: WorkerId, today: Day) -> Option<&Consent> {
        let holding = self.consents.values().filter(|it| it.worker() == worker && it.holds(today));
        holding.max_by_key(|it| (it.granted().at, it.id()))
    }

    /// Whether the person's answer, the switch, or the moment of granting lets this check-in go.
    /// Unanswered means no.
    #[must_use]
    pub fn decided_to_share(&self, consent: &Consent, check_in: &CheckIn) -> Option<bool> {
        let decision = self.decisions.get(&DecisionId::derive(consent.id(), check_in.id));
        let at_grant = check_in.completed.at <= consent.granted().at;
        match decision {
            Some(decision) => Some(decision.share),
            None if at_grant || consent.without_asking() => Some(true),
            None => None,
        }
    }

    /// Covered check-ins nobody has answered about yet, newest first: Today keeps the question.
    #[must_use]
    pub fn open_questions(&self, today: Day) -> Vec<(ConsentId, CheckInId)> {
        let mut open = Vec::new();
        for worker in self.contacts.keys() {
            let Some(consent) = self.consent_with(*worker, today) else { continue };
            for check_in in self.check_ins.values() {
                let source = crate::consent::SourceItem::CheckIn(check_in.completed);
                if consent.covers(&source, today) && self.decided_to_share(consent, check_in).is_none() {
                    open.push((check_in.completed.at, consent.id(), check_in.id));
                }
            }
        }
        open.sort_unstable_by(|one, other| other.cmp(one));
        open.into_iter().map(|(_, consent, check_in)| (consent, check_in)).collect()
    }
}
