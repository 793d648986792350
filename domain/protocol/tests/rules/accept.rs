//! The server's rules as tables: who may put what, and what is said to everybody else.

use protocol::accept::{
    ClaimVerdict, Erase, HeldConsent, HeldIntroduction, MadeClaim, Put, ShareFacts, WRONG_CLAIMS, Withdraw, claim,
    erase, keep_receipt, look_up, make_introduction, put_away, put_consent, put_reply, put_share, read_share, withdraw,
};
use protocol::api::ProblemCode;
use protocol::id::{ConsentId, ItemId, OrgId, PersonId, ReplyId};
use protocol::identity::KeyId;
use protocol::introduction::LIFETIME_MS;
use protocol::sealed::{ReplyHeader, ShareHeader};
use protocol::signed::{ConsentFacts, ConsentStatus, derive_record_hash};
use protocol::time::{Day, Moment};

use super::support::{JO, MORNING, ORG, SAM, given};

const RECORD: &[u8] = b"the signed record of revision 1";

fn today() -> Day {
    MORNING.day()
}

fn held() -> HeldConsent<'static> {
    HeldConsent { worker: SAM, rev: 1, withdrawn: false, waiting: false, ends: today().add_days(10), bytes: RECORD }
}

fn header() -> ShareHeader {
    ShareHeader {
        org: ORG,
        from: PersonId::from_bytes([1; 16]),
        to: SAM,
        to_kid: KeyId([1; 8]),
        consent: ConsentId::from_bytes([3; 16]),
        consent_rev: 1,
        item: ItemId::from_bytes([4; 16]),
        item_rev: 2,
        seq: 5,
        bucket: 0,
    }
}

fn share_facts() -> ShareFacts<'static> {
    ShareFacts { consent: Some(held()), stored: None, highest_seq: Some(4), highest_rev: Some(1), today: today() }
}

#[test]
fn a_share_needs_an_active_permission_for_exactly_this_worker() {
    let cases = [
        (Some(held()), Ok(Put::New)),
        (None, Err(ProblemCode::NotFound)),
        (Some(HeldConsent { worker: JO, ..held() }), Err(ProblemCode::ConsentEnded)),
        (Some(HeldConsent { withdrawn: true, ..held() }), Err(ProblemCode::ConsentEnded)),
        (Some(HeldConsent { waiting: true, ..held() }), Err(ProblemCode::Busy)),
        (Some(HeldConsent { waiting: true, withdrawn: true, ..held() }), Err(ProblemCode::ConsentEnded)),
        (Some(HeldConsent { ends: today(), ..held() }), Ok(Put::New)),
        (Some(HeldConsent { ends: today().add_days(-1), ..held() }), Err(ProblemCode::ConsentEnded)),
        (Some(HeldConsent { rev: 0, ..held() }), Err(ProblemCode::ConsentEnded)),
        (Some(HeldConsent { rev: 3, ..held() }), Ok(Put::New)),
    ];
    for (consent, expected) in cases {
        assert_eq!(put_share(&header(), b"x", &ShareFacts { consent, ..share_facts() }), expected, "{consent:?}");
    }
}

#[test]
fn a_share_is_stored_once_and_its_numbers_only_rise() {
    let put = |change: fn(&mut ShareFacts<'static>)| {
        let mut facts = share_facts();
        change(&mut facts);
        put_share(&header(), b"x", &facts)
    };
    assert_eq!(put(|facts| facts.stored = Some(b"x")), Ok(Put::Same));
    assert_eq!(put(|facts| facts.stored = Some(b"y")), Err(ProblemCode::Conflict));
    assert_eq!(put(|facts| facts.highest_rev = Some(2)), Err(ProblemCode::Conflict));
    assert_eq!(put(|facts| facts.highest_rev = None), Ok(Put::New));
    assert_eq!(put(|facts| facts.highest_seq = Some(5)), Err(ProblemCode::SequenceUsed));
    assert_eq!(put(|facts| facts.highest_seq = Some(6)), Err(ProblemCode::SequenceUsed));
    assert_eq!(put(|facts| facts.highest_seq = None), Ok(Put::New));
    // Also the same bytes again are refused once the permission has ended: nothing says that they were ever there.
    let ended =
        ShareFacts { consent: Some(HeldConsent { withdrawn: true, ..held() }), stored: Some(b"x"), ..share_facts() };
    assert_eq!(put_share(&header(), b"x", &ended), Err(ProblemCode::ConsentEnded));
    let zero = ShareHeader { seq: 0, ..header() };
    let nothing = ShareFacts { highest_seq: None, ..share_facts() };
    assert_eq!(put_share(&zero, b"x", &nothing), Err(ProblemCode::SequenceUsed));
}

#[test]
fn only_the_named_worker_reads_and_only_while_it_holds() {
    let cases = [
        (Some(held()), SAM, Ok(())),
        (Some(held()), JO, Err(ProblemCode::NotFound)),
        (Some(HeldConsent { withdrawn: true, ..held() }), SAM, Err(ProblemCode::NotFound)),
        (Some(HeldConsent { waiting: true, ..held() }), SAM, Err(ProblemCode::NotFound)),
        (Some(HeldConsent { ends: today().add_days(-1), ..held() }), SAM, Err(ProblemCode::NotFound)),
        (None, SAM, Err(ProblemCode::NotFound)),
    ];
    for (consent, who, expected) in cases {
        assert_eq!(read_share(consent.as_ref(), who, today()), expected);
        assert_eq!(keep_receipt(consent.as_ref(), who, false, today()), expected.is_ok());
        assert!(!keep_receipt(consent.as_ref(), who, true, today()), "only the first time counts");
    }
}

#[test]
fn a_permission_is_the_next_link_of_its_chain_or_the_same_bytes() {
    let next = ConsentFacts { rev: 2, prev_hash: derive_record_hash(RECORD), ..given() };
    let put = |facts: &ConsentFacts, bytes: &[u8], held: Option<HeldConsent<'_>>| {
        put_consent(facts, bytes, held.as_ref(), true, today())
    };
    assert_eq!(put(&given(), b"1", None), Ok(Put::New));
    assert_eq!(put(&given(), RECORD, Some(held())), Ok(Put::Same));
    assert_eq!(put(&given(), RECORD, Some(HeldConsent { waiting: true, ..held() })), Ok(Put::New), "its phone has it");
    assert_eq!(put(&next, b"2", Some(held())), Ok(Put::New));
    let refused = [
        (given(), Some(held()), ProblemCode::Conflict),
        (ConsentFacts { rev: 3, ..next.clone() }, Some(held()), ProblemCode::Conflict),
        (ConsentFacts { prev_hash: [1; 32], ..next.clone() }, Some(held()), ProblemCode::Conflict),
        (ConsentFacts { to: JO, ..next.clone() }, Some(held()), ProblemCode::Conflict),
        (next.clone(), None, ProblemCode::Conflict),
        (next, Some(HeldConsent { withdrawn: true, ..held() }), ProblemCode::ConsentEnded),
        (ConsentFacts { status: ConsentStatus::Withdrawn, ..given() }, None, ProblemCode::Malformed),
        (ConsentFacts { rev: 0, ..given() }, None, ProblemCode::Malformed),
        (ConsentFacts { ends: today().add_days(-1), ..given() }, None, ProblemCode::ConsentEnded),
        (ConsentFacts { ends: today().add_months(7), ..given() }, None, ProblemCode::ConsentEnded),
    ];
    for (facts, held, expected) in refused {
        assert_eq!(put(&facts, b"new", held), Err(expected), "{facts:?}");
    }
    assert_eq!(put_consent(&given(), b"1", None, false, today()), Err(ProblemCode::ConsentEnded), "a stranger");
}

#[test]
fn an_old_permission_cannot_be_replayed_over_its_withdrawal() {
    let taken_back = HeldConsent { withdrawn: true, rev: 2, ..held() };
    assert_eq!(put_consent(&given(), RECORD, Some(&taken_back), true, today()), Err(ProblemCode::ConsentEnded));
}

#[test]
fn taking_back_is_refused_to_strangers_only() {
    let back = ConsentFacts { rev: 2, status: ConsentStatus::Withdrawn, ..given() };
    assert_eq!(withdraw(&back, Some(&held()), true), Ok(Withdraw::Now));
    assert_eq!(withdraw(&ConsentFacts { rev: 9, ..back.clone() }, Some(&held()), true), Ok(Withdraw::Now), "a gap");
    assert_eq!(withdraw(&back, Some(&HeldConsent { withdrawn: true, ..held() }), true), Ok(Withdraw::Before));
    let known_by_the_ledger = HeldConsent { withdrawn: true, waiting: true, ..held() };
    assert_eq!(withdraw(&back, Some(&known_by_the_ledger), true), Ok(Withdraw::Now), "its record was missing");
    assert_eq!(withdraw(&back, None, true), Ok(Withdraw::Now), "it overtook its permission");
    assert_eq!(withdraw(&back, None, false), Err(ProblemCode::NotFound));
    assert_eq!(withdraw(&back, Some(&HeldConsent { worker: JO, ..held() }), true), Err(ProblemCode::NotFound));
    assert_eq!(withdraw(&ConsentFacts { rev: 1, ..back }, Some(&held()), true), Err(ProblemCode::NotFound));
    assert_eq!(withdraw(&given(), Some(&held()), true), Err(ProblemCode::Malformed));
}

#[test]
fn an_introduction_is_accepted_once_in_fourteen_days_with_few_wrong_tries() {
    let ends = Moment(MORNING.at.0 + LIFETIME_MS);
    let open = HeldIntroduction { worker: SAM, claim_hash: [1; 32], ends, wrong_claims: 0, claimed: None };
    let now = MORNING.at;
    let verdict = |held: Option<&HeldIntroduction<'_>>, hash: u8, body: &[u8], now| {
        claim(&MadeClaim { claim_hash: [hash; 32], worker: SAM, signed: true, body }, held, now)
    };
    assert_eq!(verdict(Some(&open), 1, b"me", now), ClaimVerdict::Accept);
    assert_eq!(verdict(Some(&open), 2, b"me", now), ClaimVerdict::Wrong);
    assert_eq!(verdict(Some(&open), 1, b"me", Moment(ends.0 - 1)), ClaimVerdict::Accept);
    assert_eq!(verdict(Some(&open), 1, b"me", ends), ClaimVerdict::Refuse);
    assert_eq!(verdict(None, 1, b"me", now), ClaimVerdict::Refuse);
    let used = HeldIntroduction { claimed: Some(b"me"), ..open };
    assert_eq!(verdict(Some(&used), 1, b"me", now), ClaimVerdict::Same);
    assert_eq!(verdict(Some(&used), 1, b"me", Moment(ends.0 * 2)), ClaimVerdict::Same, "a lost reply, much later");
    assert_eq!(verdict(Some(&used), 1, b"somebody else", now), ClaimVerdict::Refuse);
    assert_eq!(verdict(Some(&used), 2, b"me", now), ClaimVerdict::Refuse);
    let burnt = HeldIntroduction { wrong_claims: WRONG_CLAIMS, ..open };
    assert_eq!(verdict(Some(&burnt), 1, b"me", now), ClaimVerdict::Refuse);
    assert_eq!(look_up(Some(&open), now), Ok(()));
    for gone in [Some(&used), Some(&burnt), None] {
        assert_eq!(look_up(gone, now), Err(ProblemCode::NotFound));
    }
    assert_eq!(look_up(Some(&open), ends), Err(ProblemCode::NotFound));
}

#[test]
fn a_claim_for_another_worker_or_with_keys_nobody_showed_is_refused_and_burns_nothing() {
    let ends = Moment(MORNING.at.0 + LIFETIME_MS);
    let open = HeldIntroduction { worker: SAM, claim_hash: [1; 32], ends, wrong_claims: 0, claimed: None };
    let used = HeldIntroduction { claimed: Some(b"me"), ..open };
    let right = MadeClaim { claim_hash: [1; 32], worker: SAM, signed: true, body: b"me" };
    for wrong in [MadeClaim { worker: JO, ..right }, MadeClaim { signed: false, ..right }] {
        assert_eq!(claim(&wrong, Some(&open), MORNING.at), ClaimVerdict::Refuse, "{wrong:?}");
        assert_eq!(claim(&wrong, Some(&used), MORNING.at), ClaimVerdict::Refuse, "{wrong:?}");
        let guessed = MadeClaim { claim_hash: [2; 32], ..wrong };
        assert_eq!(claim(&guessed, Some(&open), MORNING.at), ClaimVerdict::Wrong, "guessing is counted all the same");
    }
    assert_eq!(claim(&right, Some(&open), MORNING.at), ClaimVerdict::Accept);
}

#[test]
fn a_taken_locator_is_a_conflict_and_the_same_introduction_is_not() {
    assert_eq!(make_introduction(None), Ok(Put::New));
    assert_eq!(make_introduction(Some(true)), Ok(Put::Same));
    assert_eq!(make_introduction(Some(false)), Err(ProblemCode::Conflict));
}

#[test]
fn a_worker_replies_in_their_own_name_to_people_they_have_met() {
    let header = ReplyHeader {
        org: OrgId::from_bytes([1; 16]),
        from: SAM,
        to: PersonId::from_bytes([1; 16]),
        to_kid: KeyId([0; 8]),
        reply: ReplyId::from_bytes([2; 16]),
        bucket: 0,
    };
    assert_eq!(put_reply(&header, SAM, b"x", true, None), Ok(Put::New));
    assert_eq!(put_reply(&header, SAM, b"x", true, Some(b"x")), Ok(Put::Same));
    assert_eq!(put_reply(&header, SAM, b"x", true, Some(b"y")), Err(ProblemCode::Conflict));
    assert_eq!(put_reply(&header, SAM, b"x", false, None), Err(ProblemCode::NotFound));
    assert_eq!(put_reply(&header, SAM, b"x", false, Some(b"x")), Err(ProblemCode::NotFound));
    assert_eq!(put_reply(&header, JO, b"x", true, None), Err(ProblemCode::Malformed));
}

#[test]
fn a_worker_is_away_from_today_on_and_for_a_year_at_most() {
    let last = today().add_months(12);
    for (until, expected) in [
        (today().add_days(-1), Err(ProblemCode::Malformed)),
        (today(), Ok(())),
        (last, Ok(())),
        (last.add_days(1), Err(ProblemCode::Malformed)),
    ] {
        assert_eq!(put_away(until, today()), expected, "{until:?}");
    }
}

#[test]
fn what_a_worker_deleted_on_request_takes_nothing_more_and_its_phone_may_still_sign_its_end() {
    let ended = HeldConsent { withdrawn: true, waiting: true, ..held() };
    let facts = share_facts();
    let facts = ShareFacts { consent: Some(ended), ..facts };
    assert_eq!(put_share(&header(), b"sealed", &facts), Err(ProblemCode::ConsentEnded));
    assert_eq!(read_share(Some(&ended), SAM, today()), Err(ProblemCode::NotFound));
    let put = put_consent(&given(), RECORD, Some(&ended), true, today());
    assert_eq!(put, Err(ProblemCode::ConsentEnded));
    let end = ConsentFacts { rev: 2, status: ConsentStatus::Withdrawn, ..given() };
    assert_eq!(withdraw(&end, Some(&ended), true), Ok(Withdraw::Now));
}

#[test]
fn an_erasure_means_what_was_there_when_it_was_signed_and_a_number_may_be_spelled_in_any_way() {
    let signed = MORNING.at;
    let met = |hours: i64| Some(Moment(signed.0 + hours * 3_600_000));
    // A phone's clock may be behind by a day.
    for (met, verdict) in [
        (None, Ok(Erase::Before)),
        (met(-1000), Ok(Erase::Now)),
        (met(24), Ok(Erase::Now)),
        (met(25), Err(ProblemCode::Conflict)),
    ] {
        assert_eq!(erase(signed, met), verdict, "{met:?}");
    }
    let id = PersonId::from_bytes([0xA7; 16]);
    assert_eq!(id.spelled(), "a7a7-a7a7-a7a7-a7a7-a7a7-a7a7-a7a7-a7a7");
    for text in [id.spelled(), id.to_string(), format!(" {} ", id.spelled().to_uppercase().replace('-', " "))] {
        assert_eq!(PersonId::parse_spelled(&text), Ok(id), "{text}");
    }
    assert!(PersonId::parse_spelled("a7a7-a7").is_err());
}
