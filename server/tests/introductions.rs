//! Introductions through the real routers: looked up, accepted once, burnt, expired.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a fault in a helper ends the test")]

mod support;

use axum::http::Method;
use domain::api::{
    Bytes, Bytes32, ClaimReply, ClaimRequest, IntroductionReply, IntroductionsReply, MakeIntroductionRequest,
    ProblemCode, path,
};
use domain::id::OrgId;
use server::side::Side;
use support::{
    As, World,
    people::{Person, locator},
};

const DAY_MS: i64 = 86_400_000;

#[tokio::test]
async fn looking_up_uses_nothing_up_and_accepting_does() {
    let world = World::with(&["--organisation", "North", "--safeguarding", "We may tell others."]).await;
    let (sam, person) = (world.worker("Sam").await, Person::new(1));
    world.introduce(&sam, 7).await;
    for _ in 0..3 {
        let found: IntroductionReply =
            world.get(Side::Person, As::Nobody, &path::introduction(locator(7))).await.is(200).json();
        assert_eq!(found.org_id, world.app.settings.org_id);
        assert_eq!(found.card.0, b"sealed card");
    }
    let org = world.app.settings.org_id;
    let claim = person.claim(org, sam.id, 7);
    let first: ClaimReply = world.post(Side::Person, As::Nobody, &path::claim(locator(7)), &claim).await.is(200).json();
    assert_eq!((first.worker_id, first.person_id), (sam.id, person.id));
    let again: ClaimReply = world.post(Side::Person, As::Nobody, &path::claim(locator(7)), &claim).await.is(200).json();
    assert_eq!(first, again, "the same claim gets the same reply");
    let other = Person::new(2).claim(org, sam.id, 7);
    world.post(Side::Person, As::Nobody, &path::claim(locator(7)), &other).await.refused(ProblemCode::NotFound);
    world.get(Side::Person, As::Nobody, &path::introduction(locator(7))).await.refused(ProblemCode::NotFound);
    let mine: IntroductionsReply = world.get(Side::Team, As::Worker(&sam), path::INTRODUCTIONS).await.is(200).json();
    let claimed = mine.introductions[0].claim.clone().unwrap();
    assert_eq!((claimed.person_id, claimed.hello.0), (person.id, b"sealed greeting".to_vec()));
}

#[tokio::test]
async fn unknown_used_expired_and_burnt_get_the_same_answer() {
    let world = World::new().await;
    let sam = world.worker("Sam").await;
    world.meet(&Person::new(1), &sam, 1).await;
    let org = world.app.settings.org_id;
    world.introduce(&sam, 2).await;
    for wrong in 100..105 {
        let claim = ClaimRequest { k_claim: Bytes32([wrong; 32]), ..Person::new(3).claim(org, sam.id, 2) };
        world.post(Side::Person, As::Nobody, &path::claim(locator(2)), &claim).await.refused(ProblemCode::NotFound);
    }
    let right = Person::new(3).claim(org, sam.id, 2);
    let burnt = world.post(Side::Person, As::Nobody, &path::claim(locator(2)), &right).await;
    world.introduce(&sam, 4).await;
    world.app.clock.advance(14 * DAY_MS);
    let expired =
        world.post(Side::Person, As::Nobody, &path::claim(locator(4)), &Person::new(3).claim(org, sam.id, 4)).await;
    let unknown = world.post(Side::Person, As::Nobody, &path::claim(locator(9)), &right).await;
    assert_eq!((burnt.status, &burnt.body), (unknown.status, &unknown.body));
    assert_eq!((expired.status, &expired.body), (unknown.status, &unknown.body));
    let look_ups = [1, 2, 4, 9].map(|number| path::introduction(locator(number)));
    for path in look_ups {
        let answer = world.get(Side::Person, As::Nobody, &path).await;
        assert_eq!((answer.status, &answer.body), (unknown.status, &unknown.body), "{path}");
    }
}

#[tokio::test]
async fn four_wrong_proofs_still_let_the_right_one_in() {
    let world = World::new().await;
    let sam = world.worker("Sam").await;
    let org = world.app.settings.org_id;
    world.introduce(&sam, 2).await;
    for wrong in 100..104 {
        let claim = ClaimRequest { k_claim: Bytes32([wrong; 32]), ..Person::new(3).claim(org, sam.id, 2) };
        world.post(Side::Person, As::Nobody, &path::claim(locator(2)), &claim).await.is(404);
    }
    world.post(Side::Person, As::Nobody, &path::claim(locator(2)), &Person::new(3).claim(org, sam.id, 2)).await.is(200);
}

#[tokio::test]
async fn a_taken_locator_is_a_conflict_and_the_same_introduction_again_is_not() {
    let world = World::new().await;
    let (sam, jo) = (world.worker("Sam").await, world.worker("Jo").await);
    let request = |card: u8| MakeIntroductionRequest {
        locator: locator(5),
        card: Bytes(vec![card]),
        claim_hash: Bytes32([1; 32]),
    };
    world.post(Side::Team, As::Worker(&sam), path::INTRODUCTIONS, request(1)).await.is(201);
    world.post(Side::Team, As::Worker(&sam), path::INTRODUCTIONS, request(1)).await.is(200);
    world.post(Side::Team, As::Worker(&sam), path::INTRODUCTIONS, request(2)).await.refused(ProblemCode::Conflict);
    world.post(Side::Team, As::Worker(&jo), path::INTRODUCTIONS, request(1)).await.refused(ProblemCode::Conflict);
}

#[tokio::test]
async fn oversize_and_malformed_bodies_are_refused() {
    let world = World::new().await;
    let sam = world.worker("Sam").await;
    let huge =
        MakeIntroductionRequest { locator: locator(5), card: Bytes(vec![0; 5000]), claim_hash: Bytes32([1; 32]) };
    world.post(Side::Team, As::Worker(&sam), path::INTRODUCTIONS, huge).await.refused(ProblemCode::TooLarge);
    let fits = MakeIntroductionRequest { locator: locator(5), card: Bytes(vec![0]), claim_hash: Bytes32([1; 32]) };
    let wide = serde_json::to_string(&fits).unwrap().replace(&locator(5).to_string(), "1000000");
    let wide = world.ask(Side::Team, As::Worker(&sam), Method::POST, path::INTRODUCTIONS, wide.into()).await;
    wide.refused(ProblemCode::Malformed);
    let long = vec![b'{'; 97 * 1024];
    world
        .ask(Side::Person, As::Nobody, Method::POST, &path::claim(locator(1)), long)
        .await
        .refused(ProblemCode::TooLarge);
    for body in ["{}", "{\"k_claim\":1}", "{", "[]", ""] {
        let answer = world.ask(Side::Person, As::Nobody, Method::POST, &path::claim(locator(1)), body.into()).await;
        answer.refused(ProblemCode::Malformed);
    }
    world.get(Side::Person, As::Nobody, "/v1/introductions/x").await.refused(ProblemCode::NotFound);
}

#[tokio::test]
async fn a_claim_with_somebody_elses_keys_or_for_another_worker_gets_the_answer_of_an_unknown_one() {
    let world = World::new().await;
    let (sam, jo, org) = (world.worker("Sam").await, world.worker("Jo").await, world.app.settings.org_id);
    world.introduce(&sam, 2).await;
    let (mine, victim) = (Person::new(1).claim(org, sam.id, 2), Person::new(2));
    let unknown = world.post(Side::Person, As::Nobody, &path::claim(locator(9)), &mine).await;
    let elsewhere = OrgId::from_bytes([1; 16]);
    let wrong = [
        ClaimRequest { sig_pk: Bytes32(victim.keys.sig), kem_pk: Bytes32(victim.keys.kem), ..mine.clone() },
        ClaimRequest { kem_pk: Bytes32(victim.keys.kem), ..mine.clone() },
        ClaimRequest { sig: Bytes(vec![0; 64]), ..mine.clone() },
        ClaimRequest { sig: Bytes(Vec::new()), ..mine.clone() },
        ClaimRequest { worker: jo.id, ..mine.clone() },
        Person::new(1).claim(org, jo.id, 2),
        ClaimRequest { mac: Bytes32([8; 32]), ..mine.clone() },
        ClaimRequest { sig: Person::new(1).claim(elsewhere, sam.id, 2).sig, ..mine.clone() },
    ];
    for claim in wrong {
        let answer = world.post(Side::Person, As::Nobody, &path::claim(locator(2)), &claim).await;
        assert_eq!((answer.status, &answer.body), (unknown.status, &unknown.body), "{claim:?}");
    }
    world.post(Side::Person, As::Nobody, &path::claim(locator(2)), &mine).await.is(200);
}
