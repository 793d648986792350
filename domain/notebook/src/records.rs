//! Everything on the person's phone, opened and in memory, and the changes that are written to it.

mod change;
#[cfg(test)]
mod growing;
mod joining;
mod kinds;
mod returns;
mod rows;
mod table;

pub use change::{Change, ONLY, pack_key, scrap_key};
pub(crate) use joining::Joining;
pub use joining::{Copied, SEQ_LEAP};
pub use kinds::*;
pub use returns::{Brought, Removed, Returned, ThingName, with_removals};
pub use table::{Record, Records, StoreName};

use crate::check_in::{CheckIn, Draft};
use crate::consent::{Consent, ConsentState, ItemKind, SourceItem};
use crate::id::{CheckInId, ConsentId, DecisionId, ItemId, SentId, WorkerId};
use crate::instrument::{Instrument, ReadPack, built_in, read_pack};
use crate::time::{Day, Stamp};

impl Records {
    /// Carries out one change.
    pub fn apply(&mut self, change: &Change) {
        match change {
            Change::Put(record) => self.put(record.clone()),
            Change::Delete(store, key) => self.delete(*store, *key),
        }
    }

    /// Whether anything of the person's own is kept that they would miss: an answer, words, a name, somebody they met.
    /// That they went through the first opening, or began a check-in, is nothing yet.
    #[must_use]
    pub fn holds_own(&self) -> bool {
        let Self { settings, check_ins, aspirations, notes, scraps, contacts, .. } = self;
        settings.name.is_some()
            || !settings.own_contacts.is_empty()
            || self.drafts.values().any(|draft| !draft.responses.is_empty())
            || !(check_ins.is_empty() && aspirations.is_empty() && notes.is_empty())
            || !(scraps.is_empty() && contacts.is_empty())
    }

    /// The check-ins that the person has begun, or goes on with.
    pub fn under_way(&self) -> impl Iterator<Item = &Draft> {
        self.drafts.values().filter(|draft| !draft.waits())
    }

    /// What a helper wrote down and the person has not decided about, newest first.
    #[must_use]
    pub fn written_down(&self) -> Vec<&Draft> {
        let mut waiting: Vec<&Draft> = self.drafts.values().filter(|draft| draft.waits()).collect();
        waiting.sort_by_key(|draft| std::cmp::Reverse(draft.written.as_ref().map(|it| it.at.at)));
        waiting
    }

    /// The built-in instruments and those given to this person. A confirmation that came with a
    /// structure also counts for the built-in copy of the same file.
    #[must_use]
    pub fn instruments(&self) -> Vec<Instrument> {
        self.instruments_read_by(Some(read_pack))
    }

    /// The same, where the loader of packs may not be there yet: without it only those that are built in.
    #[must_use]
    pub fn instruments_read_by(&self, read: Option<ReadPack>) -> Vec<Instrument> {
        let mut instruments = built_in();
        for (hash, file) in &self.packs {
            if let Some(known) = instruments.iter_mut().find(|it| it.hash == *hash) {
                known.confirmation.clone_from(&file.confirmation);
            } else if let Some(mut loaded) = read.and_then(|read| read(&file.bytes)) {
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
