//! The total rule over random histories of permissions, decisions and amendments.
//!
//! The oracle does not use the rule: it plays a worker who keeps every message for ever, and looks
//! whether any total they hold gives away an answer they were not told.

use crate::support::{MORNING, all_answered, check_in_of, data, grant, granted, later, licensed, phone, scored};
use notebook::check_in::Responses;
use notebook::consent::{Consent, From, Scope};
use notebook::id::CheckInId;
use notebook::instrument::{Instrument, load};
use notebook::records::{Change, Decision, Record, Records};
use notebook::score::score;
use notebook::share::{SharedItem, assemble};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Clone, Debug)]
enum Event {
    Grant { totals: bool, answers: bool, sensitive: bool, earlier: bool, unasked: bool },
    Withdraw,
    Decide { check_in: u8, share: bool },
    Amend { check_in: u8, item: usize, place: Option<u8> },
    CheckIn { places: Vec<Option<u8>> },
}

fn place() -> impl Strategy<Value = Option<u8>> {
    // Few skips, so that most check-ins have a total to protect.
    prop_oneof![12 => (0_u8..5).prop_map(Some), 1 => Just(None)]
}

fn event() -> impl Strategy<Value = Event> {
    let flag = any::<bool>;
    prop_oneof![
        4 => (flag(), flag(), flag(), flag(), flag()).prop_map(|(totals, answers, sensitive, earlier, unasked)| {
            Event::Grant { totals, answers, sensitive, earlier, unasked }
        }),
        1 => Just(Event::Withdraw),
        2 => (0_u8..4, flag()).prop_map(|(check_in, share)| Event::Decide { check_in, share }),
        3 => (0_u8..4, 0_usize..11, place()).prop_map(|(check_in, item, place)| Event::Amend { check_in, item, place }),
        2 => prop::collection::vec(place(), 11).prop_map(|places| Event::CheckIn { places }),
    ]
}

/// Everything Sam was ever sent about one check-in.
#[derive(Default)]
struct Memory {
    totals: BTreeSet<u16>,
    answers: BTreeSet<(String, u8)>,
}

struct World {
    instrument: Instrument,
    records: Records,
    consent: Option<Consent>,
    memory: BTreeMap<CheckInId, Memory>,
    minute: i64,
    next: u8,
}

impl World {
    fn new(instrument: Instrument) -> Self {
        let (records, memory) = (phone(), BTreeMap::new());
        let mut world = Self { instrument, records, consent: None, memory, minute: 0, next: 0 };
        world.happens(Event::CheckIn { places: all_answered(3) });
        world
    }

    fn happens(&mut self, event: Event) {
        self.minute += 1;
        let now = later(self.minute);
        match event {
            Event::Grant { totals, answers, sensitive, earlier, unasked } => {
                let scope = Scope { totals, answers, sensitive, ..Scope::default() };
                let from = if earlier { From::EarlierToo } else { From::OnlyNew };
                self.next += 1;
                if !scope.is_empty() {
                    let mut wanted = grant(self.next, scope, from, now);
                    wanted.without_asking = unasked;
                    self.consent = Some(granted(&mut self.records, wanted));
                }
            }
            Event::Withdraw => {
                if let Some(mut consent) = self.consent.take() {
                    consent.withdraw(now, [0; 32]);
                    self.records.apply(&Change::Put(Record::Consent(consent)));
                }
            }
            Event::Decide { check_in, share } => {
                let check_in = self.records.check_ins.keys().nth(usize::from(check_in)).copied();
                if let (Some(consent), Some(check_in)) = (&self.consent, check_in) {
                    let decision = Decision { consent: consent.id(), check_in, share, at: now };
                    self.records.apply(&Change::Put(Record::Decision(decision)));
                }
            }
            Event::Amend { check_in, item, place } => {
                let id = self.instrument.pack.items.get(item).map(|item| item.id.clone());
                let check_in = self.records.check_ins.iter_mut().map(|(_, it)| it).nth(usize::from(check_in));
                if let (Some(check_in), Some(id)) = (check_in, id) {
                    let mut change = check_in.responses.clone();
                    match place {
                        Some(place) => change.answer(&self.instrument, &id, place).unwrap(),
                        None => change.skip(&self.instrument, &id).unwrap(),
                    }
                    check_in.amend(&self.instrument, change, now).unwrap();
                }
            }
            Event::CheckIn { places } => {
                self.next += 1;
                let places = &places[..self.instrument.pack.items.len()];
                let check_in = check_in_of(self.next, &self.instrument, places, now);
                self.records.apply(&Change::Put(Record::CheckIn(check_in)));
            }
        }
    }

    /// Sends whatever there is to send, and Sam remembers all of it.
    fn send(&mut self) {
        let Some(consent) = &self.consent else { return };
        let (now, packs) = (later(self.minute), std::slice::from_ref(&self.instrument));
        // The person has seen their results: what goes without asking may go.
        for (consent, check_in) in self.records.going_unasked(MORNING.day()) {
            let decision = Decision { consent, check_in, share: true, at: now };
            self.records.apply(&Change::Put(Record::Decision(decision)));
        }
        for payload in assemble(consent, &self.records, packs, MORNING.day()).unwrap() {
            if let SharedItem::CheckIn(shown) = SharedItem::parse(payload.content()).unwrap() {
                let memory = self.memory.entry(shown.id).or_default();
                memory.totals.extend(shown.total.map(|total| total.value));
                for answer in shown.answers.unwrap_or_default() {
                    let item = &self.instrument.pack.items[usize::from(answer.number) - 1].id;
                    memory.answers.extend(answer.place.map(|place| (item.clone(), place)));
                }
            }
            self.records.apply(&Change::Put(Record::Sent(payload.sent_item(now))));
        }
    }

    /// The check-ins of which Sam's memory gives away an answer that was kept back.
    fn given_away(&self) -> BTreeSet<CheckInId> {
        let gives_away = |id: &CheckInId, memory: &Memory| {
            let check_in = &self.records.check_ins[id];
            let earlier = check_in.history.iter().map(|amendment| &amendment.responses);
            earlier.chain([&check_in.responses]).any(|state| self.state_gives_away(memory, state))
        };
        self.memory.iter().filter(|(id, memory)| gives_away(id, memory)).map(|(id, _)| *id).collect()
    }

    fn state_gives_away(&self, memory: &Memory, state: &Responses) -> bool {
        let Ok(total) = score(&self.instrument, state) else { return false };
        let answered: Vec<_> = self
            .instrument
            .pack
            .items
            .iter()
            .filter(|item| scored(&self.instrument, &item.id))
            .filter_map(|item| Some((item, state.place(&item.id)?)))
            .collect();
        let kept: Vec<_> =
            answered.iter().filter(|(item, place)| !memory.answers.contains(&(item.id.clone(), *place))).collect();
        let some_told = kept.len() < answered.len();
        memory.totals.contains(&total.value)
            && (kept.len() == 1 || (some_told && kept.iter().any(|(item, _)| item.sensitive)))
    }
}

/// The made-up pack without its sensitive mark: then only the plain rule protects an answer.
fn nothing_sensitive() -> Instrument {
    let mut instrument = licensed();
    instrument.pack.items.iter_mut().for_each(|item| item.sensitive = false);
    instrument
}

fn prorated() -> Instrument {
    let mut instrument = load(&data("mean.json"), None).unwrap();
    instrument.pack.items[2].sensitive = true;
    instrument
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn no_history_of_permissions_gives_a_kept_answer_away(events in prop::collection::vec(event(), 1..24)) {
        for instrument in [licensed(), nothing_sensitive(), prorated()] {
            let mut world = World::new(instrument);
            for event in events.clone() {
                world.happens(event);
                // An amendment nobody was told of can match an old total by chance; only what a
                // message adds to what Sam knows counts.
                let by_chance = world.given_away();
                world.send();
                prop_assert!(world.given_away().is_subset(&by_chance));
            }
        }
    }
}

#[test]
fn the_oracle_does_notice_a_total_beside_all_answers_but_one() {
    let mut world = World::new(licensed());
    let (id, check_in) = world.records.check_ins.iter().next().map(|(id, it)| (*id, it.clone())).unwrap();
    let mut memory = Memory::default();
    memory.totals.insert(score(&licensed(), &check_in.responses).unwrap().value);
    memory.answers.extend((1..=9).map(|n| (n.to_string(), 3)));
    world.memory.insert(id, memory);
    assert_eq!(world.given_away().len(), 1);
}

#[test]
fn an_amendment_between_two_permissions_does_not_get_round_the_rule() {
    let mut world = World::new(licensed());
    let grant = |totals, answers| Event::Grant { totals, answers, sensitive: false, earlier: true, unasked: false };
    for event in
        [grant(true, false), Event::Amend { check_in: 0, item: 1, place: Some(0) }, Event::Withdraw, grant(false, true)]
    {
        world.happens(event);
        world.send();
    }
    assert!(world.given_away().is_empty());
    assert!(world.memory.values().all(|memory| memory.answers.is_empty()));
}
