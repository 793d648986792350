//! What the deployer may do about workers and people, what is written down of it, and that reading writes nothing.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a fault in a helper ends the test")]

mod support;

use axum::{
    body::Body,
    http::{Method, Request, header},
};
use domain::{
    api::{
        Bytes, PersonInboxReply, ProblemCode, SignInFinishRequest, SignInStartReply, SignInStartRequest,
        TeamInboxReply, path,
    },
    id::{ItemId, ReplyId},
    opaque,
    signed::ConsentStatus,
};
use server::{
    commands,
    config::{Cli, Command, PersonCommand, TeamCommand},
    random::System,
    side::Side,
    store::{Health, Retention},
};
use support::{
    As, World,
    people::{Permission, Person, Worker, locator},
};

const ITEM: ItemId = ItemId::from_bytes([5; 16]);
const DAY_MS: i64 = 86_400_000;

async fn run(world: &World, command: Command) -> Result<String, String> {
    let database = world.dir.path().join("waymark.db");
    let cli = <Cli as clap::Parser>::parse_from(["server", "--database", database.to_str().unwrap()]);
    commands::run(&cli.config, command).await.map(|said| said.line)
}

async fn end(world: &World, name: &str) -> Result<String, String> {
    run(world, Command::Team(TeamCommand::End { name: name.into(), yes: true })).await
}

/// One statement on the file, beside the server.
async fn sql(world: &World, statement: &'static str) -> Result<u64, sqlx::Error> {
    let pool = world.pool().await;
    let done = sqlx::query(statement).execute(&pool).await;
    pool.close().await;
    done.map(|done| done.rows_affected())
}

async fn inbox(world: &World, person: &Person) -> PersonInboxReply {
    world.get(Side::Person, As::Person(person), &path::inbox_after(0)).await.is(200).json()
}

/// Sam and Jo were met, and both are sent something.
async fn sharing() -> (World, Person, Worker, Worker, Permission) {
    let world = World::new().await;
    let (person, sam, jo) = (Person::new(1), world.worker("Sam Okafor").await, world.worker("Jo").await);
    let mut to_sam = None;
    for (worker, locator, id, fill) in [(&sam, 1, 3, 0xA1), (&jo, 2, 4, 0xB2)] {
        world.meet(&person, worker, locator).await;
        let given = world.permission(worker, id);
        world.permit(&person, &given).await;
        let envelope = person.envelope(&given, ITEM, 1, 1, fill);
        world.put(Side::Person, As::Person(&person), &path::share(worker.id, ITEM, 1), envelope).await.is(201);
        to_sam.get_or_insert(given);
    }
    (world, person, sam, jo, to_sam.unwrap())
}

#[tokio::test]
async fn a_worker_who_moved_on_reads_nothing_is_sent_nothing_and_everybody_they_met_is_told() {
    let (world, person, sam, jo, given) = sharing().await;
    world.introduce(&sam, 9).await;
    assert!(world.holds(0xA1) && inbox(&world, &person).await.moved_on.is_empty());
    let said = end(&world, "sam  OKAFOR").await.unwrap();
    assert!(said.contains("1 sessions, 1 open introductions") && said.contains("1 sealed shares"), "{said}");
    assert!(!world.holds(0xA1), "what was shared with Sam is in no file any more");
    assert!(world.holds(0xB2), "what was shared with Jo is");
    // Sam's open page, the next moment.
    for (method, path) in [
        (Method::POST, path::INBOX.to_owned()),
        (Method::GET, path::team_share(person.id, ITEM, 1)),
        (Method::GET, path::INTRODUCTIONS.to_owned()),
        (Method::GET, path::KEYRING.to_owned()),
    ] {
        let answer = world.ask(Side::Team, As::Worker(&sam), method, &path, Vec::new()).await;
        answer.refused(ProblemCode::SignInNeeded);
    }
    // Somebody with Sam's last introduction in hand.
    let looked = world.get(Side::Person, As::Nobody, &path::introduction(locator(9))).await;
    looked.refused(ProblemCode::NotFound);
    // The phone.
    let told = inbox(&world, &person).await.moved_on;
    assert_eq!(told.iter().map(|it| it.worker).collect::<Vec<_>>(), [sam.id]);
    let late = person.envelope(&given, ITEM, 2, 2, 0xA3);
    let share = path::share(sam.id, ITEM, 2);
    world.put(Side::Person, As::Person(&person), &share, late).await.refused(ProblemCode::ConsentEnded);
    let again = world.permission(&sam, 8);
    let record = person.consent(&again, ConsentStatus::Active, None, 1);
    let refused = world.put(Side::Person, As::Person(&person), &path::consent(again.id, 1), record).await;
    refused.refused(ProblemCode::ConsentEnded);
    // Taking back works whoever it names.
    let first = person.consent(&given, ConsentStatus::Active, None, 1);
    let record = person.consent(&given, ConsentStatus::Withdrawn, Some(&first), 2);
    world.ask(Side::Person, As::Person(&person), Method::POST, &path::withdrawal(given.id), record).await.is(200);
    let open = world.ask(Side::Team, As::Worker(&jo), Method::POST, path::INBOX, support::look()).await;
    assert_eq!(open.is(200).json::<TeamInboxReply>().people[0].shares.len(), 1, "Jo goes on");
    let twice = end(&world, "Sam Okafor").await.unwrap_err();
    assert!(twice.contains("nobody called Sam Okafor works here"), "{twice}");
    let list = run(&world, Command::Team(TeamCommand::List)).await.unwrap();
    let line = list.lines().find(|line| line.starts_with("Sam Okafor\t")).unwrap();
    assert!(line.contains("moved on 20") && line.ends_with(&sam.id.to_string()), "{list}");
    // Whoever comes back begins anew.
    let back = world.worker("Sam Okafor").await;
    assert_ne!(back.id, sam.id);
    assert!(inbox(&world, &person).await.moved_on.iter().all(|it| it.worker == sam.id));
}

#[tokio::test]
async fn whatever_a_browser_can_be_made_to_get_is_not_a_look_and_does_not_keep_a_session_alive() {
    let (world, person, sam, ..) = sharing().await;
    // As a page of the same site would make it: the cookie goes along, the team's own headers do not.
    let plain = || Request::builder().uri(path::INBOX).header(header::COOKIE, sam.cookie());
    let request = plain().method(Method::GET).body(Body::empty()).unwrap();
    assert!(!world.send(Side::Team, request).await.status.is_success());
    let request = plain().method(Method::POST).body(Body::empty()).unwrap();
    world.send(Side::Team, request).await.refused(ProblemCode::WrongPage);
    assert_eq!(world.get(Side::Team, As::Worker(&sam), path::INBOX).await.status.as_u16(), 404);
    assert!(inbox(&world, &person).await.looked.is_empty(), "nobody looked");
    for _ in 0..2 {
        world.app.clock.advance(6 * 60_000);
        world.get(Side::Team, As::Worker(&sam), path::ME).await.is(200);
    }
    world.app.clock.advance(6 * 60_000);
    world.get(Side::Team, As::Worker(&sam), path::ME).await.refused(ProblemCode::SignInNeeded);
}

#[tokio::test]
async fn the_audit_log_says_who_did_what_without_a_name_and_is_only_added_to() {
    let (world, person, sam, _, given) = sharing().await;
    let opened = domain::api::ReceiptsRequest {
        opened: vec![domain::api::OpenedRequest { person: person.id, item_id: ITEM, rev: 1 }],
    };
    for _ in 0..2 {
        world.post(Side::Team, As::Worker(&sam), path::RECEIPTS, &opened).await.is(204);
    }
    let reply = ReplyId::from_bytes([6; 16]);
    let bytes = sam.reply(given.org, person.id, reply, 1);
    world.put(Side::Team, As::Worker(&sam), &path::reply(person.id, reply), bytes).await.is(201);
    let first = person.consent(&given, ConsentStatus::Active, None, 1);
    let record = person.consent(&given, ConsentStatus::Withdrawn, Some(&first), 2);
    world.ask(Side::Person, As::Person(&person), Method::POST, &path::withdrawal(given.id), record).await.is(200);
    let first = opaque::client_start_sign_in(b"guessed", &mut System).unwrap();
    let start = SignInStartRequest { name: "Nobody Known".into(), opaque: first.message.into() };
    let started = world.post(Side::Team, As::Nobody, path::SIGN_IN_START, start).await;
    let attempt = started.is(200).json::<SignInStartReply>().attempt;
    let wrong = SignInFinishRequest { attempt, opaque: Bytes(vec![1]) };
    world.post(Side::Team, As::Nobody, path::SIGN_IN_FINISH, wrong).await.refused(ProblemCode::SignInRefused);
    world.ask(Side::Team, As::Worker(&sam), Method::POST, path::SIGN_OUT, Vec::new()).await.is(204);
    end(&world, "Sam Okafor").await.unwrap();
    let log = run(&world, Command::Audit).await.unwrap();
    let (sam, person) = (sam.id, person.id);
    let has = |line: String| log.lines().filter(|it| it.ends_with(&line)).count();
    for line in [
        format!("Z deployer - added {sam} done"),
        format!("Z worker {sam} set-up - done"),
        format!("Z worker {sam} signed-in - done"),
        format!("Z worker {sam} introduced - done"),
        format!("Z person {person} accepted {sam} done"),
        format!("Z person {person} permitted {sam} done"),
        format!("Z worker {sam} opened {person} done"),
        format!("Z worker {sam} replied {person} done"),
        format!("Z person {person} took-back {sam} done"),
        format!("Z worker {sam} signed-out - done"),
        format!("Z deployer - ended {sam} done"),
    ] {
        assert_eq!(has(line.clone()), 1, "{line}\n{log}");
    }
    assert_eq!(has("Z nobody - signed-in - refused".into()), 1, "{log}");
    assert!(!log.contains("Sam") && !log.contains("Okafor") && !log.contains("Known"), "{log}");
    for change in ["UPDATE audit SET outcome = 'refused'", "DELETE FROM audit", "DELETE FROM audit WHERE n = 1"] {
        let refused = sql(&world, change).await.unwrap_err().to_string();
        assert!(refused.contains("the audit log is only added to"), "{change}: {refused}");
    }
    // Its day comes by the machine's clock, whatever the caller's says.
    let old = "INSERT INTO audit (at, actor, deed, outcome) VALUES (1000, 'nobody', 'signed-in', 'refused')";
    sql(&world, old).await.unwrap();
    let lines = run(&world, Command::Audit).await.unwrap().lines().count();
    world.app.store.sweep(world.app.clock.now() + 800 * DAY_MS).await.unwrap();
    assert_eq!(run(&world, Command::Audit).await.unwrap().lines().count(), lines - 1);
}

#[tokio::test]
async fn an_erased_person_leaves_ids_in_the_audit_log_and_nothing_else() {
    let (world, person, sam, ..) = sharing().await;
    world
        .put(Side::Person, As::Person(&person), &path::backup(1), person.backup(world.app.settings.org_id, 1, 0xC3))
        .await
        .is(201);
    let other = Person::new(2);
    world.meet(&other, &sam, 7).await;
    assert!(world.holds(0xA1) && world.holds(0xB2) && world.holds(0xC3));
    let erase = |id| run(&world, Command::Person(PersonCommand::Erase { id }));
    let said = erase(person.id).await.unwrap();
    assert!(said.contains("2 permissions, 2 sealed shares, 0 sealed replies, 2 introductions, 1 backups"), "{said}");
    assert!(![0xA1, 0xB2, 0xC3].into_iter().any(|fill| world.holds(fill)));
    let inbox = path::inbox_after(0);
    world.get(Side::Person, As::Person(&person), &inbox).await.refused(ProblemCode::Signature);
    world.get(Side::Person, As::Person(&other), &inbox).await.is(200);
    let none = erase(person.id).await.unwrap_err();
    assert!(none.contains("there is nobody with the id"), "{none}");
    assert!(run(&world, Command::Audit).await.unwrap().contains(&format!("deployer - erased {} done", person.id)));
    assert_eq!(world.tables_of(&person).await, [""; 0], "no other table of the file knows the id");
}

#[tokio::test]
async fn a_database_from_before_does_not_let_a_worker_who_moved_on_in_again() {
    let (world, ..) = sharing().await;
    let folder = world.dir.path().join("copy");
    run(&world, Command::Backup { folder: folder.clone() }).await.unwrap();
    end(&world, "Sam Okafor").await.unwrap();
    world.app.store.close().await.unwrap();
    run(&world, Command::Restore { folder, replace: true }).await.unwrap();
    let list = run(&world, Command::Team(TeamCommand::List)).await.unwrap();
    assert!(list.lines().any(|line| line.starts_with("Sam Okafor\t") && line.contains("moved on 20")), "{list}");
    assert!(!world.holds(0xA1) && world.holds(0xB2), "what was shared with Sam is not there again");
}
