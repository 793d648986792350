//! The second factor: a passkey or a one-time code. What a page is asked, what it answers, and the list of mine.

use axum::{Json, extract::State, http::StatusCode};
use domain::{
    api::{NewFactor, PasskeyAnswer, PasskeyOffer, PasskeyReply, PasskeysReply, ProblemCode, SignInPasskeyRequest},
    id::WorkerId,
};

use super::{JsonReply, accounts::first_code};
use crate::{
    app::App,
    auth::{FromWorker, HalfSignedIn},
    error::Refusal,
    input::Input,
    passkeys::{Asked, PasskeyFault},
    random::make_bytes,
    store::{Actor, Attempt, Audit, AuditLine, Deed, Factor, Factors, KeptPasskey, NewPasskey, Sessions},
    token::hash,
};

/// Time to make a passkey, ms: a recovery code is printed in between.
const MAKE_MS: i64 = 3_600_000;
/// Time to use one, ms.
const USE_MS: i64 = 10 * 60_000;

impl From<PasskeyFault> for Refusal {
    fn from(_: PasskeyFault) -> Self {
        ProblemCode::CodeRefused.into()
    }
}

/// How a worker makes a passkey here; none where this host has no name.
pub(super) async fn offer_new(
    app: &App,
    worker: WorkerId,
    name: &str,
    held: &[KeptPasskey],
) -> Result<Option<PasskeyOffer>, Refusal> {
    match app.passkeys.ask_new(worker, name, held)? {
        Some(asked) => keep(app, worker, asked, MAKE_MS).await.map(Some),
        None => Ok(None),
    }
}

/// How a worker completes a sign-in with one of these; none where they have none.
pub(crate) async fn offer_use(
    app: &App,
    worker: WorkerId,
    held: &[KeptPasskey],
) -> Result<Option<PasskeyOffer>, Refusal> {
    match app.passkeys.ask(held)? {
        Some(asked) => keep(app, worker, asked, USE_MS).await.map(Some),
        None => Ok(None),
    }
}

async fn keep(app: &App, worker: WorkerId, asked: Asked, ms: i64) -> Result<PasskeyOffer, Refusal> {
    let attempt: [u8; 32] = make_bytes()?;
    let ends_at = app.clock.now() + ms;
    app.store.keep_attempt(Attempt { hash: hash(&attempt), worker: Some(worker), state: asked.state, ends_at }).await?;
    Ok(PasskeyOffer { attempt: attempt.to_vec().into(), options: asked.options })
}

/// What was kept of an offer to this worker. It is used up, whatever the answer is worth.
async fn state_of(app: &App, worker: WorkerId, answer: &PasskeyAnswer) -> Result<Vec<u8>, Refusal> {
    let attempt = app.store.take_attempt(hash(&answer.attempt.0), app.clock.now()).await?;
    let attempt = attempt.filter(|attempt| attempt.worker == Some(worker)).ok_or(ProblemCode::CodeRefused)?;
    Ok(attempt.state)
}

/// The passkey that a worker has just made.
pub(super) async fn made(app: &App, worker: WorkerId, answer: &PasskeyAnswer) -> Result<NewPasskey, Refusal> {
    let state = state_of(app, worker, answer).await?;
    Ok(app.passkeys.made(&state, &answer.credential)?)
}

/// A second factor that was just proved for the first time; `salt` is that of the codes that were offered beside it.
pub(super) async fn first_factor(
    app: &App,
    worker: WorkerId,
    salt: [u8; 32],
    factor: &NewFactor,
) -> Result<Factor, Refusal> {
    match factor {
        NewFactor::Code(code) => Ok(Factor::Codes(first_code(app, worker, salt, code)?)),
        NewFactor::Passkey(answer) => Ok(Factor::Passkey(made(app, worker, answer).await?)),
    }
}

/// `POST /v1/sign-in/passkey`.
pub async fn sign_in(
    State(app): State<App>,
    half: HalfSignedIn,
    Input(request): Input<SignInPasskeyRequest>,
) -> Result<StatusCode, Refusal> {
    let HalfSignedIn { id, session } = half;
    let now = app.clock.now();
    let state = state_of(&app, id, &request.answer).await?;
    let held = app.store.held_factors(id).await?.passkeys;
    let Ok(used) = app.passkeys.proved(&state, &request.answer.credential, &held) else {
        let about = Some(*id.as_bytes());
        let line = AuditLine { at: now, by: Actor::Nobody, deed: Deed::SignedIn, about, done: false };
        app.store.add_audit_line(line).await?;
        return Err(ProblemCode::CodeRefused.into());
    };
    app.store.use_passkey(id, session, used, now).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `GET /v1/passkeys`.
pub async fn list(State(app): State<App>, worker: FromWorker) -> JsonReply<PasskeysReply> {
    let held = app.store.held_factors(worker.id).await?;
    let passkeys = held.passkeys.into_iter().map(|it| PasskeyReply { id: it.id.into(), made: it.made, used: it.used });
    Ok(Json(PasskeysReply {
        possible: app.passkeys.possible(),
        codes: held.codes_salt.is_some(),
        passkeys: passkeys.collect(),
    }))
}
