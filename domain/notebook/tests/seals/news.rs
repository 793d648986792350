//! What a phone that was met before learns of the organisation, when it asks, and what a refusal says of the server.

use notebook::api::{Bytes, Bytes32, ComplaintsReply, ConfirmationReply, PackReply, PacksReply};
use notebook::instrument::{built_in_files, load};
use notebook::records::{Complaints, Contact, ContactState, Records};
use notebook::sync::inbox::{WhyRefused, has_news, is_asked, take_news, why_refused};

use super::support::{ORG, SAM, later, phone, quiet_page, sharing, worker};

#[test]
fn a_later_pack_confirmation_name_safeguarding_line_and_complaints_contact_reach_everybody_met_before() {
    let mut records = phone(worker(1).public());
    let page = quiet_page();
    assert!(has_news(&records, &page));
    let file = built_in_files().into_iter().find(|file| load(file, None).unwrap().pack.id == "reqol-10").unwrap();
    let confirmed = |records: &Records| {
        records.instruments().iter().find(|it| it.pack.id == "reqol-10").unwrap().confirmation.is_some()
    };
    assert!(!confirmed(&records));
    let confirmation = Some(ConfirmationReply { by: "Jo".to_owned(), on: "2026-05-01".to_owned(), demo: false });
    let news = PacksReply {
        packs: vec![PackReply { bytes: Bytes(file.to_vec()), confirmation }],
        org_name: "Another name".to_owned(),
        safeguarding: "A new line.".to_owned(),
        complaints: ComplaintsReply { name: "Jo".to_owned(), reach: "01632 960002".to_owned() },
        edition: Bytes32([3; 32]),
    };
    take_news(&records, &news).iter().for_each(|change| records.apply(change));
    assert!(confirmed(&records), "earlier check-ins have totals from now on");
    let org = records.org.clone().unwrap();
    assert_eq!((org.org_id, org.name.as_str(), org.safeguarding.as_str()), (ORG, "Another name", "A new line."));
    let complaints = Complaints { name: "Jo".to_owned(), reach: "01632 960002".to_owned() };
    assert_eq!(org.complaints, Some(complaints));
    assert!(!has_news(&records, &page));
    assert_eq!(why_refused(&records), Some(WhyRefused::PutBack), "should it say one day that it knows nobody");
    assert_eq!(take_news(&records, &news).len(), 1, "the same again changes nothing but the mark");
}

#[test]
fn a_server_that_takes_an_introduction_and_nothing_after_it_is_set_up_wrongly() {
    let mut records = phone(worker(1).public());
    assert_eq!(why_refused(&records), Some(WhyRefused::SetUpWrongly));
    let claiming = Contact { state: ContactState::Claiming, ..records.contacts[&SAM].clone() };
    records.contacts.insert(SAM, claiming);
    assert_eq!(why_refused(&records), None, "nothing is known of it yet");
}

#[test]
fn the_server_is_asked_from_the_introduction_on_and_not_after_everybody_is_gone() {
    assert!(!is_asked(&Records::default()));
    let (mut records, consent) = sharing();
    assert!(is_asked(&phone(worker(1).public())), "a reply may come before any permission");
    records.contacts.clear();
    assert!(is_asked(&records), "what was given is not known to be gone");
    records.cursors.deleted.insert(consent.id(), later(2).at);
    assert!(!is_asked(&records));
    records.cursors.leaving.insert(consent.id());
    assert!(is_asked(&records), "it is not off the server's disk");
    records.cursors.leaving.remove(&consent.id());
    records.backup.leaving = true;
    assert!(is_asked(&records));
}
