//! Workers' accounts: set-up from a link, and what a worker's page needs to know of its own.

use axum::{Json, extract::State, http::HeaderMap, response::Response};
use base64ct::{Base64UrlUnpadded, Encoding};
use domain::{
    api::{Bytes, Bytes32, MeReply, ProblemCode, RecoverySeal, SetUpFinishRequest, SetUpStartReply, SetUpStartRequest},
    id::WorkerId,
    identity::PublicKeys,
};

use super::{
    JsonReply,
    passkeys::{first_factor, offer_new},
};
use crate::{
    app::App,
    auth::FromWorker,
    error::Refusal,
    input::Input,
    limits::Caller,
    staff_auth::StaffAuth,
    store::{Accounts, NewCodes, NewRecovery, SetUp, sign_in_name},
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
    app.limits.set_up(caller, now)?;
    let worker = app.store.set_up_worker(link_hash(&request.token)?, now).await?;
    let opaque = app.password.register(&request.opaque.0, &sign_in_name(&worker.name))?;
    // The same at each opening of the link, and nothing of it is kept before the last step.
    let codes = app.password.codes(worker.id, &link_hash(&request.token)?)?;
    let passkey = offer_new(&app, worker.id, &worker.name, &[]).await?;
    Ok(Json(SetUpStartReply {
        passkey,
        worker_id: worker.id,
        name: worker.name,
        role: worker.role,
        team: worker.team,
        org_id: app.settings.org_id,
        org_name: app.settings.organisation.clone(),
        opaque: opaque.into(),
        codes_secret: codes.expose().to_vec().into(),
    }))
}

/// `POST /v1/set-up/finish`.
pub async fn set_up_finish(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    Input(request): Input<SetUpFinishRequest>,
) -> Result<Response, Refusal> {
    let now = app.clock.now();
    app.limits.set_up(caller, now)?;
    let token_hash = link_hash(&request.token)?;
    let worker = app.store.set_up_worker(token_hash, now).await?;
    let factor = first_factor(&app, worker.id, token_hash, &request.factor).await?;
    let set_up = SetUp {
        token_hash,
        opaque_record: app.password.record(&request.opaque.0)?,
        keys: PublicKeys { sig: request.sig_pk.0, kem: request.kem_pk.0 },
        wrapped_keys: small(request.wrapped_keys)?,
        factor,
        recovery: recovery(request.recovery)?,
        now,
    };
    let worker = app.store.finish_set_up(set_up).await?;
    StaffAuth { app: &app, headers: &headers, caller }.by_renewal(worker).await
}

/// An app for codes that shows the right one now.
pub(super) fn first_code(app: &App, worker: WorkerId, salt: [u8; 32], code: &str) -> Result<NewCodes, Refusal> {
    let step = app.password.codes(worker, &salt)?.step_of(code, app.clock.now()).ok_or(ProblemCode::CodeRefused)?;
    Ok(NewCodes { salt, step })
}

/// Wrapped keys of a size that ours have.
pub(super) fn small(wrapped_keys: Bytes) -> Result<Vec<u8>, Refusal> {
    if wrapped_keys.0.len() > WRAPPED_LIMIT { Err(ProblemCode::TooLarge.into()) } else { Ok(wrapped_keys.0) }
}

/// What a recovery code leaves here.
pub(super) fn recovery(seal: RecoverySeal) -> Result<NewRecovery, Refusal> {
    Ok(NewRecovery { proof_hash: seal.proof_hash.0, wrapped_keys: small(seal.wrapped_keys)? })
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
        recovered_at: account.recovered_at,
        recovery_made_at: account.recovery_made_at,
        away: account.away,
    }))
}
