//! Our own vectors, frozen: what was once sealed, signed or written must read the same for ever.
//!
//! `WAYMARK_WRITE_VECTORS=1 cargo test -p waymark-notebook vectors` writes the file anew, which
//! is right only before the first release or together with a new version number.

use std::path::PathBuf;

use notebook::introduction::{Code, parse_code};
use notebook::role::Role;
use notebook::seal::account::{unwrap_keys, wrap_keys};
use notebook::seal::at_rest::{Aad, RecordKey, open_record, seal_record};
use notebook::seal::check_words::derive_check_words;
use notebook::seal::draft::{DraftPlace, HalfReply, open_draft, seal_draft};
use notebook::seal::envelope::seal_share;
use notebook::seal::introduction::{Card, derive_introduction_keys, make_claim, open_card, seal_card, verify_claim};
use notebook::seal::keys::{Root, derive_backup_key};
use notebook::seal::reply::{ReplyBody, Route, open_reply, seal_reply};
use notebook::signed::{derive_record_hash, verify_consent};
use serde_json::{Value, json};

use super::support::{MORNING, ORG, ROOT, SAM, counted, facts, hex, note_payload, open, person, unhex, worker};
use notebook::request::RequestParts;

fn file() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/seals.json")
}

fn card() -> Card {
    let (name, team) = ("Sam Okafor".to_owned(), "Salford".to_owned());
    let (organisation, safeguarding) = ("Riverside".to_owned(), "They may have to tell others.".to_owned());
    let (role, called, keys) = (Role::KeyWorker, String::new(), worker(1).public());
    Card { worker: SAM, name, role, called, team, keys, organisation, safeguarding }
}

fn route() -> Route {
    Route { org: ORG, from: SAM, to: person().person_id(), reply: notebook::id::ReplyId::from_bytes([5; 16]) }
}

fn reply() -> ReplyBody {
    ReplyBody { words: "Thank you.".to_owned(), at: MORNING.at, introduction: None }
}

fn draft() -> (HalfReply, DraftPlace) {
    let written = HalfReply { reply: route().reply, words: "Thank y".to_owned() };
    (written, DraftPlace { worker: SAM, person: person().person_id() })
}

const PLACE: Aad<'static> = Aad { store: "notes", id: [1; 16], rev: 2, schema: 1 };
const PARTS: RequestParts<'static> =
    RequestParts { org: ORG, method: "PUT", authority: "127.0.0.1:8701", path_and_query: "/v1/x?y=1", body: b"z" };

/// Everything made from fixed inputs and a counted source of bytes.
fn make() -> Value {
    let (person, sam) = (person(), worker(1));
    let code = Code::make(&mut counted(1));
    let keys = derive_introduction_keys(&code, ORG).here().unwrap();
    let claim = make_claim(&keys, &card(), &person, Some("Ash"), &mut counted(2)).unwrap();
    let (payload, consent) = note_payload("a walk in the rain", sam.public());
    let record = person.sign_consent(&facts(&consent, &person, &sam));
    let share = seal_share(&payload, &person, &sam.public(), 5, &mut counted(3)).unwrap();
    json!({
        "person": {
            "root": hex(&ROOT),
            "org": hex(ORG.as_bytes()),
            "sig_pk": hex(&person.public().sig),
            "kem_pk": hex(&person.public().kem),
            "person_id": person.person_id().to_string(),
            "backup_key": hex(derive_backup_key(&Root::from_bytes(ROOT), ORG).expose()),
        },
        "worker": {
            "sig_pk": hex(&sam.public().sig),
            "kem_pk": hex(&sam.public().kem),
            "key_id": hex(&sam.public().derive_key_id().0),
            "check_words": derive_check_words(&sam.public()).here().unwrap(),
        },
        "introduction": {
            "code": code.to_letters(),
            "locator": code.locator().as_u32(),
            "secret": hex(&code.expose_secret()),
            "claim_hash": hex(&keys.derive_claim_hash()),
            "mac_key": hex(keys.mac_key().expose()),
            "card": hex(&seal_card(&keys, &card(), [3; 24]).unwrap()),
            "claim": {
                "claim_key": hex(&claim.claim_key),
                "hello": hex(&claim.hello),
                "mac": hex(&claim.mac),
                "sig": hex(&claim.sig),
            },
        },
        "consent": { "record": hex(&record), "hash": hex(&derive_record_hash(&record)) },
        "share": { "header": hex(&share.header.encode()), "bytes": hex(&share.bytes) },
        "reply": hex(&seal_reply(&reply(), route(), &sam, &person.public(), &mut counted(4)).unwrap()),
        "request": person.sign_request(PARTS, MORNING.at, [4; 16]),
        "record": hex(&seal_record(&RecordKey::from_bytes([6; 32]), &PLACE, b"my words", [7; 24])),
        "draft": hex(&seal_draft(&draft().0, &sam, draft().1, [9; 24]).unwrap()),
        "account": hex(&wrap_keys(&sam, SAM, b"export key", [8; 24])),
    })
}

#[test]
fn everything_is_made_as_it_was_when_it_was_frozen() {
    if std::env::var_os("WAYMARK_WRITE_VECTORS").is_some() {
        std::fs::write(file(), format!("{:#}\n", make())).unwrap();
    }
    let frozen: Value = serde_json::from_slice(&std::fs::read(file()).unwrap()).unwrap();
    assert_eq!(make(), frozen);
}

#[test]
fn everything_frozen_still_opens() {
    let frozen: Value = serde_json::from_slice(&std::fs::read(file()).unwrap()).unwrap();
    let bytes = |path: &str| unhex(frozen.pointer(path).unwrap().as_str().unwrap());
    let (person, sam) = (person(), worker(1));
    let code = parse_code(frozen["introduction"]["code"].as_str().unwrap()).unwrap();
    let keys = derive_introduction_keys(&code, ORG).here().unwrap();
    assert_eq!(open_card(&keys, &bytes("/introduction/card")).unwrap(), card());
    let claim = notebook::seal::introduction::Claim {
        claim_key: bytes("/introduction/claim/claim_key").try_into().unwrap(),
        keys: person.public(),
        hello: bytes("/introduction/claim/hello"),
        mac: bytes("/introduction/claim/mac").try_into().unwrap(),
        sig: bytes("/introduction/claim/sig").try_into().unwrap(),
    };
    let facts = notebook::claim::ClaimFacts {
        org: ORG,
        locator: code.locator(),
        worker: SAM,
        keys: claim.keys,
        hello: &claim.hello,
        mac: &claim.mac,
    };
    assert!(facts.is_signed(&claim.sig));
    let told = verify_claim(&claim, code.locator(), ORG, &keys.mac_key(), SAM, &sam);
    assert_eq!(told, Ok(Some("Ash".to_owned())));
    let consent = verify_consent(&bytes("/consent/record"), &person.public().sig).unwrap();
    let shared = open(&bytes("/share/bytes"), &sam, &consent).unwrap();
    assert_eq!(&shared.item, note_payload("a walk in the rain", sam.public()).0.item());
    let replied = open_reply(&bytes("/reply"), &person, SAM, &sam.public(), route().reply).unwrap();
    assert_eq!(replied, reply());
    assert_eq!(open_draft(&bytes("/draft"), &sam, draft().1).unwrap(), draft().0);
    let record = open_record(&RecordKey::from_bytes([6; 32]), &PLACE, &bytes("/record")).unwrap();
    assert_eq!(record, b"my words");
    assert_eq!(unwrap_keys(&bytes("/account"), SAM, b"export key").unwrap().public(), sam.public());
}
