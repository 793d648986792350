//! A worker says until when they are away: whom they met is told, nobody else, and not for longer than it is so.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a fault in a helper ends the test")]

mod support;

use domain::{
    api::{AwayReply, AwayRequest, MeReply, ProblemCode, TeamReply, path},
    role::Role,
    time::Day,
};
use server::{
    clock::day,
    config::{Command, TeamCommand},
    side::Side,
    store::Retention,
};
use support::{
    Answer, As, World, command,
    people::{Person, Worker},
};

const DAY_MS: i64 = 86_400_000;

async fn say(world: &World, worker: &Worker, until: Option<Day>) -> Answer {
    let body = serde_json::to_vec(&AwayRequest { until }).unwrap();
    world.put(Side::Team, As::Worker(worker), path::AWAY, body).await
}

async fn told(world: &World, person: &Person) -> Vec<AwayReply> {
    world.read_inbox(person, true).await.away
}

fn today(world: &World) -> Day {
    day(world.app.clock.now())
}

#[tokio::test]
async fn whom_a_worker_met_is_told_until_when_they_are_away_and_nobody_else_is() {
    let world = World::new().await;
    let (person, other) = (Person::new(1), Person::new(2));
    let (sam, jo) = (world.worker("Sam").await, world.worker("Jo").await);
    world.meet(&person, &sam, 1).await;
    world.meet(&other, &jo, 2).await;
    assert_eq!(told(&world, &person).await, []);
    let until = today(&world).add_days(9);
    say(&world, &sam, Some(until)).await.is(204);
    assert_eq!(told(&world, &person).await, [AwayReply { worker: sam.id, until }]);
    assert_eq!(told(&world, &other).await, []);
    let me: MeReply = world.get(Side::Team, As::Worker(&sam), path::ME).await.is(200).json();
    assert_eq!(me.away, Some(until));
    let later = today(&world).add_days(20);
    say(&world, &sam, Some(later)).await.is(204);
    assert_eq!(
        told(&world, &person).await,
        [AwayReply { worker: sam.id, until: later }],
        "another day takes its place"
    );
    say(&world, &sam, None).await.is(204);
    say(&world, &sam, None).await.is(204);
    assert_eq!(told(&world, &person).await, []);
    let log = command(&world.dir, &[], Command::Audit).await.unwrap();
    let lines = |deed: &str| log.matches(&format!("worker {} {deed} - done", sam.id)).count();
    assert_eq!((lines("away"), lines("back")), (2, 1), "the same again is no line: {log}");
}

#[tokio::test]
async fn an_app_from_before_it_is_told_nothing_that_it_cannot_read() {
    let world = World::new().await;
    let (person, sam) = (Person::new(1), world.worker("Sam").await);
    world.meet(&person, &sam, 1).await;
    let before = serde_json::to_string(&world.read_inbox(&person, false).await).unwrap();
    say(&world, &sam, Some(today(&world))).await.is(204);
    assert_eq!(serde_json::to_string(&world.read_inbox(&person, false).await).unwrap(), before);
    assert!(!before.contains("away") && !before.contains("on_request"));
    assert_eq!(told(&world, &person).await.len(), 1);
}

#[tokio::test]
async fn a_day_that_is_past_or_more_than_a_year_on_is_refused() {
    let world = World::new().await;
    let sam = world.worker("Sam").await;
    let today = today(&world);
    for fine in [today, today.add_months(12)] {
        say(&world, &sam, Some(fine)).await.is(204);
    }
    for wrong in [today.add_days(-1), today.add_months(12).add_days(1)] {
        say(&world, &sam, Some(wrong)).await.refused(ProblemCode::Malformed);
    }
    for wrong in [r#"{"until":"soon"}"#, r#"{"until":null,"why":"leave"}"#, r#"{"until":"2026-02-30"}"#] {
        world.put(Side::Team, As::Worker(&sam), path::AWAY, wrong.into()).await.refused(ProblemCode::Malformed);
    }
    let me: MeReply = world.get(Side::Team, As::Worker(&sam), path::ME).await.is(200).json();
    assert_eq!(me.away, Some(today.add_months(12)), "what was said before stays");
}

#[tokio::test]
async fn once_the_day_is_past_for_everybody_it_is_forgotten() {
    let world = World::new().await;
    let (person, sam) = (Person::new(1), world.worker("Sam").await);
    world.meet(&person, &sam, 1).await;
    say(&world, &sam, Some(today(&world).add_days(1))).await.is(204);
    // The last day counts, and a phone's civil day may be behind the server's.
    for days in [1, 1] {
        world.app.clock.advance(days * DAY_MS);
        world.app.store.sweep(world.app.clock.now()).await.unwrap();
        assert_eq!(told(&world, &person).await.len(), 1);
    }
    world.app.clock.advance(DAY_MS);
    world.app.store.sweep(world.app.clock.now()).await.unwrap();
    assert_eq!(told(&world, &person).await, []);
}

#[tokio::test]
async fn a_lead_reads_it_in_the_list_and_who_has_moved_on_or_begins_anew_is_away_no_more() {
    let world = World::new().await;
    let (person, lead) = (Person::new(1), world.worker_as("Lee", Role::Lead).await);
    let workers = [world.worker("Sam").await, world.worker("Kim").await];
    for (worker, n) in workers.iter().zip(1..) {
        world.meet(&person, worker, n).await;
        say(&world, worker, Some(today(&world))).await.is(204);
    }
    let away = async || -> Vec<Option<Day>> {
        let team: TeamReply = world.get(Side::Team, As::Worker(&lead), path::TEAM).await.is(200).json();
        team.workers.iter().map(|it| it.away).collect()
    };
    assert_eq!(away().await, [None, Some(today(&world)), Some(today(&world))]);
    let (end, reset) =
        (TeamCommand::End { name: "Sam".into(), yes: true }, TeamCommand::Reset { name: "Kim".into(), yes: true });
    for done in [end, reset] {
        command(&world.dir, &[], Command::Team(done)).await.unwrap();
    }
    assert_eq!(away().await, [None; 4]);
    assert_eq!(told(&world, &person).await, []);
    assert_eq!(world.read_inbox(&person, true).await.moved_on.len(), 2);
}

#[tokio::test]
async fn the_command_that_lists_the_team_says_who_is_away_until_when() {
    let world = World::new().await;
    let sam = world.worker("Sam").await;
    let until = today(&world).add_days(9);
    say(&world, &sam, Some(until)).await.is(204);
    let list = command(&world.dir, &[], Command::Team(TeamCommand::List)).await.unwrap();
    assert!(list.contains(&format!("set up, away until {until}")), "{list}");
}
