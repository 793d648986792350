//! A half-written reply is kept for its worker, as long as it is half written and a permission holds; and for nobody else.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a fault in a helper ends the test")]

mod support;

use axum::http::{Method, header};
use domain::{
    api::{OCTETS, ProblemCode, path},
    draft::DRAFT_LIMIT,
    id::{ItemId, ReplyId},
    signed::ConsentStatus,
};
use server::{
    config::{Command, PersonCommand, TeamCommand},
    side::Side,
    store::{Health, Retention, WithoutLedger, sqlite::SqliteStore},
};
use support::{
    Answer, As, World, command,
    people::{Permission, Person, Worker},
};

const REPLY: ReplyId = ReplyId::from_bytes([6; 16]);
const LATER: ReplyId = ReplyId::from_bytes([7; 16]);
const ITEM: ItemId = ItemId::from_bytes([5; 16]);

/// Somebody who shares with Sam, and Jo who was met too.
struct Desk {
    world: World,
    person: Person,
    sam: Worker,
    jo: Worker,
    given: Permission,
    record: Vec<u8>,
}

impl Desk {
    async fn new() -> Self {
        let world = World::new().await;
        let (person, sam, jo) = (Person::new(1), world.worker("Sam").await, world.worker("Jo").await);
        world.meet(&person, &sam, 1).await;
        world.meet(&person, &jo, 2).await;
        let given = world.permission(&sam, 3);
        let record = world.permit(&person, &given).await;
        Self { world, person, sam, jo, given, record }
    }

    async fn keep(&self, by: &Worker, bytes: Vec<u8>) -> Answer {
        self.world.put(Side::Team, As::Worker(by), &path::draft(self.person.id), bytes).await
    }

    async fn read(&self, by: &Worker) -> Answer {
        self.world.get(Side::Team, As::Worker(by), &path::draft(self.person.id)).await
    }

    async fn send(&self, reply: ReplyId) -> Answer {
        let bytes = self.sam.reply(self.given.org, self.person.id, reply, 0xD4);
        self.world.put(Side::Team, As::Worker(&self.sam), &path::reply(self.person.id, reply), bytes).await
    }

    async fn take_back(&self, given: &Permission, record: &[u8]) {
        let record = self.person.consent(given, ConsentStatus::Withdrawn, Some(record), 2);
        let path = path::withdrawal(given.id);
        self.world.ask(Side::Person, As::Person(&self.person), Method::POST, &path, record).await.is(200);
    }

    async fn rows(&self) -> i64 {
        let pool = self.world.pool().await;
        let rows = sqlx::query_scalar("SELECT count(*) FROM reply_drafts").fetch_one(&pool).await.unwrap();
        pool.close().await;
        rows
    }
}

#[tokio::test]
async fn what_is_half_written_is_kept_at_each_pause_and_there_after_signing_in_again() {
    let desk = Desk::new().await;
    desk.read(&desk.sam).await.refused(ProblemCode::NotFound);
    for fill in [0xE1, 0xE2, 0xE2] {
        desk.keep(&desk.sam, desk.sam.draft(REPLY, fill)).await.is(204);
    }
    assert_eq!(desk.rows().await, 1, "each takes the place of the one before");
    let again = Worker { token: [4; 32], ..desk.sam };
    let (store, now) = (&desk.world.app.store, desk.world.app.clock.now());
    server::store::Sessions::open_session(
        store,
        again.id,
        server::token::hash(&again.token),
        domain::api::Stage::Full,
        now,
    )
    .await
    .unwrap();
    let read = desk.read(&again).await;
    assert_eq!(read.is(200).body, again.draft(REPLY, 0xE2));
    assert_eq!(read.headers[header::CONTENT_TYPE], OCTETS);
    desk.read(&desk.jo).await.refused(ProblemCode::NotFound);
    let path = path::draft(desk.person.id);
    for _ in 0..2 {
        desk.world.ask(Side::Team, As::Worker(&again), Method::DELETE, &path, Vec::new()).await.is(204);
    }
    desk.read(&again).await.refused(ProblemCode::NotFound);
}

#[tokio::test]
async fn what_was_sent_is_half_written_no_more_and_no_late_copy_of_it_comes_back() {
    let desk = Desk::new().await;
    desk.keep(&desk.sam, desk.sam.draft(REPLY, 1)).await.is(204);
    desk.send(REPLY).await.is(201);
    desk.read(&desk.sam).await.refused(ProblemCode::NotFound);
    desk.keep(&desk.sam, desk.sam.draft(REPLY, 2)).await.refused(ProblemCode::Conflict);
    desk.read(&desk.sam).await.refused(ProblemCode::NotFound);
    // The next reply is another one; the same sent once more, because its answer was lost, does not touch it.
    desk.keep(&desk.sam, desk.sam.draft(LATER, 3)).await.is(204);
    desk.send(REPLY).await.is(200);
    assert_eq!(desk.read(&desk.sam).await.is(200).body, desk.sam.draft(LATER, 3));
}

#[tokio::test]
async fn only_what_is_a_half_written_reply_is_kept_and_only_for_somebody_who_shares() {
    let desk = Desk::new().await;
    let kept = desk.sam.draft(REPLY, 1);
    let other_version = [&[2], &kept[1..]].concat();
    for wrong in [Vec::new(), kept[..40].to_vec(), other_version] {
        desk.keep(&desk.sam, wrong).await.refused(ProblemCode::Malformed);
    }
    desk.keep(&desk.sam, vec![1; DRAFT_LIMIT + 1]).await.refused(ProblemCode::TooLarge);
    desk.keep(&desk.jo, desk.jo.draft(REPLY, 1)).await.refused(ProblemCode::ConsentEnded);
    let stranger = path::draft(Person::new(9).id);
    let answer = desk.world.put(Side::Team, As::Worker(&desk.sam), &stranger, kept).await;
    answer.refused(ProblemCode::ConsentEnded);
    assert_eq!(desk.rows().await, 0);
}

#[tokio::test]
async fn it_goes_with_the_last_permission_that_holds() {
    let desk = Desk::new().await;
    let second = desk.world.permission(&desk.sam, 4);
    let record = desk.world.permit(&desk.person, &second).await;
    desk.keep(&desk.sam, desk.sam.draft(REPLY, 0xE1)).await.is(204);
    desk.take_back(&desk.given, &desk.record).await;
    desk.read(&desk.sam).await.is(200);
    assert!(desk.world.holds(0xE1));
    desk.take_back(&second, &record).await;
    desk.read(&desk.sam).await.refused(ProblemCode::NotFound);
    assert!(!desk.world.holds(0xE1), "and its bytes leave the file and its log");
    desk.keep(&desk.sam, desk.sam.draft(REPLY, 0xE1)).await.refused(ProblemCode::ConsentEnded);
}

#[tokio::test]
async fn after_the_last_day_nobody_reads_it_and_the_sweeper_takes_it() {
    let desk = Desk::new().await;
    desk.keep(&desk.sam, desk.sam.draft(REPLY, 0xE1)).await.is(204);
    desk.world.app.clock.advance(31 * 86_400_000);
    let now = desk.world.app.clock.now();
    let sam = Worker { token: [4; 32], ..desk.sam };
    let store = &desk.world.app.store;
    server::store::Sessions::open_session(
        store,
        sam.id,
        server::token::hash(&sam.token),
        domain::api::Stage::Full,
        now,
    )
    .await
    .unwrap();
    desk.read(&sam).await.refused(ProblemCode::NotFound);
    desk.keep(&sam, sam.draft(REPLY, 0xE2)).await.refused(ProblemCode::ConsentEnded);
    assert_eq!(desk.rows().await, 1);
    store.sweep(now).await.unwrap();
    assert_eq!(desk.rows().await, 0);
}

#[tokio::test]
async fn it_goes_with_the_person_and_with_the_worker() {
    for end in [true, false] {
        let desk = Desk::new().await;
        desk.keep(&desk.sam, desk.sam.draft(REPLY, 0xE1)).await.is(204);
        let end = match end {
            true => Command::Team(TeamCommand::End { name: "Sam".into(), yes: true }),
            false => Command::Person(PersonCommand::Erase { id: desk.person.id }),
        };
        command(&desk.world.dir, &[], end).await.unwrap();
        assert_eq!(desk.rows().await, 0);
    }
}

#[tokio::test]
async fn an_older_database_that_is_put_back_forgets_it_with_the_permission_that_was_taken_back() {
    let desk = Desk::new().await;
    desk.keep(&desk.sam, desk.sam.draft(REPLY, 0xE1)).await.is(204);
    let Desk { world, person, sam, jo, given, record } = desk;
    let dir = world.stop().await;
    let (file, older) = (dir.path().join("waymark.db"), dir.path().join("older"));
    std::fs::copy(&file, &older).unwrap();
    let world = World::open(dir, &[]).await.map_err(|(_, why)| why).unwrap();
    let desk = Desk { world, person, sam, jo, given, record };
    desk.take_back(&desk.given, &desk.record).await;
    let dir = desk.world.stop().await;
    std::fs::copy(&older, &file).unwrap();
    let store = SqliteStore::open(&file, WithoutLedger::Refuse).await.unwrap();
    let kept = server::store::Drafts::draft(&store, desk.sam.id, desk.person.id, desk.given.now).await;
    assert!(kept.is_err());
    store.close().await.unwrap();
    let pool = sqlx::SqlitePool::connect(&format!("sqlite://{}", file.display())).await.unwrap();
    let rows: i64 = sqlx::query_scalar("SELECT count(*) FROM reply_drafts").fetch_one(&pool).await.unwrap();
    assert_eq!(rows, 0);
    pool.close().await;
    drop(dir);
}

#[tokio::test]
async fn taking_back_tells_the_person_what_it_did_as_before() {
    let desk = Desk::new().await;
    let envelope = desk.person.envelope(&desk.given, ITEM, 1, 1, 0xA1);
    let path = path::share(desk.sam.id, ITEM, 1);
    desk.world.put(Side::Person, As::Person(&desk.person), &path, envelope).await.is(201);
    desk.keep(&desk.sam, desk.sam.draft(REPLY, 0xE1)).await.is(204);
    let record = desk.person.consent(&desk.given, ConsentStatus::Withdrawn, Some(&desk.record), 2);
    let path = path::withdrawal(desk.given.id);
    let done = desk.world.ask(Side::Person, As::Person(&desk.person), Method::POST, &path, record).await;
    let done: domain::api::WithdrawalReply = done.is(200).json();
    assert_eq!(done.envelopes, 1, "what a worker was writing is no share and is not counted as one");
}
