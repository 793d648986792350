//! What a worker's browser does at the server for their account: the link, the password proof, codes, the recovery code.

use std::{collections::HashMap, sync::Mutex};

use axum::http::header;
use domain::{
    api::{
        Bytes, Bytes32, NewFactor, RecoverySeal, SetUpFinishRequest, SetUpStartReply, SetUpStartRequest,
        SignInCodeRequest, SignInFinishReply, SignInFinishRequest, SignInStartReply, SignInStartRequest, Stage, path,
    },
    opaque::{self, ClientFinish, OpaqueFault},
    role::Role,
    stretch::Slow,
};
use server::{
    commands,
    config::{Cli, Command, TeamCommand},
    random::System,
    side::Side,
    token::hash,
};
use totp_rs::{Algorithm, Builder};

use super::{Answer, As, World, people::Worker};

/// The secrets of the apps for codes, by name as it was set up.
static APPS: Mutex<Option<HashMap<String, Vec<u8>>>> = Mutex::new(None);

/// What `server team add` prints.
pub async fn link(world: &World, name: &str) -> Result<String, String> {
    let add = TeamCommand::Add { name: name.into(), role: Role::PeerWorker.to_string(), team: "North".into() };
    commands::run(&cli(world).config, Command::Team(add)).await.map(|said| said.line)
}

pub fn cli(world: &World) -> Cli {
    let database = world.dir.path().join("waymark.db");
    <Cli as clap::Parser>::parse_from(["server", "--database", database.to_str().unwrap()])
}

/// What an app for codes shows now, or so many half minutes from now.
pub fn code(world: &World, secret: &[u8], later: i64) -> String {
    let with = Builder::new().with_algorithm(Algorithm::SHA1).with_digits(6).with_step_duration(30);
    let totp = with.with_secret(secret.to_vec().into_boxed_slice()).build().unwrap();
    let seconds = world.app.clock.now() / 1000 + later * 30;
    totp.generate(u64::try_from(seconds).unwrap()).to_string()
}

/// A last step of the password protocol.
pub fn finish(slow: Result<Slow<'_, Result<ClientFinish, OpaqueFault>>, OpaqueFault>) -> ClientFinish {
    slow.unwrap().here().unwrap().unwrap()
}

/// The recovery code of tests: what it proves is this byte, 32 times.
pub fn recovery(byte: u8) -> RecoverySeal {
    RecoverySeal { proof_hash: Bytes32(hash(&[byte; 32])), wrapped_keys: Bytes(vec![byte; 80]) }
}

/// The two messages of a set-up; the second is not sent yet. With it what the app for codes was told.
pub async fn begin_set_up(world: &World, token: &str, password: &[u8]) -> (SetUpFinishRequest, Vec<u8>) {
    let start = opaque::client_start_registration(password, &mut System).unwrap();
    let request = SetUpStartRequest { token: token.into(), opaque: start.message.into() };
    let reply: SetUpStartReply = world.post(Side::Team, As::Nobody, path::SET_UP_START, request).await.is(200).json();
    assert_eq!((reply.role, reply.team.as_str()), (Role::PeerWorker, "North"));
    let mut system = System;
    let made = finish(opaque::client_finish_registration(start.state, password, &reply.opaque.0, &mut system));
    let secret = reply.codes_secret.0;
    // Codes hold for half a minute of the clock: that of now is still that of now some steps later.
    world.app.clock.advance(30_000 - world.app.clock.now().rem_euclid(30_000));
    APPS.lock().unwrap().get_or_insert_default().insert(key(world, &reply.name), secret.clone());
    let request = SetUpFinishRequest {
        token: token.into(),
        opaque: made.message.into(),
        kem_pk: Bytes32([1; 32]),
        sig_pk: Bytes32([2; 32]),
        wrapped_keys: Bytes(vec![3; 80]),
        factor: NewFactor::Code(code(world, &secret, -1)),
        recovery: recovery(7),
    };
    (request, secret)
}

fn key(world: &World, name: &str) -> String {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase().replace("e\u{308}", "\u{eb}");
    format!("{} {name}", world.dir.path().display())
}

/// Sets up as the browser does, and is signed in.
pub async fn set_up(world: &World, token: &str, password: &[u8]) -> Answer {
    let (request, _) = begin_set_up(world, token, password).await;
    let answer = world.post(Side::Team, As::Nobody, path::SET_UP_FINISH, request).await;
    assert_eq!(answer.is(200).json::<SignInFinishReply>().stage, Stage::Full);
    answer
}

/// The first half of a password proof.
pub async fn start(world: &World, name: &str, password: &[u8]) -> (opaque::SigningIn, Answer) {
    let start = opaque::client_start_sign_in(password, &mut System).unwrap();
    let request = SignInStartRequest { name: name.into(), opaque: start.message.into() };
    (start.state, world.post(Side::Team, As::Nobody, path::SIGN_IN_START, request).await)
}

/// The right password: the session and what the server says of it.
pub async fn prove(world: &World, name: &str, password: &[u8]) -> (Worker, SignInFinishReply) {
    let (state, reply) = start(world, name, password).await;
    let reply: SignInStartReply = reply.is(200).json();
    let mut system = System;
    let proof = finish(opaque::client_finish_sign_in(state, password, &reply.opaque.0, &mut system));
    let request = SignInFinishRequest { attempt: reply.attempt, opaque: proof.message.into() };
    let answer = world.post(Side::Team, As::Nobody, path::SIGN_IN_FINISH, &request).await;
    answer.is(200);
    let again = world.post(Side::Team, As::Nobody, path::SIGN_IN_FINISH, &request).await;
    again.refused(domain::api::ProblemCode::SignInRefused);
    session(&answer)
}

/// The session that an answer opened.
pub fn session(answer: &Answer) -> (Worker, SignInFinishReply) {
    let done: SignInFinishReply = answer.json();
    let cookie = answer.headers[header::SET_COOKIE].to_str().unwrap();
    assert!(cookie.ends_with("; Path=/; Secure; HttpOnly; SameSite=Strict"), "{cookie}");
    let text = cookie.split(';').next().unwrap().split_once('=').unwrap().1;
    let token = <base64ct::Base64UrlUnpadded as base64ct::Encoding>::decode_vec(text).unwrap();
    (Worker { id: done.worker_id, token: token.try_into().unwrap() }, done)
}

/// A whole sign-in with the right password and the code of now; the cookie, and whose it is.
pub async fn sign_in(world: &World, name: &str, password: &[u8]) -> (String, String) {
    let (worker, done) = prove(world, name, password).await;
    assert_eq!((done.stage, done.codes_secret), (Stage::Password, None));
    // Each code works once: the next one is waited for.
    world.app.clock.advance(30_000);
    let secret = APPS.lock().unwrap().as_ref().unwrap()[&key(world, name)].clone();
    let request = SignInCodeRequest { code: code(world, &secret, 0) };
    world.post(Side::Team, As::Worker(&worker), path::SIGN_IN_CODE, request).await.is(204);
    (worker.cookie().split_once("; ").unwrap().1.to_owned(), worker.page())
}
