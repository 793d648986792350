//! A worker helps somebody who has no app yet: a guest notebook waits under their claim words, opens for whoever knows them,
//! and is gone once it was taken. What opens nothing is answered alike, and deletes nothing.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a fault in a helper ends the test")]

mod support;

use domain::{
    accept::GUESTS_WAITING,
    api::{GuestOpenedReply, GuestReply, ProblemCode, path},
    guest::{GUEST_LIMIT, WAITS_DAYS},
    id::GuestPlace,
};
use server::{side::Side, store::Retention};
use support::{
    Answer, As,
    people::guest,
    table::{DAY, HOUR, MINUTE, PLACE, PROOF, Table, WRONG},
};

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
    let log = table.log().await;
    let line = format!("nobody - opened-guest-notebook {} done", table.sam.id);
    assert_eq!(log.matches(&line).count(), 1, "the first time: {log}");
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
