//! A worker's keyring at the server: bound to its worker and place, growing by parts, the same for two browsers.

use std::time::Instant;

use notebook::api::{KEYRING_APPEND_LIMIT, KEYRING_WHOLE_LIMIT, KeyringPart};
use notebook::id::{ConsentId, PersonId, WorkerId};
use notebook::identity::PublicKeys;
use notebook::introduction::Locator;
use notebook::seal::keyring::{Keyring, Office, PartPlace, PinnedPerson, open_keyring, seal_keyring};
use notebook::seal::keyring_growth::KeptSize;
use notebook::seal::keys::WorkerKeys;
use notebook::share::SeenConsents;
use notebook::signed::ConsentFacts;

use super::keeping::keyring;
use super::support::{JO, MORNING, SAM, facts, notes_consent, worker};

pub(super) fn part(keyring: &Keyring, keys: &WorkerKeys, worker: WorkerId, revision: u64, whole: bool) -> KeyringPart {
    let place = PartPlace { worker, revision, whole };
    KeyringPart { whole, bytes: seal_keyring(keyring, keys, place, [revision as u8; 24]).into() }
}

/// The server's side: parts of the newest generation.
#[derive(Default)]
struct Kept {
    revision: u64,
    parts: Vec<KeyringPart>,
}

impl Kept {
    fn size(&self) -> KeptSize {
        let all: usize = self.parts.iter().map(|part| part.bytes.0.len()).sum();
        let whole = self.parts.first().map_or(0, |part| part.bytes.0.len());
        KeptSize { whole, added: all - whole }
    }

    fn open(&self) -> Keyring {
        open_keyring(&self.parts, &worker(1), SAM, self.revision).unwrap()
    }

    /// What a browser that holds `before` writes to keep `wanted`.
    fn write(&mut self, wanted: &Keyring, before: &Keyring) {
        let Some(next) = wanted.next_part(before, self.size()) else { return };
        self.revision += 1;
        let sealed = part(&next.keyring, &worker(1), SAM, self.revision, next.whole);
        if next.whole {
            self.parts.clear();
        } else {
            assert!(sealed.bytes.0.len() <= KEYRING_APPEND_LIMIT);
        }
        self.parts.push(sealed);
    }
}

#[test]
fn whom_a_worker_let_go_of_is_added_as_a_part_and_a_keyring_without_anybody_is_written_as_ever() {
    let (mut kept, mut keyring) = (Kept::default(), Keyring::default());
    let people = [1, 2].map(|n| add(&mut keyring, n));
    kept.write(&keyring, &Keyring::default());
    let plain = kept.parts[0].bytes.0.len();
    let before = keyring.clone();
    assert!(keyring.let_go_of(people[0]));
    kept.write(&keyring, &before);
    assert_eq!(kept.parts.iter().map(|part| part.whole).collect::<Vec<_>>(), [true, false]);
    let opened = kept.open();
    assert!(opened.has_let_go_of(people[0]) && !opened.has_let_go_of(people[1]));
    assert_eq!(opened.person(people[0]).unwrap().name, None);
    // Written whole, as after it has doubled: it stays so, and what was never let go of takes no room for it.
    let mut whole = Kept::default();
    whole.write(&opened, &Keyring::default());
    assert!(whole.open().has_let_go_of(people[0]) && whole.parts[0].bytes.0.len() > plain - 20);
    let mut other = Kept::default();
    other.write(&before, &Keyring::default());
    assert_eq!(other.parts[0].bytes.0.len(), plain);
}

/// Somebody pinned, with one permission seen.
fn add(keyring: &mut Keyring, n: u32) -> PersonId {
    let mut seed = [0; 32];
    seed[..4].copy_from_slice(&n.to_be_bytes());
    let keys = PublicKeys { sig: seed, kem: seed };
    let person = keys.derive_person_id();
    let locator = Locator::from_u32(n).unwrap();
    keyring.pin(PinnedPerson { person, keys, name: Some("Robin Ashworth".to_owned()), met: MORNING.at, locator });
    let consent = facts(&notes_consent(3, SAM, MORNING), &super::support::person(), &worker(1));
    let mut seen = SeenConsents::default();
    seen.note(&ConsentFacts { consent: ConsentId::from_bytes([n as u8; 16]), ..consent }, [7; 32]);
    assert!(keyring.remember(person, &seen, MORNING.day()));
    person
}

#[test]
fn a_keyring_opens_in_its_place_for_its_worker_and_nowhere_else() {
    let (keyring, keys) = (keyring(), worker(1));
    let sealed = [part(&keyring, &keys, SAM, 4, true)];
    let opened = open_keyring(&sealed, &keys, SAM, 4).unwrap();
    assert_eq!(opened.people, keyring.people);
    assert_eq!(opened.open[0].code, keyring.open[0].code);
    assert_eq!(opened.open[0].mac_key.expose(), keyring.open[0].mac_key.expose());
    assert!(open_keyring(&sealed, &keys, SAM, 3).is_err(), "rolled back under another number");
    assert!(open_keyring(&sealed, &keys, JO, 4).is_err(), "another worker's");
    assert!(open_keyring(&sealed, &worker(2), SAM, 4).is_err());
    let cut = [KeyringPart { whole: true, bytes: sealed[0].bytes.0[1..].to_vec().into() }];
    assert!(open_keyring(&cut, &keys, SAM, 4).is_err());
    // A part that was added cannot pass for a whole one, none can be left out of the middle, and none doubled.
    let added = |revision| part(&keyring, &keys, SAM, revision, false);
    let relabelled = [KeyringPart { whole: true, ..added(4) }];
    assert!(open_keyring(&relabelled, &keys, SAM, 4).is_err());
    let [whole] = sealed;
    assert!(open_keyring(&[whole.clone(), added(5), added(6)], &keys, SAM, 6).is_ok());
    assert!(open_keyring(&[whole.clone(), added(6)], &keys, SAM, 6).is_err());
    assert!(open_keyring(&[whole.clone(), added(5), added(5)], &keys, SAM, 6).is_err());
    assert!(open_keyring(&[added(5), added(6)], &keys, SAM, 6).is_err());
}

#[test]
fn what_is_pinned_of_the_organisation_comes_back() {
    let mut keyring = keyring();
    let (person_url, organisation) = ("https://people.example".to_owned(), "Riverside".to_owned());
    keyring.office = Some(Office { person_url, organisation, safeguarding: String::new() });
    let opened = open_keyring(&[part(&keyring, &worker(1), SAM, 5, true)], &worker(1), SAM, 5).unwrap();
    assert_eq!((opened.office, opened.people), (keyring.office, keyring.people));
}

#[test]
fn what_two_browsers_add_at_once_both_survives() {
    let mut kept = Kept::default();
    let mut first = Keyring::default();
    add(&mut first, 1);
    kept.write(&first, &Keyring::default());
    let (mut here, mut there) = (kept.open(), kept.open());
    let (ash, robin) = (add(&mut here, 2), add(&mut there, 3));
    kept.write(&here, &kept.open());
    // The other is refused, reads, and adds the same to what it read.
    let read = kept.open();
    let mut again = read.clone();
    again.join(there.since(&first));
    kept.write(&again, &read);
    assert_eq!(kept.parts.len(), 3, "neither wrote it whole");
    let opened = kept.open();
    assert!(opened.person(ash).is_some() && opened.person(robin).is_some() && opened.people.len() == 3);
    assert!(opened.seen(ash).is_some() && opened.seen(robin).is_some());
}

#[test]
fn it_grows_by_small_parts_is_written_whole_when_doubled_and_holds_five_thousand_people() {
    let (mut kept, mut keyring, mut written, mut wholes) = (Kept::default(), Keyring::default(), 0, 0);
    for n in 0..1_000 {
        let before = keyring.clone();
        add(&mut keyring, n);
        kept.write(&keyring, &before);
        let KeptSize { whole, added } = kept.size();
        assert!(added <= whole.max(16 * 1024), "{n}");
        written += kept.parts.last().unwrap().bytes.0.len();
        wholes += usize::from(kept.parts.len() == 1);
    }
    assert!(wholes < 12 && written < 6 * kept.size().whole, "{wholes} {written}");
    assert_eq!(kept.open().people.len(), 1_000);
    for n in 1_000..5_000 {
        add(&mut keyring, n);
    }
    kept.write(&keyring, &Keyring::default());
    assert!(kept.size().whole < KEYRING_WHOLE_LIMIT, "{:?}", kept.size());
    let began = Instant::now();
    let opened = kept.open();
    println!("5,000 people, {} bytes, open in {} ms", kept.size().whole, began.elapsed().as_millis());
    assert_eq!((opened.people.len(), opened.seen.len()), (5_000, 5_000));
    assert!(opened.next_part(&keyring, kept.size()).is_none(), "nothing is new");
}
