//! What a worker writes down with somebody, as tables: who may write, open and close, and what anyone may read off it.

use protocol::accept::{
    Close, GUESTS_WAITING, GuestFacts, HeldGuest, HeldWritten, Put, WRITTEN_WAITING, WrittenFacts, close_written,
    open_guest, put_guest, put_written, read_written, take_guest,
};
use protocol::api::ProblemCode;
use protocol::guest::{GUEST_LIMIT, GUEST_VERSION, guest_head, parse_guest};
use protocol::id::{OrgId, PersonId, WrittenId};
use protocol::identity::KeyId;
use protocol::sealed::{BUCKETS, Wire, WireFault, WrittenHeader, parse_wire};
use protocol::time::Moment;

use super::support::{JO, MORNING, ORG, SAM};

const SEALED: &[u8] = b"sealed";
const PERSON: PersonId = PersonId::from_bytes([1; 16]);
const WRITTEN: WrittenId = WrittenId::from_bytes([2; 16]);
const PROOF_HASH: [u8; 32] = [3; 32];

fn later(ms: i64) -> Moment {
    Moment(MORNING.at.0 + ms)
}

fn header() -> WrittenHeader {
    WrittenHeader { org: ORG, from: SAM, to: PERSON, to_kid: KeyId([4; 8]), written: WRITTEN, rev: 3, bucket: 0 }
}

fn held() -> HeldWritten<'static> {
    HeldWritten { worker: SAM, rev: 2, bytes: Some(SEALED), ends: later(90) }
}

fn facts() -> WrittenFacts<'static> {
    WrittenFacts {
        org: ORG,
        worker: SAM,
        person: PERSON,
        written: WRITTEN,
        met: true,
        held: Some(held()),
        waiting: 0,
        now: MORNING.at,
    }
}

#[test]
fn what_is_written_down_rises_by_revisions_until_its_person_has_it() {
    let cases = [
        (None, Ok(Put::New)),
        (Some(held()), Ok(Put::New)),
        (Some(HeldWritten { rev: 3, ..held() }), Ok(Put::Same)),
        (Some(HeldWritten { rev: 3, bytes: Some(b"other"), ..held() }), Err(ProblemCode::Conflict)),
        (Some(HeldWritten { rev: 4, ..held() }), Err(ProblemCode::Conflict)),
        (Some(HeldWritten { worker: JO, ..held() }), Err(ProblemCode::Conflict)),
        (Some(HeldWritten { bytes: None, ..held() }), Err(ProblemCode::Taken)),
        (Some(HeldWritten { bytes: None, rev: 3, ..held() }), Err(ProblemCode::Taken)),
        (Some(HeldWritten { ends: MORNING.at, ..held() }), Ok(Put::New)),
        (Some(HeldWritten { ends: later(-1), ..held() }), Err(ProblemCode::NotFound)),
    ];
    for (held, expected) in cases {
        assert_eq!(put_written(&header(), SEALED, &WrittenFacts { held, ..facts() }), expected, "{held:?}");
        let stranger = WrittenFacts { held, met: false, ..facts() };
        assert_eq!(put_written(&header(), SEALED, &stranger), Err(ProblemCode::NotFound), "{held:?}");
    }
}

#[test]
fn what_is_written_down_says_where_it_belongs_and_goes_nowhere_else() {
    let others = [
        WrittenHeader { org: OrgId::from_bytes([9; 16]), ..header() },
        WrittenHeader { from: JO, ..header() },
        WrittenHeader { to: PersonId::from_bytes([9; 16]), ..header() },
        WrittenHeader { written: WrittenId::from_bytes([9; 16]), ..header() },
        WrittenHeader { rev: 0, ..header() },
    ];
    for other in others {
        assert_eq!(put_written(&other, SEALED, &facts()), Err(ProblemCode::Malformed), "{other:?}");
    }
}

#[test]
fn so_many_wait_for_one_person_and_those_that_wait_are_still_gone_on_with() {
    let full = WrittenFacts { waiting: WRITTEN_WAITING, ..facts() };
    assert_eq!(put_written(&header(), SEALED, &full), Ok(Put::New));
    let another = WrittenFacts { held: None, ..full };
    assert_eq!(put_written(&header(), SEALED, &another), Err(ProblemCode::TooMany));
    let room = WrittenFacts { waiting: WRITTEN_WAITING - 1, ..another };
    assert_eq!(put_written(&header(), SEALED, &room), Ok(Put::New));
}

#[test]
fn a_phone_reads_and_closes_what_waits_and_closing_again_says_the_same() {
    let cases = [
        (None, Err(ProblemCode::NotFound), Err(ProblemCode::NotFound)),
        (Some(held()), Ok(()), Ok(Close::Now)),
        (Some(HeldWritten { bytes: None, ..held() }), Err(ProblemCode::NotFound), Ok(Close::Before)),
        (Some(HeldWritten { ends: later(-1), ..held() }), Err(ProblemCode::NotFound), Err(ProblemCode::NotFound)),
    ];
    for (held, read, closed) in cases {
        assert_eq!(read_written(held.as_ref(), MORNING.at), read, "{held:?}");
        assert_eq!(close_written(held.as_ref(), MORNING.at), closed, "{held:?}");
    }
}

fn guest() -> HeldGuest<'static> {
    HeldGuest { worker: SAM, proof_hash: PROOF_HASH, rev: 2, bytes: Some(SEALED), ends: later(90) }
}

fn arrives() -> GuestFacts<'static> {
    GuestFacts { worker: SAM, proof_hash: PROOF_HASH, rev: 3, bytes: SEALED, waiting: 0, now: MORNING.at }
}

#[test]
fn one_worker_writes_in_a_guest_notebook_under_one_proof_until_it_is_taken() {
    let cases = [
        (None, Ok(Put::New)),
        (Some(guest()), Ok(Put::New)),
        (Some(HeldGuest { rev: 3, ..guest() }), Ok(Put::Same)),
        (Some(HeldGuest { rev: 3, bytes: Some(b"other"), ..guest() }), Err(ProblemCode::Conflict)),
        (Some(HeldGuest { rev: 4, ..guest() }), Err(ProblemCode::Conflict)),
        (Some(HeldGuest { worker: JO, ..guest() }), Err(ProblemCode::Conflict)),
        (Some(HeldGuest { worker: JO, bytes: None, ..guest() }), Err(ProblemCode::Conflict)),
        (Some(HeldGuest { proof_hash: [9; 32], ..guest() }), Err(ProblemCode::Conflict)),
        (Some(HeldGuest { bytes: None, ..guest() }), Err(ProblemCode::Taken)),
        (Some(HeldGuest { ends: MORNING.at, ..guest() }), Ok(Put::New)),
        (Some(HeldGuest { ends: later(-1), ..guest() }), Err(ProblemCode::NotFound)),
    ];
    for (held, expected) in cases {
        assert_eq!(put_guest(&arrives(), held.as_ref()), expected, "{held:?}");
    }
    assert_eq!(put_guest(&GuestFacts { rev: 0, ..arrives() }, None), Err(ProblemCode::Malformed));
    let full = GuestFacts { waiting: GUESTS_WAITING, ..arrives() };
    assert_eq!(put_guest(&full, None), Err(ProblemCode::TooMany));
    assert_eq!(put_guest(&full, Some(&guest())), Ok(Put::New), "one that waits is gone on with");
}

#[test]
fn whatever_does_not_open_a_guest_notebook_is_refused_alike() {
    let gone = Err(ProblemCode::NotFound);
    let cases = [
        (None, PROOF_HASH, gone, Err(ProblemCode::NotFound)),
        (Some(guest()), PROOF_HASH, Ok(()), Ok(Close::Now)),
        (Some(guest()), [9; 32], gone, Err(ProblemCode::NotFound)),
        (Some(HeldGuest { bytes: None, ..guest() }), PROOF_HASH, gone, Ok(Close::Before)),
        (Some(HeldGuest { bytes: None, ..guest() }), [9; 32], gone, Err(ProblemCode::NotFound)),
        (Some(HeldGuest { ends: later(-1), ..guest() }), PROOF_HASH, gone, Err(ProblemCode::NotFound)),
    ];
    for (held, proof_hash, opened, taken) in cases {
        assert_eq!(open_guest(&proof_hash, held.as_ref(), MORNING.at), opened, "{held:?}");
        assert_eq!(take_guest(&proof_hash, held.as_ref(), MORNING.at), taken, "{held:?}");
    }
}

#[test]
fn a_guest_notebook_says_its_version_and_its_revision_and_nothing_else() {
    let sealed = |rev: u32, rest: usize| [&guest_head(rev)[..], &vec![7; rest]].concat();
    for rev in [1, 258, u32::MAX] {
        let bytes = sealed(rev, 40);
        assert_eq!(parse_guest(&bytes), Ok((rev, &[7; 40][..])));
        assert_eq!(&bytes[..5], guest_head(rev));
    }
    assert!(parse_guest(&sealed(1, 39)).is_err(), "too short for a nonce and a tag");
    assert!(parse_guest(&sealed(1, GUEST_LIMIT - 5)).is_ok() && parse_guest(&sealed(1, GUEST_LIMIT - 4)).is_err());
    let mut later = sealed(1, 40);
    later[0] = GUEST_VERSION + 1;
    assert!(parse_guest(&later).is_err() && parse_guest(&[]).is_err());
}

#[test]
fn the_header_of_what_is_written_down_has_one_spelling_and_a_bucket_that_is_filled() {
    let wire = |header: &[u8], length: usize| Wire { header, enc: [5; 32], ciphertext: &vec![6; length] }.encode();
    let read = |bytes: &[u8]| parse_wire(bytes).unwrap().parse_written_header();
    for (bucket, size) in (0..).zip(BUCKETS) {
        let header = WrittenHeader { bucket, ..header() };
        assert_eq!(read(&wire(&header.encode(), size + 16)), Ok(header));
        assert_eq!(read(&wire(&header.encode(), size + 15)), Err(WireFault::Malformed));
    }
    let good = header().encode();
    for (at, fault) in [(1, WireFault::Version), (2, WireFault::Suite)] {
        let mut other = good.clone();
        other[at] = 9;
        assert_eq!(read(&wire(&other, BUCKETS[0] + 16)), Err(fault));
    }
    assert_eq!(read(&wire(&[&good[..], &[0]].concat(), BUCKETS[0] + 16)), Err(WireFault::Malformed));
    // Neither a share's nor a reply's reader takes it.
    let bytes = wire(&good, BUCKETS[0] + 16);
    let other = parse_wire(&bytes).unwrap();
    assert!(other.parse_share_header().is_err() && other.parse_reply_header().is_err());
}
