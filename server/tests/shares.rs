//! Permissions, shares, replies and taking back, through the real routers and down to the bytes of the file.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a fault in a helper ends the test")]

mod support;

use axum::{
    body::Body,
    http::{Method, Request, header},
};
use domain::{
    api::{
        AUTH_HEADER, HeldConsentReply, HeldConsentState, OpenedRequest, PersonInboxReply, Problem, ProblemCode,
        ReceiptsRequest, TeamInboxReply, WithdrawalReply, path,
    },
    id::{ItemId, ReplyId},
    signed::ConsentStatus,
};
use server::{
    side::Side,
    store::{Retention, Sessions},
};
use support::{
    As, World,
    people::{Permission, Person, Worker},
};

const DAY_MS: i64 = 86_400_000;
const ITEM: ItemId = ItemId::from_bytes([5; 16]);

/// A person who shares with a worker.
async fn sharing() -> (World, Person, Worker, Permission, Vec<u8>) {
    let world = World::new().await;
    let (person, sam) = (Person::new(1), world.worker("Sam").await);
    world.meet(&person, &sam, 1).await;
    let given = world.permission(&sam, 3);
    let consent = world.permit(&person, &given).await;
    (world, person, sam, given, consent)
}

#[tokio::test]
async fn a_share_is_stored_once_and_other_bytes_are_a_conflict() {
    let (world, person, sam, given, _) = sharing().await;
    let (who, path) = (As::Person(&person), path::share(sam.id, ITEM, 1));
    let first = person.envelope(&given, ITEM, 1, 1, 1);
    world.put(Side::Person, who, &path, first.clone()).await.is(201);
    world.put(Side::Person, who, &path, first.clone()).await.is(200);
    let other = person.envelope(&given, ITEM, 1, 2, 2);
    let taken: Problem = world.put(Side::Person, who, &path, other).await.is(409).json();
    assert_eq!((taken.code, taken.highest_rev), (ProblemCode::Conflict, Some(1)), "and which revision is next");
    let again = person.envelope(&given, ITEM, 2, 1, 3);
    let used: Problem = world.put(Side::Person, who, &path::share(sam.id, ITEM, 2), again).await.is(409).json();
    assert_eq!((used.code, used.highest_seq), (ProblemCode::SequenceUsed, Some(1)), "the phone learns where to go on");
    let read = world.get(Side::Team, As::Worker(&sam), &path::team_share(person.id, ITEM, 1)).await;
    assert_eq!(read.is(200).body, first);
    assert_eq!(read.headers[header::CACHE_CONTROL], "no-store");
}

#[tokio::test]
async fn a_header_that_names_another_place_is_refused() {
    let (world, person, sam, given, _) = sharing().await;
    let envelope = person.envelope(&given, ITEM, 1, 1, 1);
    let elsewhere = path::share(sam.id, ItemId::from_bytes([6; 16]), 1);
    world.put(Side::Person, As::Person(&person), &elsewhere, envelope.clone()).await.refused(ProblemCode::Malformed);
    let mut cut = envelope;
    cut.pop();
    let path = path::share(sam.id, ITEM, 1);
    world.put(Side::Person, As::Person(&person), &path, cut).await.refused(ProblemCode::Malformed);
    let huge = vec![1; 97 * 1024];
    world.put(Side::Person, As::Person(&person), &path, huge).await.refused(ProblemCode::TooLarge);
}

#[tokio::test]
async fn nothing_is_stored_without_a_permission_for_this_worker() {
    let (world, person, _, given, _) = sharing().await;
    let jo = world.worker("Jo").await;
    world.meet(&person, &jo, 2).await;
    let wrong = Permission { to: jo.id, ..given };
    let envelope = person.envelope(&wrong, ITEM, 1, 1, 1);
    let path = path::share(jo.id, ITEM, 1);
    world.put(Side::Person, As::Person(&person), &path, envelope).await.refused(ProblemCode::ConsentEnded);
    let stranger = world.worker("Ali").await;
    let given = world.permission(&stranger, 4);
    let record = person.consent(&given, ConsentStatus::Active, None, 1);
    let path = path::consent(given.id, 1);
    world.put(Side::Person, As::Person(&person), &path, record).await.refused(ProblemCode::ConsentEnded);
}

#[tokio::test]
async fn a_permission_ends_with_its_last_day_by_the_servers_clock() {
    let (world, person, sam, given, _) = sharing().await;
    let path = path::share(sam.id, ITEM, 1);
    world.put(Side::Person, As::Person(&person), &path, person.envelope(&given, ITEM, 1, 1, 1)).await.is(201);
    world.app.clock.advance(31 * DAY_MS);
    let sam = Worker { token: [4; 32], ..sam };
    let now = world.app.clock.now();
    world.app.store.open_session(sam.id, server::token::hash(&sam.token), domain::api::Stage::Full, now).await.unwrap();
    let read = world.get(Side::Team, As::Worker(&sam), &path::team_share(person.id, ITEM, 1)).await;
    read.refused(ProblemCode::NotFound);
    let inbox: TeamInboxReply =
        world.ask(Side::Team, As::Worker(&sam), Method::POST, path::INBOX, support::look()).await.is(200).json();
    assert_eq!(inbox.people[0].consents[0].state, HeldConsentState::Ended);
    assert!(inbox.people[0].shares.is_empty());
    let late = person.envelope(&given, ITEM, 2, 2, 2);
    let path = path::share(sam.id, ITEM, 2);
    world.put(Side::Person, As::Person(&person), &path, late).await.refused(ProblemCode::ConsentEnded);
    assert!(world.app.store.sweep(now).await.unwrap() >= 1, "the sweeper deletes what nobody may read");
}

#[tokio::test]
async fn what_is_taken_back_leaves_the_file_and_its_log() {
    let (world, person, sam, given, consent) = sharing().await;
    let who = As::Person(&person);
    for (rev, fill) in [(1_u8, 0xA1), (2, 0xA2), (3, 0xA3)] {
        let envelope = person.envelope(&given, ITEM, rev.into(), rev.into(), fill);
        world.put(Side::Person, who, &path::share(sam.id, ITEM, rev.into()), envelope).await.is(201);
    }
    assert!(holds(&world, 0xA2), "the search finds what is there");
    world.ask(Side::Team, As::Worker(&sam), Method::POST, path::INBOX, support::look()).await.is(200);
    let record = person.consent(&given, ConsentStatus::Withdrawn, Some(&consent), 2);
    let path = path::withdrawal(given.id);
    let first = world.ask(Side::Person, who, Method::POST, &path, record.clone()).await;
    let done: WithdrawalReply = first.is(200).json();
    assert_eq!(done.envelopes, 3);
    assert!(done.worker_last_looked.is_some());
    let again: WithdrawalReply = world.ask(Side::Person, who, Method::POST, &path, record).await.is(200).json();
    assert_eq!(done, again, "the same withdrawal gets the same reply");
    for fill in [0xA1, 0xA2, 0xA3] {
        assert!(!holds(&world, fill), "{fill:x} is still in the file");
    }
    let inbox: TeamInboxReply =
        world.ask(Side::Team, As::Worker(&sam), Method::POST, path::INBOX, support::look()).await.is(200).json();
    assert_eq!(inbox.people[0].consents[0].state, HeldConsentState::Withdrawn);
    assert!(inbox.people[0].shares.is_empty());
    world.get(Side::Team, As::Worker(&sam), &path::team_share(person.id, ITEM, 3)).await.is(404);
    let late = person.envelope(&given, ITEM, 4, 4, 4);
    let path = path::share(sam.id, ITEM, 4);
    world.put(Side::Person, who, &path, late).await.refused(ProblemCode::ConsentEnded);
    let path = path::consent(given.id, 1);
    world.put(Side::Person, who, &path, consent).await.refused(ProblemCode::ConsentEnded);
}

#[tokio::test(flavor = "multi_thread")]
async fn no_read_succeeds_after_a_withdrawal_was_acknowledged() {
    for round in 0..20 {
        let (world, person, sam, given, consent) = sharing().await;
        let path = path::share(sam.id, ITEM, 1);
        world.put(Side::Person, As::Person(&person), &path, person.envelope(&given, ITEM, 1, 1, 1)).await.is(201);
        let (world, sam) = (std::sync::Arc::new(world), std::sync::Arc::new(sam));
        let acknowledged = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
        let (reader, flag) = ((world.clone(), sam.clone()), acknowledged.clone());
        let (place, order) = (path::team_share(person.id, ITEM, 1), std::sync::atomic::Ordering::SeqCst);
        let reading = tokio::spawn(async move {
            for _ in 0..200 {
                // The flag is read before the request: only a read that began after the acknowledgement counts.
                let after = flag.load(order);
                let status = reader.0.get(Side::Team, As::Worker(&reader.1), &place).await.status.as_u16();
                assert!(status == 404 || (status == 200 && !after), "round {round}: {status}");
                if after {
                    return;
                }
            }
        });
        let record = person.consent(&given, ConsentStatus::Withdrawn, Some(&consent), 2);
        let path = path::withdrawal(given.id);
        world.ask(Side::Person, As::Person(&person), Method::POST, &path, record).await.is(200);
        acknowledged.store(true, order);
        reading.await.unwrap();
    }
}

/// Is a run of this byte anywhere in the database or its log?
fn holds(world: &World, fill: u8) -> bool {
    ["waymark.db", "waymark.db-wal"].iter().any(|file| {
        let bytes = std::fs::read(world.dir.path().join(file)).unwrap_or_default();
        bytes.windows(16).any(|run| run == [fill; 16])
    })
}

#[tokio::test]
async fn a_permission_taken_back_before_it_arrived_cannot_come_into_force() {
    let world = World::new().await;
    let (person, sam) = (Person::new(1), world.worker("Sam").await);
    world.meet(&person, &sam, 1).await;
    let given = world.permission(&sam, 3);
    let consent = person.consent(&given, ConsentStatus::Active, None, 1);
    let record = person.consent(&given, ConsentStatus::Withdrawn, Some(&consent), 2);
    let path = path::withdrawal(given.id);
    world.ask(Side::Person, As::Person(&person), Method::POST, &path, record).await.is(200);
    let path = path::consent(given.id, 1);
    world.put(Side::Person, As::Person(&person), &path, consent).await.refused(ProblemCode::ConsentEnded);
}

#[tokio::test]
async fn a_request_is_signed_once_for_one_place_at_one_time() {
    let (world, person, sam, given, _) = sharing().await;
    let (path, body) = (path::share(sam.id, ITEM, 1), person.envelope(&given, ITEM, 1, 1, 1));
    let now = world.app.clock.now();
    let put = |path: &str, value: &str, body: &[u8]| {
        let request = Request::builder().method(Method::PUT).uri(path).header(AUTH_HEADER, value);
        request.body(Body::from(body.to_vec())).unwrap()
    };
    let value = person.sign_with(given.org, &Method::PUT, &path, &body, now, [1; 16]);
    world.send(Side::Person, put(&path, &value, &body)).await.is(201);
    world.send(Side::Person, put(&path, &value, &body)).await.refused(ProblemCode::Signature);
    let other = person.envelope(&given, ITEM, 1, 1, 2);
    let fresh = person.sign(given.org, &Method::PUT, &path, &body, now);
    world.send(Side::Person, put(&path, &fresh, &other)).await.refused(ProblemCode::Signature);
    let elsewhere = path::share(sam.id, ITEM, 2);
    world.send(Side::Person, put(&elsewhere, &fresh, &body)).await.refused(ProblemCode::Signature);
    let stranger = Person::new(9).sign(given.org, &Method::PUT, &path, &body, now);
    world.send(Side::Person, put(&path, &stranger, &body)).await.refused(ProblemCode::Signature);
    let elsewhere = person.sign(domain::id::OrgId::from_bytes([9; 16]), &Method::PUT, &path, &body, now);
    world.send(Side::Person, put(&path, &elsewhere, &body)).await.refused(ProblemCode::Signature);
    let slow = person.sign(given.org, &Method::PUT, &path, &body, now - 301_000);
    let problem: Problem = world.send(Side::Person, put(&path, &slow, &body)).await.is(401).json();
    assert_eq!(problem.code, ProblemCode::Clock);
    let offset = person.sign(given.org, &Method::PUT, &path, &body, problem.now.unwrap());
    world.send(Side::Person, put(&path, &offset, &body)).await.is(200);
}

#[tokio::test]
async fn a_worker_sees_the_newest_revision_and_the_person_sees_that_it_was_opened() {
    let (world, person, sam, given, consent) = sharing().await;
    let who = As::Person(&person);
    for rev in [1, 2] {
        let envelope = person.envelope(&given, ITEM, rev, rev.into(), 1);
        world.put(Side::Person, who, &path::share(sam.id, ITEM, rev), envelope).await.is(201);
    }
    let inbox: TeamInboxReply =
        world.ask(Side::Team, As::Worker(&sam), Method::POST, path::INBOX, support::look()).await.is(200).json();
    let shares = &inbox.people[0].shares;
    assert_eq!(shares.iter().map(|share| (share.rev, share.seq)).collect::<Vec<_>>(), [(2, 2)]);
    assert_eq!(inbox.people[0].consents[0].bytes.0, consent);
    let opened = OpenedRequest { person: person.id, item_id: ITEM, rev: 2 };
    let gone = OpenedRequest { person: person.id, item_id: ItemId::from_bytes([8; 16]), rev: 1 };
    let request = ReceiptsRequest { opened: vec![opened, gone] };
    world.post(Side::Team, As::Worker(&sam), path::RECEIPTS, &request).await.is(204);
    world.post(Side::Team, As::Worker(&sam), path::RECEIPTS, &request).await.is(204);
    let mine: PersonInboxReply = world.get(Side::Person, who, &path::inbox_after(0)).await.is(200).json();
    assert_eq!(mine.receipts.len(), 1);
    assert_eq!((mine.receipts[0].rev, mine.receipts[0].to), (2, sam.id));
    assert_eq!((mine.looked[0].worker, mine.looked[0].at), (sam.id, inbox.at));
}

#[tokio::test]
async fn a_phone_that_lost_its_permissions_finds_all_of_them_and_their_records() {
    let (world, person, sam, given, consent) = sharing().await;
    let who = As::Person(&person);
    let inbox =
        async || -> PersonInboxReply { world.get(Side::Person, who, &path::inbox_after(0)).await.is(200).json() };
    let held = &inbox().await.permissions[0];
    assert_eq!((held.consent, held.to, held.rev, held.withdrawn), (given.id, sam.id, 1, false));
    let path = path::held_consent(given.id);
    let lost: HeldConsentReply = world.get(Side::Person, who, &path).await.is(200).json();
    assert_eq!((lost.record.0, lost.withdrawn, lost.deleted_at), (consent.clone(), false, None));
    let other = Person::new(2);
    world.meet(&other, &sam, 2).await;
    world.get(Side::Person, As::Person(&other), &path).await.refused(ProblemCode::NotFound);
    let unknown = path::held_consent(domain::id::ConsentId::from_bytes([8; 16]));
    world.get(Side::Person, who, &unknown).await.refused(ProblemCode::NotFound);
    // Past its last day it is listed all the same, and can still be taken back.
    world.app.clock.advance(40 * DAY_MS);
    assert_eq!(inbox().await.permissions.len(), 1);
    let record = person.consent(&given, ConsentStatus::Withdrawn, Some(&consent), 2);
    let done = world.ask(Side::Person, who, Method::POST, &path::withdrawal(given.id), record.clone()).await;
    let done: WithdrawalReply = done.is(200).json();
    let gone = &inbox().await.permissions[0];
    assert_eq!((gone.rev, gone.withdrawn, gone.deleted_at), (2, true, Some(done.deleted_at)));
    let kept: HeldConsentReply = world.get(Side::Person, who, &path).await.is(200).json();
    assert_eq!((kept.record.0, kept.withdrawn, kept.deleted_at), (record, true, Some(done.deleted_at)));
}

#[tokio::test]
async fn a_reply_reaches_the_person_once_and_in_order() {
    let (world, person, sam, _, _) = sharing().await;
    for n in 1..=3 {
        let id = ReplyId::from_bytes([n; 16]);
        let path = path::reply(person.id, id);
        let reply = sam.reply(world.app.settings.org_id, person.id, id, n);
        world.put(Side::Team, As::Worker(&sam), &path, reply.clone()).await.is(201);
        world.put(Side::Team, As::Worker(&sam), &path, reply).await.is(200);
        let other = sam.reply(world.app.settings.org_id, person.id, id, 99);
        world.put(Side::Team, As::Worker(&sam), &path, other).await.refused(ProblemCode::Conflict);
    }
    let who = As::Person(&person);
    let all: PersonInboxReply = world.get(Side::Person, who, &path::inbox_after(0)).await.is(200).json();
    let ids = [1, 2, 3].map(|n| ReplyId::from_bytes([n; 16]));
    assert_eq!(all.replies.iter().map(|reply| reply.id).collect::<Vec<_>>(), ids);
    assert!(all.replies.is_sorted_by_key(|reply| reply.n) && all.next == all.replies[2].n);
    let second = path::inbox_after(all.replies[1].n);
    let rest: PersonInboxReply = world.get(Side::Person, who, &second).await.is(200).json();
    assert_eq!((rest.replies.len(), rest.next), (1, all.next));
    let jo = world.worker("Jo").await;
    let id = ReplyId::from_bytes([7; 16]);
    let uninvited = jo.reply(world.app.settings.org_id, person.id, id, 1);
    let path = path::reply(person.id, id);
    world.put(Side::Team, As::Worker(&jo), &path, uninvited).await.refused(ProblemCode::NotFound);
}
