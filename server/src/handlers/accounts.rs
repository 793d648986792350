//! Workers' accounts: set-up from a link, and what a worker's page needs to know of its own.

use axum::{Json, extract::State, http::StatusCode};
use base64ct::{Base64UrlUnpadded, Encoding};
use domain::{
    api::{Bytes32, MeReply, ProblemCode, SetUpFinishRequest, SetUpStartReply, SetUpStartRequest},
    identity::PublicKeys,
};

use super::JsonReply;
use crate::{
    app::App,
    auth::FromWorker,
    error::Refusal,
    input::Input,
    limits::Caller,
    store::{Accounts, SetUp, sign_in_name},
    token::hash,
};

/// Longest wrapped keys, bytes.
const WRAPPED_LIMIT: usize = 4096;
/// The hash of a set-up link's token; a text that is no token is no link's.
fn link_hash(token: &str) -> Result<[u8; 32], Refusal> {
    let bytes = Base64UrlUnpadded::decode_vec(token).map_err(|_| ProblemCode::NotFound)?;
    Ok(hash(&bytes))
}

/// `POST /v1/set-up/start`.
pub async fn set_up_start(
    State(app): State<App>,
    caller: Caller,
    Input(request): Input<SetUpStartRequest>,
) -> JsonReply<SetUpStartReply> {
    let now = app.clock.now();
    app.limits.sign_in(caller, now)?;
    let worker = app.store.set_up_worker(link_hash(&request.token)?, now).await?;
    let opaque = app.password.register(&request.opaque.0, &sign_in_name(&worker.name))?;
    Ok(Json(SetUpStartReply {
        worker_id: worker.id,
        name: worker.name,
        role: worker.role,
        team: worker.team,
        org_id: app.settings.org_id,
        org_name: app.settings.organisation.clone(),
        opaque: opaque.into(),
    }))
}

/// `POST /v1/set-up/finish`.
pub async fn set_up_finish(
    State(app): State<App>,
    caller: Caller,
    Input(request): Input<SetUpFinishRequest>,
) -> Result<StatusCode, Refusal> {
    let now = app.clock.now();
    app.limits.sign_in(caller, now)?;
    if request.wrapped_keys.0.len() > WRAPPED_LIMIT {
        return Err(ProblemCode::TooLarge.into());
    }
    let set_up = SetUp {
        token_hash: link_hash(&request.token)?,
        opaque_record: app.password.record(&request.opaque.0)?,
        keys: PublicKeys { sig: request.sig_pk.0, kem: request.kem_pk.0 },
        wrapped_keys: request.wrapped_keys.0,
        now,
    };
    app.store.finish_set_up(set_up).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `GET /v1/me`.
pub async fn me(State(app): State<App>, worker: FromWorker) -> JsonReply<MeReply> {
    let account = app.store.account(worker.id).await?;
    Ok(Json(MeReply {
        worker_id: account.worker.id,
        name: account.worker.name,
        role: account.worker.role,
        called: account.worker.called,
        team: account.worker.team,
        org_id: app.settings.org_id,
        org_name: app.settings.organisation.clone(),
        kem_pk: Bytes32(account.keys.kem),
        sig_pk: Bytes32(account.keys.sig),
        wrapped_keys: account.wrapped_keys.into(),
        person_url: app.settings.person.to_string(),
        safeguarding: app.settings.safeguarding.clone(),
    }))
}
