//! What a helper writes down: sealed to the person or under claim words, taken into the phone, and what the person decides.

use notebook::api::{PersonInboxReply, WaitsReply};
use notebook::check_in::{Company, Draft, Incomplete};
use notebook::helped::{CameBy, Helped, Helper, TypedBy, WrittenDown};
use notebook::id::{CheckInId, OrgId, PersonId, WrittenId};
use notebook::instrument::{HOW_ARE_THINGS, Instrument, built_in};
use notebook::records::{Change, Records};
use notebook::seal::claim_words::{ClaimWords, GuestKeys};
use notebook::seal::envelope::OpenFault;
use notebook::seal::guest::{GuestFault, open_guest, seal_guest};
use notebook::seal::keys::{PersonKeys, Root};
use notebook::seal::written::{WrittenRoute, open_written, seal_written};
use notebook::sealed::{Wire, parse_wire};
use notebook::sync::inbox::is_asked;
use notebook::sync::written::{Deciding, claim, decide, take, taken, to_close, to_fetch};
use notebook::time::Moment;

use super::support::{JO, MORNING, ORG, SAM, counted, later, person, phone, quiet_page, worker};

pub(crate) const WRITTEN: WrittenId = WrittenId::from_bytes([0x31; 16]);

pub(crate) fn things() -> Instrument {
    built_in().into_iter().find(|it| it.pack.id == HOW_ARE_THINGS).unwrap()
}

/// With the first `answers` of the four questions answered.
pub(crate) fn written(answers: usize) -> WrittenDown {
    let things = things();
    let mut draft = Draft::start(CheckInId::from_bytes([7; 16]), &things, MORNING);
    draft.company = Some(Company::OverThePhone);
    let (called, name, agreed) = (String::new(), None, None);
    draft.helped = Some(Helped { helper: Helper::PeerWorker, called, name, typed_by: TypedBy::Helper, agreed });
    for (place, item) in (3..).zip(things.pack.items.iter().take(answers)) {
        draft.answer(&things, &item.id, place).unwrap();
    }
    WrittenDown { draft, at: later(10), finished: answers == things.pack.items.len() }
}

pub(crate) fn route(to: PersonId, rev: u32) -> WrittenRoute {
    WrittenRoute { org: ORG, from: SAM, to, written: WRITTEN, rev }
}

/// As Sam seals it, revision for revision.
pub(crate) fn sealed(answers: usize, rev: u32) -> Vec<u8> {
    let (person, sam) = (person(), worker(1));
    seal_written(&written(answers), route(person.person_id(), rev), &sam, &person.public(), &mut counted(4)).unwrap()
}

pub(crate) fn waits(rev: u32) -> WaitsReply {
    WaitsReply { written: WRITTEN, from: SAM, rev, stored_at: 5 }
}

pub(crate) fn page(rev: u32) -> PersonInboxReply {
    PersonInboxReply { written: vec![waits(rev)], ..quiet_page() }
}

pub(crate) fn guest(seed: u64) -> GuestKeys {
    ClaimWords::make(&mut counted(seed)).keys(ORG).here().unwrap()
}

fn done(records: &mut Records, changes: Vec<Change>) {
    changes.iter().for_each(|change| records.apply(change));
}

/// Sam's phone with what came of that revision.
fn arrived(answers: usize, rev: u32) -> Records {
    let mut records = phone(worker(1).public());
    let changes = take(&records, &person(), waits(rev), &sealed(answers, rev));
    done(&mut records, changes);
    records
}

#[test]
fn what_a_worker_writes_down_is_opened_by_that_person_alone_and_as_what_it_is() {
    let (bytes, keys, me) = (sealed(4, 5), worker(1).public(), person());
    let asked = route(me.person_id(), 5);
    assert_eq!(open_written(&bytes, &me, asked, &keys), Ok(written(4)));
    let stranger = PersonKeys::derive(&Root::from_bytes([9; 16]), ORG);
    let abroad = PersonKeys::derive(&Root::from_bytes([0x11; 16]), OrgId::from_bytes([1; 16]));
    let other = WrittenId::from_bytes([6; 16]);
    let rows = [
        (open_written(&bytes, &stranger, asked, &keys), OpenFault::Recipient),
        (open_written(&bytes, &abroad, asked, &keys), OpenFault::Organisation),
        (open_written(&bytes, &me, WrittenRoute { from: JO, ..asked }, &keys), OpenFault::Sender),
        (open_written(&bytes, &me, WrittenRoute { rev: 4, ..asked }, &keys), OpenFault::Revision),
        (open_written(&bytes, &me, WrittenRoute { written: other, ..asked }, &keys), OpenFault::Revision),
        (open_written(&bytes, &me, asked, &worker(2).public()), OpenFault::Signature),
    ];
    for (opened, fault) in rows {
        assert_eq!(opened, Err(fault));
    }
    assert!(parse_wire(&bytes).unwrap().parse_reply_header().is_err());
    for bit in (0..bytes.len() * 8).step_by(7) {
        let mut changed = bytes.clone();
        changed[bit / 8] ^= 1 << (bit % 8);
        assert!(open_written(&changed, &me, asked, &keys).is_err(), "bit {bit}");
    }
    let wire = parse_wire(&bytes).unwrap();
    let mut header = wire.parse_written_header().unwrap();
    header.rev = 6;
    let renamed = Wire { header: &header.encode(), ..wire }.encode();
    assert_eq!(open_written(&renamed, &me, WrittenRoute { rev: 6, ..asked }, &keys), Err(OpenFault::Seal));
}

#[test]
fn a_guest_notebook_opens_with_its_words_at_its_place_and_nowhere_else() {
    let (keys, others) = (guest(1), guest(2));
    let bytes = seal_guest(&written(2), 3, &keys, [5; 24]).unwrap();
    assert_eq!(open_guest(&bytes, &keys), Ok((3, written(2))));
    let moved = GuestKeys { place: others.place, ..keys.clone() };
    let abroad = GuestKeys { org: OrgId::from_bytes([1; 16]), ..keys.clone() };
    for wrong in [&others, &moved, &abroad] {
        assert_eq!(open_guest(&bytes, wrong), Err(GuestFault));
    }
    for bit in (0..bytes.len() * 8).step_by(7) {
        let mut changed = bytes.clone();
        changed[bit / 8] ^= 1 << (bit % 8);
        assert_eq!(open_guest(&changed, &keys), Err(GuestFault), "bit {bit}");
    }
    // How much is in it does not show.
    assert_eq!(bytes.len(), seal_guest(&written(4), 9, &keys, [6; 24]).unwrap().len());
}

#[test]
fn each_revision_takes_the_place_of_the_one_before_and_none_counts() {
    let mut records = arrived(1, 2);
    assert_eq!(to_fetch(&records, &page(2)), [], "it is here");
    assert_eq!(to_fetch(&records, &page(3)), [waits(3)]);
    let changes = take(&records, &person(), waits(3), &sealed(4, 3));
    done(&mut records, changes);
    let [draft] = records.written_down()[..] else { panic!("one check-in waits") };
    assert_eq!((draft.id, draft.responses.answered()), (CheckInId::of_written(WRITTEN), 4));
    assert!(records.check_ins.is_empty() && records.under_way().next().is_none());
    // An older one again, or one of a worker nobody has met, changes nothing.
    assert_eq!(take(&records, &person(), waits(2), &sealed(1, 2)), []);
    let stranger = WaitsReply { from: JO, ..waits(9) };
    assert_eq!(take(&records, &person(), stranger, &sealed(4, 9)), []);
    assert_eq!(to_fetch(&records, &PersonInboxReply { written: vec![stranger], ..quiet_page() }), []);
}

#[test]
fn kept_it_counts_as_it_stands_on_its_own_day_and_the_server_is_told() {
    let mut records = arrived(4, 5);
    let id = CheckInId::of_written(WRITTEN);
    let changes = decide(&records, id, Some(&things()), Deciding::Keep).unwrap();
    done(&mut records, changes);
    let kept = &records.check_ins[&id];
    assert_eq!((kept.completed, kept.answered_on, kept.company), (later(10), MORNING.day(), Company::OverThePhone));
    assert_eq!(kept.helped, written(4).draft.helped);
    assert!(kept.unseen && records.drafts.is_empty());
    assert_eq!(to_close(&records, &page(5)), [WRITTEN]);
    assert_eq!(to_fetch(&records, &page(9)), [], "whatever comes after");
    assert_eq!(take(&records, &person(), waits(9), &sealed(4, 9)), []);
}

#[test]
fn thrown_away_it_goes_and_changed_it_is_a_draft_like_any_other() {
    let id = CheckInId::of_written(WRITTEN);
    let mut records = arrived(4, 5);
    let changes = decide(&records, id, None, Deciding::ThrowAway).unwrap();
    done(&mut records, changes);
    assert!(records.drafts.is_empty() && records.check_ins.is_empty());
    assert_eq!(to_close(&records, &page(5)), [WRITTEN]);
    for (answers, at) in [(4, 4), (2, 2)] {
        let mut records = arrived(answers, 5);
        let changes = decide(&records, id, Some(&things()), Deciding::Change).unwrap();
        done(&mut records, changes);
        assert_eq!((records.drafts[&id].at_item, records.under_way().count()), (at, 1), "where it goes on");
        assert_eq!(take(&records, &person(), waits(9), &sealed(4, 9)), [], "no revision replaces it");
        assert_eq!(to_close(&records, &page(5)), [WRITTEN]);
        assert_eq!(decide(&records, id, Some(&things()), Deciding::Keep), Err(None), "it was decided");
    }
}

#[test]
fn what_is_not_finished_is_not_kept_and_nothing_is_lost() {
    let records = arrived(2, 5);
    let open: Vec<String> = things().pack.items[2..].iter().map(|item| item.id.clone()).collect();
    let refused = decide(&records, CheckInId::of_written(WRITTEN), Some(&things()), Deciding::Keep);
    assert_eq!(refused, Err(Some(Incomplete::NotReached(open))));
    assert_eq!(records.written_down().len(), 1);
}

#[test]
fn claimed_it_lies_on_the_phone_before_the_server_is_told_and_says_if_it_was_opened_before() {
    let keys = guest(1);
    let mut records = Records::default();
    let bytes = seal_guest(&written(4), 5, &keys, [5; 24]).unwrap();
    assert_eq!(claim(&records, &guest(2), &bytes, None), Err(GuestFault));
    let changes = claim(&records, &keys, &bytes, Some(Moment(77))).unwrap();
    done(&mut records, changes);
    let id = CheckInId::of_guest(keys.place);
    let came = CameBy::ClaimWords { place: keys.place, opened_before: Some(Moment(77)) };
    assert_eq!(records.drafts[&id].written.as_ref().map(|it| it.came.clone()), Some(came));
    assert!(!is_asked(&records), "there is nobody whose inbox would be asked for");
    assert_eq!(records.cursors.taking.get(&keys.place), Some(keys.proof.expose()));
    let changes = decide(&records, id, Some(&things()), Deciding::Keep).unwrap();
    done(&mut records, changes);
    assert!(!records.cursors.taking.is_empty(), "the server is told whatever was decided");
    let changes = taken(&records, keys.place);
    done(&mut records, changes);
    assert!(records.cursors.taking.is_empty() && taken(&records, keys.place).is_empty());
    assert_eq!(records.check_ins.len(), 1);
}
