//! A worker helps with a check-in: guest notebooks under claim words for who has no app, and what is sealed to the phone of
//! who has one. Everything waits for its person, opens for nobody else, and is gone once they have it.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a fault in a helper ends the test")]

mod support;

use std::net::SocketAddr;

use axum::{
    body::Body,
    extract::ConnectInfo,
    http::{Method, Request, header},
};
use domain::{
    accept::{GUESTS_WAITING, WRITTEN_WAITING},
    api::{
        Bytes32, GuestOpenedReply, GuestProofRequest, GuestReply, OCTETS, ProblemCode, READS_HEADER, StoredReply,
        TeamInboxReply, TeamPacksReply, WaitsReply, WrittenReply, path,
    },
    guest::{GUEST_LIMIT, WAITS_DAYS},
    id::{GuestPlace, WrittenId},
};
use server::{
    config::{Command, PersonCommand, TeamCommand},
    side::Side,
    store::Retention,
};
use support::{
    Answer, As, World, command,
    people::{Person, Worker, guest},
};

const PLACE: GuestPlace = GuestPlace::from_bytes([5; 16]);
const PROOF: [u8; 32] = [6; 32];
const WRONG: [u8; 32] = [7; 32];
const WRITTEN: WrittenId = WrittenId::from_bytes([8; 16]);
const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// Sam and Jo work here; Robin met Sam, and Ash met Jo.
struct Table {
    world: World,
    robin: Person,
    ash: Person,
    sam: Worker,
    jo: Worker,
}

impl Table {
    async fn new() -> Self {
        let world = World::new().await;
        let (robin, ash) = (Person::new(1), Person::new(2));
        let (sam, jo) = (world.worker("Sam").await, world.worker("Jo").await);
        world.meet(&robin, &sam, 1).await;
        world.meet(&ash, &jo, 2).await;
        Self { world, robin, ash, sam, jo }
    }

    /// Stopped, one file copied over another, and started again.
    async fn restarted(self, from: &str, to: &str) -> Self {
        let Self { world, robin, ash, sam, jo } = self;
        let dir = world.stop().await;
        std::fs::copy(dir.path().join(from), dir.path().join(to)).unwrap();
        let world = World::open(dir, &[]).await.map_err(|(_, why)| why).unwrap();
        Self { world, robin, ash, sam, jo }
    }

    async fn keep_at(&self, by: &Worker, place: GuestPlace, rev: u32, fill: u8) -> Answer {
        let request = serde_json::to_vec(&guest(PROOF, rev, fill)).unwrap();
        self.world.put(Side::Team, As::Worker(by), &path::guest(place), request).await
    }

    async fn keep(&self, by: &Worker, rev: u32, fill: u8) -> Answer {
        self.keep_at(by, PLACE, rev, fill).await
    }

    async fn open(&self, proof: [u8; 32]) -> Answer {
        let request = GuestProofRequest { proof: Bytes32(proof) };
        self.world.post(Side::Person, As::Nobody, &path::guest_open(PLACE), request).await
    }

    async fn open_from(&self, address: [u8; 4], proof: [u8; 32]) -> Answer {
        let body = serde_json::to_vec(&GuestProofRequest { proof: Bytes32(proof) }).unwrap();
        let request = Request::builder().method(Method::POST).uri(path::guest_open(PLACE));
        let request = request.header(header::CONTENT_TYPE, "application/json");
        let request = request.extension(ConnectInfo(SocketAddr::from((address, 4711))));
        self.world.send(Side::Person, request.body(Body::from(body)).unwrap()).await
    }

    async fn taken(&self, proof: [u8; 32]) -> Answer {
        let request = GuestProofRequest { proof: Bytes32(proof) };
        self.world.post(Side::Person, As::Nobody, &path::guest_taken(PLACE), request).await
    }

    async fn write_as(&self, by: &Worker, with: &Person, written: WrittenId, rev: u32, fill: u8) -> Answer {
        let bytes = by.writes(self.world.app.settings.org_id, with.id, written, rev, fill);
        self.world.put(Side::Team, As::Worker(by), &path::team_written(with.id, written), bytes).await
    }

    async fn write(&self, rev: u32, fill: u8) -> Answer {
        self.write_as(&self.sam, &self.robin, WRITTEN, rev, fill).await
    }

    async fn read(&self, by: &Person) -> Answer {
        self.world.get(Side::Person, As::Person(by), &path::written(WRITTEN)).await
    }

    async fn close(&self, by: &Person) -> Answer {
        self.world.ask(Side::Person, As::Person(by), Method::DELETE, &path::written(WRITTEN), Vec::new()).await
    }

    /// What a worker's page is told that waits.
    async fn waits_by(&self, worker: &Worker) -> Vec<WrittenReply> {
        let answer = self.world.ask(Side::Team, As::Worker(worker), Method::POST, path::INBOX, support::look()).await;
        answer.is(200).json::<TeamInboxReply>().written
    }

    async fn waits_for(&self, person: &Person) -> Vec<WaitsReply> {
        self.world.read_inbox(person, true).await.written
    }

    /// A minute before its 90 days are over; both workers are signed in anew, for no session lasts that long.
    async fn nearly_over(&self) {
        self.world.app.clock.advance(WAITS_DAYS * DAY - MINUTE);
        for worker in [&self.sam, &self.jo] {
            let (token, now) = (server::token::hash(&worker.token), self.world.app.clock.now());
            let pool = self.world.pool().await;
            let update = "UPDATE sessions SET made_at = $1, last_used_at = $1 WHERE token_hash = $2";
            sqlx::query(update).bind(now).bind(token.to_vec()).execute(&pool).await.unwrap();
            pool.close().await;
        }
    }

    async fn count(&self, select: &'static str) -> i64 {
        let pool = self.world.pool().await;
        let count = sqlx::query_scalar(select).fetch_one(&pool).await.unwrap();
        pool.close().await;
        count
    }

    async fn log(&self) -> String {
        command(&self.world.dir, &[], Command::Audit).await.unwrap()
    }
}

#[tokio::test]
async fn a_guest_notebook_waits_under_its_words_as_it_was_sealed_last() {
    let table = Table::new().await;
    let before = table.world.app.clock.now();
    let ends = table.keep(&table.sam, 1, 0xA1).await.is(201).json::<GuestReply>().ends;
    assert!((before..=table.world.app.clock.now()).contains(&(ends - WAITS_DAYS * DAY)));
    table.world.app.clock.advance(MINUTE);
    for _ in 0..2 {
        let again: GuestReply = table.keep(&table.sam, 2, 0xA2).await.is(200).json();
        assert_eq!(again.ends, ends, "its days count from the first");
    }
    assert!(table.world.holds(0xA2) && !table.world.holds(0xA1), "what was answered before is off the disk");
    for late in [(1, 0xA1), (2, 0xA3)] {
        table.keep(&table.sam, late.0, late.1).await.refused(ProblemCode::Conflict);
    }
    table.world.app.clock.advance(MINUTE);
    let found: GuestOpenedReply = table.open(PROOF).await.is(200).json();
    assert_eq!(found.sealed, guest(PROOF, 2, 0xA2).sealed);
    assert_eq!((found.ends, found.opened_before), (ends, None));
    assert!((before + MINUTE..before + 2 * MINUTE).contains(&found.stored_at), "when its newest revision first came");
}

#[tokio::test]
async fn whoever_opens_it_later_is_told_when_it_was_opened_first_and_opening_uses_nothing_up() {
    let table = Table::new().await;
    table.keep(&table.sam, 1, 0xA1).await.is(201);
    let told = async || table.open(PROOF).await.is(200).json::<GuestOpenedReply>().opened_before;
    let before = table.world.app.clock.now();
    assert_eq!(told().await, None);
    let after = table.world.app.clock.now();
    let first = told().await.unwrap();
    assert!((before..=after).contains(&first));
    for _ in 0..20 {
        table.world.app.clock.advance(1000);
        assert_eq!(told().await, Some(first), "right words are never too many");
    }
    // What is answered after that is there as well.
    table.keep(&table.sam, 2, 0xA2).await.is(200);
    let found: GuestOpenedReply = table.open(PROOF).await.is(200).json();
    assert_eq!((found.sealed, found.opened_before), (guest(PROOF, 2, 0xA2).sealed, Some(first)));
}

#[tokio::test]
async fn once_it_was_taken_nothing_of_it_is_left_and_nothing_more_is_taken() {
    let table = Table::new().await;
    table.keep(&table.sam, 1, 0xA1).await.is(201);
    for _ in 0..2 {
        table.taken(PROOF).await.is(204);
        assert!(!table.world.holds(0xA1), "off the disk with the answer");
    }
    for rev in [1, 2] {
        table.keep(&table.sam, rev, 0xA1).await.refused(ProblemCode::Taken);
    }
    table.open(PROOF).await.refused(ProblemCode::NotFound);
    let kept = "SELECT count(*) FROM guests WHERE bytes IS NULL AND taken_at IS NOT NULL";
    assert_eq!(table.count(kept).await, 1, "the row says that nothing more is taken");
    let log = table.log().await;
    for (by, deed) in
        [(format!("worker {}", table.sam.id), "began"), ("nobody".to_owned(), "took"), ("nobody".to_owned(), "opened")]
    {
        let lines = log.lines().filter(|line| line.contains(&by) && line.contains(&format!("{deed}-guest-notebook")));
        assert_eq!(lines.count(), usize::from(deed != "opened"), "{deed}: {log}");
    }
    assert!(!log.contains(&PLACE.to_string()), "{log}");
}

#[tokio::test]
async fn ten_wrong_tries_an_hour_then_right_ones_wait_too_and_nothing_is_deleted() {
    let table = Table::new().await;
    table.keep(&table.sam, 1, 0xA1).await.is(201);
    for n in 0..10 {
        let answer = if n % 2 == 0 { table.open(WRONG).await } else { table.taken(WRONG).await };
        answer.refused(ProblemCode::NotFound);
        table.world.app.clock.advance(MINUTE);
    }
    for proof in [WRONG, PROOF, PROOF] {
        table.open(proof).await.refused(ProblemCode::TooMany);
        table.taken(proof).await.refused(ProblemCode::TooMany);
    }
    table.open_from([10, 0, 0, 9], PROOF).await.is(200);
    // The first of them is an hour old; the second not yet.
    table.world.app.clock.advance(HOUR - 10 * MINUTE);
    table.open(PROOF).await.is(200);
    table.open(WRONG).await.refused(ProblemCode::NotFound);
    table.open(PROOF).await.refused(ProblemCode::TooMany);
    assert!(table.world.holds(0xA1));
}

#[tokio::test]
async fn what_opens_nothing_is_answered_alike_whatever_the_reason() {
    let unknown = Table::new().await;
    let (wrong, taken, over) = (Table::new().await, Table::new().await, Table::new().await);
    for table in [&wrong, &taken, &over] {
        table.keep(&table.sam, 1, 0xA1).await.is(201);
    }
    taken.taken(PROOF).await.is(204);
    over.world.app.clock.advance(WAITS_DAYS * DAY + 1);
    let said = |answer: Answer| (answer.status, answer.headers, answer.body);
    let expected = said(unknown.open(PROOF).await);
    assert_eq!(expected.0.as_u16(), 404);
    for (table, proof) in [(&wrong, WRONG), (&taken, PROOF), (&taken, WRONG), (&over, PROOF)] {
        assert_eq!(said(table.open(proof).await), expected);
    }
    let expected = said(unknown.taken(PROOF).await);
    for (table, proof) in [(&wrong, WRONG), (&taken, WRONG), (&over, PROOF)] {
        assert_eq!(said(table.taken(proof).await), expected);
    }
}

#[tokio::test]
async fn a_guest_notebook_is_gone_after_day_90_by_the_servers_clock_swept_or_not() {
    let table = Table::new().await;
    table.keep(&table.sam, 1, 0xA1).await.is(201);
    table.nearly_over().await;
    table.world.app.store.sweep(table.world.app.clock.now()).await.unwrap();
    table.open(PROOF).await.is(200);
    table.keep(&table.sam, 2, 0xA2).await.is(200);
    table.world.app.clock.advance(2 * MINUTE);
    table.open(PROOF).await.refused(ProblemCode::NotFound);
    table.taken(PROOF).await.refused(ProblemCode::NotFound);
    table.keep(&table.sam, 3, 0xA3).await.refused(ProblemCode::NotFound);
    assert!(table.world.holds(0xA2));
    table.world.app.store.sweep(table.world.app.clock.now()).await.unwrap();
    table.world.app.store.wipe_deleted().await.unwrap();
    assert!(!table.world.holds(0xA2));
    assert_eq!(table.count("SELECT count(*) FROM guests").await, 0, "the row goes too");
}

#[tokio::test]
async fn another_worker_and_another_proof_write_nothing_at_a_place() {
    let table = Table::new().await;
    table.keep(&table.sam, 1, 0xA1).await.is(201);
    table.keep(&table.jo, 2, 0xA2).await.refused(ProblemCode::Conflict);
    let other = serde_json::to_vec(&guest(WRONG, 2, 0xA2)).unwrap();
    let sam = As::Worker(&table.sam);
    table.world.put(Side::Team, sam, &path::guest(PLACE), other).await.refused(ProblemCode::Conflict);
    let found: GuestOpenedReply = table.open(PROOF).await.is(200).json();
    assert_eq!(found.sealed, guest(PROOF, 1, 0xA1).sealed);
    // Each their own beside it.
    table.keep_at(&table.jo, GuestPlace::from_bytes([9; 16]), 1, 0xA3).await.is(201);
    for (length, code) in [(GUEST_LIMIT + 1, ProblemCode::TooLarge), (44, ProblemCode::Malformed)] {
        let mut request = guest(PROOF, 1, 0xA1);
        request.sealed = vec![1; length].into();
        let request = serde_json::to_vec(&request).unwrap();
        table.world.put(Side::Team, sam, &path::guest(GuestPlace::from_bytes([3; 16])), request).await.refused(code);
    }
}

#[tokio::test]
async fn so_many_guest_notebooks_of_one_worker_wait_and_no_more() {
    let table = Table::new().await;
    table.keep(&table.sam, 1, 0xA1).await.is(201);
    let pool = table.world.pool().await;
    let more = "WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < $1)
        INSERT INTO guests (place, proof_hash, worker_id, rev, bytes, made_at, stored_at, ends_at)
        SELECT randomblob(16), proof_hash, worker_id, 1, bytes, made_at, stored_at, ends_at FROM guests, n";
    sqlx::query(more).bind(GUESTS_WAITING - 1).execute(&pool).await.unwrap();
    pool.close().await;
    let another = GuestPlace::from_bytes([9; 16]);
    table.keep_at(&table.sam, another, 1, 0xA3).await.refused(ProblemCode::TooMany);
    table.keep_at(&table.jo, another, 1, 0xA3).await.is(201);
    table.keep(&table.sam, 2, 0xA2).await.is(200);
    table.taken(PROOF).await.is(204);
    table.keep_at(&table.sam, GuestPlace::from_bytes([10; 16]), 1, 0xA3).await.is(201);
}

#[tokio::test]
async fn what_is_written_down_waits_for_its_persons_phone_and_opens_nowhere_else() {
    let table = Table::new().await;
    let at = table.write(1, 0xB1).await.is(201).json::<StoredReply>().received_at;
    table.world.app.clock.advance(MINUTE);
    let later = table.write(2, 0xB2).await.is(200).json::<StoredReply>().received_at;
    assert!(later >= at + MINUTE);
    table.world.app.clock.advance(MINUTE);
    assert_eq!(table.write(2, 0xB2).await.is(200).json::<StoredReply>().received_at, later, "the same again");
    for late in [(1, 0xB1), (2, 0xB3)] {
        table.write(late.0, late.1).await.refused(ProblemCode::Conflict);
    }
    assert!(table.world.holds(0xB2) && !table.world.holds(0xB1), "what was answered before is off the disk");
    let waits = WaitsReply { written: WRITTEN, from: table.sam.id, rev: 2, stored_at: later };
    assert_eq!(table.waits_for(&table.robin).await, [waits]);
    assert_eq!(table.waits_for(&table.ash).await, []);
    let ends = at + WAITS_DAYS * DAY;
    let seen = WrittenReply { written: WRITTEN, person_id: table.robin.id, stored_at: later, ends };
    assert_eq!((table.waits_by(&table.sam).await, table.waits_by(&table.jo).await), (vec![seen], vec![]));
    let read = table.read(&table.robin).await;
    let sealed = table.sam.writes(table.world.app.settings.org_id, table.robin.id, WRITTEN, 2, 0xB2);
    assert_eq!((&read.is(200).body, &read.headers[header::CONTENT_TYPE].to_str().unwrap()), (&sealed, &OCTETS));
    table.read(&table.ash).await.refused(ProblemCode::NotFound);
    table.close(&table.ash).await.refused(ProblemCode::NotFound);
    assert!(table.world.holds(0xB2));
}

#[tokio::test]
async fn a_closed_check_in_takes_nothing_more_and_nobody_is_told_whether_it_was_kept() {
    let table = Table::new().await;
    table.write(1, 0xB1).await.is(201);
    for _ in 0..2 {
        let closed = table.close(&table.robin).await;
        assert!(closed.is(204).body.is_empty());
        assert!(!table.world.holds(0xB1), "off the disk with the answer");
    }
    for rev in [1, 2] {
        table.write(rev, 0xB1).await.refused(ProblemCode::Taken);
    }
    table.read(&table.robin).await.refused(ProblemCode::NotFound);
    assert!(table.waits_for(&table.robin).await.is_empty() && table.waits_by(&table.sam).await.is_empty());
    let log = table.log().await;
    for line in [
        format!("worker {} wrote-down {} done", table.sam.id, table.robin.id),
        format!("person {} took-written {} done", table.robin.id, table.sam.id),
    ] {
        assert_eq!(log.matches(&line).count(), 1, "{log}");
    }
    assert!(!log.contains(&WRITTEN.to_string()), "{log}");
}

#[tokio::test]
async fn a_worker_writes_down_only_with_who_met_them_and_only_in_their_own_name() {
    let table = Table::new().await;
    table.write_as(&table.sam, &table.ash, WRITTEN, 1, 0xB1).await.refused(ProblemCode::NotFound);
    table.write_as(&table.sam, &Person::new(9), WRITTEN, 1, 0xB1).await.refused(ProblemCode::NotFound);
    let org = table.world.app.settings.org_id;
    let to = path::team_written(table.ash.id, WRITTEN);
    for other in [
        table.sam.writes(org, table.ash.id, WRITTEN, 1, 0xB1),
        table.jo.writes(org, table.robin.id, WRITTEN, 1, 0xB1),
        table.jo.writes(org, table.ash.id, WrittenId::from_bytes([9; 16]), 1, 0xB1),
        table.jo.writes(domain::id::OrgId::from_bytes([9; 16]), table.ash.id, WRITTEN, 1, 0xB1),
        table.jo.reply(org, table.ash.id, domain::id::ReplyId::from_bytes([8; 16]), 0xB1),
        vec![1; 2000],
    ] {
        table.world.put(Side::Team, As::Worker(&table.jo), &to, other).await.refused(ProblemCode::Malformed);
    }
    // Somebody both have met: one name is one worker's.
    table.world.meet(&table.robin, &table.jo, 3).await;
    table.write(1, 0xB2).await.is(201);
    table.write_as(&table.jo, &table.robin, WRITTEN, 2, 0xB3).await.refused(ProblemCode::Conflict);
    table.write_as(&table.jo, &table.robin, WrittenId::from_bytes([9; 16]), 1, 0xB4).await.is(201);
    let from: Vec<_> = table.waits_for(&table.robin).await.into_iter().map(|it| it.from).collect();
    assert_eq!(from.len(), 2);
    assert!(from.contains(&table.sam.id) && from.contains(&table.jo.id));
}

#[tokio::test]
async fn so_many_check_ins_wait_for_one_person_and_no_more() {
    let table = Table::new().await;
    table.world.meet(&table.ash, &table.sam, 3).await;
    let name = |n: u32| WrittenId::from_bytes([n.to_le_bytes()[0]; 16]);
    for n in 0..WRITTEN_WAITING {
        table.write_as(&table.sam, &table.robin, name(n), 1, 0xB1).await.is(201);
    }
    let one_more = name(WRITTEN_WAITING);
    table.write_as(&table.sam, &table.robin, one_more, 1, 0xB1).await.refused(ProblemCode::TooMany);
    table.write_as(&table.sam, &table.robin, name(0), 2, 0xB2).await.is(200);
    table.write_as(&table.sam, &table.ash, one_more, 1, 0xB1).await.is(201);
    table.close(&table.robin).await.is(204);
    table.write_as(&table.sam, &table.robin, one_more, 1, 0xB1).await.is(201);
}

#[tokio::test]
async fn what_is_written_down_is_gone_after_day_90_by_the_servers_clock_swept_or_not() {
    let table = Table::new().await;
    table.write(1, 0xB1).await.is(201);
    table.nearly_over().await;
    table.world.app.store.sweep(table.world.app.clock.now()).await.unwrap();
    table.read(&table.robin).await.is(200);
    assert_eq!(table.waits_for(&table.robin).await.len(), 1);
    table.world.app.clock.advance(2 * MINUTE);
    table.read(&table.robin).await.refused(ProblemCode::NotFound);
    table.close(&table.robin).await.refused(ProblemCode::NotFound);
    table.write(2, 0xB2).await.refused(ProblemCode::NotFound);
    assert!(table.waits_for(&table.robin).await.is_empty() && table.waits_by(&table.sam).await.is_empty());
    table.world.app.store.sweep(table.world.app.clock.now()).await.unwrap();
    table.world.app.store.wipe_deleted().await.unwrap();
    assert!(!table.world.holds(0xB1));
    assert_eq!(table.count("SELECT count(*) FROM written").await, 0);
}

#[tokio::test]
async fn a_phone_is_told_what_its_version_reads() {
    let table = Table::new().await;
    table.world.put(Side::Team, As::Worker(&table.sam), path::AWAY, away(&table)).await.is(204);
    table.write(1, 0xB1).await.is(201);
    let path = path::inbox_after(0);
    for (reads, away, written) in [
        (None, 0, 0),
        (Some("1"), 0, 0),
        (Some("2"), 1, 0),
        (Some("3"), 1, 1),
        (Some("40"), 1, 1),
        (Some("three"), 0, 0),
    ] {
        let (org, now) = (table.world.app.settings.org_id, table.world.app.clock.now());
        let proof = table.robin.sign(org, &Method::GET, &path, &[], now);
        let mut request = Request::builder().uri(&path).header(domain::api::AUTH_HEADER, proof);
        if let Some(reads) = reads {
            request = request.header(READS_HEADER, reads);
        }
        let answer = table.world.send(Side::Person, request.body(Body::empty()).unwrap()).await;
        let inbox: serde_json::Value = answer.is(200).json();
        let there = |field: &str| inbox.get(field).map_or(0, |list| list.as_array().unwrap().len());
        assert_eq!((there("away"), there("written")), (away, written), "{reads:?}");
    }
}

fn away(table: &Table) -> Vec<u8> {
    let until = Some(server::clock::day(table.world.app.clock.now()).add_days(3));
    serde_json::to_vec(&domain::api::AwayRequest { until }).unwrap()
}

#[tokio::test]
async fn deleting_on_request_and_erasing_take_what_was_written_down_along() {
    let table = Table::new().await;
    table.world.meet(&table.ash, &table.sam, 3).await;
    table.write(1, 0xB1).await.is(201);
    table.write_as(&table.sam, &table.ash, WRITTEN, 1, 0xB2).await.is(201);
    let sam = As::Worker(&table.sam);
    table.world.ask(Side::Team, sam, Method::DELETE, &path::team_person(table.robin.id), Vec::new()).await.is(200);
    assert!(!table.world.holds(0xB1) && table.world.holds(0xB2));
    assert!(table.waits_for(&table.robin).await.is_empty());
    assert_eq!(table.world.tables_of(&table.ash).await.iter().filter(|name| *name == "written").count(), 1);
    let erase = PersonCommand::Erase { id: table.ash.id };
    command(&table.world.dir, &[], Command::Person(erase)).await.unwrap();
    assert!(!table.world.holds(0xB2));
    assert!(table.world.tables_of(&table.ash).await.is_empty());
}

#[tokio::test]
async fn what_waits_outlives_the_worker_who_wrote_it_and_nothing_new_comes_from_them() {
    let table = Table::new().await;
    table.keep(&table.sam, 1, 0xA1).await.is(201);
    table.write(1, 0xB1).await.is(201);
    let end = TeamCommand::End { name: "Sam".into(), yes: true };
    command(&table.world.dir, &[], Command::Team(end)).await.unwrap();
    table.keep(&table.sam, 2, 0xA2).await.refused(ProblemCode::SignInNeeded);
    table.write(2, 0xB2).await.refused(ProblemCode::SignInNeeded);
    assert_eq!(table.waits_for(&table.robin).await.len(), 1);
    table.read(&table.robin).await.is(200);
    table.close(&table.robin).await.is(204);
    table.open(PROOF).await.is(200);
    table.taken(PROOF).await.is(204);
}

#[tokio::test]
async fn an_older_database_that_is_put_back_lets_go_again_of_what_was_taken_and_closed() {
    let table = Table::new().await;
    let other = GuestPlace::from_bytes([9; 16]);
    for (place, fill) in [(PLACE, 0xA1), (other, 0xA2)] {
        table.keep_at(&table.sam, place, 1, fill).await.is(201);
    }
    table.write(1, 0xB1).await.is(201);
    let table = table.restarted("waymark.db", "older").await;
    table.taken(PROOF).await.is(204);
    table.close(&table.robin).await.is(204);
    let ledger = std::fs::read_to_string(table.world.dir.path().join("waymark.db.erased")).unwrap();
    assert!(!ledger.contains(&PLACE.to_string()), "a place stands in it no longer than it waits: {ledger}");
    let table = table.restarted("older", "waymark.db").await;
    table.world.app.store.wipe_deleted().await.unwrap();
    assert!(!table.world.holds(0xA1) && !table.world.holds(0xB1) && table.world.holds(0xA2));
    table.keep(&table.sam, 2, 0xA3).await.refused(ProblemCode::Taken);
    table.write(2, 0xB2).await.refused(ProblemCode::Taken);
    table.taken(PROOF).await.is(204);
    table.close(&table.robin).await.is(204);
}

#[tokio::test]
async fn writing_down_is_being_there() {
    let table = Table::new().await;
    for rev in 1..4 {
        table.world.app.clock.advance(10 * 60_000);
        table.keep(&table.sam, rev, 0xA1).await;
        table.world.app.clock.advance(10 * 60_000);
        table.write(rev, 0xB1).await;
    }
    table.world.get(Side::Team, As::Worker(&table.sam), path::ME).await.is(200);
    table.world.get(Side::Team, As::Worker(&table.jo), path::ME).await.refused(ProblemCode::SignInNeeded);
}

#[tokio::test]
async fn a_worker_has_the_instruments_once_completely_signed_in() {
    let table = Table::new().await;
    let half = table.world.half_signed_in("Ali").await;
    let got = table.world.get(Side::Team, As::Worker(&table.sam), path::PACKS).await;
    let told = table.world.get(Side::Person, As::Person(&table.robin), path::PACKS).await;
    let told: domain::api::PacksReply = told.is(200).json();
    assert_eq!(got.is(200).json::<TeamPacksReply>().packs, told.packs, "the same as phones are told");
    table.world.get(Side::Team, As::Worker(&half), path::PACKS).await.refused(ProblemCode::SecondFactorNeeded);
    table.world.get(Side::Team, As::Nobody, path::PACKS).await.refused(ProblemCode::SignInNeeded);
}
