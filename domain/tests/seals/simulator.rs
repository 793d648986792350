//! A simulator: one phone, two workers, one server, and a network that loses, doubles, delays and reorders, while the
//! phone crashes between any two effects and its clock jumps. At the end the network heals, and everything must agree.
//!
//! `WAYMARK_SEEDS=10000` runs more histories. A seed runs the same way every time.

mod network;
mod server;

use std::collections::BTreeMap;

use domain::entropy::make_bytes;
use domain::id::{NoteId, WorkerId};
use domain::introduction::Code;
use domain::note::Note;
use domain::records::{Change, ContactState, OutboxKind, Record, Records};
use domain::seal::envelope::{Known, open_share};
use domain::seal::keyring::PinnedPerson;
use domain::seal::keys::{PersonKeys, WorkerKeys};
use domain::share::SharedItem;
use domain::signed::verify_consent;
use domain::sync::outbox::{Answer, Effect, EntryId, Event, Outbox, step};
use domain::sync::queue::{entry, grant, shares, withdraw};
use domain::time::{Moment, Stamp};

use self::network::{Network, Request};
use self::server::Server;
use super::support::{Counted, JO, MORNING, ORG, SAM, contact, counted, notes_consent, person, phone, pinned, worker};

struct World {
    random: Counted,
    now: i64,
    /// What the phone's clock shows too much, in milliseconds.
    skew: i64,
    /// On disk: survives everything.
    records: Records,
    /// In memory: lost in a crash.
    outbox: Outbox,
    keys: PersonKeys,
    workers: BTreeMap<WorkerId, WorkerKeys>,
    network: Network,
    server: Server,
    trace: Vec<String>,
    grants: u8,
    notes: u8,
}

impl World {
    fn new(seed: u64) -> Self {
        let keys = person();
        let workers = BTreeMap::from([(SAM, worker(1)), (JO, worker(2))]);
        let mut records = phone(workers[&SAM].public());
        let mut random = counted(seed);
        let code = Code::make(&mut random);
        let mut jo = contact(JO, workers[&JO].public());
        jo.state = ContactState::Claiming;
        records.contacts.insert(JO, jo);
        let kind = OutboxKind::Claim { locator: code.locator().as_u32() };
        let claim = entry(&records, JO, kind, b"claim".to_vec(), MORNING, &mut random);
        records.apply(&Change::Put(Record::Outbox(claim)));
        let server = Server::new(&keys, code.locator(), MORNING.at);
        Self {
            random,
            now: MORNING.at.0,
            skew: 0,
            records,
            outbox: Outbox::default(),
            keys,
            workers,
            network: Network::default(),
            server,
            trace: Vec::new(),
            grants: 0,
            notes: 0,
        }
    }

    fn below(&mut self, limit: u64) -> u64 {
        u64::from_le_bytes(make_bytes(&mut self.random)) % limit
    }

    fn stamp(&self) -> Stamp {
        Stamp { at: Moment(self.now + self.skew), ..MORNING }
    }

    fn commit(&mut self, changes: &[Change]) {
        changes.iter().for_each(|change| self.records.apply(change));
    }

    /// What the app does after every change: seal what permissions let go.
    fn queue(&mut self) {
        let changes = shares(&self.records, &[], self.stamp(), &mut self.random);
        self.commit(&changes);
    }

    /// One step of the outbox; `crash` is the number of effects after which the app dies.
    fn step(&mut self, event: Event, crash: Option<usize>) {
        let (outbox, effects) = step(self.outbox.clone(), &self.records, event, self.stamp().at);
        self.outbox = outbox;
        for (done, effect) in effects.into_iter().enumerate() {
            if crash == Some(done) {
                self.outbox = Outbox::default();
                return;
            }
            match effect {
                Effect::Commit(changes) => self.commit(&changes),
                Effect::Assemble => self.queue(),
                Effect::Send(id) => self.send(id),
                Effect::Wake(_) => {}
            }
        }
    }

    fn send(&mut self, id: EntryId) {
        let Some(entry) = self.records.outbox.get(&id) else { return };
        let at = Moment(self.stamp().at.0 + self.records.cursors.clock_offset_ms);
        let request = Request::new(entry, &self.keys, at, make_bytes(&mut self.random));
        self.network.under_way.push(request);
    }

    fn write(&mut self) {
        let n = if self.notes > 0 && self.below(3) == 0 { self.below(u64::from(self.notes)) as u8 } else { self.notes };
        self.notes = self.notes.max(n + 1);
        let words = format!("note {n} at {}", self.now);
        let note = Note { id: NoteId::from_bytes([n; 16]), words, at: self.stamp(), check_in: None, edited: None };
        self.commit(&[Change::Put(Record::Note(note))]);
        self.queue();
    }

    fn permit(&mut self) {
        let worker = if self.below(2) == 0 { SAM } else { JO };
        self.grants += 1;
        let consent = notes_consent(self.grants, worker, self.stamp());
        if self.records.contacts[&worker].state == ContactState::Refused {
            return;
        }
        let changes = grant(&self.records, &[], consent, self.stamp(), &mut self.random).unwrap();
        self.commit(&changes);
    }

    fn take_back(&mut self) {
        let all: Vec<_> = self.records.consents.values().cloned().collect();
        if all.is_empty() {
            return;
        }
        let newest = all.iter().max_by_key(|it| it.granted().at).cloned();
        let any = all[self.below(all.len() as u64) as usize].clone();
        let consent = newest.filter(|_| self.below(2) == 0).unwrap_or(any);
        let changes = withdraw(&self.records, consent, self.stamp(), &mut self.random).unwrap_or_default();
        self.commit(&changes);
    }

    /// A permission given and taken back at once, while the first message may still be on its way.
    fn change_of_mind(&mut self) {
        self.permit();
        self.step(Event::Online, None);
        self.carry(false);
        self.take_back();
        self.step(Event::Online, None);
        self.carry(false);
        self.arrive_late();
    }

    /// The network does something with one of the requests under way.
    fn carry(&mut self, healthy: bool) {
        if self.network.under_way.is_empty() {
            return;
        }
        let place = self.below(self.network.under_way.len() as u64) as usize;
        let fate = if healthy { 0 } else { self.below(10) };
        match fate {
            // Lost on the way there; the phone gives up waiting.
            1 | 2 => {
                let lost = self.network.under_way.swap_remove(place);
                self.step(Event::Answered(lost.entry, Answer::Nothing), None);
            }
            // Arrives, but the answer is lost.
            3 => {
                let request = self.network.under_way.swap_remove(place);
                self.server.take(&request, Moment(self.now));
                self.step(Event::Answered(request.entry, Answer::Nothing), None);
            }
            // The phone gives up, and it arrives all the same, later.
            4 => {
                let late = self.network.under_way.swap_remove(place);
                self.network.late.push(late.clone());
                self.step(Event::Answered(late.entry, Answer::Nothing), None);
            }
            // Arrives, and a copy arrives again later.
            5 => {
                let request = self.network.under_way.swap_remove(place);
                self.network.late.push(request.clone());
                let answer = self.server.take(&request, Moment(self.now));
                self.step(Event::Answered(request.entry, answer), None);
            }
            _ => {
                let request = self.network.under_way.swap_remove(place);
                let answer = self.server.take(&request, Moment(self.now));
                let crash = if !healthy && self.below(8) == 0 { Some(0) } else { None };
                self.step(Event::Answered(request.entry, answer), crash);
            }
        }
    }

    /// Something that was late or doubled arrives now; nobody waits for the answer.
    fn arrive_late(&mut self) {
        if !self.network.late.is_empty() {
            let place = self.below(self.network.late.len() as u64) as usize;
            let request = self.network.late.swap_remove(place);
            self.server.take(&request, Moment(self.now));
        }
    }

    fn act(&mut self) {
        let action = self.below(24);
        self.trace.push(format!("{action} {} {}", self.now, self.records.outbox.len()));
        match action {
            0..=2 => self.write(),
            3 => self.permit(),
            4 => self.take_back(),
            5 => self.crash(),
            6 if self.below(3) == 0 => self.now += self.below(3 * 86_400_000) as i64,
            7 => self.skew = self.below(2 * 86_400_000) as i64 - 86_400_000,
            6 | 8 => self.step(Event::Online, None),
            9 | 10 => self.arrive_late(),
            11..=16 => {
                let crash = (self.below(6) == 0).then(|| self.below(2) as usize);
                self.step(Event::Look, crash);
            }
            17 => self.change_of_mind(),
            _ => self.carry(false),
        }
        self.now += self.below(40_000) as i64;
        if self.below(8) == 0 {
            self.check_always();
        }
    }

    /// The browser is killed: memory and connections are gone, the disk is not.
    fn crash(&mut self) {
        self.outbox = Outbox::default();
        let lost = std::mem::take(&mut self.network.under_way);
        self.network.late.extend(lost);
    }

    /// What may never be seen, in the middle of anything.
    fn check_always(&mut self) {
        for (worker, keys) in &self.workers {
            let today = Stamp { at: Moment(self.now), offset_min: 0 }.day();
            for (consent, _, bytes) in self.server.readable(*worker, today) {
                let facts = verify_consent(&consent, &self.keys.public().sig).unwrap();
                let known = Known { me: *worker, org: ORG, consent: &facts, last_seq: 0, last_rev: None };
                open_share(bytes, keys, &pinned(&self.keys), &known).unwrap();
                let other = if *worker == SAM { JO } else { SAM };
                let by_other = open_share(bytes, &self.workers[&other], &pinned(&self.keys), &known);
                assert!(by_other.is_err(), "somebody who was not named could read");
            }
        }
    }

    fn settle(&mut self) {
        for _ in 0..2_000 {
            self.queue();
            self.step(Event::Online, None);
            self.carry(true);
            self.now += 1_000;
            if self.records.outbox.is_empty() {
                self.queue();
            }
            if self.records.outbox.is_empty() && self.network.under_way.is_empty() {
                return;
            }
        }
        let waiting: Vec<_> =
            self.records.outbox.values().map(|entry| (entry.order, entry.kind, entry.tries)).collect();
        panic!("the queue does not drain: {waiting:?} {:?}", self.outbox);
    }

    fn notes_on_phone(&self) -> BTreeMap<NoteId, String> {
        self.records.notes.values().map(|note| (note.id, note.words.clone())).collect()
    }

    /// Everything this worker sees after signing in anew.
    fn seen_by(&self, worker: WorkerId) -> BTreeMap<NoteId, String> {
        let today = Stamp { at: Moment(self.now), offset_min: 0 }.day();
        let from: PinnedPerson = pinned(&self.keys);
        let mut seen = BTreeMap::new();
        let mut last_seq = 0;
        let mut listed = self.server.readable(worker, today);
        listed.sort_by_key(|(_, header, _)| header.seq);
        for (consent, _, bytes) in listed {
            let facts = verify_consent(&consent, &self.keys.public().sig).unwrap();
            let known = Known { me: worker, org: ORG, consent: &facts, last_seq, last_rev: None };
            let opened = open_share(bytes, &self.workers[&worker], &from, &known).unwrap();
            last_seq = opened.header.seq;
            if let SharedItem::Note(note) = opened.item {
                seen.insert(note.id, note.words);
            }
        }
        seen
    }

    fn check_agreement(&self) {
        let today = self.stamp().day();
        for worker in [SAM, JO] {
            let expected = match self.records.consent_with(worker, today) {
                Some(_) if self.records.contacts[&worker].state == ContactState::Introduced => self.notes_on_phone(),
                _ => BTreeMap::new(),
            };
            assert_eq!(self.seen_by(worker), expected, "{worker}");
        }
        for sent in self.records.sent.values().filter(|sent| self.records.consents[&sent.consent].holds(today)) {
            assert!(sent.delivered.is_some(), "{sent:?}");
        }
        for consent in self.records.consents.values().filter(|it| !it.holds(today)) {
            assert_eq!(self.server.envelopes_under(consent.id()), 0, "{consent:?}");
        }
        for consent in self.records.cursors.deleted.keys() {
            assert!(!self.server.is_active(*consent), "taken back, confirmed, and in force again: {consent}");
        }
    }
}

fn run(seed: u64) -> Vec<String> {
    let mut world = World::new(seed);
    for _ in 0..150 {
        world.act();
    }
    world.skew = 0;
    world.settle();
    world.check_agreement();
    // What was still on its way changes nothing any more.
    while !world.network.late.is_empty() {
        world.arrive_late();
    }
    world.check_agreement();
    world.trace
}

#[test]
fn nothing_is_lost_doubled_or_seen_by_others_in_any_history() {
    let seeds = std::env::var("WAYMARK_SEEDS").ok().and_then(|text| text.parse().ok()).unwrap_or(50);
    for seed in 0..seeds {
        let outcome = std::panic::catch_unwind(|| run(seed));
        assert!(outcome.is_ok(), "seed {seed} fails");
    }
}

#[test]
fn a_history_runs_the_same_way_every_time() {
    assert_eq!(run(7), run(7));
}
