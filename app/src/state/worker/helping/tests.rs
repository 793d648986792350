//! A check-in in progress, with real seals and a server that answers or does not.
use super::sending::{SealedHelp, seal};
use super::*;
use crate::state::worker::{Profile, Session};
use crate::sync::api::ApiError;
use domain::api::ProblemCode;
use domain::entropy::Entropy;
use domain::guest::parse_guest;
use domain::id::{OrgId, WorkerId};
use domain::instrument::{HOW_ARE_THINGS, KEY_AREAS};
use domain::introduction::Locator;
use domain::seal::guest::{open_guest, seal_guest};
use domain::seal::keyring::{Keyring, Office, PinnedPerson};
use domain::seal::keyring_growth::KeptSize;
use domain::seal::keys::{PersonKeys, Root, WorkerKeys};
use domain::seal::written::{WrittenRoute, open_written};
use domain::time::{Moment, Stamp};

const NOON: Stamp = Stamp { at: Moment(1_778_587_200_000), offset_min: 60 };

struct Fives;

impl Entropy for Fives {
    fn fill(&mut self, out: &mut [u8]) {
        out.fill(5);
    }
}

fn built(id: &str) -> Instrument {
    built_in().into_iter().find(|it| it.pack.id == id).unwrap()
}

/// One for somebody with no app, begun at the server.
fn guest(way: HelpWay, id: &str) -> Helping {
    let (words, instrument) = (ClaimWords::make(&mut Fives), built(id));
    let keys = words.keys(OrgId::from_bytes([9; 16])).here().unwrap();
    let to = HelpedTo::Guest { words: Some(words), keys, ends: None };
    let draft = Draft::start(CheckInId::from_bytes([1; 16]), &instrument, NOON);
    let helper = (Helper::PeerWorker, String::new(), None);
    let going = Going::begin(way, instrument, to, draft, helper, WrittenId::from_bytes([2; 16]));
    let mut helping = Helping::Going(Box::new(going));
    assert_eq!(send(&mut helping), 1);
    helping.note_outcome(&Ok(Some(NOON.at)));
    helping.change(Going::opened);
    helping.change(Going::drop_words);
    helping
}

/// Makes the next sending; its number.
fn send(helping: &mut Helping) -> u32 {
    helping.change(|going| going.post.next()).flatten().unwrap()
}

fn sent(helping: &Helping) -> HelpSent {
    helping.going().unwrap().sent()
}

fn answer(helping: &mut Helping, place: u8) {
    helping.change(|going| assert!(going.choose(place) && going.go_on()));
}

#[test]
fn each_sending_has_a_higher_number_and_the_newest_answers_and_one_is_under_way_at_a_time() {
    let mut helping = guest(HelpWay::ByPhone, HOW_ARE_THINGS);
    answer(&mut helping, 7);
    assert_eq!(send(&mut helping), 2);
    answer(&mut helping, 3);
    assert_eq!(helping.change(|going| going.post.next()).flatten(), None, "the one before is under way");
    assert_eq!(sent(&helping), HelpSent::Sending);
    helping.note_outcome(&Ok(Some(NOON.at)));
    assert_eq!(send(&mut helping), 3);
    let going = helping.going().unwrap();
    let HelpedTo::Guest { keys, .. } = &going.to else { unreachable!() };
    let sealed = seal_guest(&going.written_down(NOON), 3, keys, [7; 24]).unwrap();
    let (rev, there) = open_guest(&sealed, keys).unwrap();
    let places = there.draft.responses;
    let items = &going.instrument.pack.items;
    assert_eq!((rev, there.finished), (3, false));
    assert_eq!((places.place(&items[0].id), places.place(&items[1].id)), (Some(7), Some(3)));
    helping.note_outcome(&Ok(Some(NOON.at)));
    assert_eq!(sent(&helping), HelpSent::Kept);
    assert_eq!(helping.change(|going| going.post.next()).flatten(), None, "nothing is new");
    helping.change(|going| {
        going.go_to(0);
        assert!(going.choose(7));
    });
    assert_eq!(sent(&helping), HelpSent::Kept, "the same answer again is nothing new");
}

#[test]
fn what_did_not_arrive_is_told_and_tried_again_under_the_next_number() {
    let mut helping = guest(HelpWay::ByPhone, HOW_ARE_THINGS);
    answer(&mut helping, 7);
    assert!(helping.is_at_risk(), "before it is sent");
    assert_eq!(send(&mut helping), 2);
    helping.note_outcome(&Err(ApiError::NoAnswer));
    assert_eq!((sent(&helping), helping.is_at_risk()), (HelpSent::NoSignal, true));
    assert_eq!(send(&mut helping), 3, "its answer may be what was lost");
    assert_eq!(sent(&helping), HelpSent::NoSignal, "until it is known to have arrived");
    helping.note_outcome(&Err(ApiError::Refused(ProblemCode::Busy)));
    assert_eq!(sent(&helping), HelpSent::NotTaken);
    assert_eq!(send(&mut helping), 4);
    helping.note_outcome(&Ok(Some(NOON.at)));
    assert_eq!((sent(&helping), helping.is_at_risk()), (HelpSent::Kept, false));
}

#[test]
fn at_the_end_nothing_is_left_but_where_it_waits() {
    for (way, handed) in
        [(HelpWay::ByPhone, false), (HelpWay::FromPaper, false), (HelpWay::HandedOver, true), (HelpWay::Beside, true)]
    {
        let mut helping = guest(way, KEY_AREAS);
        helping.change(|going| going.go_to(0));
        answer(&mut helping, 6);
        assert_eq!(send(&mut helping), 2);
        helping.change(Going::finish);
        helping.note_outcome(&Ok(Some(NOON.at)));
        assert!(helping.going().is_some(), "the server does not have the end yet");
        assert_eq!(send(&mut helping), 3);
        assert!(helping.going().unwrap().written_down(NOON).finished);
        helping.note_outcome(&Ok(Some(NOON.at)));
        let Helping::Over(over) = &helping else { panic!("{helping:?}") };
        let waits = WaitsFor::Words(Some(NOON.at));
        assert_eq!(*over, HelpOver { end: HelpEnd::Finished, waits, in_their_hands: handed });
        assert_eq!(helping.holds_the_page(), handed, "nobody else's page is seen before it is handed back");
    }
}

#[test]
fn an_answer_changed_after_the_end_was_sent_off_is_not_taken_for_the_end() {
    let mut helping = guest(HelpWay::ByPhone, HOW_ARE_THINGS);
    helping.change(Going::finish);
    assert_eq!(send(&mut helping), 2);
    helping.note_outcome(&Err(ApiError::NoAnswer));
    helping.change(|going| going.go_to(0));
    answer(&mut helping, 2);
    assert!(!helping.going().unwrap().written_down(NOON).finished);
}

#[test]
fn one_that_is_on_their_own_phone_by_now_stops() {
    let mut helping = guest(HelpWay::ByPhone, HOW_ARE_THINGS);
    answer(&mut helping, 7);
    assert_eq!(send(&mut helping), 2);
    helping.note_outcome(&Err(ApiError::Refused(ProblemCode::Taken)));
    assert!(matches!(helping, Helping::Over(HelpOver { end: HelpEnd::Taken, in_their_hands: false, .. })));
}

#[test]
fn the_words_are_gone_once_they_have_them_and_nothing_goes_on_unanswered() {
    let mut helping = guest(HelpWay::FromPaper, HOW_ARE_THINGS);
    let going = helping.going().unwrap();
    assert!(matches!(going.to, HelpedTo::Guest { words: None, .. }));
    assert_eq!(going.step, HelpStep::Statement(0));
    helping.change(|going| {
        assert!(!going.go_on(), "neither answered nor left out");
        assert!(!going.choose(11), "there is no such box");
        going.skip();
        assert_eq!(going.step, HelpStep::Statement(1));
        going.go_back();
        assert_eq!(going.step, HelpStep::Statement(0));
        assert!(going.go_on(), "it was left out");
        going.ask_to_stop();
        going.go_back();
        assert_eq!(going.step, HelpStep::Statement(1));
    });
}

#[test]
fn what_helped_belongs_to_it_and_no_name_unless_they_want_it() {
    let helping = guest(HelpWay::HandedOver, HOW_ARE_THINGS);
    let helped = helping.going().unwrap().draft.helped.clone().unwrap();
    assert_eq!((helped.helper, helped.name, helped.typed_by), (Helper::PeerWorker, None, TypedBy::Person));
}

/// A worker who met one person.
fn session(met: &PersonKeys) -> Session {
    let (worker, org) = (WorkerId::from_bytes([7; 16]), met.org());
    let office =
        Office { person_url: "https://ours.example".into(), organisation: String::new(), safeguarding: String::new() };
    let (name, role, called, team) = ("Jo".to_owned(), Role::PeerWorker, String::new(), String::new());
    let (recovered, recovery_made, away) = (None, None, None);
    let profile = Profile { worker, name, role, called, team, org, office, recovered, recovery_made, away };
    let locator = Locator::from_u32(0).unwrap();
    let pinned = PinnedPerson { person: met.person_id(), keys: met.public(), name: None, met: NOON.at, locator };
    let mut keyring = Keyring::default();
    keyring.pin(pinned);
    let (keys, kept) = (WorkerKeys::make(&mut Fives), KeptSize::default());
    let (mailboxes, strangers) = Default::default();
    Session { profile, keys, keyring, revision: 1, kept, mailboxes, strangers }
}

#[test]
fn what_is_written_down_with_somebody_met_opens_with_their_keys_alone_and_only_as_the_revision_it_is() {
    let org = OrgId::from_bytes([9; 16]);
    let (robin, other) =
        (PersonKeys::derive(&Root::from_bytes([1; 16]), org), PersonKeys::derive(&Root::from_bytes([2; 16]), org));
    let (session, instrument) = (session(&robin), built(KEY_AREAS));
    let draft = Draft::start(CheckInId::from_bytes([1; 16]), &instrument, NOON);
    let begin = |person| {
        let (to, helper) = (HelpedTo::Met { person, name: None }, (Helper::PeerWorker, String::new(), None));
        let written = WrittenId::from_bytes([2; 16]);
        Going::begin(HelpWay::ByPhone, instrument.clone(), to, draft.clone(), helper, written)
    };
    let mut going = begin(robin.person_id());
    going.opened();
    assert!(going.choose(4) && going.say_help(true));
    let Some(SealedHelp::Met(to, written, bytes)) = seal(&session, &going, 3, NOON) else { panic!("not sealed") };
    let route = WrittenRoute { org, from: session.profile.worker, to, written, rev: 3 };
    let opened = open_written(&bytes, &robin, route, &session.keys.public()).unwrap();
    assert_eq!(opened.draft.responses, going.draft.responses);
    assert!(open_written(&bytes, &other, route, &session.keys.public()).is_err());
    assert!(open_written(&bytes, &robin, WrittenRoute { rev: 2, ..route }, &session.keys.public()).is_err());
    assert!(seal(&session, &begin(other.person_id()), 1, NOON).is_none(), "whose key nobody pinned");
}

#[test]
fn what_is_sealed_under_the_words_bears_its_number_outside() {
    let helping = guest(HelpWay::ByPhone, HOW_ARE_THINGS);
    let met = PersonKeys::derive(&Root::from_bytes([1; 16]), OrgId::from_bytes([9; 16]));
    let Some(SealedHelp::Guest(place, request)) = seal(&session(&met), helping.going().unwrap(), 6, NOON) else {
        panic!("not sealed")
    };
    let HelpedTo::Guest { keys, .. } = &helping.going().unwrap().to else { unreachable!() };
    assert_eq!((place, parse_guest(&request.sealed.0).unwrap().0), (keys.place, 6));
    assert_ne!(request.proof_hash.0, *keys.proof.expose(), "the server gets the hash alone");
}
