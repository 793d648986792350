//! Properties over random words, ids and numbers.

use notebook::api::KeyringPart;
use notebook::entropy::Entropy;
use notebook::id::{ConsentId, ItemId, OrgId, PersonId, ReplyId, WorkerId};
use notebook::identity::KeyId;
use notebook::introduction::{Code, parse_code};
use notebook::seal::envelope::{SealFault, seal_share};
use notebook::seal::keyring::{Keyring, PinnedPerson, open_keyring};
use notebook::seal::reply::{ReplyBody, Route, open_reply, seal_reply};
use notebook::sealed::{BUCKETS, ReplyHeader, ShareHeader, WIRE_LIMIT, Wire, parse_wire};
use notebook::signed::{ConsentFacts, ConsentStatus, Given, verify_consent};
use notebook::time::{Day, Moment};
use proptest::prelude::*;

use super::keyrings::part;
use super::support::{SAM, counted, facts, note_payload, open, person, worker};

fn share_header() -> impl Strategy<Value = ShareHeader> {
    let ids = any::<([u8; 16], [u8; 16], [u8; 16], [u8; 8], [u8; 16], [u8; 16])>();
    (ids, any::<(u32, u32, u64)>(), 0..4_u8).prop_map(|((org, from, to, kid, consent, item), numbers, bucket)| {
        ShareHeader {
            org: OrgId::from_bytes(org),
            from: PersonId::from_bytes(from),
            to: WorkerId::from_bytes(to),
            to_kid: KeyId(kid),
            consent: ConsentId::from_bytes(consent),
            consent_rev: numbers.0,
            item: ItemId::from_bytes(item),
            item_rev: numbers.1,
            seq: numbers.2,
            bucket,
        }
    })
}

fn consent_facts() -> impl Strategy<Value = ConsentFacts> {
    let ids = any::<([u8; 16], [u8; 16], [u8; 16], [u8; 8], [u8; 32], [u8; 32])>();
    (ids, any::<(u32, bool, bool, i64)>(), "[a-z0-9-]{0,64}", 0..3000_i32).prop_map(|(ids, numbers, wording, days)| {
        ConsentFacts {
            org: OrgId::from_bytes(ids.0),
            person: person().person_id(),
            consent: ConsentId::from_bytes(ids.1),
            rev: numbers.0,
            status: if numbers.1 { ConsentStatus::Active } else { ConsentStatus::Withdrawn },
            to: WorkerId::from_bytes(ids.2),
            kid: KeyId(ids.3),
            scope_hash: ids.4,
            starts: Moment(numbers.3),
            ends: Day::from_ymd(2024, 2, 28).unwrap().add_days(days),
            wording,
            given: if numbers.2 { Given::BySelf } else { Given::Assisted },
            prev_hash: ids.5,
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn what_is_sealed_opens_as_it_was(words in "\\PC{0,2000}", seq in 1..u64::MAX, seed in any::<u64>()) {
        let (sam, person) = (worker(1), person());
        let (payload, consent) = note_payload(&words, sam.public());
        let sealed = seal_share(&payload, &person, &sam.public(), seq, &mut counted(seed)).unwrap();
        let opened = open(&sealed.bytes, &sam, &facts(&consent, &person, &sam)).unwrap();
        prop_assert_eq!(&opened.item, payload.item());
        prop_assert_eq!(opened.header.seq, seq);
    }

    #[test]
    fn a_length_shows_only_its_bucket(length in 0..20_000_usize) {
        let sam = worker(1);
        let (payload, _) = note_payload(&"x".repeat(length), sam.public());
        let sealed = seal_share(&payload, &person(), &sam.public(), 1, &mut counted(1)).unwrap();
        let wire = parse_wire(&sealed.bytes).unwrap();
        // Version, two byte strings of known overhead, and the mark.
        let inner = payload.content().len() + 3 + 66 + 1;
        let expected = BUCKETS.into_iter().find(|size| inner + 1 < *size).unwrap();
        prop_assert!(wire.ciphertext.len() - 16 == expected || inner + 4 > expected);
        prop_assert!(sealed.bytes.len() <= WIRE_LIMIT);
    }

    #[test]
    fn a_reply_opens_as_it_was(words in "\\PC{0,400}", seed in any::<u64>(), at in any::<i64>()) {
        let body = ReplyBody { words, at: Moment(at), introduction: None };
        let (org, to, reply) = (person().org(), person().person_id(), ReplyId::from_bytes([1; 16]));
        let route = Route { org, from: SAM, to, reply };
        let bytes = seal_reply(&body, route, &worker(1), &person().public(), &mut counted(seed)).unwrap();
        prop_assert_eq!(open_reply(&bytes, &person(), SAM, &worker(1).public(), reply).unwrap(), body);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn every_code_reads_back(seed in any::<u64>()) {
        let code = Code::make(&mut counted(seed));
        prop_assert_eq!(parse_code(&code.to_letters()), Ok(code.clone()));
        prop_assert_eq!(parse_code(&code.to_fragment()), Ok(code));
    }

    #[test]
    fn no_text_makes_the_code_reader_stumble(text in "\\PC{0,80}") {
        let _ = parse_code(&text);
    }

    #[test]
    fn every_share_header_reads_back(header in share_header()) {
        let ciphertext = vec![0; BUCKETS[usize::from(header.bucket)] + 16];
        let bytes = Wire { header: &header.encode(), enc: [1; 32], ciphertext: &ciphertext }.encode();
        prop_assert_eq!(parse_wire(&bytes).unwrap().parse_share_header(), Ok(header));
        prop_assert!(bytes.len() <= WIRE_LIMIT);
        prop_assert!(parse_wire(&bytes).unwrap().parse_reply_header().is_err());
    }

    #[test]
    fn every_reply_header_reads_back(ids in any::<([u8; 16], [u8; 16], [u8; 16], [u8; 8], [u8; 16])>()) {
        let header = ReplyHeader {
            org: OrgId::from_bytes(ids.0),
            from: WorkerId::from_bytes(ids.1),
            to: PersonId::from_bytes(ids.2),
            to_kid: KeyId(ids.3),
            reply: ReplyId::from_bytes(ids.4),
            bucket: 0,
        };
        let bytes = Wire { header: &header.encode(), enc: [1; 32], ciphertext: &[0; 1040] }.encode();
        prop_assert_eq!(parse_wire(&bytes).unwrap().parse_reply_header(), Ok(header));
    }

    #[test]
    fn every_permission_record_reads_back(facts in consent_facts()) {
        let bytes = person().sign_consent(&facts);
        prop_assert_eq!(verify_consent(&bytes, &person().public().sig), Ok(facts));
    }

    #[test]
    fn no_bytes_make_a_reader_stumble(bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
        let _ = parse_wire(&bytes).map(|wire| (wire.parse_share_header(), wire.parse_reply_header()));
        let _ = verify_consent(&bytes, &person().public().sig);
        let _ = open_keyring(&[KeyringPart { whole: true, bytes: bytes.into() }], &worker(1), SAM, 1);
    }

    #[test]
    fn every_keyring_reads_back(names in proptest::collection::vec("\\PC{1,40}", 0..20), revision in any::<u64>()) {
        let people = names.into_iter().zip(0_u64..).map(|(name, seed)| {
            let keys = worker(seed).public();
            let locator = Code::make(&mut counted(seed)).locator();
            PinnedPerson { person: keys.derive_person_id(), keys, name: Some(name), met: Moment(5), locator }
        });
        let mut keyring = Keyring::default();
        people.for_each(|person| keyring.pin(person));
        let sealed = [part(&keyring, &worker(1), SAM, revision, true)];
        prop_assert_eq!(open_keyring(&sealed, &worker(1), SAM, revision).unwrap().people, keyring.people);
    }
}

#[test]
fn words_beyond_the_largest_bucket_are_not_sealed_in_part() {
    let sam = worker(1);
    let (payload, _) = note_payload(&"x".repeat(70_000), sam.public());
    assert_eq!(seal_share(&payload, &person(), &sam.public(), 1, &mut counted(1)), Err(SealFault::TooLong));
}

#[test]
fn two_seals_of_the_same_words_have_nothing_in_common() {
    let sam = worker(1);
    let (payload, _) = note_payload("the same", sam.public());
    let mut entropy = counted(1);
    let mut seal = || seal_share(&payload, &person(), &sam.public(), 1, &mut entropy).unwrap().bytes;
    let (one, two) = (seal(), seal());
    let (one, two) = (parse_wire(&one).unwrap(), parse_wire(&two).unwrap());
    assert_ne!(one.enc, two.enc);
    assert!(one.ciphertext.iter().zip(two.ciphertext).filter(|(a, b)| a == b).count() < 32);
}

#[test]
fn a_closure_is_a_source_of_bytes() {
    let mut next = 0;
    let mut source = |out: &mut [u8]| {
        out.iter_mut().for_each(|byte| {
            next += 1;
            *byte = next;
        })
    };
    let mut out = [0; 3];
    source.fill(&mut out);
    assert_eq!(out, [1, 2, 3]);
}
