//! Meeting somebody a second time: the keys pinned first are the ones that count.

use notebook::api::{ClaimReply, ProblemCode};
use notebook::id::OrgId;
use notebook::identity::PublicKeys;
use notebook::introduction::Locator;
use notebook::records::{ContactState, OrgPin, OutboxEntry, OutboxKind, Records};
use notebook::sync::meeting::{Meeting, NotMet, accepted, meet};
use notebook::sync::outbox::{Answer, Effect, Event, Outbox, step};

use super::support::{JO, MORNING, ORG, SAM, contact, later, person, phone, worker};

fn knows(state: ContactState) -> Records {
    let mut records = phone(worker(1).public());
    records.contacts.insert(SAM, notebook::records::Contact { state, ..contact(SAM, worker(1).public()) });
    records
}

#[test]
fn a_card_with_a_known_id_and_other_keys_is_refused_and_one_with_the_same_keys_is_a_second_meeting() {
    let (sams, mallorys) = (worker(1).public(), worker(2).public());
    let half = PublicKeys { kem: mallorys.kem, ..sams };
    let other_keys = || Err(NotMet::OtherKeys { name: "Sam".to_owned() });
    let table = [
        (ContactState::Introduced, sams, Ok(Meeting::Again)),
        (ContactState::Introduced, mallorys, other_keys()),
        (ContactState::Introduced, half, other_keys()),
        (ContactState::Introduced, PublicKeys { sig: mallorys.sig, ..sams }, other_keys()),
        (ContactState::Claiming, sams, Ok(Meeting::Again)),
        (ContactState::Claiming, mallorys, other_keys()),
        (ContactState::Refused, sams, Ok(Meeting::Again)),
        (ContactState::Refused, mallorys, Ok(Meeting::First)),
    ];
    for (state, keys, verdict) in table {
        assert_eq!(meet(&knows(state), ORG, SAM, &keys), verdict, "{state:?}");
        assert_eq!(meet(&knows(state), ORG, JO, &keys), Ok(Meeting::First), "somebody else");
    }
}

#[test]
fn another_organisation_is_refused_whoever_the_card_is_from() {
    let mut records = knows(ContactState::Introduced);
    assert_eq!(meet(&Records::default(), ORG, SAM, &worker(1).public()), Ok(Meeting::First));
    records.org = Some(OrgPin {
        org_id: OrgId::from_bytes([1; 16]),
        name: "Other".to_owned(),
        safeguarding: String::new(),
        complaints: None,
    });
    assert_eq!(meet(&records, ORG, JO, &worker(1).public()), Err(NotMet::OtherOrganisation));
}

#[test]
fn a_second_meeting_leaves_an_introduction_as_it_is_and_takes_the_new_name() {
    let records = knows(ContactState::Introduced);
    let card = notebook::records::Contact {
        name: "Sam Okafor".to_owned(),
        met: later(60),
        state: ContactState::Claiming,
        ..contact(SAM, worker(1).public())
    };
    let kept = accepted(&records, card.clone());
    assert_eq!((kept.state, kept.met, kept.name.as_str()), (ContactState::Introduced, MORNING, "Sam Okafor"));
    for state in [ContactState::Claiming, ContactState::Refused] {
        assert_eq!(accepted(&knows(state), card.clone()), card, "{state:?}");
    }
}

/// What becomes of a contact when the server answers the claim.
fn answered(state: ContactState, answer: Answer) -> Records {
    let mut records = knows(state);
    let kind = OutboxKind::Claim { locator: Locator::from_u32(1).unwrap() };
    let entry = OutboxEntry { id: [1; 16], order: 1, worker: SAM, kind, body: vec![1], queued: MORNING, tries: 0 };
    records.outbox.insert(entry.id, entry);
    let (outbox, _) = step(Outbox::default(), &records, Event::Look, MORNING.at);
    let (_, effects) = step(outbox, &records, Event::Answered([1; 16], answer), MORNING.at);
    for effect in &effects {
        if let Effect::Commit(changes) = effect {
            changes.iter().for_each(|change| records.apply(change));
        }
    }
    records
}

#[test]
fn no_answer_to_a_second_claim_breaks_the_first_introduction() {
    let reply = |worker_id| {
        let packs = vec![notebook::api::PackReply { bytes: PACK.to_vec().into(), confirmation: None }];
        Answer::Claimed(ClaimReply { worker_id, person_id: person().person_id(), packs })
    };
    let answers =
        [reply(JO), Answer::Refused(ProblemCode::NotFound, None), Answer::Refused(ProblemCode::Malformed, None)];
    for answer in answers {
        let before = answered(ContactState::Introduced, answer.clone());
        assert_eq!(before.contacts[&SAM].state, ContactState::Introduced, "{answer:?}");
        let first = answered(ContactState::Claiming, answer.clone());
        assert_eq!(first.contacts[&SAM].state, ContactState::Refused, "{answer:?}");
        assert!(first.outbox.is_empty() && first.packs.is_empty(), "{answer:?}");
    }
    let met = answered(ContactState::Claiming, reply(SAM));
    assert_eq!((met.contacts[&SAM].state, met.packs.len()), (ContactState::Introduced, 1));
}

const PACK: &[u8] = include_bytes!("../../../protocol/tests/data/packs/licensed.json");
