//! What a worker's keyring remembers, and what a server that was put back, or lies, can then no longer do.

use notebook::seal::keyring::{Keyring, PinnedPerson, open_keyring};
use notebook::seal::keyring_growth::KeptSize;
use notebook::share::{LastDays, Outdated, SeenConsents};
use notebook::signed::{ConsentFacts, ConsentStatus, derive_record_hash};
use notebook::time::Moment;

use super::keyrings::part;
use super::support::{MORNING, SAM, facts, notes_consent, person, pinned, worker};

const HOUR: i64 = 3_600_000;

/// A permission's records as the person signs them, each over the one before: given, changed, changed, taken back.
fn chain() -> Vec<(ConsentFacts, [u8; 32])> {
    let (person, sam) = (person(), worker(1));
    let mut next = facts(&notes_consent(3, SAM, MORNING), &person, &sam);
    let mut chain = Vec::new();
    for rev in 1..=4 {
        next.rev = rev;
        next.status = if rev == 4 { ConsentStatus::Withdrawn } else { ConsentStatus::Active };
        let hash = derive_record_hash(&person.sign_consent(&next));
        chain.push((next.clone(), hash));
        next.prev_hash = hash;
    }
    chain
}

fn after(seen: &[&(ConsentFacts, [u8; 32])]) -> SeenConsents {
    let mut memory = SeenConsents::default();
    seen.iter().for_each(|(facts, hash)| memory.note(facts, *hash));
    memory
}

#[test]
fn nothing_older_counts_than_what_was_seen_and_nothing_at_all_after_taking_back() {
    let chain = chain();
    let check = |memory: &SeenConsents, n: usize| memory.check(&chain[n].0, &chain[n].1);
    let table = [
        (after(&[]), [Ok(()), Ok(()), Ok(()), Ok(())]),
        (after(&[&chain[0]]), [Ok(()), Ok(()), Ok(()), Ok(())]),
        (after(&[&chain[1]]), [Err(Outdated::Older), Ok(()), Ok(()), Ok(())]),
        (after(&[&chain[2]]), [Err(Outdated::Older), Err(Outdated::Older), Ok(()), Ok(())]),
        (after(&[&chain[3]]), [Err(Outdated::TakenBack), Err(Outdated::TakenBack), Err(Outdated::TakenBack), Ok(())]),
    ];
    for (memory, expected) in table {
        assert_eq!([0, 1, 2, 3].map(|n| check(&memory, n)), expected, "{memory:?}");
    }
}

#[test]
fn a_record_that_does_not_follow_the_one_before_does_not_count() {
    let chain = chain();
    let memory = after(&[&chain[0]]);
    let forked = ConsentFacts { prev_hash: [9; 32], ..chain[1].0.clone() };
    assert_eq!(memory.check(&forked, &[1; 32]), Err(Outdated::Chain));
    let first = ConsentFacts { prev_hash: [9; 32], ..chain[0].0.clone() };
    assert_eq!(after(&[]).check(&first, &[1; 32]), Err(Outdated::Chain));
    assert_eq!(memory.check(&chain[0].0, &[1; 32]), Err(Outdated::Older), "another record of the same revision");
}

#[test]
fn two_browsers_remember_the_same_whoever_was_first() {
    let chain = chain();
    let mut opened = after(&[&chain[1]]);
    opened.note_opened(chain[1].0.consent, 12);
    let (here, there) = (opened, after(&[&chain[3]]));
    let (mut one, mut other) = (here.clone(), there.clone());
    one.join(&there);
    other.join(&here);
    assert_eq!(one, other);
    let lacks = |listed| one.lacks_newest([chain[0].0.consent], listed);
    assert!(lacks(11) && !lacks(12));
    assert_eq!(one.check(&chain[1].0, &chain[1].1), Err(Outdated::TakenBack));
}

#[test]
fn the_keyring_brings_the_memory_to_the_next_sign_in_and_forgets_it_when_it_is_long_over() {
    let (chain, keys, day) = (chain(), worker(1), MORNING.day());
    let mut keyring = Keyring::default();
    let somebody = person().person_id();
    assert!(!keyring.remember(somebody, &after(&[&chain[3]]), day), "nobody who is not pinned");
    keyring.pin(pinned(&person()));
    assert!(keyring.remember(somebody, &after(&[&chain[3]]), day));
    assert!(!keyring.remember(somebody, &after(&[&chain[0]]), day), "nothing new");
    let opened = open_keyring(&[part(&keyring, &keys, SAM, 2, true)], &keys, SAM, 2).unwrap();
    let seen = opened.seen(somebody).unwrap();
    assert_eq!(seen, keyring.seen(somebody).unwrap());
    assert_eq!(seen.check(&chain[0].0, &chain[0].1), Err(Outdated::TakenBack));
    let mut later = seen.clone();
    later.forget(day.add_months(19));
    assert!(!later.is_empty());
    later.forget(day.add_months(21));
    assert!(later.is_empty());
}

#[test]
fn the_next_sign_in_knows_somebody_by_the_name_they_tell_now() {
    let (keys, somebody) = (worker(1), person().person_id());
    let mut keyring = Keyring::default();
    assert!(!keyring.rename(somebody, Some("Miriam")), "nobody who is not pinned");
    keyring.pin(PinnedPerson { name: Some("Maryam".into()), ..pinned(&person()) });
    let before = keyring.clone();
    assert!(keyring.rename(somebody, Some("Miriam")) && !keyring.rename(somebody, Some("Miriam")));
    for refused in [String::new(), "x".repeat(10_000)] {
        assert!(!keyring.rename(somebody, Some(&refused)), "a keyring with it could not be read again");
    }
    let added = keyring.next_part(&before, KeptSize { whole: 1000, added: 0 }).unwrap();
    assert!(!added.whole);
    let parts = [part(&before, &keys, SAM, 1, true), part(&added.keyring, &keys, SAM, 2, false)];
    let name = || open_keyring(&parts, &keys, SAM, 2).unwrap().person(somebody).unwrap().name.clone();
    assert_eq!(name(), Some("Miriam".to_owned()));
    assert!(keyring.rename(somebody, None) && keyring.person(somebody).unwrap().name.is_none());
}

#[test]
fn what_has_ended_is_over_by_either_clock_unless_they_are_a_day_apart() {
    let (now, today) = (MORNING.at, MORNING.day());
    let own = |hours: i64| LastDays::of(Moment(now.0 + hours * HOUR), now);
    assert!(own(0).has_passed(today.add_days(-1)) && !own(0).has_passed(today));
    // The server's clock stands still at the last day; the computer's is past it.
    assert!(own(23).has_passed(today) && !own(23).apart);
    assert!(own(-23).has_passed(today.add_days(-1)), "a slow computer does not make it last");
    for hours in [25, -25, 24 * 300] {
        assert!(own(hours).apart && !own(hours).has_passed(today), "{hours}");
    }
}
