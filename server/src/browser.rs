//! The browser in which a worker has signed in before. It has a cookie of its own, which outlives every session and every
//! sign-out, opens nothing, and says one thing: whoever tries here is not held back by what others try elsewhere, or in
//! the same network. So nobody can keep a worker out by trying their name.
//!
//! One browser has one such cookie, whoever signs in there: colleagues at one computer are each known in it. A value the
//! browser brings is therefore taken as it is; nobody but the browser can set this cookie, and whoever holds the value of
//! another gains five tries a minute.

use axum::http::HeaderMap;
use domain::id::WorkerId;

use crate::{
    app::App,
    auth::cookie_token,
    error::Refusal,
    limits::Caller,
    random::make_bytes,
    store::{Begun, Sessions},
    token::token_text,
};

/// The cookie. `__Host-`: only over TLS (or on loopback), only this host, no other path.
const COOKIE: &str = "__Host-waymark-browser";
/// How long a browser keeps it, seconds: 400 days, which is as long as browsers keep any. Each sign-in begins them anew.
const KEPT_S: u32 = 400 * 86_400;

/// What the browser's cookie holds.
pub(crate) fn token(headers: &HeaderMap) -> Option<[u8; 32]> {
    cookie_token(headers, COOKIE)
}

/// The start of a password proof by this name, counted as a try: in a browser its worker is known in by itself, else with
/// all others of its network. Whose name it is, with their password record; none if it is nobody's.
pub(crate) async fn start_proof(
    app: &App,
    headers: &HeaderMap,
    caller: Caller,
    sign_in_name: &str,
) -> Result<Option<(WorkerId, Vec<u8>)>, Refusal> {
    let now = app.clock.now();
    let Begun { account, known } = app.store.start_sign_in(sign_in_name.to_owned(), token(headers), now).await?;
    if !known {
        app.limits.sign_in(caller, sign_in_name, now)?;
    }
    Ok(account)
}

/// This worker has just proved their password, or used their set-up link, in the browser that asks: it is known from now
/// on, and what was tried here and in its network by their name is forgotten. The header's value that sets the cookie.
///
/// A second factor may be still to come. To have proved the password is enough: who has is let off nothing but waiting
/// while others guess at it.
pub(crate) async fn know(app: &App, headers: &HeaderMap, caller: Caller, worker: WorkerId) -> Result<String, Refusal> {
    let token = match token(headers) {
        Some(token) => token,
        None => make_bytes()?,
    };
    let name = app.store.know_browser(worker, token, app.clock.now()).await?;
    app.limits.signed_in(caller, &name);
    Ok(format!("{COOKIE}={}; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age={KEPT_S}", token_text(&token)))
}
