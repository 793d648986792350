//! What is kept: account keys behind a password, the keyring, records on a phone, and keys that never print.

use notebook::introduction::Code;
use notebook::seal::account::{unwrap_keys, wrap_keys};
use notebook::seal::at_rest::{Aad, RecordKey, open_record, seal_record, unwrap_record_key, wrap_record_key};
use notebook::seal::introduction::derive_introduction_keys;
use notebook::seal::keyring::{Keyring, OpenIntroduction};
use notebook::seal::keys::{PersonKeys, Root, Secret, derive_backup_key};

use super::support::{JO, MORNING, ORG, ROOT, SAM, counted, hex, person, pinned, worker};

#[test]
fn account_keys_come_back_only_with_the_same_password_and_account() {
    let keys = worker(1);
    let wrapped = wrap_keys(&keys, SAM, b"export key", [5; 24]);
    assert_eq!(unwrap_keys(&wrapped, SAM, b"export key").unwrap().public(), keys.public());
    assert!(unwrap_keys(&wrapped, SAM, b"another key").is_err());
    assert!(unwrap_keys(&wrapped, JO, b"export key").is_err());
    for place in 0..wrapped.len() {
        let mut changed = wrapped.clone();
        changed[place] ^= 1;
        assert!(unwrap_keys(&changed, SAM, b"export key").is_err());
    }
}

pub(super) fn keyring() -> Keyring {
    let code = Code::make(&mut counted(3));
    let mac_key = derive_introduction_keys(&code, ORG).here().unwrap().mac_key();
    let mut keyring = Keyring::default();
    keyring.open.push(OpenIntroduction { code, mac_key, made: MORNING.at });
    keyring.pin(pinned(&person()));
    keyring
}

#[test]
fn pinning_somebody_closes_the_introduction_they_came_by() {
    let mut keyring = keyring();
    let mut known = pinned(&person());
    known.locator = keyring.open[0].code.locator();
    known.name = Some("Ash".to_owned());
    keyring.pin(known.clone());
    assert!(keyring.open.is_empty());
    assert_eq!(keyring.people.values().collect::<Vec<_>>(), [&known]);
}

#[test]
fn a_record_opens_only_in_its_own_place() {
    let key = RecordKey::make(&mut counted(4));
    let place = Aad { store: "notes", id: [1; 16], rev: 2, schema: 1 };
    let sealed = seal_record(&key, &place, b"my words", [7; 24]);
    assert_eq!(open_record(&key, &place, &sealed).unwrap(), b"my words");
    let elsewhere = [
        Aad { store: "check_ins", ..place },
        Aad { id: [2; 16], ..place },
        Aad { rev: 1, ..place },
        Aad { schema: 2, ..place },
    ];
    for other in elsewhere {
        assert!(open_record(&key, &other, &sealed).is_err(), "{other:?}");
    }
    assert!(open_record(&RecordKey::make(&mut counted(5)), &place, &sealed).is_err());
    for place_of_bit in 0..sealed.len() * 8 {
        let mut changed = sealed.clone();
        changed[place_of_bit / 8] ^= 1 << (place_of_bit % 8);
        assert!(open_record(&key, &place, &changed).is_err());
    }
}

#[test]
fn the_storage_key_can_be_wrapped_a_second_time() {
    let (key, under) = (RecordKey::make(&mut counted(4)), Secret::make(&mut counted(6)));
    let wrapped = wrap_record_key(&key, &under, [8; 24]);
    assert_eq!(unwrap_record_key(&wrapped, &under).unwrap().expose(), key.expose());
    assert!(unwrap_record_key(&wrapped, &Secret::make(&mut counted(7))).is_err());
}

#[test]
fn one_root_gives_unlinkable_keys_in_two_organisations() {
    let root = Root::from_bytes(ROOT);
    let (here, again) = (PersonKeys::derive(&root, ORG), PersonKeys::derive(&root, ORG));
    let there = PersonKeys::derive(&root, notebook::id::OrgId::from_bytes([0xa1; 16]));
    assert_eq!(here.public(), again.public());
    assert_ne!(here.public().sig, there.public().sig);
    assert_ne!(here.public().kem, there.public().kem);
    assert_ne!(here.person_id(), there.person_id());
    assert_ne!(derive_backup_key(&root, ORG).expose(), here.public().kem.as_slice());
}

#[test]
fn debug_prints_no_secret() {
    let root = Root::make(&mut counted(9));
    let secret = hex(root.expose());
    let keys = worker(9);
    let wrapped = wrap_keys(&keys, SAM, b"k", [0; 24]);
    let printed = format!("{root:?} {:?} {keys:?} {:?} {:?}", PersonKeys::derive(&root, ORG), keyring(), wrapped.len());
    assert!(!printed.contains(&secret) && !printed.contains(&format!("{:?}", root.expose())));
    assert!(printed.contains("hidden"));
    let named = notebook::seal::keyring::PinnedPerson { name: Some("Ash".to_owned()), ..pinned(&person()) };
    assert!(!format!("{named:?}").contains("Ash"));
    assert!(!printed.contains(&Code::make(&mut counted(3)).to_fragment()));
}
