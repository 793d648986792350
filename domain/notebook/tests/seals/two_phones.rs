//! Two phones with the same words: they agree on numbers, and neither asks the server for ever.

use std::collections::BTreeMap;

use notebook::consent::ItemKind;
use notebook::id::{ItemId, WorkerId};
use notebook::records::{Change, OutboxKind, Records};
use notebook::sealed::parse_wire;
use notebook::sync::outbox::{Answer, Effect, Event, Outbox, step};
use notebook::sync::queue::{grant, shares, withdraw};
use notebook::time::Moment;

use super::support::{MORNING, SAM, counted, later, notes_consent, phone, worker, write_note};

/// What the server knows of numbers, by the rules of `notebook::accept`.
#[derive(Default)]
struct Numbers {
    highest: BTreeMap<WorkerId, u64>,
    newest: BTreeMap<ItemId, u32>,
    /// Says of every number that it was used.
    stubborn: bool,
    refused: u32,
    taken: u32,
}

impl Numbers {
    fn take(&mut self, body: &[u8], at: Moment) -> Answer {
        let header = parse_wire(body).unwrap().parse_share_header().unwrap();
        let (highest, newest) =
            (self.highest.entry(header.to).or_default(), self.newest.entry(header.item).or_default());
        if self.stubborn {
            self.refused += 1;
            return Answer::SequenceUsed(header.seq + 1_000);
        }
        let refusal = if header.item_rev <= *newest {
            Some(Answer::RevisionUsed(*newest))
        } else {
            (header.seq <= *highest).then_some(Answer::SequenceUsed(*highest))
        };
        if let Some(refusal) = refusal {
            self.refused += 1;
            return refusal;
        }
        (*highest, *newest) = (header.seq, header.item_rev);
        self.taken += 1;
        Answer::Stored(at)
    }
}

struct Phone {
    records: Records,
    outbox: Outbox,
    random: u64,
}

impl Phone {
    fn sharing(notes: u8) -> Self {
        let mut records = phone(worker(1).public());
        (1..=notes).for_each(|n| write_note(&mut records, n, "a walk", MORNING));
        Self { records, outbox: Outbox::default(), random: 1 }
    }

    fn apply(&mut self, changes: &[Change]) {
        changes.iter().for_each(|change| self.records.apply(change));
    }

    fn permit(&mut self, n: u8) {
        self.random += 1;
        let changes =
            grant(&self.records, &[], notes_consent(n, SAM, later(1)), later(1), &mut counted(self.random)).unwrap();
        self.apply(&changes);
    }

    fn assemble(&mut self, now: Moment) {
        self.random += 1;
        let now = notebook::time::Stamp { at: now, ..MORNING };
        let changes = shares(&self.records, &[], now, &mut counted(self.random));
        self.apply(&changes);
    }

    /// One round: until there is nothing to do, or not yet.
    fn round(&mut self, numbers: &mut Numbers, now: Moment) {
        self.assemble(now);
        let mut event = Event::Look;
        for _ in 0..200 {
            let (outbox, effects) = step(self.outbox.clone(), &self.records, event, now);
            self.outbox = outbox;
            event = Event::Look;
            let mut went_on = false;
            for effect in effects {
                match effect {
                    Effect::Commit(changes) => self.apply(&changes),
                    Effect::Assemble => self.assemble(now),
                    Effect::Send(id) => {
                        let entry = &self.records.outbox[&id];
                        let answer = match entry.kind {
                            OutboxKind::Share { .. } => numbers.take(&entry.body, now),
                            _ => Answer::Stored(now),
                        };
                        event = Event::Answered(id, answer);
                    }
                    Effect::Wake(_) => continue,
                }
                went_on = true;
            }
            if !went_on {
                return;
            }
        }
        panic!("it asks and asks: {} refused", numbers.refused);
    }

    fn notes_delivered(&self) -> Vec<Option<Moment>> {
        self.records.sent.values().filter(|sent| sent.kind == ItemKind::Note).map(|sent| sent.delivered).collect()
    }
}

#[test]
fn a_phone_that_is_behind_jumps_above_the_highest_number_after_one_refusal() {
    let (mut numbers, mut phone) = (Numbers::default(), Phone::sharing(9));
    // Another phone brought a copy back and went on.
    numbers.highest.insert(SAM, (1 << 32) + 40);
    phone.permit(1);
    phone.round(&mut numbers, MORNING.at);
    assert_eq!((numbers.refused, numbers.taken), (1, 11), "the permission's page, nine notes, and the list of them");
    assert!(phone.records.outbox.is_empty());
    assert_eq!(phone.notes_delivered(), [Some(MORNING.at); 9]);
    assert_eq!(phone.records.cursors.seq[&SAM], (1 << 32) + 51);
}

#[test]
fn revisions_the_other_phone_has_sent_are_passed_too() {
    let (mut numbers, mut phone) = (Numbers::default(), Phone::sharing(9));
    phone.permit(1);
    phone.round(&mut numbers, MORNING.at);
    // The other phone has granted twice since: every item is two revisions on.
    numbers.newest.values_mut().for_each(|rev| *rev += 2);
    *numbers.highest.get_mut(&SAM).unwrap() += 20;
    (1..=9).for_each(|n| write_note(&mut phone.records, n, "by the canal", later(2)));
    phone.round(&mut numbers, later(2).at);
    phone.round(&mut numbers, later(3).at);
    assert_eq!(numbers.refused, 2, "one for the revisions, one for the numbers");
    assert_eq!(phone.notes_delivered(), [Some(later(3).at); 9]);
}

#[test]
fn a_server_that_refuses_every_number_is_asked_at_most_twenty_times_in_ten_minutes() {
    let mut phone = Phone::sharing(3);
    phone.permit(1);
    let mut numbers = Numbers { stubborn: true, ..Numbers::default() };
    for second in 0..600 {
        phone.round(&mut numbers, Moment(MORNING.at.0 + second * 1_000));
    }
    assert!(numbers.refused <= 20, "{}", numbers.refused);
    assert!(!phone.outbox.something_is_wrong(), "it goes on trying, ever more seldom");
}

#[test]
fn a_number_no_phone_can_have_used_ends_the_sharing_and_not_the_taking_back() {
    let (mut numbers, mut phone) = (Numbers::default(), Phone::sharing(2));
    phone.permit(1);
    numbers.highest.insert(SAM, u64::MAX);
    for minute in 0..60 {
        phone.round(&mut numbers, later(minute).at);
        (phone.outbox, _) = step(phone.outbox.clone(), &phone.records, Event::Online, later(minute).at);
    }
    assert_eq!(numbers.refused, 1, "it is not tried again");
    assert!(phone.outbox.something_is_wrong());
    assert!(phone.records.cursors.seq[&SAM] < 10, "the numbers have not run out");
    let consent = phone.records.consents.values().next().unwrap().clone();
    let changes = withdraw(&phone.records, consent, later(61), &mut counted(9)).unwrap();
    phone.apply(&changes);
    let (_, effects) = step(phone.outbox.clone(), &phone.records, Event::Look, later(61).at);
    let [Effect::Send(id)] = effects[..] else { panic!("{effects:?}") };
    assert!(matches!(phone.records.outbox[&id].kind, OutboxKind::Withdrawal { .. }));
}

#[test]
fn a_number_as_high_as_they_go_in_a_copy_stops_neither_the_app_nor_the_taking_back() {
    let (mut numbers, mut phone) = (Numbers::default(), Phone::sharing(2));
    phone.records.cursors.seq.insert(SAM, u64::MAX);
    phone.permit(1);
    phone.round(&mut numbers, MORNING.at);
    assert_eq!(phone.records.cursors.seq[&SAM], u64::MAX, "it never begins again at nought");
    let consent = phone.records.consents.values().next().unwrap().clone();
    assert!(withdraw(&phone.records, consent, later(1), &mut counted(9)).is_some());
}
