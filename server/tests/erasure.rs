//! A person deletes everything that the server holds of theirs, by one signed record and nothing else.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a fault in a helper ends the test")]

mod support;

use axum::http::Method;
use domain::{
    api::{ErasedReply, ProblemCode, TeamInboxReply, path},
    id::{ItemId, OrgId, ReplyId},
};
use server::{
    config::{Command, PersonCommand},
    side::Side,
    store::Retention,
};
use support::{
    Answer, As, World, command,
    people::{Person, Worker, locator},
};

const ITEM: ItemId = ItemId::from_bytes([5; 16]);
const REPLY: ReplyId = ReplyId::from_bytes([6; 16]);
const DAY_MS: i64 = 86_400_000;

/// Somebody who shares with Sam, keeps a copy and was written to; and somebody else whom Sam met.
async fn known() -> (World, Person, Person, Worker) {
    let world = World::new().await;
    let (person, other, sam) = (Person::new(1), Person::new(2), world.worker("Sam").await);
    world.meet(&person, &sam, 1).await;
    world.meet(&other, &sam, 2).await;
    let given = world.permission(&sam, 3);
    world.permit(&person, &given).await;
    let envelope = person.envelope(&given, ITEM, 1, 1, 0xA1);
    world.put(Side::Person, As::Person(&person), &path::share(sam.id, ITEM, 1), envelope).await.is(201);
    let backup = person.backup(given.org, 1, 0xC3);
    world.put(Side::Person, As::Person(&person), &path::backup(1), backup).await.is(201);
    let reply = sam.reply(given.org, person.id, REPLY, 0xD4);
    world.put(Side::Team, As::Worker(&sam), &path::reply(person.id, REPLY), reply).await.is(201);
    (world, person, other, sam)
}

async fn hand_in(world: &World, record: Vec<u8>) -> Answer {
    world.ask(Side::Person, As::Nobody, Method::POST, path::ERASURE, record).await
}

/// Whom Sam's page is told of.
async fn listed(world: &World, sam: &Worker) -> Vec<domain::id::PersonId> {
    let inbox = world.ask(Side::Team, As::Worker(sam), Method::POST, path::INBOX, support::look()).await;
    inbox.is(200).json::<TeamInboxReply>().people.into_iter().map(|it| it.person_id).collect()
}

#[tokio::test]
async fn who_deletes_everything_leaves_an_id_in_the_ledger_and_the_audit_log_and_nothing_else() {
    let (world, person, other, sam) = known().await;
    assert!([0xA1, 0xC3, 0xD4].into_iter().all(|fill| world.holds(fill)));
    assert_eq!(listed(&world, &sam).await.len(), 2, "whoever was met is known, with or without a permission");
    let (org, now) = (world.app.settings.org_id, world.app.clock.now());
    let record = person.erasure(org, now);
    // Kept on the phone for a while, and handed in twice because an answer was lost.
    for _ in 0..2 {
        let done: ErasedReply = hand_in(&world, record.clone()).await.is(200).json();
        assert!(!done.leaving_disk && done.erased_at >= now);
    }
    assert!(![0xA1, 0xC3, 0xD4].into_iter().any(|fill| world.holds(fill)));
    assert_eq!(world.tables_of(&person).await, [""; 0]);
    let log = command(&world.dir, &[], Command::Audit).await.unwrap();
    assert_eq!(log.matches(&format!("person {} erased - done", person.id)).count(), 1, "{log}");
    let ledger = std::fs::read_to_string(world.dir.path().join("waymark.db.erased")).unwrap();
    assert_eq!(ledger.matches(&format!(" person {} ", person.id)).count(), 1, "{ledger}");
    let inbox = path::inbox_after(0);
    world.get(Side::Person, As::Person(&person), &inbox).await.refused(ProblemCode::Signature);
    world.get(Side::Person, As::Person(&other), &inbox).await.is(200);
    assert_eq!(listed(&world, &sam).await, [other.id], "Sam's page hears that nobody of that id is known");
    let late = sam.reply(org, person.id, ReplyId::from_bytes([7; 16]), 0xD5);
    let reply = path::reply(person.id, ReplyId::from_bytes([7; 16]));
    assert!(!world.put(Side::Team, As::Worker(&sam), &reply, late).await.status.is_success());
    let claim = person.claim(org, sam.id, 1);
    let claimed = world.post(Side::Person, As::Nobody, &path::claim(locator(1)), claim).await;
    claimed.refused(ProblemCode::NotFound);
    let none = command(&world.dir, &[], Command::Person(PersonCommand::Erase { id: person.id })).await.unwrap_err();
    assert!(none.contains("there is nobody with the id"), "{none}");
}

#[tokio::test]
async fn nobody_else_can_ask_for_it_and_an_old_record_ends_nothing_new() {
    let (world, person, other, _) = known().await;
    let (org, now) = (world.app.settings.org_id, world.app.clock.now());
    let record = person.erasure(org, now);
    for at in 0..record.len() {
        let mut changed = record.clone();
        changed[at] ^= 1;
        let answer = hand_in(&world, changed).await;
        assert!(!answer.status.is_success(), "byte {at}: {}", answer.status);
    }
    hand_in(&world, person.erasure(OrgId::from_bytes([9; 16]), now)).await.refused(ProblemCode::Malformed);
    hand_in(&world, Person::new(77).erasure(org, now)).await.is(200);
    assert!(!world.tables_of(&person).await.is_empty() && !world.tables_of(&other).await.is_empty());
    hand_in(&world, record.clone()).await.is(200);
    // With the same words, met again two days later.
    world.app.clock.advance(2 * DAY_MS);
    let back = world.worker("Jo").await;
    world.meet(&person, &back, 9).await;
    hand_in(&world, record).await.refused(ProblemCode::Conflict);
    assert_eq!(listed(&world, &back).await, [person.id]);
}

#[tokio::test]
async fn while_another_program_holds_the_bytes_the_answer_says_so_and_the_same_again_says_when_they_are_gone() {
    let (world, person, ..) = known().await;
    let record = person.erasure(world.app.settings.org_id, world.app.clock.now());
    let pool = world.pool().await;
    let mut reader = pool.begin().await.unwrap();
    sqlx::query("SELECT count(*) FROM envelopes").fetch_one(&mut *reader).await.unwrap();
    for _ in 0..2 {
        assert!(hand_in(&world, record.clone()).await.is(200).json::<ErasedReply>().leaving_disk);
    }
    assert!(world.holds(0xA1));
    reader.rollback().await.unwrap();
    world.app.store.wipe_deleted().await.unwrap();
    assert!(!hand_in(&world, record).await.is(200).json::<ErasedReply>().leaving_disk);
    assert!(!world.holds(0xA1));
}
