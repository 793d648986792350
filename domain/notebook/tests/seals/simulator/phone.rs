//! One phone: what is on its disk, what is only in its memory, what its clock shows, and what its person does.

use std::collections::{BTreeMap, BTreeSet};

use notebook::aspiration::Aspiration;
use notebook::check_in::{CheckIn, Company, Draft};
use notebook::consent::{Consent, From, Grant, Scope};
use notebook::entropy::Entropy;
use notebook::id::{AspirationId, CheckInId, ConsentId, NoteId, WorkerId};
use notebook::instrument::{Instrument, built_in};
use notebook::note::Note;
use notebook::records::{
    Change, ContactState, Decision, OutboxKind, Record, Records, StoreName, ThingName, with_removals,
};
use notebook::sealed::parse_wire;
use notebook::sync::outbox::Outbox;
use notebook::sync::queue::{grant, shares, withdraw};
use notebook::time::{Moment, Stamp};

/// A fault that a test switches on, to see that the histories find it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Planted {
    /// None: this is the product.
    Nothing,
    /// Sometimes the message that takes a permission back is dropped, the phone believes that it went, and it never
    /// compares that with what the server holds.
    DropsAWithdrawal,
    /// Sometimes a sequence number is given out a second time.
    ReusesANumber,
    /// What was removed is forgotten before a copy is brought back.
    BringsBackWhatWasRemoved,
}

pub(super) struct Phone {
    /// On disk: survives everything.
    pub(super) records: Records,
    /// In memory: lost in a crash.
    pub(super) outbox: Outbox,
    /// What its clock shows too much, in milliseconds.
    pub(super) skew: i64,
    /// Notes that the person removed here, and when.
    pub(super) removed: BTreeMap<NoteId, Moment>,
    /// Every number that this phone gave out.
    pub(super) numbers: BTreeSet<(WorkerId, u64)>,
    pub(super) planted: Planted,
}

/// The one instrument of these histories; nobody has to confirm it.
pub(super) fn practice() -> Instrument {
    built_in().into_iter().find(|it| it.practice()).unwrap()
}

impl Phone {
    pub(super) fn new(records: Records, planted: Planted) -> Self {
        Self {
            records,
            outbox: Outbox::default(),
            skew: 0,
            removed: BTreeMap::new(),
            numbers: BTreeSet::new(),
            planted,
        }
    }

    pub(super) fn commit(&mut self, changes: &[Change]) {
        changes.iter().for_each(|change| self.records.apply(change));
    }

    /// Commits what was sealed here, and looks that no number is given out twice.
    fn seal(&mut self, changes: &[Change]) {
        for change in changes {
            if let Change::Put(Record::Outbox(entry)) = change
                && let OutboxKind::Share { .. } = entry.kind
            {
                let header = parse_wire(&entry.body).unwrap().parse_share_header().unwrap();
                let fresh = self.numbers.insert((header.to, header.seq));
                assert!(fresh, "a number was given out twice: {}", header.seq);
            }
        }
        self.commit(changes);
    }

    /// What the app does at the beginning of every round: seal what permissions let go.
    pub(super) fn assemble(&mut self, instruments: &[Instrument], at: Stamp, random: &mut dyn Entropy, odd: bool) {
        if self.planted == Planted::ReusesANumber && odd {
            let mut cursors = self.records.cursors.clone();
            let lowered: Vec<_> = cursors.seq.iter().map(|(worker, seq)| (*worker, seq.saturating_sub(1))).collect();
            cursors.seq.extend(lowered);
            self.commit(&[Change::Put(Record::Cursors(cursors))]);
        }
        let changes = shares(&self.records, instruments, at, random);
        self.seal(&changes);
    }

    /// Writes a note, or changes one that is here. `mine` tells whether this phone may have drawn that name.
    pub(super) fn write(&mut self, name: ThingName, mine: bool, words: String, at: Stamp) {
        let id = NoteId::from_bytes(name);
        let note = match self.records.notes.get(&id) {
            Some(note) => Note { words, edited: Some(at), ..note.clone() },
            None if mine => Note { id, words, at, check_in: None, edited: None },
            None => return,
        };
        self.removed.remove(&note.id);
        self.commit(&with_removals(&self.records, vec![Change::Put(Record::Note(note))], at));
    }

    /// Removes a note that nobody was sent.
    pub(super) fn remove(&mut self, name: ThingName, at: Stamp) {
        let id = NoteId::from_bytes(name);
        let sent = self.records.sent.values().any(|sent| sent.source == name);
        if self.records.notes.contains_key(&id) && !sent {
            self.removed.insert(id, at.at);
            let gone = Change::Delete(StoreName::Notes, name);
            self.commit(&with_removals(&self.records, vec![gone], at));
        }
    }

    pub(super) fn hope(&mut self, name: ThingName, mine: bool, words: &str, at: Stamp) {
        let id = AspirationId::from_bytes(name);
        let it = match self.records.aspirations.get(&id) {
            Some(it) => Aspiration { words: words.to_owned(), edited: Some(at), ..it.clone() },
            None if mine => Aspiration::new(id, words, at, u32::from(name[1])).unwrap(),
            None => return,
        };
        self.commit(&[Change::Put(Record::Aspiration(it))]);
    }

    pub(super) fn check_in(&mut self, name: ThingName, place: u8, instrument: &Instrument, at: Stamp) {
        let id = CheckInId::from_bytes(name);
        if self.records.check_ins.contains_key(&id) {
            return;
        }
        let check_in = finished(id, place, instrument, at);
        self.commit(&[Change::Put(Record::CheckIn(check_in))]);
    }

    /// Answers the oldest open question.
    pub(super) fn decide(&mut self, share: bool, at: Stamp) {
        if let Some((consent, check_in)) = self.records.open_questions(at.day()).pop() {
            self.commit(&[Change::Put(Record::Decision(Decision { consent, check_in, share, at }))]);
        }
    }

    /// Gives a permission; `bits` say what it covers.
    pub(super) fn permit(
        &mut self,
        id: ConsentId,
        worker: WorkerId,
        bits: u64,
        instruments: &[Instrument],
        at: Stamp,
        random: &mut dyn Entropy,
    ) {
        let introduced = self.records.contacts.get(&worker).is_some_and(|it| it.state != ContactState::Refused);
        if !introduced {
            return;
        }
        let has = |bit: u64| bits & (1 << bit) != 0;
        let chosen = |(place, id): (usize, &AspirationId)| (place % 2 == 0).then_some(*id);
        let scope = Scope {
            totals: has(0),
            answers: has(1),
            notes: has(2) || bits & 7 == 0,
            conversation: has(3),
            aspirations: self.records.aspirations.keys().enumerate().filter_map(chosen).collect(),
            note_ids: if has(2) { self.records.notes.keys().copied().collect() } else { notebook::set::Set::new() },
            ..Scope::default()
        };
        let from = if has(4) { From::EarlierToo } else { From::OnlyNew };
        let consent = Consent::grant(Grant {
            id,
            worker,
            scope,
            from,
            granted: at,
            until: at.day().add_months(6),
            wording: "permission-1".to_owned(),
            without_asking: false,
            salt: [9; 16],
        });
        let changes = grant(&self.records, instruments, consent.unwrap(), at, random).unwrap();
        self.seal(&changes);
    }

    pub(super) fn take_back(&mut self, id: ConsentId, at: Stamp, random: &mut dyn Entropy, odd: bool) {
        let Some(consent) = self.records.consents.get(&id).cloned() else { return };
        let changes = withdraw(&self.records, consent, at, random).unwrap_or_default();
        self.commit(&changes);
        if self.planted == Planted::DropsAWithdrawal && odd {
            self.records
                .outbox
                .retain(|_, entry| !matches!(entry.kind, OutboxKind::Withdrawal { consent, .. } if consent == id));
            self.records.cursors.deleted.insert(id, at.at);
        }
    }
}

fn finished(id: CheckInId, place: u8, instrument: &Instrument, at: Stamp) -> CheckIn {
    let mut draft = Draft::start(id, instrument, at);
    draft.company = Some(Company::OnMyOwn);
    for item in &instrument.pack.items {
        draft.responses.answer(instrument, &item.id, place).unwrap();
    }
    // Its result is opened at once: what waits for that has rules of its own.
    CheckIn { unseen: false, ..draft.complete(instrument, at, at.day()).unwrap() }
}
