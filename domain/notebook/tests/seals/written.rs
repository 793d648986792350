//! What a helper wrote down, on the person's phone: what is fetched, what comes of it, and what the person decides.

use notebook::api::{PersonInboxReply, WaitsReply};
use notebook::check_in::{Company, Draft, Incomplete};
use notebook::helped::{Helped, Helper, TypedBy, WrittenDown};
use notebook::id::{CheckInId, WrittenId};
use notebook::instrument::{Instrument, built_in};
use notebook::records::{Change, Records};
use notebook::seal::claim_words::ClaimWords;
use notebook::seal::guest::seal_guest;
use notebook::seal::written::{WrittenRoute, seal_written};
use notebook::sync::written::{Deciding, claim, decide, take, taken, to_close, to_fetch};

use super::support::{JO, MORNING, ORG, SAM, counted, later, person, phone, quiet_page, worker};

const WRITTEN: WrittenId = WrittenId::from_bytes([4; 16]);

fn practice() -> Instrument {
    built_in().into_iter().find(Instrument::practice).unwrap()
}

/// The first so many statements answered.
fn written_down(answers: usize) -> WrittenDown {
    let instrument = practice();
    let mut draft = Draft::start(CheckInId::from_bytes([1; 16]), &instrument, MORNING);
    draft.company = Some(Company::OverThePhone);
    let (helper, typed_by) = (Helper::PeerWorker, TypedBy::Helper);
    draft.helped = Some(Helped { helper, called: String::new(), name: None, typed_by, agreed: None });
    for item in instrument.pack.items.iter().take(answers) {
        draft.answer(&instrument, &item.id, 1).unwrap();
    }
    WrittenDown { draft, at: later(5), finished: answers >= instrument.pack.items.len() }
}

fn all() -> usize {
    practice().pack.items.len()
}

fn waits(rev: u32) -> WaitsReply {
    WaitsReply { written: WRITTEN, from: SAM, rev, stored_at: later(6).at.0 }
}

fn page(waits: WaitsReply) -> PersonInboxReply {
    PersonInboxReply { written: vec![waits], ..quiet_page() }
}

fn sealed(answers: usize, rev: u32) -> Vec<u8> {
    let (me, body) = (person(), written_down(answers));
    let route = WrittenRoute { org: ORG, from: SAM, to: me.person_id(), written: WRITTEN, rev };
    seal_written(&body, route, &worker(1), &me.public(), &mut counted(9)).unwrap()
}

fn apply(records: &mut Records, step: impl FnOnce(&Records) -> Vec<Change>) {
    let changes = step(records);
    changes.iter().for_each(|change| records.apply(change));
}

/// A phone to which so many answers have come.
fn arrived(answers: usize, rev: u32) -> Records {
    let mut records = phone(worker(1).public());
    apply(&mut records, |records| take(records, &person(), waits(rev), &sealed(answers, rev)));
    records
}

fn id() -> CheckInId {
    CheckInId::of_written(WRITTEN)
}

#[test]
fn what_is_newer_is_fetched_and_what_is_here_is_not() {
    let records = arrived(2, 3);
    assert_eq!(to_fetch(&records, &page(waits(3))), []);
    assert_eq!(to_fetch(&records, &page(waits(4))), [waits(4)]);
    assert_eq!(to_fetch(&Records::default(), &page(waits(4))), [], "from nobody this phone has met");
}

#[test]
fn it_counts_for_nothing_before_it_is_kept() {
    let records = arrived(all(), 1);
    assert_eq!((records.check_ins.len(), records.under_way().count(), records.written_down().len()), (0, 0, 1));
}

#[test]
fn an_older_revision_takes_no_place_and_another_sender_opens_nothing() {
    let records = arrived(3, 5);
    assert_eq!(take(&records, &person(), waits(4), &sealed(2, 4)), []);
    let from_jo = WaitsReply { from: JO, ..waits(6) };
    assert_eq!(take(&records, &person(), from_jo, &sealed(4, 6)), []);
    assert_eq!(take(&records, &person(), waits(7), &sealed(4, 6)), [], "replayed as a newer one");
}

#[test]
fn kept_it_is_a_check_in_that_says_who_helped_and_the_server_is_told() {
    let mut records = arrived(all(), 1);
    apply(&mut records, |records| decide(records, id(), Some(&practice()), Deciding::Keep).unwrap());
    let kept = &records.check_ins[&id()];
    assert_eq!(kept.helped.as_ref().map(|it| (it.helper, it.typed_by)), Some((Helper::PeerWorker, TypedBy::Helper)));
    assert!(kept.unseen && kept.company == Company::OverThePhone);
    assert!(records.drafts.is_empty());
    assert_eq!(to_close(&records, &page(waits(1))), [WRITTEN]);
    assert_eq!(to_fetch(&records, &page(waits(2))), [], "it is decided");
    assert_eq!(decide(&records, id(), Some(&practice()), Deciding::Keep), Err(None), "and only once");
}

#[test]
fn what_is_not_finished_is_not_kept_as_it_stands() {
    let records = arrived(2, 2);
    let kept = decide(&records, id(), Some(&practice()), Deciding::Keep);
    assert!(matches!(kept, Err(Some(Incomplete::NotReached(open))) if open.len() == all() - 2));
}

#[test]
fn gone_on_with_it_is_a_draft_at_the_first_open_statement_that_no_revision_replaces() {
    let mut records = arrived(2, 2);
    apply(&mut records, |records| decide(records, id(), Some(&practice()), Deciding::Change).unwrap());
    assert_eq!(records.under_way().next().unwrap().goes_on_at(), Some(3));
    assert_eq!(take(&records, &person(), waits(3), &sealed(3, 3)), []);
    assert_eq!(to_close(&records, &page(waits(3))), [WRITTEN]);
}

#[test]
fn thrown_away_nothing_of_it_is_left_and_it_does_not_come_back() {
    let mut records = arrived(all(), 1);
    apply(&mut records, |records| decide(records, id(), None, Deciding::ThrowAway).unwrap());
    assert!(records.drafts.is_empty() && records.check_ins.is_empty());
    assert_eq!(take(&records, &person(), waits(2), &sealed(all(), 2)), []);
}

#[test]
fn what_waited_under_claim_words_comes_without_an_introduction_and_the_server_is_told_once() {
    let keys = ClaimWords::make(&mut counted(2)).keys(ORG).here().unwrap();
    let bytes = seal_guest(&written_down(all()), 12, &keys, [7; 24]).unwrap();
    let mut records = Records::default();
    apply(&mut records, |records| claim(records, &keys, &bytes, Some(later(1).at)).unwrap());
    assert_eq!(records.written_down().len(), 1);
    assert_eq!(records.cursors.taking.len(), 1);
    apply(&mut records, |records| taken(records, keys.place));
    assert!(records.cursors.taking.is_empty());
    assert_eq!(taken(&records, keys.place), []);
    let other = ClaimWords::make(&mut counted(3)).keys(ORG).here().unwrap();
    assert!(claim(&records, &other, &bytes, None).is_err(), "other words open nothing");
}
