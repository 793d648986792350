//! Everything on the person's phone, opened and in memory, and the changes that are written to it.

mod change;
mod kinds;
mod returns;

pub use change::{Change, ONLY, Record, StoreName, pack_key, scrap_key};
pub use kinds::{
    Backup, Contact, ContactState, Cursors, Decision, FormerName, LOCK_AFTER_MIN, Nation, OWN_CONTACTS_MAX, OrgPin,
    OutboxEntry, OutboxKind, OwnContact, PackFile, Reply, RootRecord, Scrap, SentItem, Settings, Theme, Told,
};

pub(crate) use returns::is_thing;
pub use returns::{Brought, Removed, Returned, ThingName, with_removals};

use crate::aspiration::Aspiration;
use crate::check_in::{CheckIn, Draft};
use crate::consent::{Consent, ConsentState, SourceItem};
use crate::id::{AspirationId, CheckInId, ConsentId, DecisionId, ItemId, ItemKind, NoteId, ReplyId, SentId, WorkerId};
use crate::instrument::{Instrument, PackHash, built_in, hash_of, load};
use crate::note::Note;
use crate::time::{Day, Stamp};
use litemap::LiteMap;

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
    pub check_ins: LiteMap<CheckInId, CheckIn>,
    /// Check-ins under way.
    pub drafts: LiteMap<CheckInId, Draft>,
    /// Aspirations.
    pub aspirations: LiteMap<AspirationId, Aspiration>,
    /// Notes.
    pub notes: LiteMap<NoteId, Note>,
    /// Workers.
    pub contacts: LiteMap<WorkerId, Contact>,
    /// Permissions, past ones too.
    pub consents: LiteMap<ConsentId, Consent>,
    /// Answers to "share this one?".
    pub decisions: LiteMap<DecisionId, Decision>,
    /// What has been sent.
    pub sent: LiteMap<SentId, SentItem>,
    /// What is on its way.
    pub outbox: LiteMap<[u8; 16], OutboxEntry>,
    /// Replies.
    pub replies: LiteMap<ReplyId, Reply>,
    /// Packs given to this person.
    pub packs: LiteMap<PackHash, PackFile>,
    /// How far this phone has read.
    pub cursors: Cursors,
    /// Words that are being written, by [`scrap_key`].
    pub scraps: LiteMap<[u8; 16], Scrap>,
    /// The copy on the server.
    pub backup: Backup,
    /// What the person removed, by the name it had.
    pub removed: LiteMap<ThingName, Removed>,
    /// What copies brought here.
    pub returned: Returned,
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
            Record::Scrap(it) => drop(self.scraps.insert(scrap_key(&it.place), it)),
            Record::Backup(it) => self.backup = it,
            Record::Removed(it) => drop(self.removed.insert(it.thing, it)),
            Record::Returned(it) => self.returned = it,
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
            StoreName::Scraps => drop(self.scraps.remove(&key)),
            StoreName::Backup => self.backup = Backup::default(),
            StoreName::Removed => drop(self.removed.remove(&key)),
            StoreName::Returned => self.returned = Returned::default(),
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

    /// What `worker` has ever been told of this thing, under whatever name it was sent.
    #[must_use]
    pub fn told(&self, worker: WorkerId, kind: ItemKind, source: &[u8; 16]) -> Told {
        let mut told = Told::default();
        for sent in self.sent_of(worker, kind, source) {
            told.totals.extend(sent.told.totals.iter().copied());
            for (item, places) in &sent.told.answers {
                told.answers.entry(item.clone()).or_default().extend(places.iter().copied());
            }
        }
        told
    }

    /// What `worker` has been sent of this thing, under whatever name.
    pub fn sent_of(&self, worker: WorkerId, kind: ItemKind, source: &[u8; 16]) -> impl Iterator<Item = &SentItem> {
        self.sent.values().filter(move |it| it.worker == worker && it.kind == kind && it.source == *source)
    }

    /// The permission that counts towards `worker` today: of those that hold, the latest.
    #[must_use]
    pub fn consent_with(&self, worker: WorkerId, today: Day) -> Option<&Consent> {
        let holding = self.consents.values().filter(|it| it.worker() == worker && it.holds(today));
        holding.max_by_key(|it| (it.granted().at, it.id()))
    }

    /// Earlier permissions with the same worker that the server may still count. Granting a new one takes these back,
    /// so that nothing stays with the server that the new one does not cover.
    #[must_use]
    pub fn replaced_by(&self, consent: &Consent) -> Vec<&Consent> {
        let earlier = |it: &&Consent| {
            it.worker() == consent.worker() && it.id() != consent.id() && it.state() == ConsentState::Active
        };
        self.consents.values().filter(earlier).collect()
    }

    /// Whether a permission can be taken back: whatever this phone's clock or the server's word made of it, until the
    /// server has confirmed that nothing is left under it. One that was taken back and waits to be sent needs no second
    /// time.
    #[must_use]
    pub fn can_take_back(&self, consent: &Consent) -> bool {
        match consent.state() {
            ConsentState::Active => true,
            ConsentState::Ended => !self.cursors.deleted.contains_key(&consent.id()),
            ConsentState::Withdrawn { .. } => false,
        }
    }

    /// Whether the person's answer or the moment of granting lets this check-in go. Unanswered means no.
    #[must_use]
    pub fn decided_to_share(&self, consent: &Consent, check_in: &CheckIn) -> Option<bool> {
        let decision = self.decisions.get(&DecisionId::derive(consent.id(), check_in.id));
        let withheld = self.is_withheld(consent, check_in.id.as_bytes());
        let chosen = (consent.chosen_with(check_in.completed) && !withheld).then_some(true);
        decision.map(|decision| decision.share).or(chosen)
    }

    /// Covered check-ins nobody has answered about yet, newest first: Today keeps the question.
    #[must_use]
    pub fn open_questions(&self, today: Day) -> Vec<(ConsentId, CheckInId)> {
        self.undecided(today, false)
    }

    /// Covered check-ins that go without a question, newest first, of those whose result the person has opened.
    #[must_use]
    pub fn going_unasked(&self, today: Day) -> Vec<(ConsentId, CheckInId)> {
        self.undecided(today, true)
    }

    /// The person has opened the result of this check-in: it counts as seen, and goes where it goes without a question.
    #[must_use]
    pub fn result_opened(&self, id: CheckInId, at: Stamp) -> Vec<Change> {
        let Some(check_in) = self.check_ins.get(&id) else { return Vec::new() };
        let seen = Change::Put(Record::CheckIn(CheckIn { unseen: false, ..check_in.clone() }));
        let mut after = self.clone();
        after.apply(&seen);
        let going = after.going_unasked(at.day()).into_iter().filter(|(_, check_in)| *check_in == id);
        let decided =
            going.map(|(consent, check_in)| Record::Decision(Decision { consent, check_in, share: true, at }));
        check_in.unseen.then_some(seen).into_iter().chain(decided.map(Change::Put)).collect()
    }

    /// The answers that go over to a permission which takes the place of another: what was kept back stays back, and
    /// what was shared stays shared, as far as the new one covers it.
    #[must_use]
    pub fn carried_over(&self, consent: &Consent) -> Vec<Decision> {
        let today = consent.granted().day();
        let Some(earlier) = self.replaced_by(consent).into_iter().max_by_key(|it| (it.granted().at, it.id())) else {
            return Vec::new();
        };
        let covered = self.check_ins.values().filter(|it| consent.covers(&SourceItem::of_check_in(it), today));
        let carried = covered.filter_map(|it| {
            let decided = self.decisions.get(&DecisionId::derive(earlier.id(), it.id)).copied();
            // What a copy brought back is not chosen by going on as before.
            let goes_on = consent.new_from() != consent.granted();
            let came_back = goes_on && self.is_withheld(earlier, it.id.as_bytes());
            let kept = || Decision { consent: consent.id(), check_in: it.id, share: false, at: consent.granted() };
            let decision = decided.or_else(|| came_back.then(kept))?;
            Some(Decision { consent: consent.id(), ..decision })
        });
        carried.collect()
    }

    fn undecided(&self, today: Day, unasked: bool) -> Vec<(ConsentId, CheckInId)> {
        let mut open = Vec::new();
        for worker in self.contacts.keys() {
            let Some(consent) = self.consent_with(*worker, today) else { continue };
            for check_in in self.check_ins.values() {
                let source = SourceItem::of_check_in(check_in);
                if !check_in.unseen
                    && consent.covers(&source, today)
                    && (consent.goes_unasked(check_in.completed) && !self.is_withheld(consent, check_in.id.as_bytes()))
                        == unasked
                    && self.decided_to_share(consent, check_in).is_none()
                {
                    open.push((check_in.completed.at, consent.id(), check_in.id));
                }
            }
        }
        open.sort_unstable_by(|one, other| other.cmp(one));
        open.into_iter().map(|(_, consent, check_in)| (consent, check_in)).collect()
    }
}
