//! What the records of the phone hold, one struct a kind; which there are says [`table`](super::table).

use crate::ask_again::AskAgain;
use crate::consent::ItemKind;
use crate::id::{CheckInId, ConsentId, DecisionId, GuestPlace, ItemId, OrgId, ReplyId, SentId, WorkerId, WrittenId};
use crate::instrument::Confirmation;
use crate::introduction::Locator;
use crate::reminder::Rhythm;
use crate::role::Role;
use crate::set::Set;
use crate::stored::{stored_choice, stored_enum, stored_struct};
use crate::time::{Day, Moment, Stamp};
use litemap::LiteMap;

/// How the person likes things.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
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
    /// Whose numbers stand first on Get help now; `None` until chosen.
    pub nation: Option<Nation>,
    /// The tag of the language they chose, such as `cy`; `None` means as the phone is set.
    pub language: Option<String>,
    /// When they would like to be reminded, as far as Today is concerned.
    pub reminder: Option<Rhythm>,
    /// Minutes out of sight after which the app lock closes, if there is one; `None` means [`LOCK_AFTER_MIN`].
    pub lock_after_min: Option<u16>,
    /// People of their own to reach in a hard moment, at most [`OWN_CONTACTS_MAX`].
    pub own_contacts: Vec<OwnContact>,
    /// Whether those stand on Get help now before the lock too, where anyone who picks the phone up can read them.
    pub own_before_lock: bool,
    /// Whether things on the screen move less.
    pub less_movement: bool,
    /// The name before this one, once it has changed.
    pub former_name: Option<FormerName>,
    /// When they would like to be asked again, if they chose a day.
    pub ask_again: Option<AskAgain>,
}

/// What somebody was called before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormerName {
    /// The name.
    pub name: String,
    /// When it changed.
    pub until: Stamp,
}

impl Settings {
    /// Calls the person something else; `None` is no name. The one before is remembered.
    pub fn rename(&mut self, name: Option<String>, at: Stamp) {
        if name == self.name {
            return;
        }
        let before = std::mem::replace(&mut self.name, name);
        self.former_name = before.map(|name| FormerName { name, until: at }).or_else(|| self.former_name.take());
    }
}

/// Minutes out of sight after which the app lock closes, unless the person chose otherwise.
pub const LOCK_AFTER_MIN: u16 = 2;
/// How many people of one's own Get help now has room for.
pub const OWN_CONTACTS_MAX: usize = 3;

/// Somebody of the person's own to call.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnContact {
    /// What the person calls them.
    pub name: String,
    /// The number as they write it.
    pub number: String,
}

/// A nation of the United Kingdom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nation {
    /// England.
    England,
    /// Scotland.
    Scotland,
    /// Wales.
    Wales,
    /// Northern Ireland.
    NorthernIreland,
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
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
#[derive(Clone, PartialEq, Eq)]
pub struct RootRecord {
    /// Sixteen random bytes, drawn at the first opening.
    pub root: [u8; 16],
}

impl std::fmt::Debug for RootRecord {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RootRecord(..)")
    }
}

/// The one organisation, pinned at the first introduction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrgPin {
    /// Its identity; another one is refused from now on.
    pub org_id: OrgId,
    /// What it is called.
    pub name: String,
    /// Its line about when a worker may have to tell others.
    pub safeguarding: String,
    /// Who takes complaints; `None` until the server was asked, which is right after the introduction.
    pub complaints: Option<Complaints>,
}

/// Who takes complaints about the organisation or its server, as its deployer wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaints {
    /// Their name, or that of their office.
    pub name: String,
    /// A number, an address or a page.
    pub reach: String,
}

/// Whether the person can share with a worker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContactState {
    /// The introduction is accepted here and waits to reach the server.
    Claiming,
    /// Introduced.
    Introduced,
    /// The server refused the claim: the introduction was used or is too old.
    Refused,
}

/// A worker the person has been introduced to.
#[derive(Clone, Debug, PartialEq, Eq)]
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
    pub kem_pk: [u8; 32],
    /// Ed25519 public key that replies are checked with.
    pub sig_pk: [u8; 32],
    /// Six words of their keys, to compare.
    pub check_words: [String; 6],
    /// Whether they were told the person's name.
    pub name_told: bool,
    /// When the introduction was accepted.
    pub met: Stamp,
    /// Whether the person can share with them.
    pub state: ContactState,
    /// Since when they are told the name, where that is not since they met.
    pub told_since: Option<Stamp>,
    /// What the team calls their role; empty where it is called by its kind.
    pub called: String,
}

/// One answer to "share this check-in with …?".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// Totals.
    pub totals: Set<u16>,
    /// Places of answers, by item.
    pub answers: LiteMap<String, Set<u8>>,
}

/// What one worker has been sent of one item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentItem {
    /// To whom.
    pub worker: WorkerId,
    /// Which item.
    pub item: ItemId,
    /// Made from what kind of thing.
    pub kind: ItemKind,
    /// The name of that thing.
    pub source: [u8; 16],
    /// Under which permission the last revision went.
    pub consent: ConsentId,
    /// The last revision, from 1. It never falls.
    pub rev: u32,
    /// SHA-256 of what the last revision said.
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutboxEntry {
    /// Its name, drawn by the caller.
    pub id: [u8; 16],
    /// Its place in the queue; withdrawals go first whatever it is.
    pub order: u64,
    /// To whom.
    pub worker: WorkerId,
    /// What it is.
    pub kind: OutboxKind,
    /// The bytes to send, exactly: a repeat sends the same ones.
    pub body: Vec<u8>,
    /// When it was queued.
    pub queued: Stamp,
    /// How often sending was tried.
    pub tries: u32,
}

/// What a message in the outbox is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutboxKind {
    /// The claim of an introduction.
    Claim {
        /// Which introduction.
        locator: Locator,
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
#[derive(Clone, Debug, PartialEq, Eq)]
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackFile {
    /// The file, byte for byte.
    pub bytes: Vec<u8>,
    /// Who confirmed its order, for a structure without words.
    pub confirmation: Option<Confirmation>,
}

/// How far this phone has read on the server.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cursors {
    /// The last number read from the inbox.
    pub inbox: u64,
    /// Server clock minus this phone's, in milliseconds.
    pub clock_offset_ms: i64,
    /// The sequence number last used towards each worker.
    pub seq: LiteMap<WorkerId, u64>,
    /// When each worker's screen last looked.
    pub looked: LiteMap<WorkerId, Moment>,
    /// When the server deleted everything under a permission that was taken back.
    pub deleted: LiteMap<ConsentId, Moment>,
    /// Names what this phone knows of the organisation, see `PersonInboxReply::edition`; zeros before the first look.
    pub edition: [u8; 32],
    /// Permissions that the server counts and this phone does not know: the signed record of each.
    pub orphans: LiteMap<ConsentId, Vec<u8>>,
    /// Workers who have moved on, as the server says, and since when.
    pub moved_on: LiteMap<WorkerId, Moment>,
    /// Of what stands in `deleted`: what the server has said is still on its disk, sealed.
    pub leaving: Set<ConsentId>,
    /// Of those in `moved_on`: who has a new start, as the server says. Their keys are lost, and they were given a new
    /// account, which is nobody this phone knows before a new introduction.
    pub new_starts: Set<WorkerId>,
    /// Who is away, and their last day, as the server said last.
    pub away: LiteMap<WorkerId, Day>,
    /// Permissions under which a worker deleted everything because somebody asked for it in the room, as the server says,
    /// and when.
    pub on_request: LiteMap<ConsentId, Moment>,
    /// What workers wrote down and the person has decided about: the server is told while it still has it.
    pub decided: Set<WrittenId>,
    /// Guest notebooks that are on this phone now, each with the proof that tells the server so.
    pub taking: LiteMap<GuestPlace, [u8; 32]>,
}

/// Words in a form that has not been finished, so that closing the phone loses none of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scrap {
    /// Which form, by its address and field: `/aspirations/new#words`.
    pub place: String,
    /// The words so far.
    pub words: String,
    /// When they were last touched.
    pub at: Stamp,
}

/// A sealed copy on the server: a permission of its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Backup {
    /// When the person turned it on; `None` while it is off.
    pub on_since: Option<Stamp>,
    /// The number of the last copy the server took, from 1.
    pub rev: u32,
    /// When the server took it, by this phone's clock.
    pub kept: Option<Stamp>,
    /// How many check-ins, aspirations and notes it holds.
    pub holds: u32,
    /// A hash of what it was made from; see `sync::backup::contents`.
    pub contents: [u8; 32],
    /// SHA-256 of the sealed bytes that were sent last, so that they are known again if their answer was lost.
    pub trying: [u8; 32],
    /// When the person turned it off, until the server has deleted it.
    pub ending: Option<Stamp>,
    /// When the server had deleted it.
    pub gone: Option<Stamp>,
    /// Set if it was another phone that turned it off: when this one noticed.
    pub elsewhere: Option<Stamp>,
    /// When records of another phone with the same words were joined with this one's.
    pub other_phone: Option<Stamp>,
    /// When the person said that they have their recovery words: without them no copy helps.
    pub words_seen: Option<Stamp>,
    /// Whether the server said, when it had deleted it, that its sealed bytes were still on the disk.
    pub leaving: bool,
}

impl Cursors {
    /// What the server says of the sealed bytes of something that was taken back: still on its disk, or not.
    pub(crate) fn note_leaving(&mut self, consent: ConsentId, leaving: bool) {
        if leaving {
            self.leaving.insert(consent);
        } else {
            self.leaving.remove(&consent);
        }
    }
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

stored_struct!(Settings { name, welcomed, theme, text_percent, more_contrast; since nation, language, reminder, lock_after_min, own_contacts, own_before_lock, less_movement, former_name, ask_again });
stored_struct!(FormerName { name, until });
stored_struct!(OwnContact { name, number });
stored_choice!(Nation { England = 0, Scotland = 1, Wales = 2, NorthernIreland = 3 });
stored_choice!(Theme { System = 0, Light = 1, Dark = 2 });
stored_struct!(RootRecord { root });
stored_struct!(OrgPin { org_id, name, safeguarding; since complaints });
stored_struct!(Complaints { name, reach });
stored_choice!(Role { KeyWorker = 0, PeerWorker = 1, Lead = 2 });
stored_choice!(ContactState { Claiming = 0, Introduced = 1, Refused = 2 });
stored_struct!(Contact { worker, name, role, team, kem_pk, sig_pk, check_words, name_told, met, state; since told_since, called });
stored_struct!(Decision { consent, check_in, share, at });
stored_struct!(Told { totals, answers });
stored_struct!(SentItem { worker, item, kind, source, consent, rev, hash, told, queued, delivered, opened });
stored_struct!(OutboxEntry { id, order, worker, kind, body, queued, tries });
stored_enum!(OutboxKind {
    0 = Claim { locator: locator },
    1 = Consent { consent: consent, rev: rev },
    2 = Share { consent: consent, item: item, rev: rev },
    3 = Withdrawal { consent: consent, rev: rev },
});
stored_struct!(Reply { id, from, words, written, received, read });
stored_struct!(PackFile { bytes, confirmation });
stored_struct!(Cursors { inbox, clock_offset_ms, seq, looked, deleted; since edition, orphans, moved_on, leaving, new_starts, away, on_request, decided, taking });
stored_struct!(Scrap { place, words, at });
stored_struct!(Backup {
    on_since, rev, kept, holds;
    since contents, trying, ending, gone, elsewhere, other_phone, words_seen, leaving
});
