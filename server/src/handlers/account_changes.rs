//! Another password, another app for codes, a passkey more or less, another recovery code: the present password is proved once more first, so that
//! a page left open changes nothing of an account.

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, StatusCode},
};
use domain::api::{AccountChange, AccountFinishRequest, AccountStartReply, AccountStartRequest, ProblemCode};

use super::{
    JsonReply,
    accounts::{first_code, recovery, small},
    passkeys::{made, offer_new},
};
use crate::{
    app::App,
    auth::ByHand,
    browser,
    error::Refusal,
    input::Input,
    limits::Caller,
    random::make_bytes,
    store::{Accounts, Actor, Attempt, Audit, AuditLine, Change, Deed, Factors, NewPassword, Sessions, sign_in_name},
    token::hash,
};

/// Time between the two messages, ms: an app for codes is connected in between, or a page printed.
const ATTEMPT_MS: i64 = 10 * 60_000;

/// `POST /v1/account/start`.
pub async fn start(
    State(app): State<App>,
    ByHand(worker): ByHand,
    caller: Caller,
    headers: HeaderMap,
    Input(request): Input<AccountStartRequest>,
) -> JsonReply<AccountStartReply> {
    let now = app.clock.now();
    let name = sign_in_name(&app.store.account(worker.id).await?.worker.name);
    // Counted as tries of a sign-in are: whoever sits at an open page may not guess either.
    let account = browser::start_proof(&app, &headers, caller, &name).await?;
    let (_, record) = account.filter(|(id, _)| *id == worker.id).ok_or(ProblemCode::SignInNeeded)?;
    let (state, opaque) = app.password.challenge(Some(&record), &request.opaque.0, &name)?;
    let new_password =
        request.new_password.map(|first| app.password.register(&first.0, &name)).transpose()?.map(Into::into);
    let attempt: [u8; 32] = make_bytes()?;
    let (id, ends_at) = (hash(&attempt), now + ATTEMPT_MS);
    app.store.keep_attempt(Attempt { hash: id, worker: Some(worker.id), state, ends_at }).await?;
    let codes = app.password.codes(worker.id, &id)?;
    let held = app.store.held_factors(worker.id).await?.passkeys;
    Ok(Json(AccountStartReply {
        passkey: offer_new(&app, worker.id, &name, &held).await?,
        attempt: attempt.to_vec().into(),
        opaque: opaque.into(),
        new_password,
        codes_secret: codes.expose().to_vec().into(),
    }))
}

/// `POST /v1/account/finish`.
pub async fn finish(
    State(app): State<App>,
    ByHand(worker): ByHand,
    Input(request): Input<AccountFinishRequest>,
) -> Result<StatusCode, Refusal> {
    let now = app.clock.now();
    let id = hash(&request.attempt.0);
    // A code that was typed wrongly is typed again: the proof is not used up by it.
    let codes = match &request.change {
        AccountChange::Codes { code } => Some(first_code(&app, worker.id, id, code)?),
        _ => None,
    };
    let attempt = app.store.take_attempt(id, now).await?.filter(|attempt| attempt.worker == Some(worker.id));
    let attempt = attempt.ok_or(ProblemCode::SignInRefused)?;
    if !app.password.proved(&attempt.state, &request.opaque.0) {
        let by = Actor::Worker(worker.id);
        app.store.add_audit_line(AuditLine { at: now, by, deed: Deed::SignedIn, about: None, done: false }).await?;
        return Err(ProblemCode::SignInRefused.into());
    }
    let change = match request.change {
        AccountChange::Password { opaque, wrapped_keys } => Change::Password(NewPassword {
            opaque_record: app.password.record(&opaque.0)?,
            wrapped_keys: small(wrapped_keys)?,
        }),
        AccountChange::Recovery(seal) => Change::Recovery(recovery(seal)?),
        AccountChange::Passkey(answer) => Change::Passkey(made(&app, worker.id, &answer).await?),
        AccountChange::PasskeyRemoved(id) => Change::PasskeyRemoved(id.0),
        AccountChange::Codes { .. } => Change::Codes(codes.ok_or(ProblemCode::CodeRefused)?),
    };
    app.store.change_account(worker.id, worker.session, change, now).await?;
    Ok(StatusCode::NO_CONTENT)
}
