//! Meeting: only who knows the code can make or read a card, and only they can be pinned.

use std::sync::LazyLock;

use notebook::claim::ClaimFacts;
use notebook::id::{OrgId, WorkerId};
use notebook::identity::PublicKeys;
use notebook::introduction::{Code, Locator, derive_claim_hash};
use notebook::role::Role;
use notebook::seal::check_words::derive_check_words;
use notebook::seal::introduction::{
    Card, Claim, IntroductionFault, IntroductionKeys, SAFEGUARDING_LIMIT, TEXT_LIMIT, derive_introduction_keys,
    make_claim, open_card, seal_card, verify_claim,
};
use notebook::seal::keys::{PersonKeys, Root};

use super::support::{JO, ORG, SAM, counted, person, worker};

struct World {
    code: Code,
    keys: IntroductionKeys,
    card: Card,
    sealed: Vec<u8>,
    claim: Claim,
}

/// Made once: stretching is slow on purpose.
static WORLD: LazyLock<World> = LazyLock::new(|| {
    let code = Code::make(&mut counted(1));
    let keys = derive_introduction_keys(&code, ORG).here().unwrap();
    let card = Card {
        worker: SAM,
        name: "Sam Okafor".to_owned(),
        role: Role::KeyWorker,
        called: String::new(),
        team: "Salford".to_owned(),
        keys: worker(1).public(),
        organisation: "Riverside".to_owned(),
        safeguarding: "They may have to tell others.".to_owned(),
    };
    let sealed = seal_card(&keys, &card, [3; 24]).unwrap();
    let claim = make_claim(&keys, &card, &person(), Some("Ash"), &mut counted(2)).unwrap();
    World { code, keys, card, sealed, claim }
});

fn check_words(keys: &PublicKeys) -> [&'static str; 6] {
    derive_check_words(keys).here().unwrap()
}

fn check(claim: &Claim) -> Result<Option<String>, IntroductionFault> {
    verify_claim(claim, WORLD.code.locator(), ORG, &WORLD.keys.mac_key(), SAM, &worker(1))
}

#[test]
fn a_card_opens_with_its_code_and_with_no_other() {
    assert_eq!(open_card(&WORLD.keys, &WORLD.sealed).unwrap(), WORLD.card);
    let other_code = derive_introduction_keys(&Code::make(&mut counted(9)), ORG).here().unwrap();
    assert_eq!(open_card(&other_code, &WORLD.sealed), Err(IntroductionFault::Card));
    let other_org = derive_introduction_keys(&WORLD.code, OrgId::from_bytes([1; 16])).here().unwrap();
    assert_eq!(open_card(&other_org, &WORLD.sealed), Err(IntroductionFault::Card));
}

#[test]
fn a_changed_or_cut_card_does_not_open() {
    for place in 0..WORLD.sealed.len() {
        let mut changed = WORLD.sealed.clone();
        changed[place] ^= 4;
        assert_eq!(open_card(&WORLD.keys, &changed), Err(IntroductionFault::Card));
        assert_eq!(open_card(&WORLD.keys, &WORLD.sealed[..place]), Err(IntroductionFault::Card));
    }
}

#[test]
fn all_cards_have_one_length() {
    let long = Card { name: "A very much longer name".to_owned(), team: String::new(), ..WORLD.card.clone() };
    assert_eq!(seal_card(&WORLD.keys, &long, [4; 24]).unwrap().len(), WORLD.sealed.len());
    let endless = Card { name: "x".repeat(500), ..WORLD.card.clone() };
    assert_eq!(seal_card(&WORLD.keys, &endless, [4; 24]), Err(IntroductionFault::Unfit));
    let longest = Card {
        name: "x".repeat(TEXT_LIMIT),
        team: "x".repeat(TEXT_LIMIT),
        organisation: "x".repeat(TEXT_LIMIT),
        safeguarding: "x".repeat(SAFEGUARDING_LIMIT),
        ..WORLD.card.clone()
    };
    let sealed = seal_card(&WORLD.keys, &longest, [4; 24]).unwrap();
    assert_eq!((sealed.len(), open_card(&WORLD.keys, &sealed)), (WORLD.sealed.len(), Ok(longest.clone())));
    let longer = Card { safeguarding: "x".repeat(SAFEGUARDING_LIMIT + 1), ..longest };
    assert_eq!(seal_card(&WORLD.keys, &longer, [4; 24]), Err(IntroductionFault::Unfit));
}

#[test]
fn a_claim_tells_the_worker_who_it_is_and_the_name_only_if_it_was_told() {
    assert_eq!(check(&WORLD.claim), Ok(Some("Ash".to_owned())));
    let nameless = make_claim(&WORLD.keys, &WORLD.card, &person(), None, &mut counted(3)).unwrap();
    assert_eq!(check(&nameless), Ok(None));
    assert_eq!(nameless.hello.len(), WORLD.claim.hello.len(), "the server cannot tell the two apart");
    assert_eq!(derive_claim_hash(&WORLD.claim.claim_key), WORLD.keys.derive_claim_hash());
}

#[test]
fn a_server_cannot_swap_the_keys_of_a_claim() {
    let stranger = PersonKeys::derive(&Root::from_bytes([9; 16]), ORG).public();
    let swapped = [
        Claim { keys: stranger, ..WORLD.claim.clone() },
        Claim { keys: notebook::identity::PublicKeys { kem: stranger.kem, ..WORLD.claim.keys }, ..WORLD.claim.clone() },
        Claim { hello: WORLD.claim.hello.iter().rev().copied().collect(), ..WORLD.claim.clone() },
        Claim { mac: [0; 32], ..WORLD.claim.clone() },
    ];
    for claim in &swapped {
        assert_eq!(check(claim), Err(IntroductionFault::Mac));
    }
}

#[test]
fn a_claim_is_signed_by_the_keys_it_names_over_all_of_it() {
    let claim = &WORLD.claim;
    let facts = ClaimFacts {
        org: ORG,
        locator: WORLD.code.locator(),
        worker: SAM,
        keys: claim.keys,
        hello: &claim.hello,
        mac: &claim.mac,
    };
    assert!(facts.is_signed(&claim.sig));
    let stranger = PersonKeys::derive(&Root::from_bytes([9; 16]), ORG).public();
    let swapped = [
        ClaimFacts { org: OrgId::from_bytes([1; 16]), ..facts },
        ClaimFacts { locator: Locator::from_u32(facts.locator.as_u32() ^ 1).unwrap(), ..facts },
        ClaimFacts { worker: JO, ..facts },
        ClaimFacts { keys: stranger, ..facts },
        ClaimFacts { keys: notebook::identity::PublicKeys { kem: stranger.kem, ..claim.keys }, ..facts },
        ClaimFacts { hello: &claim.hello[1..], ..facts },
        ClaimFacts { mac: &[0; 32], ..facts },
    ];
    for other in swapped {
        assert!(!other.is_signed(&claim.sig), "{other:?}");
    }
    for place in 0..64 {
        let mut changed = claim.sig;
        changed[place] ^= 2;
        assert!(!facts.is_signed(&changed), "byte {place}");
    }
    assert!(!facts.is_signed(&claim.sig[..63]) && !facts.is_signed(&[]));
}

#[test]
fn a_claim_for_another_introduction_worker_or_organisation_is_refused() {
    let mac = WORLD.keys.mac_key();
    let locator = WORLD.code.locator();
    let elsewhere = Code::make(&mut counted(9)).locator();
    let keys = worker(1);
    assert_eq!(verify_claim(&WORLD.claim, elsewhere, ORG, &mac, SAM, &keys), Err(IntroductionFault::Mac));
    assert_eq!(verify_claim(&WORLD.claim, locator, ORG, &mac, JO, &keys), Err(IntroductionFault::Mac));
    assert_eq!(verify_claim(&WORLD.claim, locator, ORG, &mac, SAM, &worker(2)), Err(IntroductionFault::Mac));
    let other = OrgId::from_bytes([1; 16]);
    assert_eq!(verify_claim(&WORLD.claim, locator, other, &mac, SAM, &keys), Err(IntroductionFault::Mac));
}

#[test]
fn a_card_with_a_swapped_key_leads_to_a_claim_that_fails() {
    // Whoever knows the code could make another card; the person would see other check words, and Sam other keys.
    let card = Card { keys: worker(2).public(), worker: WorkerId::from_bytes([7; 16]), ..WORLD.card.clone() };
    let claim = make_claim(&WORLD.keys, &card, &person(), None, &mut counted(4)).unwrap();
    assert_eq!(check(&claim), Err(IntroductionFault::Mac));
    assert_ne!(check_words(&card.keys), check_words(&WORLD.card.keys));
}

#[test]
fn a_claim_does_not_print_its_key() {
    assert!(!format!("{:?}", WORLD.claim).contains(&format!("{:?}", &WORLD.claim.claim_key[..4])[1..12]));
}

#[test]
fn check_words_are_six_words_and_the_same_on_both_sides() {
    let words = check_words(&WORLD.card.keys);
    assert_eq!(words, check_words(&open_card(&WORLD.keys, &WORLD.sealed).unwrap().keys));
    assert!(words.iter().all(|word| (3..=8).contains(&word.len())));
}
