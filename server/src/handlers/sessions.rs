//! Sign-in in its stages, first a password that never leaves the browser and then a one-time code; sign-out, here and
//! elsewhere.

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::api::{
    ProblemCode, SessionReply, SessionsReply, SignInCodeRequest, SignInFinishRequest, SignInStartReply,
    SignInStartRequest,
};

use super::{JsonReply, accounts::first_code};
use crate::{
    app::App,
    auth::{COOKIE, FromWorker, HalfSignedIn, page_of, session_token},
    browser,
    error::Refusal,
    input::Input,
    limits::Caller,
    random::make_bytes,
    staff_auth::StaffAuth,
    store::{Actor, Attempt, Audit, AuditLine, Deed, Factors, Sessions, sign_in_name},
    token::hash,
};

/// Time between the two messages of a sign-in, ms: the browser stretches the password in between.
const ATTEMPT_MS: i64 = 60_000;
/// Longest sign-in name, bytes.
const NAME_LIMIT: usize = 200;

/// `POST /v1/sign-in/start`.
pub async fn sign_in_start(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    Input(request): Input<SignInStartRequest>,
) -> JsonReply<SignInStartReply> {
    let now = app.clock.now();
    if request.name.len() > NAME_LIMIT {
        return Err(ProblemCode::Malformed.into());
    }
    let name = sign_in_name(&request.name);
    let found = browser::start_proof(&app, &headers, caller, &name).await?;
    // For an unknown name the reply is made from a fake record: it looks the same and never leads to a session.
    let record = found.as_ref().map(|(_, record)| record.as_slice());
    let (state, opaque) = app.password.challenge(record, &request.opaque.0, &name)?;
    let attempt: [u8; 32] = make_bytes()?;
    let worker = found.map(|(worker, _)| worker);
    app.store.keep_attempt(Attempt { hash: hash(&attempt), worker, state, ends_at: now + ATTEMPT_MS }).await?;
    Ok(Json(SignInStartReply { attempt: attempt.to_vec().into(), opaque: opaque.into() }))
}

/// `POST /v1/sign-in/finish`.
pub async fn sign_in_finish(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    Input(request): Input<SignInFinishRequest>,
) -> Result<Response, Refusal> {
    let now = app.clock.now();
    let attempt = app.store.take_attempt(hash(&request.attempt.0), now).await?.ok_or(ProblemCode::SignInRefused)?;
    let proved = app.password.proved(&attempt.state, &request.opaque.0);
    let Some(worker) = attempt.worker.filter(|_| proved) else {
        let about = attempt.worker.map(|worker| *worker.as_bytes());
        let line = AuditLine { at: now, by: Actor::Nobody, deed: Deed::SignedIn, about, done: false };
        app.store.add_audit_line(line).await?;
        return Err(ProblemCode::SignInRefused.into());
    };
    StaffAuth { app: &app, headers: &headers, caller }.by_password(worker).await
}

/// `POST /v1/sign-in/code`.
pub async fn sign_in_code(
    State(app): State<App>,
    half: HalfSignedIn,
    Input(request): Input<SignInCodeRequest>,
) -> Result<StatusCode, Refusal> {
    let now = app.clock.now();
    let HalfSignedIn { id, session } = half;
    let held = app.store.held_factors(id).await?;
    match held.codes_salt {
        Some(salt) => {
            let step = app.password.codes(id, &salt)?.step_of(&request.code, now);
            if !app.store.try_code(id, session, step, now).await? {
                return Err(ProblemCode::CodeRefused.into());
            }
        }
        // Whoever has a passkey and no codes brings the passkey.
        None if !held.is_empty() => return Err(ProblemCode::CodeRefused.into()),
        // As the last step of the password proof offered it, for this session.
        None => app.store.connect_codes(id, session, first_code(&app, id, session, &request.code)?, now).await?,
    }
    Ok(StatusCode::NO_CONTENT)
}

/// `GET /v1/sessions`.
pub async fn list(State(app): State<App>, worker: FromWorker) -> JsonReply<SessionsReply> {
    let open = app.store.open_sessions(worker.id, worker.session, app.clock.now()).await?;
    let sessions = open.into_iter().map(|it| SessionReply { made: it.made, used: it.used, here: it.here }).collect();
    Ok(Json(SessionsReply { sessions }))
}

/// `DELETE /v1/sessions`: all but the one that asks.
pub async fn close_others(State(app): State<App>, worker: FromWorker) -> Result<StatusCode, Refusal> {
    app.store.close_others(worker.id, worker.session, app.clock.now()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `POST /v1/sign-out`: ends the session of this page's worker, and no other's. Also clears whatever the team's origin
/// keeps in this browser, but for the cookie by which it is known: whoever comes back in it is not held back by others.
/// The person's origin is another one, so a person's own records in the same browser stay.
pub async fn sign_out(State(app): State<App>, headers: HeaderMap) -> Result<Response, Refusal> {
    if let Some(token) = session_token(&headers) {
        let page = page_of(&headers);
        let session = app.store.session(hash(&token), app.clock.now()).await?;
        if session.is_some_and(|session| page != Some(session.worker)) {
            return Err(ProblemCode::OtherWorker.into());
        }
        app.store.close_session(hash(&token), app.clock.now()).await?;
    }
    let expired = format!("{COOKIE}=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0");
    // Not "cookies": that would take the browser's own one along.
    let clear = HeaderValue::from_static("\"cache\", \"storage\"");
    let mut response = (StatusCode::NO_CONTENT, [(header::SET_COOKIE, expired)]).into_response();
    response.headers_mut().insert(HeaderName::from_static("clear-site-data"), clear);
    Ok(response)
}
