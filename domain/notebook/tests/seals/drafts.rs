//! Half-written replies: they come back to the worker who wrote them, for the person they were meant for, and to nobody
//! else.

use notebook::draft::{DRAFT_LIMIT, parse_draft};
use notebook::id::{PersonId, ReplyId};
use notebook::seal::draft::{DraftPlace, HalfReply, open_draft, seal_draft};
use notebook::seal::keyring::{Keyring, PartPlace, seal_keyring};
use notebook::seal::reply::TEXT_LIMIT;

use super::support::{JO, SAM, person, worker};

const REPLY: ReplyId = ReplyId::from_bytes([5; 16]);

fn place() -> DraftPlace {
    DraftPlace { worker: SAM, person: person().person_id() }
}

fn written(words: &str) -> HalfReply {
    HalfReply { reply: REPLY, words: words.to_owned() }
}

fn sealed(words: &str) -> Vec<u8> {
    seal_draft(&written(words), &worker(1), place(), [7; 24]).unwrap()
}

#[test]
fn what_was_half_written_comes_back_to_its_worker_and_the_server_reads_only_which_reply_it_will_be() {
    let bytes = sealed("Good to see you on");
    assert_eq!(open_draft(&bytes, &worker(1), place()).unwrap(), written("Good to see you on"));
    assert_eq!(parse_draft(&bytes).unwrap().0, REPLY);
    assert!(!bytes.windows(4).any(|some| some == b"Good"));
    assert_eq!(sealed("").len(), sealed(&"x".repeat(900)).len(), "the length does not follow the typing");
    let longest = sealed(&"\u{1f33b}".repeat(TEXT_LIMIT / 4));
    assert!(longest.len() <= DRAFT_LIMIT && open_draft(&longest, &worker(1), place()).is_ok());
}

#[test]
fn for_another_person_another_worker_or_under_another_label_it_does_not_open() {
    let (bytes, keys) = (sealed("Good to see you on"), worker(1));
    let elsewhere =
        [DraftPlace { worker: JO, ..place() }, DraftPlace { person: PersonId::from_bytes([9; 16]), ..place() }];
    for other in elsewhere {
        assert!(open_draft(&bytes, &keys, other).is_err(), "{other:?}");
    }
    assert!(open_draft(&bytes, &worker(2), place()).is_err(), "a new account of the same name has other keys");
    // A keyring is sealed by the same account key, under a label of its own.
    let keyring =
        seal_keyring(&Keyring::default(), &keys, PartPlace { worker: SAM, revision: 1, whole: true }, [7; 24]);
    assert!(open_draft(&[&bytes[..17], &keyring].concat(), &keys, place()).is_err());
}

#[test]
fn no_changed_bit_no_cut_and_no_other_reply_opens_and_nothing_too_long_is_sealed() {
    let (bytes, keys) = (sealed("Good to see you on"), worker(1));
    for bit in 0..bytes.len() * 8 {
        let mut changed = bytes.clone();
        changed[bit / 8] ^= 1 << (bit % 8);
        assert!(open_draft(&changed, &keys, place()).is_err(), "bit {bit}");
    }
    for length in 0..bytes.len() {
        assert!(open_draft(&bytes[..length], &keys, place()).is_err(), "{length} bytes");
    }
    assert!(parse_draft(&vec![1; DRAFT_LIMIT + 1]).is_err());
    let endless = written(&"x".repeat(TEXT_LIMIT + 1));
    assert!(seal_draft(&endless, &keys, place(), [7; 24]).is_err());
    assert!(!format!("{:?}", written("Good to see you on")).contains("Good"));
}
