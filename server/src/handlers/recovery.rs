//! A lost password or a lost second factor: the printed recovery code unwraps the account's keys in the browser, and sets
//! a new password, new codes and a new recovery code. Nothing is used up before the last message.

use axum::{Json, extract::State, http::HeaderMap, response::Response};
use domain::api::{Bytes32, ProblemCode, RecoveryFinishRequest, RecoveryStartReply, RecoveryStartRequest};

use super::{
    JsonReply,
    accounts::{recovery, small},
    passkeys::{first_factor, offer_new},
};
use crate::{
    app::App,
    error::Refusal,
    input::Input,
    limits::Caller,
    staff_auth::StaffAuth,
    store::{Actor, Audit, AuditLine, Deed, Factors, NewPassword, Recoverable, Recovery, sign_in_name},
    token::hash,
};

/// `POST /v1/recovery/start`.
pub async fn start(
    State(app): State<App>,
    caller: Caller,
    Input(request): Input<RecoveryStartRequest>,
) -> JsonReply<RecoveryStartReply> {
    app.limits.set_up(caller, app.clock.now())?;
    let found = whose(&app, &request.name, request.proof).await?;
    let opaque = app.password.register(&request.opaque.0, &sign_in_name(&found.worker.name))?;
    let codes = app.password.codes(found.worker.id, &hash(&request.proof.0))?;
    // All that are held now go with the last message, so that a device one of them is on may get a new one.
    let passkey = offer_new(&app, found.worker.id, &found.worker.name, &[]).await?;
    Ok(Json(RecoveryStartReply {
        passkey,
        worker_id: found.worker.id,
        name: found.worker.name,
        org_name: app.settings.organisation.clone(),
        kem_pk: Bytes32(found.keys.kem),
        sig_pk: Bytes32(found.keys.sig),
        wrapped_keys: found.wrapped_keys.into(),
        opaque: opaque.into(),
        codes_secret: codes.expose().to_vec().into(),
    }))
}

/// `POST /v1/recovery/finish`.
pub async fn finish(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    Input(request): Input<RecoveryFinishRequest>,
) -> Result<Response, Refusal> {
    let now = app.clock.now();
    app.limits.set_up(caller, now)?;
    let worker = whose(&app, &request.name, request.proof).await?.worker.id;
    let proof_hash = hash(&request.proof.0);
    let password = NewPassword {
        opaque_record: app.password.record(&request.opaque.0)?,
        wrapped_keys: small(request.wrapped_keys)?,
    };
    let factor = first_factor(&app, worker, proof_hash, &request.factor).await?;
    let recovery = recovery(request.recovery)?;
    app.store.recover(Recovery { worker, proof_hash, password, factor, recovery, now }).await?;
    StaffAuth { app: &app, headers: &headers, caller }.by_renewal(worker).await
}

/// Whose recovery code gives this proof. 128 random bits cannot be guessed: what is counted is only how often anybody asks.
async fn whose(app: &App, name: &str, proof: Bytes32) -> Result<Recoverable, Refusal> {
    let found = app.store.recoverable(sign_in_name(name), hash(&proof.0)).await?;
    if found.is_none() {
        let line =
            AuditLine { at: app.clock.now(), by: Actor::Nobody, deed: Deed::Recovered, about: None, done: false };
        app.store.add_audit_line(line).await?;
    }
    Ok(found.ok_or(ProblemCode::SignInRefused)?)
}
