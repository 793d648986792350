//! Passkeys: made at set-up, on one's own account and after a recovery; used beside the password and never instead of it.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a fault in a helper ends the test")]

mod support;

use domain::{
    api::{
        AccountChange, AccountFinishRequest, AccountStartReply, AccountStartRequest, Bytes, Bytes32, NewFactor,
        PASSKEY_LIMIT, PasskeyAnswer, PasskeyOffer, PasskeysReply, ProblemCode, RecoveryFinishRequest,
        RecoveryStartReply, RecoveryStartRequest, SetUpFinishRequest, SetUpStartReply, SetUpStartRequest,
        SignInCodeRequest, SignInFinishReply, SignInPasskeyRequest, Stage, path,
    },
    opaque,
};
use server::{random::System, side::Side};
use support::{
    Answer, As, World,
    authenticator::Authenticator,
    browser::{begin_set_up, code, finish, link, prove, recovery, session},
    people::Worker,
};

const PASSWORD: &[u8] = b"a long password";
const HERE: &str = "http://localhost:8702";

async fn world() -> World {
    World::with(&["--team-url", HERE]).await
}

fn answer(offer: &PasskeyOffer, credential: String) -> PasskeyAnswer {
    PasskeyAnswer { attempt: offer.attempt.clone(), credential }
}

/// The link of somebody new, and the offer that came with its first opening.
async fn offered(world: &World, name: &str) -> (SetUpFinishRequest, PasskeyOffer) {
    let token = link(world, name).await.unwrap().split_once('#').unwrap().1.to_owned();
    let (request, _) = begin_set_up(world, &token, PASSWORD).await;
    let start = opaque::client_start_registration(PASSWORD, &mut System).unwrap();
    let again = SetUpStartRequest { token, opaque: start.message.into() };
    let reply: SetUpStartReply = world.post(Side::Team, As::Nobody, path::SET_UP_START, again).await.is(200).json();
    (request, reply.passkey.unwrap())
}

async fn finish_set_up(world: &World, request: &SetUpFinishRequest) -> Answer {
    world.post(Side::Team, As::Nobody, path::SET_UP_FINISH, request).await
}

/// Somebody who set up with this passkey, and is signed in.
async fn with_passkey(world: &World, name: &str, key: &Authenticator) -> Worker {
    let (mut request, offer) = offered(world, name).await;
    request.factor = NewFactor::Passkey(answer(&offer, key.make(&offer.options, HERE)));
    session(finish_set_up(world, &request).await.is(200)).0
}

async fn bring(world: &World, half: &Worker, answer: PasskeyAnswer) -> Answer {
    world.post(Side::Team, As::Worker(half), path::SIGN_IN_PASSKEY, SignInPasskeyRequest { answer }).await
}

/// The right password; the half session and what is asked next.
async fn half(world: &World, name: &str) -> (Worker, SignInFinishReply) {
    let (worker, reply) = prove(world, name, PASSWORD).await;
    assert_eq!(reply.stage, Stage::Password);
    (worker, reply)
}

/// The password proved once more, with what may be made then.
async fn again(world: &World, worker: &Worker) -> (AccountFinishRequest, Option<PasskeyOffer>) {
    let first = opaque::client_start_sign_in(PASSWORD, &mut System).unwrap();
    let request = AccountStartRequest { opaque: first.message.into(), new_password: None };
    let reply = world.post(Side::Team, As::Worker(worker), path::ACCOUNT_START, request).await;
    let reply: AccountStartReply = reply.is(200).json();
    let mut system = System;
    let proof = finish(opaque::client_finish_sign_in(first.state, PASSWORD, &reply.opaque.0, &mut system));
    let change = AccountChange::Recovery(recovery(8));
    // Five tries a minute are enough for anybody.
    world.app.clock.advance(60_000);
    (AccountFinishRequest { attempt: reply.attempt, opaque: proof.message.into(), change }, reply.passkey)
}

async fn change(world: &World, worker: &Worker, request: &AccountFinishRequest) -> Answer {
    world.post(Side::Team, As::Worker(worker), path::ACCOUNT_FINISH, request).await
}

async fn held(world: &World, worker: &Worker) -> PasskeysReply {
    world.get(Side::Team, As::Worker(worker), path::PASSKEYS).await.is(200).json()
}

#[tokio::test]
async fn a_passkey_completes_a_sign_in_and_its_password_alone_does_nothing() {
    let world = world().await;
    let mut key = Authenticator::new(1);
    let sam = with_passkey(&world, "Sam", &key).await;
    assert_eq!((held(&world, &sam).await.passkeys.len(), held(&world, &sam).await.codes), (1, false));

    let (worker, asked) = half(&world, "Sam").await;
    assert!(asked.without_codes && asked.codes_secret.is_none());
    world.get(Side::Team, As::Worker(&worker), path::ME).await.refused(ProblemCode::SecondFactorNeeded);
    // There is no second way round it: no app can be connected at this sign-in.
    for code in ["000000", ""] {
        let request = SignInCodeRequest { code: code.into() };
        let said = world.post(Side::Team, As::Worker(&worker), path::SIGN_IN_CODE, request).await;
        said.refused(ProblemCode::CodeRefused);
    }
    let offer = asked.passkey.unwrap();
    bring(&world, &worker, answer(&offer, key.use_for(&offer.options, HERE))).await.is(204);
    world.get(Side::Team, As::Worker(&worker), path::ME).await.is(200);
    let used = held(&world, &worker).await.passkeys[0].used;
    assert!(used.is_some_and(|at| (0..60_000).contains(&(world.app.clock.now() - at))), "{used:?}");
}

#[tokio::test]
async fn an_answer_counts_once_for_its_own_question_its_own_page_and_its_own_worker() {
    let world = world().await;
    let (mut sams, mut jos) = (Authenticator::new(1), Authenticator::new(2));
    with_passkey(&world, "Sam", &sams).await;
    with_passkey(&world, "Jo", &jos).await;
    for wrong in 0..6 {
        world.app.clock.advance(60_000);
        let (worker, asked) = half(&world, "Sam").await;
        let offer = asked.passkey.unwrap();
        let jos_offer = half(&world, "Jo").await.1.passkey.unwrap();
        let said = match wrong {
            0 => answer(&offer, sams.use_for(&offer.options, "http://localhost:8701")),
            1 => answer(&offer, sams.use_for(&jos_offer.options, HERE)),
            2 => answer(&offer, jos.use_for(&offer.options, HERE)),
            3 => answer(&jos_offer, sams.use_for(&jos_offer.options, HERE)),
            4 => answer(&offer, sams.make(&serde_json::json!({ "rp": { "id": "localhost" } }).to_string(), HERE)),
            // Nobody unlocked it.
            _ => {
                sams.flags = 1;
                answer(&offer, sams.use_for(&offer.options, HERE))
            }
        };
        bring(&world, &worker, said).await.refused(ProblemCode::CodeRefused);
        // Not even the right one is taken after that, but at a new sign-in.
        sams.flags = 5;
        let right = answer(&offer, sams.use_for(&offer.options, HERE));
        if wrong != 3 {
            bring(&world, &worker, right).await.refused(ProblemCode::CodeRefused);
        }
        world.get(Side::Team, As::Worker(&worker), path::ME).await.refused(ProblemCode::SecondFactorNeeded);
    }
    world.app.clock.advance(60_000);
    let (worker, asked) = half(&world, "Sam").await;
    let offer = asked.passkey.unwrap();
    let right = answer(&offer, sams.use_for(&offer.options, HERE));
    bring(&world, &worker, right.clone()).await.is(204);
    // Replayed in another half sign-in, it is nothing.
    let (other, _) = half(&world, "Sam").await;
    bring(&world, &other, right).await.refused(ProblemCode::CodeRefused);
    // And a copy of the key, which counts on from an older number, is noticed.
    world.app.clock.advance(60_000);
    let (worker, asked) = half(&world, "Sam").await;
    let offer = asked.passkey.unwrap();
    sams.counter = 1;
    bring(&world, &worker, answer(&offer, sams.use_for(&offer.options, HERE))).await.refused(ProblemCode::CodeRefused);
}

#[tokio::test]
async fn an_offer_at_set_up_uses_nothing_of_the_link_and_is_made_on_this_page_by_somebody_there() {
    let world = world().await;
    let (mut request, offer) = offered(&world, "Sam").await;
    let key = Authenticator::new(1);
    let elsewhere = key.make(&offer.options, "https://team.example");
    request.factor = NewFactor::Passkey(answer(&offer, elsewhere));
    finish_set_up(&world, &request).await.refused(ProblemCode::CodeRefused);
    let (mut request, offer) = offered(&world, "Sam").await;
    let mut asleep = Authenticator::new(1);
    asleep.flags = 1;
    request.factor = NewFactor::Passkey(answer(&offer, asleep.make(&offer.options, HERE)));
    finish_set_up(&world, &request).await.refused(ProblemCode::CodeRefused);
    with_passkey(&world, "Sam", &key).await;
}

#[tokio::test]
async fn an_account_has_several_passkeys_and_never_gives_up_its_last_second_factor() {
    let world = world().await;
    let sam = with_passkey(&world, "Sam", &Authenticator::new(1)).await;
    with_passkey(&world, "Jo", &Authenticator::new(99)).await;
    let remove = |id: &Bytes| AccountChange::PasskeyRemoved(id.clone());
    let first = held(&world, &sam).await.passkeys[0].id.clone();
    let (mut request, _) = again(&world, &sam).await;
    request.change = remove(&first);
    change(&world, &sam, &request).await.refused(ProblemCode::Conflict);

    for n in 2..=u8::try_from(PASSKEY_LIMIT).unwrap() {
        let (mut request, offer) = again(&world, &sam).await;
        let offer = offer.unwrap();
        request.change = AccountChange::Passkey(answer(&offer, Authenticator::new(n).make(&offer.options, HERE)));
        change(&world, &sam, &request).await.is(204);
    }
    assert_eq!(held(&world, &sam).await.passkeys.len(), PASSKEY_LIMIT);
    // One too many; one that is held already; one that is Jo's.
    for n in [50, 2, 99] {
        let (mut request, offer) = again(&world, &sam).await;
        let offer = offer.unwrap();
        request.change = AccountChange::Passkey(answer(&offer, Authenticator::new(n).make(&offer.options, HERE)));
        assert!(!change(&world, &sam, &request).await.status.is_success(), "{n}");
        if n == 50 {
            let (mut request, _) = again(&world, &sam).await;
            request.change = remove(&first);
            change(&world, &sam, &request).await.is(204);
        }
    }
    // What is removed completes nothing any more, and what is left does.
    let (worker, asked) = half(&world, "Sam").await;
    let offer = asked.passkey.unwrap();
    bring(&world, &worker, answer(&offer, Authenticator::new(1).use_for(&offer.options, HERE)))
        .await
        .refused(ProblemCode::CodeRefused);
    world.app.clock.advance(60_000);
    let (worker, asked) = half(&world, "Sam").await;
    let offer = asked.passkey.unwrap();
    bring(&world, &worker, answer(&offer, Authenticator::new(2).use_for(&offer.options, HERE))).await.is(204);
    // Somebody else's is not theirs to remove.
    let (mut request, _) = again(&world, &sam).await;
    request.change = remove(&Bytes(vec![99; 16]));
    change(&world, &sam, &request).await.refused(ProblemCode::NotFound);
}

#[tokio::test]
async fn a_recovery_lets_go_of_every_passkey_and_its_device_may_get_a_new_one() {
    let world = world().await;
    let sam = with_passkey(&world, "Sam", &Authenticator::new(1)).await;
    let start = opaque::client_start_registration(b"another password", &mut System).unwrap();
    let request = RecoveryStartRequest { name: "Sam".into(), proof: Bytes32([7; 32]), opaque: start.message.into() };
    let reply = world.post(Side::Team, As::Nobody, path::RECOVERY_START, request).await;
    let reply: RecoveryStartReply = reply.is(200).json();
    let mut system = System;
    let made =
        finish(opaque::client_finish_registration(start.state, b"another password", &reply.opaque.0, &mut system));
    let offer = reply.passkey.unwrap();
    let mut key = Authenticator::new(1);
    let request = RecoveryFinishRequest {
        name: "Sam".into(),
        proof: Bytes32([7; 32]),
        opaque: made.message.into(),
        wrapped_keys: Bytes(vec![5; 80]),
        factor: NewFactor::Passkey(answer(&offer, key.make(&offer.options, HERE))),
        recovery: recovery(9),
    };
    let (now, _) = session(world.post(Side::Team, As::Nobody, path::RECOVERY_FINISH, &request).await.is(200));
    assert_eq!(held(&world, &now).await.passkeys.len(), 1);
    world.get(Side::Team, As::Worker(&sam), path::ME).await.refused(ProblemCode::SignInNeeded);
    let (worker, asked) = prove(&world, "Sam", b"another password").await;
    let offer = asked.passkey.unwrap();
    bring(&world, &worker, answer(&offer, key.use_for(&offer.options, HERE))).await.is(204);
}

#[tokio::test]
async fn whoever_has_both_may_bring_either() {
    let world = world().await;
    let token = link(&world, "Sam").await.unwrap().split_once('#').unwrap().1.to_owned();
    let (request, secret) = begin_set_up(&world, &token, PASSWORD).await;
    let (sam, _) = session(finish_set_up(&world, &request).await.is(200));
    let mut key = Authenticator::new(1);
    let (mut request, offer) = again(&world, &sam).await;
    let offer = offer.unwrap();
    request.change = AccountChange::Passkey(answer(&offer, key.make(&offer.options, HERE)));
    change(&world, &sam, &request).await.is(204);

    let (worker, asked) = half(&world, "Sam").await;
    assert!(!asked.without_codes);
    let offer = asked.passkey.unwrap();
    bring(&world, &worker, answer(&offer, key.use_for(&offer.options, HERE))).await.is(204);
    let (worker, _) = half(&world, "Sam").await;
    let request = SignInCodeRequest { code: code(&world, &secret, 0) };
    world.post(Side::Team, As::Worker(&worker), path::SIGN_IN_CODE, request).await.is(204);
}

#[tokio::test]
async fn an_address_has_no_passkeys_and_says_so() {
    let world = World::new().await;
    let token = link(&world, "Sam").await.unwrap().split_once('#').unwrap().1.to_owned();
    let start = opaque::client_start_registration(PASSWORD, &mut System).unwrap();
    let request = SetUpStartRequest { token: token.clone(), opaque: start.message.into() };
    let reply: SetUpStartReply = world.post(Side::Team, As::Nobody, path::SET_UP_START, request).await.is(200).json();
    assert_eq!(reply.passkey, None);
    let (request, _) = begin_set_up(&world, &token, PASSWORD).await;
    let (sam, _) = session(finish_set_up(&world, &request).await.is(200));
    let held = held(&world, &sam).await;
    assert_eq!((held.possible, held.codes, held.passkeys.len()), (false, true, 0));
    assert_eq!(again(&world, &sam).await.1, None);
}
