//! A signed request that somebody sends again: at once, after a restart, and when its nonce is forgotten.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a fault in a helper ends the test")]

mod support;

use std::sync::Arc;

use axum::{
    body::Body,
    http::{Method, Request},
};
use domain::{
    api::{AUTH_HEADER, path},
    id::ItemId,
};
use server::{side::Side, store::Retention};
use support::{
    World, count,
    people::Person,
    running::{send, start},
};

#[tokio::test(flavor = "multi_thread")]
async fn a_request_that_is_sent_again_changes_nothing_at_once_after_a_restart_and_after_eleven_minutes() {
    let world = Arc::new(World::new().await);
    let (person, sam) = (Person::new(1), world.worker("Sam").await);
    world.meet(&person, &sam, 1).await;
    let given = world.permission(&sam, 3);
    world.permit(&person, &given).await;
    let item = ItemId::from_bytes([5; 16]);
    let (place, body) = (path::share(sam.id, item, 1), person.envelope(&given, item, 1, 1, 7));
    let auth = person.sign(given.org, &Method::PUT, &place, &body, world.app.clock.now());
    let request = || {
        let request = Request::builder().method(Method::PUT).uri(place.as_str()).header(AUTH_HEADER, &auth);
        request.body(Body::from(body.clone())).unwrap()
    };
    world.send(Side::Person, request()).await.is(201);
    let pool = world.pool().await;
    let held = async || {
        let select = "SELECT (SELECT count(*) FROM envelopes), (SELECT max(last_seq) FROM sequences),
            (SELECT max(received_at) FROM envelopes), (SELECT count(*) FROM consents)";
        sqlx::query_as::<_, (i64, i64, i64, i64)>(select).fetch_one(&pool).await.unwrap()
    };
    let before = held().await;
    let mut replays = tokio::task::JoinSet::new();
    for _ in 0..count("WAYMARK_REPLAYS", 100) {
        let (world, request) = (world.clone(), request());
        replays.spawn(async move { world.send(Side::Person, request).await.status.as_u16() });
    }
    while let Some(status) = replays.join_next().await {
        // Refused as signed before, or not read at all.
        assert!(matches!(status.unwrap(), 401 | 503));
    }
    assert_eq!(held().await, before, "at once");
    let running = start(world.dir.path());
    assert_eq!(send(running.address, &Method::PUT, &place, &auth, &body), Some(401), "after a restart");
    drop(running);
    assert_eq!(held().await, before, "after a restart");
    world.app.clock.advance(11 * 60_000);
    world.app.store.sweep(world.app.clock.now()).await.unwrap();
    let late = world.send(Side::Person, request()).await.status.as_u16();
    assert!((400..500).contains(&late), "after eleven minutes: {late}");
    assert_eq!(held().await, before, "after eleven minutes");
}
