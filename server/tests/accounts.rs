//! Workers' accounts through the real routers: the set-up link, the password proof, sessions, the keyring.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a fault in a helper ends the test")]

mod support;

use axum::{
    body::Body,
    http::{Method, Request, header},
};
use domain::role::Role;
use domain::{
    api::{
        Bytes, Bytes32, IntroductionsReply, KEYRING_APPEND_LIMIT, KEYRING_WHOLE_LIMIT, KeyringPart, KeyringReply,
        KeyringRequest, KeyringStoredReply, MakeIntroductionRequest, MeReply, ProblemCode, SetUpFinishRequest,
        SetUpStartReply, SetUpStartRequest, SignInFinishReply, SignInFinishRequest, SignInStartReply,
        SignInStartRequest, Stage, TEAM_HEADER, TeamInboxReply, WORKER_HEADER, path,
    },
    opaque,
};
use server::{
    clock, commands,
    config::{Cli, Command, TeamCommand},
    random::System,
    side::Side,
    store::Keyrings,
};
use support::{Answer, As, World, people::locator};

/// What `server team add` prints.
async fn link(world: &World, name: &str) -> Result<String, String> {
    let add = TeamCommand::Add { name: name.into(), role: Role::PeerWorker.to_string(), team: "North".into() };
    commands::run(&cli(world).config, Command::Team(add)).await.map(|said| said.line)
}

fn cli(world: &World) -> Cli {
    let database = world.dir.path().join("waymark.db");
    <Cli as clap::Parser>::parse_from(["server", "--database", database.to_str().unwrap()])
}

/// Sets up as the browser does; the reply to the last message.
async fn set_up(world: &World, token: &str, password: &[u8]) -> Answer {
    let start = opaque::client_start_registration(password, &mut System).unwrap();
    let request = SetUpStartRequest { token: token.into(), opaque: start.message.into() };
    let reply: SetUpStartReply = world.post(Side::Team, As::Nobody, path::SET_UP_START, request).await.is(200).json();
    assert_eq!((reply.role, reply.team.as_str()), (Role::PeerWorker, "North"));
    let mut system = System;
    let finish = opaque::client_finish_registration(start.state, password, &reply.opaque.0, &mut system).unwrap();
    let finish = finish.here().unwrap().unwrap();
    let request = SetUpFinishRequest {
        token: token.into(),
        opaque: finish.message.into(),
        kem_pk: Bytes32([1; 32]),
        sig_pk: Bytes32([2; 32]),
        wrapped_keys: Bytes(vec![3; 80]),
    };
    world.post(Side::Team, As::Nobody, path::SET_UP_FINISH, request).await
}

/// The first half of a sign-in.
async fn start(world: &World, name: &str, password: &[u8]) -> (opaque::SigningIn, Answer) {
    let start = opaque::client_start_sign_in(password, &mut System).unwrap();
    let request = SignInStartRequest { name: name.into(), opaque: start.message.into() };
    (start.state, world.post(Side::Team, As::Nobody, path::SIGN_IN_START, request).await)
}

/// A whole sign-in with the right password; the cookie, and whose it is.
async fn sign_in(world: &World, name: &str, password: &[u8]) -> (String, String) {
    let (state, reply) = start(world, name, password).await;
    let reply: SignInStartReply = reply.is(200).json();
    let mut system = System;
    let finish = opaque::client_finish_sign_in(state, password, &reply.opaque.0, &mut system).unwrap();
    let finish = finish.here().unwrap().unwrap();
    let request = SignInFinishRequest { attempt: reply.attempt, opaque: finish.message.into() };
    let answer = world.post(Side::Team, As::Nobody, path::SIGN_IN_FINISH, &request).await;
    let done: SignInFinishReply = answer.is(200).json();
    assert_eq!(done.stage, Stage::Full);
    let again = world.post(Side::Team, As::Nobody, path::SIGN_IN_FINISH, &request).await;
    again.refused(ProblemCode::SignInRefused);
    let cookie = answer.headers[header::SET_COOKIE].to_str().unwrap();
    assert!(cookie.ends_with("; Path=/; Secure; HttpOnly; SameSite=Strict"), "{cookie}");
    (cookie.split(';').next().unwrap().to_owned(), done.worker_id.to_string())
}

async fn me(world: &World, (cookie, page): &(String, String)) -> Answer {
    let request = Request::builder().uri(path::ME).header(header::COOKIE, cookie).header(WORKER_HEADER, page);
    world.send(Side::Team, request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn a_worker_sets_up_from_a_link_once_and_signs_in() {
    let world = World::new().await;
    let printed = link(&world, " Sam  Okafor ").await.unwrap();
    let (page, token) = printed.split_once('#').unwrap();
    assert_eq!(page, "http://127.0.0.1:8702/set-up");
    set_up(&world, token, b"a long password").await.is(204);
    let again = SetUpStartRequest { token: token.into(), opaque: Bytes(vec![0; 32]) };
    let again = world.post(Side::Team, As::Nobody, path::SET_UP_START, again).await;
    again.refused(ProblemCode::NotFound);
    assert!(link(&world, "sam okafor").await.is_err(), "the name is taken");

    let cookie = sign_in(&world, "sam  OKAFOR ", b"a long password").await;
    for _ in 0..6 {
        sign_in(&world, "Sam Okafor", b"a long password").await; // the right password is no try
    }
    let reply: MeReply = me(&world, &cookie).await.is(200).json();
    assert_eq!((reply.name.as_str(), reply.kem_pk, reply.wrapped_keys.0.len()), ("Sam Okafor", Bytes32([1; 32]), 80));
    assert_eq!(reply.person_url, "http://127.0.0.1:8701");

    let out = Request::builder().method(Method::POST).uri(path::SIGN_OUT).header(TEAM_HEADER, "1");
    let out = out.header(header::COOKIE, &cookie.0).header(WORKER_HEADER, &cookie.1);
    let out = world.send(Side::Team, out.body(Body::empty()).unwrap()).await;
    assert_eq!(out.is(204).headers["clear-site-data"], "\"cache\", \"storage\"");
    me(&world, &cookie).await.refused(ProblemCode::SignInNeeded);
}

#[tokio::test]
async fn a_new_link_takes_the_place_of_one_that_was_never_used() {
    let world = World::new().await;
    let first = link(&world, "Sam").await.unwrap();
    let second = link(&world, "Sam").await.unwrap();
    let token = |link: &str| link.split_once('#').unwrap().1.to_owned();
    let request = SetUpStartRequest { token: token(&first), opaque: Bytes(vec![0; 32]) };
    world.post(Side::Team, As::Nobody, path::SET_UP_START, request).await.refused(ProblemCode::NotFound);
    set_up(&world, &token(&second), b"a long password").await.is(204);
}

#[tokio::test]
async fn an_unknown_name_and_a_wrong_password_look_the_same() {
    let world = World::new().await;
    let printed = link(&world, "Sam").await.unwrap();
    set_up(&world, printed.split_once('#').unwrap().1, b"a long password").await.is(204);
    let mut answers = Vec::new();
    for name in ["Sam", "Nobody"] {
        let (state, answer) = start(&world, name, b"another password").await;
        let reply: SignInStartReply = answer.is(200).json();
        let mut system = System;
        let finish = opaque::client_finish_sign_in(state, b"another password", &reply.opaque.0, &mut system).unwrap();
        assert!(finish.here().unwrap().is_err());
        let request = SignInFinishRequest { attempt: reply.attempt, opaque: Bytes(vec![0; 64]) };
        let refused = world.post(Side::Team, As::Nobody, path::SIGN_IN_FINISH, request).await;
        answers.push((answer.body.len(), refused.status, refused.body));
    }
    assert_eq!(answers[0], answers[1]);
}

#[tokio::test]
async fn the_sixth_try_in_a_minute_waits_known_name_or_not() {
    let world = World::new().await;
    link(&world, "Sam").await.unwrap();
    for name in ["Sam", "Nobody"] {
        for _ in 0..5 {
            start(&world, name, b"x").await.1.is(200);
        }
        let answer = start(&world, name, b"x").await.1;
        answer.refused(ProblemCode::TooMany);
        assert!(answer.headers.contains_key(header::RETRY_AFTER));
    }
    world.app.clock.advance(61_000);
    start(&world, "Sam", b"x").await.1.is(200);
}

#[tokio::test]
async fn a_session_ends_when_idle_and_at_the_end_of_the_day() {
    let world = World::new().await;
    let (sam, jo) = (world.worker("Sam").await, world.worker("Jo").await);
    for _ in 0..50 {
        // What the page does twice a minute; a read alone would keep nothing alive.
        world.ask(Side::Team, As::Worker(&sam), Method::POST, path::INBOX, Vec::new()).await.is(200);
        world.app.clock.advance(14 * 60_000);
    }
    world.get(Side::Team, As::Worker(&jo), path::ME).await.refused(ProblemCode::SignInNeeded);
    world.app.clock.advance(21 * 60_000);
    world.get(Side::Team, As::Worker(&sam), path::ME).await.refused(ProblemCode::SignInNeeded);
}

#[tokio::test]
async fn only_the_teams_own_page_may_change_anything() {
    let world = World::new().await;
    let sam = world.worker("Sam").await;
    let put = |headers: &[(&str, &str)]| {
        let mut request = Request::builder().method(Method::PUT).uri(path::KEYRING);
        request = request.header(header::COOKIE, sam.cookie()).header(header::CONTENT_TYPE, "application/json");
        request = request.header(WORKER_HEADER, sam.page());
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let body =
            serde_json::to_vec(&KeyringRequest { over: 0, part: KeyringPart { whole: true, bytes: Bytes(vec![1]) } })
                .unwrap();
        request.body(Body::from(body)).unwrap()
    };
    for headers in [
        &[][..],
        &[("Sec-Fetch-Site", "same-origin")],
        &[(TEAM_HEADER, "1"), ("Sec-Fetch-Site", "cross-site")],
        &[(TEAM_HEADER, "1"), ("Sec-Fetch-Site", "same-site")],
        &[(TEAM_HEADER, "1"), ("Sec-Fetch-Site", "none")],
    ] {
        world.send(Side::Team, put(headers)).await.refused(ProblemCode::WrongPage);
    }
    world.send(Side::Team, put(&[(TEAM_HEADER, "1"), ("Sec-Fetch-Site", "same-origin")])).await.is(200);
}

#[tokio::test]
async fn a_keyring_is_written_only_over_the_one_that_was_read() {
    let world = World::new().await;
    let sam = world.worker("Sam").await;
    let part = |whole, bytes| KeyringPart { whole, bytes: Bytes(bytes) };
    let ask = async |over, whole, bytes| {
        let request = KeyringRequest { over, part: part(whole, bytes) };
        world.ask(Side::Team, As::Worker(&sam), Method::PUT, path::KEYRING, serde_json::to_vec(&request).unwrap()).await
    };
    let read = async || {
        let reply: KeyringReply = world.get(Side::Team, As::Worker(&sam), path::KEYRING).await.is(200).json();
        (reply.revision, reply.parts)
    };
    assert_eq!(read().await, (0, Vec::new()));
    ask(0, false, vec![1]).await.refused(ProblemCode::Malformed);
    assert_eq!(ask(0, true, vec![1]).await.is(200).json::<KeyringStoredReply>().revision, 1);
    assert_eq!(
        ask(0, true, vec![1]).await.is(200).json::<KeyringStoredReply>().revision,
        1,
        "the first reply was lost"
    );
    ask(0, true, vec![2]).await.refused(ProblemCode::KeyringMoved);
    // Two browsers at once: the second reads what the first added, and adds its own after it.
    assert_eq!(ask(1, false, vec![2]).await.is(200).json::<KeyringStoredReply>().revision, 2);
    ask(1, false, vec![3]).await.refused(ProblemCode::KeyringMoved);
    assert_eq!(ask(2, false, vec![3]).await.is(200).json::<KeyringStoredReply>().revision, 3);
    assert_eq!(read().await, (3, vec![part(true, vec![1]), part(false, vec![2]), part(false, vec![3])]));
    assert_eq!(ask(3, true, vec![0; KEYRING_WHOLE_LIMIT]).await.is(200).json::<KeyringStoredReply>().revision, 4);
    assert_eq!(ask(4, true, vec![4]).await.is(200).json::<KeyringStoredReply>().revision, 5);
    assert_eq!(read().await, (5, vec![part(true, vec![4])]), "it stands for all before it");
    ask(5, false, vec![0; KEYRING_APPEND_LIMIT + 1]).await.refused(ProblemCode::TooLarge);
    ask(5, true, vec![0; KEYRING_WHOLE_LIMIT + 1]).await.refused(ProblemCode::TooLarge);
}

#[tokio::test]
async fn the_last_few_older_keyrings_are_kept_and_the_deployer_can_put_one_back() {
    let world = World::new().await;
    let (sam, jo) = (world.worker("Sam").await, world.worker("Jo").await);
    let store = &world.app.store;
    let part = |whole, n: u8| KeyringPart { whole, bytes: Bytes(vec![n]) };
    for (over, whole) in (0..).zip([true, true, true, false, true, true, false]) {
        let now = over as i64 * clock::DAY_MS;
        store.put_keyring(sam.id, over, part(whole, over as u8 + 1), now).await.unwrap();
    }
    store.put_keyring(jo.id, 0, part(true, 9), 0).await.unwrap();
    let said = async |name: &str, put_back| {
        let team = TeamCommand::Keyring { name: name.into(), put_back };
        let done = commands::run(&cli(&world).config, Command::Team(team)).await;
        done.map_or_else(|why| format!("refused: {why}"), |said| said.line)
    };
    let listed = "7\t1970-01-07\t2 bytes\tin use\n5\t1970-01-05\t1 bytes\tolder\n4\t1970-01-04\t2 bytes\tolder";
    assert!(said("sam", None).await.starts_with(listed), "{}", said("sam", None).await);
    assert!(said("Sam", Some(7)).await.contains("is the one in use. Nothing was changed"));
    for not_kept in [1, 3, 6, 8] {
        let why = said("Sam", Some(not_kept)).await;
        assert!(why.contains(&format!("no keyring {not_kept} of Sam is kept")), "{why}");
    }
    assert!(said("Ann", None).await.contains("nobody called Ann works here"));
    assert!(said("Ann", Some(4)).await.contains("nobody called Ann works here"));
    assert_eq!(store.keyring(sam.id).await.unwrap().0, 7, "nothing was changed");
    assert!(said("SAM", Some(4)).await.contains("of 1970-01-04, is in use again"));
    assert_eq!(store.keyring(sam.id).await.unwrap(), (4, vec![part(true, 3), part(false, 4)]));
    assert_eq!(store.put_keyring(sam.id, 4, part(false, 7), 0).await.unwrap(), 5, "and it goes on from there");
    assert_eq!(store.keyring(jo.id).await.unwrap(), (1, vec![part(true, 9)]), "Jo's is as it was");
    let audit = commands::run(&cli(&world).config, Command::Audit).await.unwrap().line;
    let lines = audit.lines().filter(|line| line.contains(&format!("keyring-put-back {} done", sam.id)));
    assert_eq!(lines.count(), 1, "{audit}");
}

#[tokio::test]
async fn a_page_whose_browser_is_signed_in_as_somebody_else_reads_and_changes_nothing() {
    let world = World::new().await;
    let (sam, jo) = (world.worker("Sam").await, world.worker("Jo").await);
    let keyring =
        serde_json::to_vec(&KeyringRequest { over: 0, part: KeyringPart { whole: true, bytes: Bytes(vec![1]) } })
            .unwrap();
    let introduction =
        MakeIntroductionRequest { locator: locator(5), card: Bytes(vec![1]), claim_hash: Bytes32([0; 32]) };
    let introduction = serde_json::to_vec(&introduction).unwrap();
    let replaced = As::Replaced(&sam, &jo);
    let asked = [
        (Method::PUT, path::KEYRING, keyring.clone()),
        (Method::POST, path::INTRODUCTIONS, introduction),
        (Method::GET, path::KEYRING, Vec::new()),
        (Method::GET, path::ME, Vec::new()),
        (Method::POST, path::INBOX, Vec::new()),
        (Method::POST, path::SIGN_OUT, Vec::new()),
    ];
    for (method, path, body) in asked {
        let answer = world.ask(Side::Team, replaced, method.clone(), path, body.clone()).await;
        answer.refused(ProblemCode::OtherWorker);
        assert!(!answer.headers.contains_key(header::SET_COOKIE) && !answer.headers.contains_key("clear-site-data"));
        // A page that does not say whose it is, or says nonsense, is nobody's.
        for named in [None, Some("Jo")] {
            let mut request = Request::builder().method(method.clone()).uri(path).header(TEAM_HEADER, "1");
            request = request.header(header::COOKIE, jo.cookie()).header(header::CONTENT_TYPE, "application/json");
            if let Some(named) = named {
                request = request.header(WORKER_HEADER, named);
            }
            let answer = world.send(Side::Team, request.body(Body::from(body.clone())).unwrap()).await;
            answer.refused(ProblemCode::OtherWorker);
        }
    }
    let kept: KeyringReply = world.get(Side::Team, As::Worker(&jo), path::KEYRING).await.is(200).json();
    assert_eq!((kept.revision, kept.parts.len()), (0, 0), "Jo's keyring is as it was, and Jo is still signed in");
    let made = world.get(Side::Team, As::Worker(&jo), path::INTRODUCTIONS).await;
    assert!(made.is(200).json::<IntroductionsReply>().introductions.is_empty());
    // Each goes on with their own page: the same keyring again is Jo's own now.
    world.ask(Side::Team, As::Worker(&jo), Method::PUT, path::KEYRING, keyring).await.is(200);
    let _: TeamInboxReply =
        world.ask(Side::Team, As::Worker(&sam), Method::POST, path::INBOX, Vec::new()).await.is(200).json();
}

#[tokio::test]
async fn a_page_left_open_does_not_keep_another_workers_session_alive() {
    let world = World::new().await;
    let (sam, jo) = (world.worker("Sam").await, world.worker("Jo").await);
    for _ in 0..3 {
        world.app.clock.advance(6 * 60_000);
        world.ask(Side::Team, As::Replaced(&sam, &jo), Method::POST, path::INBOX, Vec::new()).await;
    }
    world.get(Side::Team, As::Worker(&jo), path::ME).await.refused(ProblemCode::SignInNeeded);
}

#[tokio::test]
async fn a_name_is_one_account_however_a_keyboard_puts_its_letters_together() {
    let world = World::new().await;
    let (one, two) = ("Zo\u{eb}", "Zoe\u{308}");
    let token = link(&world, one).await.unwrap().split_once('#').unwrap().1.to_owned();
    set_up(&world, &token, b"four quiet words").await.is(204);
    let taken = link(&world, two).await.unwrap_err();
    assert!(taken.contains("is already set up"), "{taken}");
    assert_eq!(sign_in(&world, two, b"four quiet words").await.1, sign_in(&world, one, b"four quiet words").await.1);
}
