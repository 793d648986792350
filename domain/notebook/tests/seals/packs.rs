//! Questionnaires that a lying server offers: none changes under its name, and none fills the phone.

use notebook::api::{Bytes, Bytes32, ComplaintsReply, PackReply, PacksReply};
use notebook::instrument::built_in_files;
use notebook::sync::inbox::{is_altered, take_news};

use super::support::{phone, worker};

const MADE_UP: &str = include_str!("../../../protocol/tests/data/packs/licensed.json");

fn offer(texts: &[&str]) -> PacksReply {
    PacksReply {
        packs: texts.iter().map(|it| PackReply { bytes: Bytes(it.as_bytes().to_vec()), confirmation: None }).collect(),
        org_name: "Org".to_owned(),
        safeguarding: "…".to_owned(),
        complaints: ComplaintsReply { name: "Jo".to_owned(), reach: "01632 960002".to_owned() },
        edition: Bytes32([3; 32]),
    }
}

#[test]
fn other_bytes_under_a_name_and_version_this_phone_holds_are_refused_and_said_until_they_are_gone() {
    let mut records = phone(worker(1).public());
    let first = offer(&[MADE_UP]);
    assert!(!is_altered(&records, &first));
    take_news(&records, &first).iter().for_each(|change| records.apply(change));
    assert_eq!((records.packs.len(), records.cursors.edition), (1, [3; 32]));
    records.cursors.edition = [0; 32];
    let before = records.clone();
    let quieter = MADE_UP.replacen("\"value\": 5", "\"value\": 1", 1);
    let unmarked = MADE_UP.replacen("\"sensitive\": true", "\"sensitive\": false", 1);
    let built_in = String::from_utf8(built_in_files()[0].to_vec()).unwrap() + " ";
    for other in [&quieter, &unmarked, &built_in] {
        let lie = offer(&[MADE_UP, other]);
        assert!(is_altered(&records, &lie));
        take_news(&records, &lie).iter().for_each(|change| records.apply(change));
        assert_eq!(records, before, "nothing is taken, and it is asked again at the next look");
    }
    // Two at once, before either is known: the first is the one.
    let mut fresh = phone(worker(1).public());
    let two = offer(&[MADE_UP, &quieter]);
    assert!(is_altered(&fresh, &two));
    take_news(&fresh, &two).iter().for_each(|change| fresh.apply(change));
    assert_eq!(fresh.packs, before.packs);
    // Another version is another pack, and other languages stand beside it.
    let next = quieter.replacen("\"version\": \"1\"", "\"version\": \"2\"", 1);
    let mended = offer(&[MADE_UP, &next]);
    assert!(!is_altered(&records, &mended));
    take_news(&records, &mended).iter().for_each(|change| records.apply(change));
    assert_eq!((records.packs.len(), records.cursors.edition), (2, [3; 32]));
}

#[test]
fn a_server_that_offers_packs_without_end_fills_no_phone() {
    let packs: Vec<String> = (0..300).map(|n| MADE_UP.replacen("made-up-10", &format!("made-up-{n}"), 1)).collect();
    let news = offer(&packs.iter().map(String::as_str).collect::<Vec<_>>());
    let mut records = phone(worker(1).public());
    take_news(&records, &news).iter().for_each(|change| records.apply(change));
    assert_eq!(records.packs.len(), 100);
    take_news(&records, &news).iter().for_each(|change| records.apply(change));
    assert_eq!(records.packs.len(), 100);
}
