//! The signed permission: read only as signed, by the one who signed, in the one spelling.

use notebook::signed::{ConsentFacts, ConsentStatus, SignedFault, derive_record_hash, verify_consent};

use super::support::{MORNING, SAM, facts, later, notes_consent, person, worker};

fn record() -> (ConsentFacts, Vec<u8>) {
    let facts = facts(&notes_consent(3, SAM, MORNING), &person(), &worker(1));
    let bytes = person().sign_consent(&facts);
    (facts, bytes)
}

#[test]
fn a_signed_permission_says_what_was_signed() {
    let (facts, bytes) = record();
    assert_eq!(verify_consent(&bytes, &person().public().sig), Ok(facts.clone()));
    assert_eq!(person().sign_consent(&facts), bytes, "signing is deterministic");
}

#[test]
fn no_flipped_bit_and_no_cut_record_is_read() {
    let (_, bytes) = record();
    for bit in 0..bytes.len() * 8 {
        let mut changed = bytes.clone();
        changed[bit / 8] ^= 1 << (bit % 8);
        assert!(verify_consent(&changed, &person().public().sig).is_err(), "bit {bit}");
    }
    for length in 0..bytes.len() {
        assert!(verify_consent(&bytes[..length], &person().public().sig).is_err());
    }
    let tail = [&bytes[..], &[0]].concat();
    assert_eq!(verify_consent(&tail, &person().public().sig), Err(SignedFault::Malformed));
}

#[test]
fn a_record_signed_by_somebody_else_is_refused() {
    let (_, bytes) = record();
    assert_eq!(verify_consent(&bytes, &worker(1).public().sig), Err(SignedFault::Signature));
    // A key of low order verifies nothing.
    assert_eq!(verify_consent(&bytes, &[0; 32]), Err(SignedFault::Signature));
    let mut identity = [0; 32];
    identity[0] = 1;
    assert_eq!(verify_consent(&bytes, &identity), Err(SignedFault::Signature));
}

#[test]
fn taking_back_is_the_next_link_of_the_chain() {
    let (before, bytes) = record();
    let mut consent = notes_consent(3, SAM, MORNING);
    consent.withdraw(later(5), derive_record_hash(&bytes));
    let after = facts(&consent, &person(), &worker(1));
    assert_eq!((after.status, after.rev), (ConsentStatus::Withdrawn, before.rev + 1));
    assert_eq!(after.prev_hash, derive_record_hash(&bytes));
    assert_eq!((before.starts, after.starts), (MORNING.at, later(5).at));
}

#[test]
fn the_record_does_not_say_what_is_covered() {
    let (facts, bytes) = record();
    let words = String::from_utf8_lossy(&bytes).into_owned();
    assert!(!words.contains("note") && !words.contains("total"));
    // The same scope under another salt looks unrelated, so it cannot be guessed back.
    let consent = notes_consent(3, SAM, MORNING);
    let under_another = notebook::consent::scope_hash(&[8; 16], consent.scope(), consent.from());
    assert_eq!(consent.scope_hash(), facts.scope_hash);
    assert_ne!(under_another, facts.scope_hash);
}
