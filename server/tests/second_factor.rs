//! Codes, recovery codes, changes of an account and a worker's sessions, as their browser asks for them.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a fault in a helper ends the test")]

mod support;

use axum::http::Method;
use domain::{
    api::{
        AccountChange, AccountFinishRequest, AccountStartReply, AccountStartRequest, Bytes, Bytes32, MeReply,
        NewFactor, ProblemCode, RecoveryFinishRequest, RecoverySeal, RecoveryStartReply, RecoveryStartRequest,
        SessionsReply, SignInCodeRequest, Stage, path,
    },
    opaque,
};
use server::{
    commands,
    config::Command,
    random::System,
    side::Side,
    store::{Accounts, Factors},
};
use support::{
    Answer, As, World,
    browser::{begin_set_up, cli, code, finish, link, prove, recovery, session, set_up, sign_in, start},
    people::Worker,
};

const PASSWORD: &[u8] = b"a long password";

/// Sam is set up and signed in; the session and what the app for codes knows.
async fn sam(world: &World) -> (Worker, Vec<u8>) {
    let printed = link(world, "Sam").await.unwrap();
    let token = printed.split_once('#').unwrap().1.to_owned();
    let (request, secret) = begin_set_up(world, &token, PASSWORD).await;
    let answer = world.post(Side::Team, As::Nobody, path::SET_UP_FINISH, request).await;
    (session(answer.is(200)).0, secret)
}

async fn bring(world: &World, worker: &Worker, code: String) -> Answer {
    world.post(Side::Team, As::Worker(worker), path::SIGN_IN_CODE, SignInCodeRequest { code }).await
}

async fn me(world: &World, worker: &Worker) -> Answer {
    world.get(Side::Team, As::Worker(worker), path::ME).await
}

/// Ready to be finished: the password proved once more.
async fn again(world: &World, worker: &Worker, password: &[u8], new: Option<&[u8]>) -> (AccountFinishRequest, Vec<u8>) {
    let first = opaque::client_start_sign_in(password, &mut System).unwrap();
    let next = new.map(|new| opaque::client_start_registration(new, &mut System).unwrap());
    let new_password = next.as_ref().map(|next| Bytes(next.message.clone()));
    let request = AccountStartRequest { opaque: first.message.into(), new_password };
    let reply = world.post(Side::Team, As::Worker(worker), path::ACCOUNT_START, request).await;
    let reply: AccountStartReply = reply.is(200).json();
    let mut system = System;
    let slow = opaque::client_finish_sign_in(first.state, password, &reply.opaque.0, &mut system).unwrap();
    // A wrong password shows here already; whoever sends something all the same is refused by the server.
    let proof = slow.here().unwrap().map_or_else(|_| vec![0; 64], |proof| proof.message);
    let change = match next.zip(reply.new_password) {
        Some((next, answered)) => {
            let new = new.unwrap();
            let mut system = System;
            let made = finish(opaque::client_finish_registration(next.state, new, &answered.0, &mut system));
            AccountChange::Password { opaque: made.message.into(), wrapped_keys: Bytes(vec![4; 80]) }
        }
        None => AccountChange::Recovery(recovery(8)),
    };
    (AccountFinishRequest { attempt: reply.attempt, opaque: proof.into(), change }, reply.codes_secret.0)
}

async fn change(world: &World, worker: &Worker, request: &AccountFinishRequest) -> Answer {
    world.post(Side::Team, As::Worker(worker), path::ACCOUNT_FINISH, request).await
}

async fn begin_recovery(world: &World, name: &str, proof: u8, password: &[u8]) -> (opaque::Registering, Answer) {
    let start = opaque::client_start_registration(password, &mut System).unwrap();
    let (proof, opaque) = (Bytes32([proof; 32]), start.message.into());
    let request = RecoveryStartRequest { name: name.into(), proof, opaque };
    (start.state, world.post(Side::Team, As::Nobody, path::RECOVERY_START, request).await)
}

#[tokio::test]
async fn a_password_alone_opens_nothing_but_the_second_step() {
    let world = World::new().await;
    let (_, secret) = sam(&world).await;
    let (half, done) = prove(&world, "Sam", PASSWORD).await;
    assert_eq!((done.stage, done.codes_secret), (Stage::Password, None));
    for (method, path) in [(Method::GET, path::ME), (Method::GET, path::KEYRING), (Method::POST, path::INBOX)] {
        let answer = world.ask(Side::Team, As::Worker(&half), method, path, Vec::new()).await;
        answer.refused(ProblemCode::SecondFactorNeeded);
    }
    bring(&world, &half, code(&world, &secret, 0)).await.is(204);
    me(&world, &half).await.is(200);
}

#[tokio::test]
async fn each_code_works_once_and_one_that_is_not_of_now_works_never() {
    let world = World::new().await;
    let (_, secret) = sam(&world).await;
    let (half, _) = prove(&world, "Sam", PASSWORD).await;
    // The set-up used the one before the one of now.
    for (later, what) in [(-1, "used at set-up"), (-2, "older"), (2, "not yet"), (100, "of another day")] {
        let answer = bring(&world, &half, code(&world, &secret, later)).await;
        assert_eq!(answer.status, 401, "{what}");
        answer.refused(ProblemCode::CodeRefused);
    }
    bring(&world, &half, code(&world, &secret, 0)).await.is(204);
    let (other, _) = prove(&world, "Sam", PASSWORD).await;
    bring(&world, &other, code(&world, &secret, 0)).await.refused(ProblemCode::CodeRefused);
    bring(&world, &other, code(&world, &secret, 1)).await.is(204);
    bring(&world, &other, code(&world, &secret, 1)).await.refused(ProblemCode::Conflict);
}

#[tokio::test]
async fn wrong_codes_wait_longer_and_longer_also_from_another_session() {
    let world = World::new().await;
    let (_, secret) = sam(&world).await;
    let (half, _) = prove(&world, "Sam", PASSWORD).await;
    for _ in 0..5 {
        bring(&world, &half, "000000".into()).await.refused(ProblemCode::CodeRefused);
    }
    bring(&world, &half, code(&world, &secret, 0)).await.refused(ProblemCode::TooMany);
    world.app.clock.advance(61_000);
    let (other, _) = prove(&world, "Sam", PASSWORD).await;
    bring(&world, &other, "000000".into()).await.refused(ProblemCode::CodeRefused);
    world.app.clock.advance(61_000);
    bring(&world, &other, code(&world, &secret, 0)).await.refused(ProblemCode::TooMany);
    world.app.clock.advance(61_000);
    bring(&world, &other, code(&world, &secret, 0)).await.is(204);
    // A whole day of guessing is a few dozen guesses.
    let mut guesses = 0;
    for _ in 0..24 * 60 {
        world.app.clock.advance(60_000);
        let now = world.app.clock.now();
        guesses += i32::from(world.app.store.try_code(other.id, [0; 32], None, now).await.is_ok());
    }
    assert!((20..40).contains(&guesses), "{guesses}");
}

#[tokio::test]
async fn a_link_that_somebody_opened_and_went_through_but_for_the_last_button_still_works() {
    let world = World::new().await;
    let printed = link(&world, "Sam").await.unwrap();
    let token = printed.split_once('#').unwrap().1.to_owned();
    let (_, scanned) = begin_set_up(&world, &token, b"what a scanner typed").await;
    let (mut request, secret) = begin_set_up(&world, &token, PASSWORD).await;
    assert_eq!(scanned, secret, "an app that was connected at the first opening works at the second");
    let right = std::mem::replace(&mut request.factor, NewFactor::Code("000000".into()));
    world.post(Side::Team, As::Nobody, path::SET_UP_FINISH, &request).await.refused(ProblemCode::CodeRefused);
    request.factor = right;
    let (sam, done) = session(world.post(Side::Team, As::Nobody, path::SET_UP_FINISH, &request).await.is(200));
    assert_eq!(done.stage, Stage::Full, "what was just proved is not asked for again");
    me(&world, &sam).await.is(200);
    world.post(Side::Team, As::Nobody, path::SET_UP_FINISH, &request).await.refused(ProblemCode::NotFound);
}

#[tokio::test]
async fn an_account_from_before_there_were_codes_connects_an_app_at_its_next_sign_in_and_nothing_else_before() {
    let world = World::new().await;
    sam(&world).await;
    let pool = world.pool().await;
    sqlx::query("DELETE FROM codes").execute(&pool).await.unwrap();
    pool.close().await;
    let (half, done) = prove(&world, "Sam", PASSWORD).await;
    let secret = done.codes_secret.unwrap().0;
    me(&world, &half).await.refused(ProblemCode::SecondFactorNeeded);
    bring(&world, &half, "000000".into()).await.refused(ProblemCode::CodeRefused);
    let (second, done) = prove(&world, "Sam", PASSWORD).await;
    let other = done.codes_secret.unwrap().0;
    assert_ne!(other, secret, "each sign-in has its own until one is connected");
    bring(&world, &half, code(&world, &secret, 0)).await.is(204);
    bring(&world, &second, code(&world, &other, 0)).await.refused(ProblemCode::CodeRefused);
    bring(&world, &second, code(&world, &secret, 1)).await.is(204);
}

#[tokio::test]
async fn a_recovery_code_sets_everything_anew_once_and_ends_every_session() {
    let world = World::new().await;
    let (old, secret) = sam(&world).await;
    let (state, reply) = begin_recovery(&world, " sam ", 7, b"another password").await;
    let reply: RecoveryStartReply = reply.is(200).json();
    assert_eq!((reply.worker_id, reply.wrapped_keys.0.as_slice()), (old.id, &[7; 80][..]));
    assert_eq!((reply.kem_pk, reply.sig_pk), (Bytes32([1; 32]), Bytes32([2; 32])));
    me(&world, &old).await.is(200); // nothing has changed yet
    let mut system = System;
    let made = finish(opaque::client_finish_registration(state, b"another password", &reply.opaque.0, &mut system));
    let mut request = RecoveryFinishRequest {
        name: "Sam".into(),
        proof: Bytes32([7; 32]),
        opaque: made.message.into(),
        wrapped_keys: Bytes(vec![5; 80]),
        factor: NewFactor::Code(code(&world, &secret, 0)),
        recovery: recovery(9),
    };
    let old_app = world.post(Side::Team, As::Nobody, path::RECOVERY_FINISH, &request).await;
    old_app.refused(ProblemCode::CodeRefused);
    request.factor = NewFactor::Code(code(&world, &reply.codes_secret.0, -1));
    let (sam, done) = session(world.post(Side::Team, As::Nobody, path::RECOVERY_FINISH, &request).await.is(200));
    assert_eq!((sam.id, done.stage), (old.id, Stage::Full));
    let now: MeReply = me(&world, &sam).await.is(200).json();
    assert_eq!(now.wrapped_keys.0, [5; 80]);
    assert!(now.recovered_at.is_some(), "whoever signs in next is told");
    me(&world, &old).await.refused(ProblemCode::SignInNeeded);
    // The code that was used, and its first message again.
    world.post(Side::Team, As::Nobody, path::RECOVERY_FINISH, &request).await.refused(ProblemCode::SignInRefused);
    begin_recovery(&world, "Sam", 7, b"x").await.1.refused(ProblemCode::SignInRefused);
    begin_recovery(&world, "Sam", 9, b"x").await.1.is(200);
    // The old password and the old app open nothing.
    let (_, answer) = start(&world, "Sam", PASSWORD).await;
    answer.is(200);
    let (half, _) = prove(&world, "Sam", b"another password").await;
    bring(&world, &half, code(&world, &secret, 0)).await.refused(ProblemCode::CodeRefused);
    bring(&world, &half, code(&world, &reply.codes_secret.0, 0)).await.is(204);
    let listed = world.app.store.workers(world.app.clock.now()).await.unwrap();
    assert!(listed[0].recovered_at.is_some(), "a lead is told");
    let audit = commands::run(&cli(&world).config, Command::Audit).await.unwrap().line;
    assert_eq!(audit.lines().filter(|line| line.contains(" recovered - done")).count(), 1, "{audit}");
}

#[tokio::test]
async fn a_wrong_recovery_code_and_an_unknown_name_get_the_same_answer() {
    let world = World::new().await;
    sam(&world).await;
    let mut answers = Vec::new();
    for (name, proof) in [("Sam", 8), ("Nobody", 8), ("Nobody", 7)] {
        let (_, answer) = begin_recovery(&world, name, proof, b"x").await;
        answer.refused(ProblemCode::SignInRefused);
        answers.push(answer.body);
    }
    assert!(answers.iter().all(|body| *body == answers[0]));
}

#[tokio::test]
async fn a_changed_password_ends_every_other_session_and_needs_the_one_before() {
    let world = World::new().await;
    let (first, secret) = sam(&world).await;
    let (second, _) = prove(&world, "Sam", PASSWORD).await;
    bring(&world, &second, code(&world, &secret, 0)).await.is(204);
    let (request, _) = again(&world, &first, b"not the password", Some(b"another password")).await;
    change(&world, &first, &request).await.refused(ProblemCode::SignInRefused);
    let (request, _) = again(&world, &first, PASSWORD, Some(b"another password")).await;
    change(&world, &first, &request).await.is(204);
    change(&world, &first, &request).await.refused(ProblemCode::SignInRefused);
    let now: MeReply = me(&world, &first).await.is(200).json();
    assert_eq!(now.wrapped_keys.0, [4; 80]);
    me(&world, &second).await.refused(ProblemCode::SignInNeeded);
    world.app.clock.advance(60_000);
    let (half, _) = prove(&world, "Sam", b"another password").await;
    bring(&world, &half, code(&world, &secret, 0)).await.is(204);
}

#[tokio::test]
async fn another_app_and_another_recovery_code_take_the_place_of_the_ones_before() {
    let world = World::new().await;
    let (sam, old) = sam(&world).await;
    let (mut request, secret) = again(&world, &sam, PASSWORD, None).await;
    request.change = AccountChange::Codes { code: code(&world, &old, 0) };
    change(&world, &sam, &request).await.refused(ProblemCode::CodeRefused);
    request.change = AccountChange::Codes { code: code(&world, &secret, 0) };
    change(&world, &sam, &request).await.is(204);
    let (half, _) = prove(&world, "Sam", PASSWORD).await;
    bring(&world, &half, code(&world, &old, 1)).await.refused(ProblemCode::CodeRefused);
    bring(&world, &half, code(&world, &secret, 1)).await.is(204);

    let (request, _) = again(&world, &sam, PASSWORD, None).await;
    change(&world, &sam, &request).await.is(204);
    begin_recovery(&world, "Sam", 7, b"x").await.1.refused(ProblemCode::SignInRefused);
    begin_recovery(&world, "Sam", 8, b"x").await.1.is(200);
    let large = RecoverySeal { proof_hash: Bytes32([0; 32]), wrapped_keys: Bytes(vec![0; 4097]) };
    let (mut request, _) = again(&world, &sam, PASSWORD, None).await;
    request.change = AccountChange::Recovery(large);
    change(&world, &sam, &request).await.refused(ProblemCode::TooLarge);
}

#[tokio::test]
async fn another_workers_proof_changes_nothing_of_mine() {
    let world = World::new().await;
    let (sam, _) = sam(&world).await;
    let printed = link(&world, "Jo").await.unwrap();
    let answer = set_up(&world, printed.split_once('#').unwrap().1, b"another password").await;
    let (jo, _) = session(&answer);
    let (request, _) = again(&world, &jo, b"another password", None).await;
    change(&world, &sam, &request).await.refused(ProblemCode::SignInRefused);
    begin_recovery(&world, "Sam", 7, b"x").await.1.is(200);
}

#[tokio::test]
async fn a_worker_sees_their_own_sessions_and_ends_the_others() {
    let world = World::new().await;
    let (first, _) = sam(&world).await;
    world.app.clock.advance(60_000);
    sign_in(&world, "Sam", PASSWORD).await;
    let (half, _) = prove(&world, "Sam", PASSWORD).await;
    let list = world.get(Side::Team, As::Worker(&first), path::SESSIONS).await;
    let list: SessionsReply = list.is(200).json();
    // One that is not complete is nowhere signed in.
    assert_eq!(list.sessions.iter().map(|it| it.here).collect::<Vec<_>>(), [false, true]);
    assert!(list.sessions[0].made > list.sessions[1].made);
    world.ask(Side::Team, As::Worker(&first), Method::DELETE, path::SESSIONS, Vec::new()).await.is(204);
    let list: SessionsReply = world.get(Side::Team, As::Worker(&first), path::SESSIONS).await.is(200).json();
    assert_eq!(list.sessions.len(), 1);
    bring(&world, &half, "000000".into()).await.refused(ProblemCode::SignInNeeded);
}

#[tokio::test]
async fn nothing_of_a_factor_is_left_of_who_has_moved_on() {
    let world = World::new().await;
    sam(&world).await;
    let end = Command::Team(server::config::TeamCommand::End { name: "Sam".into(), yes: true });
    commands::run(&cli(&world).config, end).await.unwrap();
    begin_recovery(&world, "Sam", 7, b"x").await.1.refused(ProblemCode::SignInRefused);
    let pool = world.pool().await;
    for table in ["codes", "recoveries", "sessions"] {
        let count = sqlx::query_scalar::<_, i64>(sqlx::AssertSqlSafe(format!("SELECT count(*) FROM {table}")));
        assert_eq!(count.fetch_one(&pool).await.unwrap(), 0, "{table}");
    }
    pool.close().await;
}

#[tokio::test]
async fn the_secret_of_codes_is_in_no_table() {
    let world = World::new().await;
    let (_, secret) = sam(&world).await;
    let holds = |needle: &[u8]| {
        ["waymark.db", "waymark.db-wal"].iter().any(|name| {
            let bytes = std::fs::read(world.dir.path().join(name)).unwrap_or_default();
            bytes.windows(needle.len()).any(|window| window == needle)
        })
    };
    assert!(holds(&[7; 80]), "the search finds what is there");
    assert!(!holds(&secret));
}
