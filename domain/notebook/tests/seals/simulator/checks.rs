//! What may never be, and what must agree once the network has healed.

use std::collections::{BTreeMap, BTreeSet};

use notebook::consent::{ConsentState, ItemKind};
use notebook::id::{ConsentId, ItemId, WorkerId};
use notebook::records::ContactState;
use notebook::seal::envelope::{Known, open_share};
use notebook::share::{OpenedHeads, SharedItem, preview};
use notebook::signed::verify_consent;
use notebook::time::{Day, Moment, Stamp};

use super::World;
use crate::support::{JO, ORG, SAM, pinned};

/// A thing a worker sees, by what it is and not by its words.
fn name(item: &SharedItem) -> String {
    match item {
        SharedItem::About(it) => format!("about {} {}", it.since, it.until),
        SharedItem::CheckIn(it) => format!("check-in {}", it.id),
        SharedItem::Aspiration(it) => format!("aspiration {}", it.id),
        SharedItem::Note(it) => format!("note {}", it.id),
        SharedItem::Conversation { .. } => "conversation".to_owned(),
        SharedItem::NoConversation {} => "no conversation".to_owned(),
        SharedItem::Head(_) => "head".to_owned(),
    }
}

impl World {
    fn today(&self) -> Day {
        Stamp { at: Moment(self.now), offset_min: 0 }.day()
    }

    /// What may never be seen, in the middle of anything.
    pub(super) fn check_always(&self) {
        for phone in &self.phones {
            for (id, at) in &phone.removed {
                // Written anew after that on the other phone, it may come with a copy.
                let older = phone.records.notes.get(id).is_some_and(|note| note.edited.unwrap_or(note.at).at <= *at);
                assert!(!older, "a note that was removed is back: {id}");
            }
        }
        for (worker, keys) in &self.workers {
            if !self.rolled_back {
                self.check_nothing_missed(*worker);
            }
            for (consent, _, bytes) in self.server.readable(*worker, self.today()) {
                let facts = verify_consent(&consent, &self.keys.public().sig).unwrap();
                let known = Known { me: *worker, org: ORG, consent: &facts, last_seq: 0, last_rev: None };
                open_share(bytes, keys, &pinned(&self.keys), &known).unwrap();
                let other = if *worker == SAM { JO } else { SAM };
                let by_other = open_share(bytes, &self.workers[&other], &pinned(&self.keys), &known);
                assert!(by_other.is_err(), "somebody who was not named could read");
            }
        }
    }

    /// Everything this worker sees after signing in anew, with the permission it came under.
    fn seen_by(&self, worker: WorkerId) -> BTreeMap<ItemId, (ConsentId, SharedItem)> {
        let from = pinned(&self.keys);
        let mut seen = BTreeMap::new();
        let mut last_seq = 0;
        let mut listed = self.server.readable(worker, self.today());
        listed.sort_by_key(|(_, header, _)| header.seq);
        for (consent, header, bytes) in listed {
            let facts = verify_consent(&consent, &self.keys.public().sig).unwrap();
            let known = Known { me: worker, org: ORG, consent: &facts, last_seq, last_rev: None };
            let opened = open_share(bytes, &self.workers[&worker], &from, &known).unwrap();
            last_seq = opened.header.seq;
            seen.insert(header.item, (header.consent, opened.item));
        }
        seen
    }

    /// Of a server that keeps nothing back nobody ever reads that something is missing, whatever is on its way.
    fn check_nothing_missed(&self, worker: WorkerId) {
        let (mut heads, seen) = (OpenedHeads::default(), self.seen_by(worker));
        let listed: BTreeMap<ItemId, (u64, u32)> = self
            .server
            .readable(worker, self.today())
            .into_iter()
            .map(|(_, header, _)| (header.item, (header.seq, header.item_rev)))
            .collect();
        for (item, (consent, shared)) in seen {
            if let SharedItem::Head(head) = shared {
                heads.note(consent, listed[&item].0, head);
            }
        }
        let over = self.server.over(worker, self.today());
        let over: Vec<_> = over.iter().map(|record| verify_consent(record, &self.keys.public().sig).unwrap()).collect();
        let missing = heads.missing(|item| listed.get(&item).map(|(_, rev)| *rev), &over);
        assert_eq!(missing, 0, "said to be missing at {worker}: {heads:?} {listed:?}");
    }

    /// Once nothing is on its way any more.
    pub(super) fn check_agreement(&self) {
        let today = self.today();
        for phone in &self.phones {
            for consent in phone.records.consents.values() {
                let ended = consent.state() != ConsentState::Active || consent.is_past(today);
                if ended {
                    assert_eq!(self.server.envelopes_under(consent.id()), 0, "lost: {consent:?}");
                    assert!(!self.server.is_active(consent.id()), "in force again: {consent:?}");
                }
            }
            for held in self.server.list().iter().filter(|it| !it.withdrawn) {
                let known = phone.records.consents.contains_key(&held.consent)
                    || phone.records.cursors.orphans.contains_key(&held.consent);
                assert!(known, "no phone can take it back: {}", held.consent);
            }
        }
        [SAM, JO].into_iter().for_each(|worker| self.check_seen(worker, today));
    }

    fn check_seen(&self, worker: WorkerId, today: Day) {
        let seen = self.seen_by(worker);
        for (consent, item) in seen.values().filter(|(_, item)| item.kind() != ItemKind::Head) {
            let covered = self.phones.iter().any(|phone| {
                phone.records.consents.get(consent).is_some_and(|consent| {
                    preview(consent, &phone.records, &self.instruments, today).is_ok_and(|items| items.contains(item))
                })
            });
            assert!(covered, "seen outside a permission: {item:?} under {consent}");
        }
        if self.rolled_back {
            // What was sent after the copy of the database was made is gone from it, and the phone cannot know.
            return;
        }
        let names: BTreeSet<String> = seen.values().map(|(_, item)| name(item)).collect();
        for phone in &self.phones {
            let met = phone.records.contacts.get(&worker).is_some_and(|it| it.state == ContactState::Introduced);
            let Some(consent) = phone.records.consent_with(worker, today).filter(|_| met) else { continue };
            assert!(self.server.is_active(consent.id()), "it holds here and not there: {consent:?}");
            assert!(names.contains("head"), "nobody counts what is there");
            for item in preview(consent, &phone.records, &self.instruments, today).unwrap() {
                assert!(names.contains(&name(&item)), "missing: {item:?}");
            }
            for sent in phone.records.sent.values().filter(|sent| sent.consent == consent.id()) {
                assert!(sent.delivered.is_some(), "{sent:?}");
            }
        }
    }
}
