//! A server, or anybody on the way, changes something: nothing opens, and each case says what was noticed.

use std::sync::LazyLock;

use notebook::consent::Consent;
use notebook::id::{ConsentId, ItemId, OrgId, PersonId};
use notebook::identity::KeyId;
use notebook::seal::envelope::{Known, OpenFault, SealedShare, open_share, seal_share};
use notebook::seal::keys::{PersonKeys, Root, WorkerKeys};
use notebook::sealed::{ShareHeader, Wire, WireFault, parse_wire};
use notebook::signed::{ConsentFacts, ConsentStatus};

use super::support::{JO, ORG, SAM, counted, facts, forge, known, note_payload, open, person, pinned, worker};

struct World {
    person: PersonKeys,
    sam: WorkerKeys,
    consent: ConsentFacts,
    share: SealedShare,
}

static WORLD: LazyLock<World> = LazyLock::new(|| {
    let (person, sam) = (person(), worker(1));
    let (payload, consent): (_, Consent) = note_payload("the kettle broke and I laughed", sam.public());
    let consent = facts(&consent, &person, &sam);
    let share = seal_share(&payload, &person, &sam.public(), 5, &mut counted(2)).unwrap();
    World { person, sam, consent, share }
});

fn stranger() -> PersonKeys {
    PersonKeys::derive(&Root::from_bytes([0x77; 16]), ORG)
}

/// The envelope with another header in front of the same sealed bytes.
fn with_header(change: impl FnOnce(&mut ShareHeader)) -> Vec<u8> {
    let wire = parse_wire(&WORLD.share.bytes).unwrap();
    let mut header = WORLD.share.header;
    change(&mut header);
    let header = header.encode();
    Wire { header: &header, ..wire }.encode()
}

/// What the worker's app says to these bytes.
fn fault(bytes: &[u8]) -> OpenFault {
    open(bytes, &WORLD.sam, &WORLD.consent).unwrap_err()
}

/// What it says when it knows something else.
fn fault_when(change: impl FnOnce(&mut Known<'_>, &mut ConsentFacts)) -> OpenFault {
    let mut consent = WORLD.consent.clone();
    let mut known = Known { consent: &WORLD.consent, ..known(&WORLD.consent) };
    change(&mut known, &mut consent);
    let known = Known { consent: &consent, ..known };
    open_share(&WORLD.share.bytes, &WORLD.sam, &pinned(&WORLD.person), &known).unwrap_err()
}

fn info(header: &ShareHeader) -> Vec<u8> {
    let (org, from, to) = (header.org.as_bytes(), header.from.as_bytes(), header.to.as_bytes());
    [&b"waymark/share/v1"[..], org, from, to, &header.to_kid.0].concat()
}

fn padded(mut plain: Vec<u8>, mark: u8, size: usize) -> Vec<u8> {
    plain.push(mark);
    plain.resize(size, 0);
    plain
}

/// A forger who knows every public key and seals what they like to Sam.
fn forged(plain: Vec<u8>, mark: u8) -> Vec<u8> {
    let header = WORLD.share.header;
    forge(&WORLD.sam.public().kem, &info(&header), &header.encode(), &padded(plain, mark, 1024))
}

/// CBOR of version, body and signature, as inside an envelope.
fn plain(version: u8, body: &[u8], signature: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = minicbor::Encoder::new(&mut bytes);
    encoder.array(3).unwrap().u8(version).unwrap().bytes(body).unwrap().bytes(signature).unwrap();
    bytes
}

/// One test per case: a sentence, and what was noticed.
macro_rules! refused {
    ($($name:ident: $fault:expr => $expected:expr;)*) => {
        $(#[test] fn $name() { assert_eq!($fault, $expected); })*
    };
}

refused! {
    // --- the header
    another_organisation_in_the_header: fault(&with_header(|h| h.org = OrgId::from_bytes([1; 16]))) => OpenFault::Organisation;
    another_sender_in_the_header: fault(&with_header(|h| h.from = stranger().person_id())) => OpenFault::Sender;
    another_recipient_in_the_header: fault(&with_header(|h| h.to = JO)) => OpenFault::Recipient;
    another_key_id_in_the_header: fault(&with_header(|h| h.to_kid = KeyId([9; 8]))) => OpenFault::Recipient;
    another_permission_in_the_header: fault(&with_header(|h| h.consent = ConsentId::from_bytes([9; 16]))) => OpenFault::Consent;
    a_later_permission_revision_in_the_header: fault(&with_header(|h| h.consent_rev += 1)) => OpenFault::ConsentRevision;
    a_permission_revision_of_zero: fault(&with_header(|h| h.consent_rev = 0)) => OpenFault::ConsentRevision;
    another_item_in_the_header: fault(&with_header(|h| h.item = ItemId::from_bytes([9; 16]))) => OpenFault::Seal;
    a_raised_item_revision: fault(&with_header(|h| h.item_rev += 1)) => OpenFault::Seal;
    a_raised_sequence_number: fault(&with_header(|h| h.seq += 1)) => OpenFault::Seal;
    another_bucket_in_the_header: fault(&with_header(|h| h.bucket = 1)) => OpenFault::Wire(WireFault::Malformed);
    a_bucket_that_does_not_exist: fault(&with_header(|h| h.bucket = 4)) => OpenFault::Wire(WireFault::Malformed);
    a_later_version: fault(&changed(3, 2)) => OpenFault::Wire(WireFault::Version);
    an_earlier_version: fault(&changed(3, 0)) => OpenFault::Wire(WireFault::Version);
    another_suite: fault(&changed(4, 2)) => OpenFault::Wire(WireFault::Suite);
    suite_zero: fault(&changed(4, 0)) => OpenFault::Wire(WireFault::Suite);
    a_header_spelled_another_way: fault(&respelled()) => OpenFault::Wire(WireFault::Malformed);
    a_header_with_a_tail: fault(&header_with_tail()) => OpenFault::Wire(WireFault::Malformed);
    a_header_of_eleven_fields: fault(&changed(2, 0x8b)) => OpenFault::Wire(WireFault::Malformed);

    // --- the bytes around it
    nothing_at_all: fault(&[]) => OpenFault::Wire(WireFault::Malformed);
    a_header_length_beyond_the_end: fault(&changed(0, 0xff)) => OpenFault::Wire(WireFault::Malformed);
    a_missing_last_byte: fault(&WORLD.share.bytes[..WORLD.share.bytes.len() - 1]) => OpenFault::Wire(WireFault::Malformed);
    a_byte_too_many: fault(&[&WORLD.share.bytes[..], &[0]].concat()) => OpenFault::Wire(WireFault::Malformed);
    an_envelope_larger_than_any: fault(&vec![0; 72 * 1024 + 1]) => OpenFault::Wire(WireFault::Malformed);
    another_encapsulated_key: fault(&with_enc([3; 32])) => OpenFault::Seal;
    an_encapsulated_key_of_zeros: fault(&with_enc([0; 32])) => OpenFault::Seal;
    a_flipped_bit_in_the_ciphertext: fault(&flipped(300)) => OpenFault::Seal;
    a_flipped_bit_in_the_tag: fault(&flipped(WORLD.share.bytes.len() - 1)) => OpenFault::Seal;
    the_body_of_another_envelope: fault(&with_other_body()) => OpenFault::Seal;

    // --- what the worker knows
    the_same_envelope_a_second_time: fault_when(|known, _| known.last_seq = 5) => OpenFault::Sequence;
    an_envelope_from_before_the_last_one: fault_when(|known, _| known.last_seq = 6) => OpenFault::Sequence;
    the_revision_that_is_already_open: fault_when(|known, _| known.last_rev = Some(1)) => OpenFault::Revision;
    an_older_revision_than_the_open_one: fault_when(|known, _| known.last_rev = Some(7)) => OpenFault::Revision;
    a_permission_that_was_taken_back: fault_when(|_, consent| consent.status = ConsentStatus::Withdrawn) => OpenFault::Consent;
    a_permission_for_another_worker: fault_when(|_, consent| consent.to = JO) => OpenFault::Consent;
    a_permission_for_another_key: fault_when(|_, consent| consent.kid = KeyId([9; 8])) => OpenFault::Consent;
    a_permission_of_another_person: fault_when(|_, consent| consent.person = PersonId::from_bytes([9; 16])) => OpenFault::Consent;
    a_permission_in_another_organisation: fault_when(|_, consent| consent.org = OrgId::from_bytes([9; 16])) => OpenFault::Organisation;
    a_worker_of_another_organisation: fault_when(|known, _| known.org = OrgId::from_bytes([9; 16])) => OpenFault::Organisation;
    another_worker_with_the_right_keys: fault_when(|known, _| known.me = JO) => OpenFault::Recipient;

    // --- who opens and who is believed
    a_worker_with_another_key: open(&WORLD.share.bytes, &worker(2), &WORLD.consent).unwrap_err() => OpenFault::Recipient;
    a_person_pinned_with_other_keys: with_pin(|pin| pin.keys.sig = stranger().public().sig) => OpenFault::Sender;
    another_person_pinned: with_pin(|pin| { pin.person = stranger().person_id(); pin.keys = stranger().public() }) => OpenFault::Sender;

    // --- what a forger can seal who knows every public key
    a_forged_share_without_a_signature: fault(&forged(plain(1, b"{}", &[0; 64]), 0x80)) => OpenFault::Signature;
    a_forged_share_signed_by_a_stranger: fault(&signed_by(&stranger(), &WORLD.sam.public().kem)) => OpenFault::Signature;
    a_signature_made_for_another_recipient: fault(&signed_by(&WORLD.person, &worker(2).public().kem)) => OpenFault::Signature;
    a_signature_that_is_too_short: fault(&forged(plain(1, b"{}", &[0; 63]), 0x80)) => OpenFault::Schema;
    a_plaintext_of_another_version: fault(&forged(plain(2, b"{}", &[0; 64]), 0x80)) => OpenFault::Schema;
    a_plaintext_with_a_tail: fault(&forged([plain(1, b"{}", &[0; 64]), vec![1]].concat(), 0x80)) => OpenFault::Schema;
    a_plaintext_that_is_no_cbor: fault(&forged(vec![0xff; 40], 0x80)) => OpenFault::Schema;
    padding_with_another_mark: fault(&forged(plain(1, b"{}", &[0; 64]), 0x81)) => OpenFault::Padding;
    padding_without_a_mark: fault(&forged_raw(&[0; 1024])) => OpenFault::Padding;
    a_short_text_in_a_large_bucket: fault(&forged_large()) => OpenFault::Padding;
    the_label_of_a_reply_on_a_share: fault(&forged_with_info(b"waymark/reply/v1")) => OpenFault::Seal;
    a_share_signed_well_but_of_no_known_form: fault(&signed_body(b"{\"kind\":\"diagnosis\"}")) => OpenFault::Schema;
}

fn changed(place: usize, byte: u8) -> Vec<u8> {
    let mut bytes = WORLD.share.bytes.clone();
    bytes[place] = byte;
    bytes
}

fn flipped(place: usize) -> Vec<u8> {
    changed(place, WORLD.share.bytes[place] ^ 0x10)
}

fn with_enc(enc: [u8; 32]) -> Vec<u8> {
    Wire { enc, ..parse_wire(&WORLD.share.bytes).unwrap() }.encode()
}

/// The sequence number as nine bytes instead of one.
fn respelled() -> Vec<u8> {
    let wire = parse_wire(&WORLD.share.bytes).unwrap();
    let (bucket, rest) = wire.header.split_last().unwrap();
    let (seq, rest) = rest.split_last().unwrap();
    assert_eq!(*seq, 5);
    let header = [rest, &[0x1b, 0, 0, 0, 0, 0, 0, 0, 5, *bucket]].concat();
    Wire { header: &header, ..wire }.encode()
}

fn header_with_tail() -> Vec<u8> {
    let wire = parse_wire(&WORLD.share.bytes).unwrap();
    let header = [wire.header, &[0]].concat();
    Wire { header: &header, ..wire }.encode()
}

fn with_other_body() -> Vec<u8> {
    let (payload, _) = note_payload("another note", WORLD.sam.public());
    let other = seal_share(&payload, &WORLD.person, &WORLD.sam.public(), 6, &mut counted(3)).unwrap();
    let (mine, other) = (parse_wire(&WORLD.share.bytes).unwrap(), parse_wire(&other.bytes).unwrap());
    Wire { header: mine.header, ..other }.encode()
}

fn with_pin(change: impl FnOnce(&mut notebook::seal::keyring::PinnedPerson)) -> OpenFault {
    let mut pin = pinned(&WORLD.person);
    change(&mut pin);
    open_share(&WORLD.share.bytes, &WORLD.sam, &pin, &known(&WORLD.consent)).unwrap_err()
}

/// What a sender signs, written down a second time.
fn message(body: &[u8], to: &[u8; 32]) -> Vec<u8> {
    use sha2::{Digest, Sha256};
    let header = Sha256::digest(WORLD.share.header.encode());
    let inner = Sha256::new().chain_update([1]).chain_update(body).finalize();
    [&b"waymark/share-sig/v1\0"[..], &header, &inner, to].concat()
}

/// Ed25519 by somebody's derived key, which a test can make from their root.
fn sign(person: &PersonKeys, message: &[u8]) -> [u8; 64] {
    use ed25519_dalek::Signer;
    let root = if person.person_id() == WORLD.person.person_id() { [0x11; 16] } else { [0x77; 16] };
    let mut seed = [0; 32];
    hkdf::Hkdf::<sha2::Sha256>::new(Some(ORG.as_bytes()), &root).expand(b"waymark/person/sig/v1", &mut seed).unwrap();
    let key = ed25519_dalek::SigningKey::from_bytes(&seed);
    assert_eq!(key.verifying_key().to_bytes(), person.public().sig);
    key.sign(message).to_bytes()
}

fn signed_by(person: &PersonKeys, to: &[u8; 32]) -> Vec<u8> {
    forged(plain(1, b"{}", &sign(person, &message(b"{}", to))), 0x80)
}

fn signed_body(body: &[u8]) -> Vec<u8> {
    forged(plain(1, body, &sign(&WORLD.person, &message(body, &WORLD.sam.public().kem))), 0x80)
}

fn forged_raw(padded: &[u8]) -> Vec<u8> {
    let header = WORLD.share.header;
    forge(&WORLD.sam.public().kem, &info(&header), &header.encode(), padded)
}

fn forged_large() -> Vec<u8> {
    let header = ShareHeader { bucket: 1, ..WORLD.share.header };
    let padded = padded(plain(1, b"{}", &[0; 64]), 0x80, 4096);
    forge(&WORLD.sam.public().kem, &info(&header), &header.encode(), &padded)
}

fn forged_with_info(info: &[u8]) -> Vec<u8> {
    let padded = padded(plain(1, b"{}", &[0; 64]), 0x80, 1024);
    forge(&WORLD.sam.public().kem, info, &WORLD.share.header.encode(), &padded)
}

#[test]
fn the_untouched_envelope_does_open() {
    let opened = open(&WORLD.share.bytes, &WORLD.sam, &WORLD.consent).unwrap();
    assert_eq!(opened.header, WORLD.share.header);
    assert_eq!(opened.header.to, SAM);
    assert!(format!("{:?}", opened.item).contains("kettle"));
    assert!(!String::from_utf8_lossy(&WORLD.share.bytes).contains("kettle"));
}

#[test]
fn no_flipped_bit_of_a_whole_envelope_opens() {
    for bit in 0..WORLD.share.bytes.len() * 8 {
        let mut bytes = WORLD.share.bytes.clone();
        bytes[bit / 8] ^= 1 << (bit % 8);
        assert!(open(&bytes, &WORLD.sam, &WORLD.consent).is_err(), "bit {bit}");
    }
}

#[test]
fn an_envelope_cut_anywhere_does_not_open() {
    for length in 0..WORLD.share.bytes.len() {
        assert!(open(&WORLD.share.bytes[..length], &WORLD.sam, &WORLD.consent).is_err());
    }
}

#[test]
fn a_low_order_recipient_key_is_refused_before_anything_is_sealed() {
    let (payload, _) = note_payload("x", WORLD.sam.public());
    let mut to = WORLD.sam.public();
    to.kem = [0; 32];
    assert!(seal_share(&payload, &WORLD.person, &to, 1, &mut counted(1)).is_err());
}
