//! A worker helps somebody who has the app: what they write down is sealed to that person's phone, waits for it and opens
//! nowhere else, and is gone once the phone has it. Then what holds of that and of guest notebooks alike.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a fault in a helper ends the test")]

mod support;

use axum::{
    body::Body,
    http::{Method, Request, header},
};
use domain::{
    accept::WRITTEN_WAITING,
    api::{OCTETS, ProblemCode, READS_HEADER, StoredReply, TeamPacksReply, WaitsReply, WrittenReply, path},
    guest::WAITS_DAYS,
    id::{GuestPlace, WrittenId},
};
use server::{
    config::{Command, PersonCommand, TeamCommand},
    side::Side,
    store::Retention,
};
use support::{
    As, command,
    people::Person,
    table::{DAY, MINUTE, PLACE, PROOF, Table, WRITTEN},
};

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
