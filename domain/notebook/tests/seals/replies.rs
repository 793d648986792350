//! Replies: only the worker a person pinned can write one, and only that person can read it.

use notebook::id::{OrgId, ReplyId};
use notebook::seal::envelope::{OpenFault, SealFault};
use notebook::seal::keys::{PersonKeys, Root};
use notebook::seal::reply::{ReplyBody, Route, TEXT_LIMIT, open_reply, seal_reply};
use notebook::sealed::{Wire, parse_wire};

use super::support::{JO, MORNING, ORG, SAM, counted, person, worker};

const REPLY: ReplyId = ReplyId::from_bytes([5; 16]);

fn body() -> ReplyBody {
    ReplyBody { words: "Thank you for telling me.".to_owned(), at: MORNING.at, introduction: None }
}

fn route() -> Route {
    Route { org: ORG, from: SAM, to: person().person_id(), reply: REPLY }
}

fn sealed() -> Vec<u8> {
    seal_reply(&body(), route(), &worker(1), &person().public(), &mut counted(1)).unwrap()
}

#[test]
fn a_reply_reaches_the_person_with_a_colleagues_code_in_it() {
    let passing_on = ReplyBody { introduction: Some("ABCD".to_owned()), ..body() };
    let bytes = seal_reply(&passing_on, route(), &worker(1), &person().public(), &mut counted(1)).unwrap();
    assert_eq!(open_reply(&bytes, &person(), SAM, &worker(1).public(), REPLY).unwrap(), passing_on);
    assert_eq!(open_reply(&sealed(), &person(), SAM, &worker(1).public(), REPLY).unwrap(), body());
}

#[test]
fn a_reply_that_is_not_what_it_says_is_never_shown() {
    let (bytes, keys) = (sealed(), worker(1).public());
    let other = ReplyId::from_bytes([6; 16]);
    let stranger = PersonKeys::derive(&Root::from_bytes([9; 16]), ORG);
    let abroad = PersonKeys::derive(&Root::from_bytes([0x11; 16]), OrgId::from_bytes([1; 16]));
    assert_eq!(open_reply(&bytes, &person(), JO, &keys, REPLY), Err(OpenFault::Sender));
    assert_eq!(open_reply(&bytes, &person(), SAM, &keys, other), Err(OpenFault::Revision));
    assert_eq!(open_reply(&bytes, &stranger, SAM, &keys, REPLY), Err(OpenFault::Recipient));
    assert_eq!(open_reply(&bytes, &abroad, SAM, &keys, REPLY), Err(OpenFault::Organisation));
    assert_eq!(open_reply(&bytes, &person(), SAM, &worker(2).public(), REPLY), Err(OpenFault::Signature));
}

#[test]
fn no_flipped_bit_and_no_other_header_opens() {
    let (bytes, keys) = (sealed(), worker(1).public());
    for bit in 0..bytes.len() * 8 {
        let mut changed = bytes.clone();
        changed[bit / 8] ^= 1 << (bit % 8);
        assert!(open_reply(&changed, &person(), SAM, &keys, REPLY).is_err(), "bit {bit}");
    }
    let wire = parse_wire(&bytes).unwrap();
    let mut header = wire.parse_reply_header().unwrap();
    header.reply = ReplyId::from_bytes([6; 16]);
    let renamed = Wire { header: &header.encode(), ..wire }.encode();
    assert_eq!(open_reply(&renamed, &person(), SAM, &keys, header.reply), Err(OpenFault::Seal));
}

#[test]
fn a_reply_is_no_share_and_too_long_a_reply_is_not_sealed() {
    assert!(parse_wire(&sealed()).unwrap().parse_share_header().is_err());
    let endless = ReplyBody { words: "x".repeat(TEXT_LIMIT + 1), ..body() };
    let refused = seal_reply(&endless, route(), &worker(1), &person().public(), &mut counted(1));
    assert_eq!(refused, Err(SealFault::TooLong));
    assert!(!format!("{:?}", body()).contains("Thank"));
}
