//! Nobody is locked out by a stranger: whoever tries a worker's name, however often and from wherever, holds the worker back
//! in no browser they signed in in before. And nothing of it tells which names there are.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a fault in a helper ends the test")]

mod support;

use axum::{
    body::Body,
    http::{Method, Request, header},
};
use domain::{
    api::{
        Bytes, Bytes32, NewFactor, ProblemCode, SetUpFinishRequest, SetUpStartReply, SetUpStartRequest,
        SignInFinishRequest, SignInStartReply, SignInStartRequest, TEAM_HEADER, WORKER_HEADER, path,
    },
    id::WorkerId,
    opaque,
    role::Role,
};
use server::{
    config::{Command, TeamCommand},
    random::System,
    side::Side,
};
use support::{Answer, World, command};

const PASSWORD: &[u8] = b"four quiet words together";
const PROXY: [&str; 2] = ["--proxy-header", "X-Forwarded-For"];
/// As many tries from unknown browsers as there are in a minute, whatever the name and the network.
const CAP: usize = 300;

/// A browser somewhere, with the cookies it has.
#[derive(Clone)]
struct Browser {
    address: String,
    cookies: Vec<(String, String)>,
}

impl Browser {
    fn at(address: &str) -> Self {
        Self { address: address.into(), cookies: Vec::new() }
    }

    async fn post(&mut self, world: &World, path: &str, body: &impl serde::Serialize) -> Answer {
        self.ask(world, path, None, serde_json::to_vec(body).unwrap()).await
    }

    async fn ask(&mut self, world: &World, path: &str, page: Option<WorkerId>, body: Vec<u8>) -> Answer {
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut request = Request::builder().method(Method::POST).uri(path).header(TEAM_HEADER, "1");
        request = request.header("X-Forwarded-For", &self.address).header(header::CONTENT_TYPE, "application/json");
        request = request.header(header::COOKIE, cookies.join("; "));
        if let Some(page) = page {
            request = request.header(WORKER_HEADER, page.to_string());
        }
        let answer = world.send(Side::Team, request.body(Body::from(body)).unwrap()).await;
        for set in answer.headers.get_all(header::SET_COOKIE) {
            let set = set.to_str().unwrap();
            let (name, rest) = set.split_once('=').unwrap();
            assert!(
                name.starts_with("__Host-") && set.contains("; Path=/; Secure; HttpOnly; SameSite=Strict"),
                "{set}"
            );
            self.cookies.retain(|(kept, _)| kept != name);
            if !set.ends_with("Max-Age=0") {
                self.cookies.push((name.to_owned(), rest.split(';').next().unwrap().to_owned()));
            }
        }
        answer
    }

    /// The first message of a sign-in that leads nowhere.
    async fn guess(&mut self, world: &World, name: &str) -> Answer {
        let request = SignInStartRequest { name: name.into(), opaque: Bytes(vec![0; 3]) };
        self.post(world, path::SIGN_IN_START, &request).await
    }

    /// The same with a password that may be right, up to the server's answer.
    async fn start(&mut self, world: &World, name: &str, password: &[u8]) -> (opaque::SigningIn, Answer) {
        let start = opaque::client_start_sign_in(password, &mut System).unwrap();
        let request = SignInStartRequest { name: name.into(), opaque: start.message.into() };
        (start.state, self.post(world, path::SIGN_IN_START, &request).await)
    }

    /// A whole sign-in with the right password.
    async fn sign_in(&mut self, world: &World, name: &str) -> Answer {
        let (state, answer) = self.start(world, name, PASSWORD).await;
        if answer.status != 200 {
            return answer;
        }
        let reply: SignInStartReply = answer.json();
        let mut system = System;
        let finish = opaque::client_finish_sign_in(state, PASSWORD, &reply.opaque.0, &mut system).unwrap();
        let message = finish.here().unwrap().unwrap().message;
        let request = SignInFinishRequest { attempt: reply.attempt, opaque: message.into() };
        self.post(world, path::SIGN_IN_FINISH, &request).await
    }

    /// Uses a set-up link.
    async fn set_up(&mut self, world: &World, token: &str) -> Answer {
        let start = opaque::client_start_registration(PASSWORD, &mut System).unwrap();
        let request = SetUpStartRequest { token: token.into(), opaque: start.message.into() };
        let reply: SetUpStartReply = self.post(world, path::SET_UP_START, &request).await.is(200).json();
        let mut system = System;
        let finish = opaque::client_finish_registration(start.state, PASSWORD, &reply.opaque.0, &mut system).unwrap();
        let request = SetUpFinishRequest {
            token: token.into(),
            opaque: finish.here().unwrap().unwrap().message.into(),
            kem_pk: Bytes32([1; 32]),
            sig_pk: Bytes32([2; 32]),
            wrapped_keys: Bytes(vec![3; 80]),
            factor: NewFactor::Code(support::browser::code(world, &reply.codes_secret.0, -1)),
            recovery: support::browser::recovery(token.as_bytes()[0]),
        };
        self.post(world, path::SET_UP_FINISH, &request).await
    }

    /// The browser's own cookie: what is left of them all after a sign-out.
    fn own(&self) -> Vec<(String, String)> {
        self.cookies.iter().filter(|(name, _)| name == "__Host-waymark-browser").cloned().collect()
    }
}

/// The token of a new worker's set-up link.
async fn link(world: &World, name: &str) -> String {
    let add = TeamCommand::Add { name: name.into(), role: Role::KeyWorker.to_string(), team: String::new() };
    let printed = command(&world.dir, &[], Command::Team(add)).await.unwrap();
    printed.split_once('#').unwrap().1.split_whitespace().next().unwrap().to_owned()
}

/// A worker who set up in a browser of theirs, which is known from then on.
async fn known(world: &World, name: &str, address: &str) -> Browser {
    let mut browser = Browser::at(address);
    let token = link(world, name).await;
    browser.set_up(world, &token).await.is(200);
    browser
}

/// So many tries from each of so many networks; how many were let through.
async fn flood(world: &World, name: &str, networks: impl Iterator<Item = String>, tries: usize) -> usize {
    let mut through = 0;
    for network in networks {
        for _ in 0..tries {
            let answer = Browser::at(&network).guess(world, name).await;
            through += usize::from(answer.status == 400);
        }
    }
    through
}

async fn count(world: &World, select: &'static str) -> i64 {
    let pool = world.pool().await;
    let found = sqlx::query_scalar(select).fetch_one(&pool).await.unwrap();
    pool.close().await;
    found
}

#[tokio::test]
async fn whatever_strangers_try_a_browser_the_worker_signed_in_in_before_is_not_held_back() {
    let world = World::with(&PROXY).await;
    let mut office = known(&world, "Sam", "203.0.113.7").await;
    // From how many networks, how often each, how many are let through, and whether a new computer elsewhere still is.
    let rows: [(&str, usize, usize, usize, bool); 5] = [
        ("one stranger, elsewhere", 1, 100, 5, true),
        ("one stranger in the worker's own network", 0, 100, 5, true),
        ("many networks, below the cap", 40, 5, 200, true),
        ("many networks, just at the cap", 60, 5, CAP, false),
        ("many networks, far above the cap", 100, 10, CAP, false),
    ];
    for (what, networks, tries, through, elsewhere) in rows {
        world.app.clock.advance(61_000);
        let others = (1..=networks).map(|n| format!("10.0.{n}.1"));
        let own = (networks == 0).then(|| "203.0.113.7".to_owned());
        assert_eq!(flood(&world, "Sam", others.chain(own), tries).await, through, "{what}");
        office.sign_in(&world, "sam").await.is(200);
        let travelling = &mut Browser { address: "198.51.100.9".into(), ..office.clone() };
        travelling.sign_in(&world, "Sam").await.is(200);
        let new = Browser::at("192.0.2.4").sign_in(&world, "Sam").await;
        assert_eq!(new.status == 200, elsewhere, "{what}: {}", new.status);
    }
    for _ in 0..6 {
        office.sign_in(&world, "Sam").await.is(200); // the right password is no try
    }
}

#[tokio::test]
async fn a_known_browser_has_five_tries_of_its_own_and_a_restart_forgives_none() {
    let world = World::with(&PROXY).await;
    let mut office = known(&world, "Sam", "203.0.113.7").await;
    for _ in 0..5 {
        office.start(&world, "Sam", b"a wrong password").await.1.is(200);
    }
    let waits = office.sign_in(&world, "Sam").await;
    waits.refused(ProblemCode::TooMany);
    assert!(waits.headers.contains_key(header::RETRY_AFTER));
    // In the same network, another computer of Sam's has its own.
    Browser::at("203.0.113.7").sign_in(&world, "Sam").await.is(200);
    let world = World::open(world.stop().await, &PROXY).await.map_err(|(_, why)| why).unwrap();
    office.start(&world, "Sam", b"a wrong password").await.1.refused(ProblemCode::TooMany);
    world.app.clock.advance(61_000);
    office.sign_in(&world, "Sam").await.is(200);
}

#[tokio::test]
async fn a_name_nobody_has_is_answered_as_any_other_in_a_known_browser_and_in_a_new_one() {
    let world = World::with(&PROXY).await;
    let office = known(&world, "Sam", "203.0.113.7").await;
    let _jo = known(&world, "Jo", "203.0.113.8").await;
    let (attempts, tries) = ("SELECT count(*) FROM sign_ins", "SELECT count(*) FROM tries");
    for browser in [Browser::at("192.0.2.4"), Browser { address: "192.0.2.5".into(), ..office }] {
        let mut seen = Vec::new();
        // Whose browser it is, is known of Sam alone: a colleague who never signed in there is as unknown as nobody.
        for name in ["Jo", "Nobody"] {
            let before = (count(&world, attempts).await, count(&world, tries).await);
            let mut answers = Vec::new();
            for _ in 0..7 {
                let answer = browser.clone().start(&world, name, b"a wrong password").await.1;
                answers.push((answer.status, answer.body.len(), answer.headers.len()));
            }
            let after = (count(&world, attempts).await, count(&world, tries).await);
            seen.push((answers, after.0 - before.0, after.1 - before.1));
        }
        assert_eq!(seen[0], seen[1]);
        assert_eq!((seen[0].1, seen[0].2), (5, 0), "five attempts, and no row that says whose they were");
    }
}

#[tokio::test]
async fn two_workers_at_one_computer_are_both_known_there_and_the_database_does_not_say_so() {
    let world = World::with(&PROXY).await;
    let mut shared = known(&world, "Sam", "203.0.113.7").await;
    let first = shared.own();
    let token = link(&world, "Jo").await;
    shared.set_up(&world, &token).await.is(200);
    shared.sign_in(&world, "Jo").await.is(200);
    assert_eq!(shared.own(), first, "one browser has one cookie");
    flood(&world, "Sam", (1..=100).map(|n| format!("10.0.{n}.1")), 5).await;
    for name in ["Sam", "Jo"] {
        shared.sign_in(&world, name).await.is(200);
    }
    let hashes = "SELECT count(DISTINCT browser_hash) FROM known_browsers";
    assert_eq!(count(&world, hashes).await, 2);
}

#[tokio::test]
async fn signing_out_leaves_the_browser_known() {
    let world = World::with(&PROXY).await;
    let mut office = known(&world, "Sam", "203.0.113.7").await;
    let pool = world.pool().await;
    let id: Vec<u8> = sqlx::query_scalar("SELECT worker_id FROM workers").fetch_one(&pool).await.unwrap();
    pool.close().await;
    let sam = WorkerId::from_bytes(id.try_into().unwrap());
    office.sign_in(&world, "Sam").await.is(200);
    assert_eq!(office.cookies.len(), 2);
    let out = office.ask(&world, path::SIGN_OUT, Some(sam), Vec::new()).await;
    assert_eq!(out.is(204).headers["clear-site-data"], "\"cache\", \"storage\"");
    assert_eq!(office.cookies, office.own(), "the session's is gone, the browser's own is there");
    flood(&world, "Sam", (1..=100).map(|n| format!("10.0.{n}.1")), 5).await;
    office.sign_in(&world, "Sam").await.is(200);
}

#[tokio::test]
async fn twenty_browsers_of_a_worker_are_known_and_none_of_one_who_moved_on_or_never_came_back() {
    let world = World::with(&PROXY).await;
    let mut first = known(&world, "Sam", "203.0.113.7").await;
    let rows = "SELECT count(*) FROM known_browsers";
    let pool = world.pool().await;
    let id: Vec<u8> = sqlx::query_scalar("SELECT worker_id FROM workers").fetch_one(&pool).await.unwrap();
    let sam = WorkerId::from_bytes(id.try_into().unwrap());
    for n in 0..20 {
        world.app.clock.advance(1);
        server::store::Sessions::know_browser(&world.app.store, sam, [n; 32], world.app.clock.now()).await.unwrap();
    }
    assert_eq!(count(&world, rows).await, 20);
    flood(&world, "Sam", (1..=100).map(|n| format!("10.0.{n}.1")), 5).await;
    first.sign_in(&world, "Sam").await.refused(ProblemCode::TooMany);
    world.app.clock.advance(401 * 86_400_000);
    server::store::Retention::sweep(&world.app.store, world.app.clock.now()).await.unwrap();
    assert_eq!(count(&world, rows).await, 0, "for more than a year nobody came back");
    first.sign_in(&world, "Sam").await.is(200);
    assert_eq!(count(&world, rows).await, 1);
    let end = Command::Team(TeamCommand::End { name: "Sam".into(), yes: true });
    command(&world.dir, &[], end).await.unwrap();
    assert_eq!(count(&world, rows).await, 0);
    pool.close().await;
}

#[tokio::test]
async fn no_stranger_holds_a_set_up_back_and_the_browser_it_was_done_in_is_known_at_once() {
    let world = World::with(&PROXY).await;
    let token = link(&world, "Sam").await;
    // Every sign-in of an unknown browser waits now, and in the network of the new worker somebody tries names too.
    flood(&world, "Sam", (1..=100).map(|n| format!("10.0.{n}.1")), 5).await;
    flood(&world, "Jo", std::iter::once("203.0.113.7".to_owned()), 100).await;
    for n in 0..200 {
        let request = SetUpStartRequest { token: "AAAA".into(), opaque: Bytes(vec![0; 32]) };
        Browser::at(&format!("10.0.{}.1", n % 3)).post(&world, path::SET_UP_START, &request).await;
    }
    let mut office = Browser::at("203.0.113.7");
    office.set_up(&world, &token).await.is(200);
    office.sign_in(&world, "Sam").await.is(200);
}

#[tokio::test]
async fn no_address_is_on_the_disk() {
    let world = World::with(&PROXY).await;
    let address = "203.0.113.77";
    let mut office = known(&world, "Sam", address).await;
    for _ in 0..9 {
        office.guess(&world, "Sam").await;
        Browser::at(address).guess(&world, "Nobody").await;
    }
    let raw: [u8; 4] = [203, 0, 113, 77];
    let dir = world.stop().await;
    for file in std::fs::read_dir(dir.path()).unwrap().filter_map(Result::ok).filter(|file| file.path().is_file()) {
        let bytes = std::fs::read(file.path()).unwrap();
        assert!(!bytes.windows(address.len()).any(|some| some == address.as_bytes()), "{:?}", file.path());
        assert!(!bytes.windows(4).any(|some| some == raw), "{:?}", file.path());
    }
}
