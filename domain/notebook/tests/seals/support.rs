//! A small world: one person, one worker, one organisation, and a source of bytes that is the same on every run.

use notebook::api::{Bytes32, PersonInboxReply};
use notebook::consent::{Consent, From, Grant, Scope};
use notebook::entropy::Entropy;
use notebook::id::{ConsentId, NoteId, OrgId, WorkerId};
use notebook::identity::PublicKeys;
use notebook::introduction::Locator;
use notebook::note::Note;
use notebook::records::{Change, Contact, ContactState, OrgPin, Record, Records, RootRecord};
use notebook::role::Role;
use notebook::seal::envelope::{Known, OpenFault, OpenedShare, open_share};
use notebook::seal::keyring::PinnedPerson;
use notebook::seal::keys::{PersonKeys, Root, WorkerKeys};
use notebook::share::{SharePayload, assemble};
use notebook::signed::ConsentFacts;
use notebook::sync::queue::grant;
use notebook::time::{Moment, Stamp};

#[path = "../../../protocol/tests/shared/counted.rs"]
mod counted;
#[path = "../../../protocol/tests/shared/world.rs"]
mod world;

pub(crate) use counted::{Counted, counted};
pub(crate) use world::{MORNING, SAM};

pub(crate) const ORG: OrgId = OrgId::from_bytes([0xa0; 16]);
pub(crate) const JO: WorkerId = WorkerId::from_bytes([8; 16]);
pub(crate) const ROOT: [u8; 16] = [0x11; 16];

/// One page of the inbox that brings nothing.
pub(crate) fn quiet_page() -> PersonInboxReply {
    PersonInboxReply {
        written: Vec::new(),
        replies: vec![],
        receipts: vec![],
        looked: vec![],
        moved_on: vec![],
        away: vec![],
        permissions: vec![],
        leaving_disk: false,
        edition: Bytes32([3; 32]),
        next: 0,
    }
}

pub(crate) fn later(minutes: i64) -> Stamp {
    Stamp { at: Moment(MORNING.at.0 + minutes * 60_000), ..MORNING }
}

pub(crate) fn person() -> PersonKeys {
    PersonKeys::derive(&Root::from_bytes(ROOT), ORG)
}

pub(crate) fn worker(seed: u64) -> WorkerKeys {
    WorkerKeys::make(&mut counted(seed))
}

pub(crate) fn pinned(keys: &PersonKeys) -> PinnedPerson {
    let locator = Locator::from_u32(1).unwrap();
    PinnedPerson { person: keys.person_id(), keys: keys.public(), name: None, met: MORNING.at, locator }
}

pub(crate) fn contact(worker: WorkerId, keys: PublicKeys) -> Contact {
    Contact {
        worker,
        name: "Sam".to_owned(),
        role: Role::KeyWorker,
        team: "Salford".to_owned(),
        kem_pk: keys.kem,
        sig_pk: keys.sig,
        check_words: ["one", "two", "three", "four", "five", "six"].map(str::to_owned),
        name_told: true,
        met: MORNING,
        state: ContactState::Introduced,
        told_since: None,
        called: String::new(),
    }
}

/// A phone on which Sam has been introduced.
pub(crate) fn phone(sam: PublicKeys) -> Records {
    let mut records = Records { identity: Some(RootRecord { root: ROOT }), ..Records::default() };
    records.org =
        Some(OrgPin { org_id: ORG, name: "Org".to_owned(), safeguarding: "…".to_owned(), complaints: None });
    records.contacts.insert(SAM, contact(SAM, sam));
    records
}

pub(crate) fn write_note(records: &mut Records, n: u8, words: &str, at: Stamp) {
    let note = Note { id: NoteId::from_bytes([n; 16]), words: words.to_owned(), at, check_in: None, edited: None };
    records.apply(&Change::Put(Record::Note(note)));
}

/// A permission for new notes, and for those of the first numbers whenever they were written.
pub(crate) fn notes_consent(n: u8, worker: WorkerId, at: Stamp) -> Consent {
    consent_for(n, worker, at, (0..64).map(|n| NoteId::from_bytes([n; 16])).collect())
}

/// A phone that shares its notes with Sam since this morning; everything has arrived.
pub(crate) fn sharing() -> (Records, Consent) {
    let mut records = phone(worker(1).public());
    write_note(&mut records, 1, "a walk", MORNING);
    let consent = notes_consent(3, SAM, MORNING);
    let changes = grant(&records, &[], consent.clone(), MORNING, &mut counted(1)).unwrap();
    changes.iter().for_each(|change| records.apply(change));
    records.outbox.clear();
    (records, consent)
}

fn consent_for(n: u8, worker: WorkerId, at: Stamp, note_ids: notebook::set::Set<NoteId>) -> Consent {
    Consent::grant(Grant {
        id: ConsentId::from_bytes([n; 16]),
        worker,
        scope: Scope { notes: true, note_ids, ..Scope::default() },
        from: From::EarlierToo,
        granted: at,
        until: at.day().add_months(6),
        wording: "permission-1".to_owned(),
        without_asking: false,
        salt: [9; 16],
    })
    .unwrap()
}

/// One note with these words, covered by a permission for Sam.
pub(crate) fn note_payload(words: &str, sam: PublicKeys) -> (SharePayload, Consent) {
    let mut records = phone(sam);
    write_note(&mut records, 1, words, later(2));
    let consent = consent_for(3, SAM, later(1), notebook::set::Set::new());
    records.apply(&Change::Put(Record::Consent(consent.clone())));
    let payloads = assemble(&consent, &records, &[], MORNING.day()).unwrap();
    let note = payloads.into_iter().find(|it| it.kind() == notebook::consent::ItemKind::Note).unwrap();
    (note, consent)
}

pub(crate) fn facts(consent: &Consent, person: &PersonKeys, worker: &WorkerKeys) -> ConsentFacts {
    consent.facts(ORG, person.person_id(), worker.public().derive_key_id())
}

/// What a worker knows who has opened nothing yet.
pub(crate) fn known(consent: &ConsentFacts) -> Known<'_> {
    Known { me: SAM, org: ORG, consent, last_seq: 0, last_rev: None }
}

pub(crate) fn open(bytes: &[u8], sam: &WorkerKeys, consent: &ConsentFacts) -> Result<OpenedShare, OpenFault> {
    open_share(bytes, sam, &pinned(&person()), &known(consent))
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

pub(crate) fn unhex(text: &str) -> Vec<u8> {
    (0..text.len() / 2).map(|place| u8::from_str_radix(&text[place * 2..place * 2 + 2], 16).unwrap()).collect()
}

/// HPKE in our suite with whatever info, additional data and padding a forger likes.
pub(crate) fn forge(to: &[u8; 32], info: &[u8], header: &[u8], padded: &[u8]) -> Vec<u8> {
    use hpke::{Deserializable, Kem, OpModeS, Serializable, aead, kdf, kem};
    struct Rng(Counted);
    impl hpke::rand_core::TryRng for Rng {
        type Error = std::convert::Infallible;
        fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
            Ok(1)
        }
        fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
            Ok(1)
        }
        fn try_fill_bytes(&mut self, out: &mut [u8]) -> Result<(), Self::Error> {
            self.0.fill(out);
            Ok(())
        }
    }
    impl hpke::rand_core::TryCryptoRng for Rng {}
    let to = <kem::X25519HkdfSha256 as Kem>::PublicKey::from_bytes(to).unwrap();
    let (enc, mut context) = hpke::setup_sender_with_rng::<
        aead::ChaCha20Poly1305,
        kdf::HkdfSha256,
        kem::X25519HkdfSha256,
    >(&OpModeS::Base, &to, info, &mut Rng(counted(99)))
    .unwrap();
    let enc: [u8; 32] = enc.to_bytes().into();
    let ciphertext = context.seal(padded, header).unwrap();
    notebook::sealed::Wire { header, enc, ciphertext: &ciphertext }.encode()
}
