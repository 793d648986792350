//! A session's 15 minutes are about somebody being there. A page that is left open asks and asks, and keeps nothing alive.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a fault in a helper ends the test")]

mod support;

use axum::http::Method;
use domain::{
    api::{
        AwayRequest, Bytes, Bytes32, KeyringPart, KeyringRequest, MakeIntroductionRequest, ProblemCode,
        ReceiptsRequest, TeamInboxReply, path,
    },
    id::ReplyId,
};
use server::side::Side;
use support::{
    Answer, As, World, look, look_after,
    people::{Person, Worker, locator},
};

const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;

async fn ask(world: &World, worker: &Worker, method: Method, path: &str, body: Vec<u8>) -> Answer {
    world.ask(Side::Team, As::Worker(worker), method, path, body).await
}

async fn looks(world: &World, worker: &Worker, body: Vec<u8>) -> Answer {
    ask(world, worker, Method::POST, path::INBOX, body).await
}

fn json(request: &impl serde::Serialize) -> Vec<u8> {
    serde_json::to_vec(request).unwrap()
}

#[tokio::test]
async fn a_page_that_nobody_touches_is_signed_out_after_fifteen_minutes_however_often_it_asks() {
    let world = World::new().await;
    let sam = world.worker("Sam").await;
    for half_minutes in 0..30_u64 {
        looks(&world, &sam, look_after(half_minutes * 30_000)).await.is(200);
        world.app.clock.advance(30_000);
    }
    looks(&world, &sam, look_after(15 * 60_000)).await.refused(ProblemCode::SignInNeeded);
}

#[tokio::test]
async fn a_touch_that_a_look_tells_of_keeps_the_session_from_that_touch_on() {
    let world = World::new().await;
    let sam = world.worker("Sam").await;
    world.app.clock.advance(10 * MINUTE_MS);
    looks(&world, &sam, look_after(60_000)).await.is(200); // touched at the ninth minute
    world.app.clock.advance(13 * MINUTE_MS + 59_000);
    looks(&world, &sam, look_after(14 * 60_000 + 59_000)).await.is(200);
    world.app.clock.advance(1_000);
    looks(&world, &sam, look_after(15 * 60_000)).await.refused(ProblemCode::SignInNeeded);
}

#[tokio::test]
async fn no_look_puts_a_touch_into_the_future_or_takes_one_back() {
    let world = World::new().await;
    let sam = world.worker("Sam").await;
    world.app.clock.advance(14 * MINUTE_MS);
    looks(&world, &sam, look()).await.is(200);
    // Another tab of the same worker, which nobody touched for longer.
    looks(&world, &sam, look_after(u64::MAX)).await.is(200);
    looks(&world, &sam, look_after(60 * 60_000)).await.is(200);
    world.app.clock.advance(14 * MINUTE_MS);
    world.get(Side::Team, As::Worker(&sam), path::ME).await.is(200);
    world.app.clock.advance(MINUTE_MS);
    world.get(Side::Team, As::Worker(&sam), path::ME).await.refused(ProblemCode::SignInNeeded);
    for wrong in [&b"{}"[..], b"", br#"{"touched_ago_ms":-1}"#, br#"{"touched_ago_ms":0,"at":1}"#] {
        let jo = world.worker(&format!("Jo {}", wrong.len())).await;
        looks(&world, &jo, wrong.to_vec()).await.refused(ProblemCode::Malformed);
    }
}

#[tokio::test]
async fn what_only_somebody_at_the_page_does_counts_and_what_a_look_brings_with_it_does_not() {
    let keyring = json(&KeyringRequest { over: 0, part: KeyringPart { whole: true, bytes: Bytes(vec![1]) } });
    let card = Bytes(vec![1]);
    let introduction = MakeIntroductionRequest { locator: locator(77), card, claim_hash: Bytes32([0; 32]) };
    let reply = ReplyId::from_bytes([6; 16]);
    let person = Person::new(1);
    let to = path::draft(person.id);
    let rows: [(&str, Method, String, Vec<u8>, bool); 9] = [
        ("the keyring", Method::PUT, path::KEYRING.into(), keyring, false),
        ("receipts", Method::POST, path::RECEIPTS.into(), json(&ReceiptsRequest { opened: Vec::new() }), false),
        ("reading a half-written reply", Method::GET, to.clone(), Vec::new(), false),
        ("an introduction", Method::POST, path::INTRODUCTIONS.into(), json(&introduction), true),
        ("a reply", Method::PUT, path::reply(person.id, reply), Vec::new(), true),
        ("a half-written reply", Method::PUT, to.clone(), Vec::new(), false),
        ("an emptied field", Method::DELETE, to, Vec::new(), false),
        ("being away", Method::PUT, path::AWAY.into(), json(&AwayRequest { until: None }), true),
        ("deleting on request", Method::DELETE, path::team_person(person.id), Vec::new(), true),
    ];
    for (what, method, path, body, counts) in rows {
        let world = World::new().await;
        let sam = world.worker("Sam").await;
        world.meet(&person, &sam, 1).await;
        world.permit(&person, &world.permission(&sam, 3)).await;
        let body = match (&method, what) {
            (&Method::PUT, "a reply") => sam.reply(world.app.settings.org_id, person.id, reply, 1),
            (&Method::PUT, "a half-written reply") => sam.draft(reply, 1),
            _ => body,
        };
        if what == "reading a half-written reply" {
            ask(&world, &sam, Method::PUT, &path, sam.draft(reply, 1)).await.is(204);
        }
        world.app.clock.advance(14 * MINUTE_MS);
        let done = ask(&world, &sam, method, &path, body).await;
        assert!(done.status.is_success(), "{what}: {}", done.status);
        world.app.clock.advance(2 * MINUTE_MS);
        let open = world.get(Side::Team, As::Worker(&sam), path::ME).await.status == 200;
        assert_eq!(open, counts, "{what}");
    }
}

#[tokio::test]
async fn the_server_says_when_a_session_ends_in_any_case_and_ends_it_then() {
    let world = World::new().await;
    let began = world.app.clock.now();
    let sam = world.worker("Sam").await;
    for _ in 0..71 {
        world.app.clock.advance(10 * MINUTE_MS);
        let told: TeamInboxReply = looks(&world, &sam, look()).await.is(200).json();
        assert!(
            (0..1_000).contains(&(told.session_ends_at - began - 12 * HOUR_MS)),
            "{}",
            told.session_ends_at - began
        );
    }
    world.app.clock.advance(10 * MINUTE_MS + 1_000);
    looks(&world, &sam, look()).await.refused(ProblemCode::SignInNeeded);
}

#[tokio::test]
async fn a_look_is_noted_for_people_whether_anybody_is_there_or_not() {
    let world = World::new().await;
    let (person, sam) = (Person::new(1), world.worker("Sam").await);
    world.meet(&person, &sam, 1).await;
    world.app.clock.advance(5 * MINUTE_MS);
    looks(&world, &sam, look_after(5 * 60_000)).await.is(200);
    let pool = world.pool().await;
    let select = "SELECT last_looked_at - made_at FROM workers";
    let after: i64 = sqlx::query_scalar(select).fetch_one(&pool).await.unwrap();
    pool.close().await;
    assert!((5 * MINUTE_MS..6 * MINUTE_MS).contains(&after), "{after}");
}
