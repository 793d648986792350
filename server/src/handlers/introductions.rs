//! Introductions: a worker makes one, a person looks it up and accepts it.

use axum::{
    Json,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::{
    api::{
        Bytes32, ClaimReply, ClaimRequest, ClaimedReply, IntroductionReply, IntroductionsReply, MadeIntroductionReply,
        MakeIntroductionReply, MakeIntroductionRequest, ProblemCode,
    },
    claim::ClaimFacts,
    identity::PublicKeys,
    introduction::{LIFETIME_MS, Locator},
};

use super::JsonReply;
use super::packs::told;
use crate::{
    app::App,
    auth::{ByHand, FromWorker},
    error::Refusal,
    input::{At, Input},
    limits::Caller,
    store::{Introductions, MadeIntroduction, NewClaim, NewIntroduction},
    token::hash,
};

/// Longest card and longest greeting, bytes.
const SEALED_LIMIT: usize = 4096;

/// `GET /v1/introductions/{locator}`, person's origin.
pub async fn look_up(State(app): State<App>, caller: Caller, At(locator): At<Locator>) -> JsonReply<IntroductionReply> {
    app.limits.introduction(caller, app.clock.now())?;
    let found = app.store.look_up_introduction(locator, app.clock.now()).await?;
    Ok(Json(IntroductionReply { org_id: app.settings.org_id, card: found.card.into(), expires: found.ends_at }))
}

/// `POST /v1/introductions/{locator}/claim`.
pub async fn claim(
    State(app): State<App>,
    caller: Caller,
    At(locator): At<Locator>,
    Input(request): Input<ClaimRequest>,
) -> JsonReply<ClaimReply> {
    app.limits.introduction(caller, app.clock.now())?;
    if request.hello.0.len() > SEALED_LIMIT {
        return Err(ProblemCode::TooLarge.into());
    }
    let keys = PublicKeys { sig: request.sig_pk.0, kem: request.kem_pk.0 };
    let facts = ClaimFacts {
        org: app.settings.org_id,
        locator,
        worker: request.worker,
        keys,
        hello: &request.hello.0,
        mac: &request.mac.0,
    };
    let signed = facts.is_signed(&request.sig.0);
    let claim = NewClaim {
        locator,
        claim_hash: hash(&request.k_claim.0),
        worker: request.worker,
        signed,
        keys,
        hello: request.hello.0,
        mac: request.mac.0,
        now: app.clock.now(),
    };
    let worker_id = app.store.claim_introduction(claim).await?;
    Ok(Json(ClaimReply { worker_id, person_id: keys.derive_person_id(), packs: told(&app).await?.packs }))
}

/// `POST /v1/introductions`.
pub async fn make(
    State(app): State<App>,
    ByHand(worker): ByHand,
    Input(request): Input<MakeIntroductionRequest>,
) -> Result<Response, Refusal> {
    if request.card.0.len() > SEALED_LIMIT {
        return Err(ProblemCode::TooLarge.into());
    }
    let now = app.clock.now();
    let new = NewIntroduction {
        worker: worker.id,
        locator: request.locator,
        card: request.card.0,
        claim_hash: request.claim_hash.0,
        now,
        ends_at: now + LIFETIME_MS,
    };
    let stored = app.store.make_introduction(new).await?;
    let status = if stored.new { StatusCode::CREATED } else { StatusCode::OK };
    Ok((status, Json(MakeIntroductionReply { expires: stored.received_at + LIFETIME_MS })).into_response())
}

/// `GET /v1/introductions`, team origin.
pub async fn list(State(app): State<App>, worker: FromWorker) -> JsonReply<IntroductionsReply> {
    let made = app.store.introductions(worker.id, app.clock.now()).await?;
    Ok(Json(IntroductionsReply { introductions: made.into_iter().map(made_reply).collect() }))
}

fn made_reply(made: MadeIntroduction) -> MadeIntroductionReply {
    let claim = made.claim.map(|claim| ClaimedReply {
        at: claim.at,
        person_id: claim.person,
        sig_pk: Bytes32(claim.keys.sig),
        kem_pk: Bytes32(claim.keys.kem),
        hello: claim.hello.into(),
        mac: Bytes32(claim.mac),
    });
    MadeIntroductionReply { locator: made.locator, made: made.made_at, expires: made.ends_at, claim }
}
