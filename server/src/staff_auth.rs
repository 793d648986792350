//! The one place where what a worker proved becomes a session. Each way to prove is a method here, and says how far its
//! session is: a password is half, and only `store::Factors` makes it whole. Another way, such as an organisation's own
//! accounts, would be one more method; it could open no keys.

use axum::{
    Json,
    http::{HeaderMap, header},
    response::{AppendHeaders, IntoResponse, Response},
};
use domain::{
    api::{SignInFinishReply, Stage},
    id::WorkerId,
};

use crate::{
    app::App,
    auth::COOKIE,
    browser,
    error::Refusal,
    handlers::passkeys::offer_use,
    limits::Caller,
    random::make_bytes,
    store::{Factors, Sessions},
    token::{hash, token_text},
};

/// Who asks for a session: a browser, at an address.
#[derive(Clone, Copy)]
pub(crate) struct StaffAuth<'a> {
    /// What every handler is given.
    pub(crate) app: &'a App,
    /// Of the request.
    pub(crate) headers: &'a HeaderMap,
    /// Where it came from.
    pub(crate) caller: Caller,
}

impl StaffAuth<'_> {
    /// The password was proved. Never enough alone: the reply says what completes it. Who has no second factor yet, from
    /// before there were any, connects an app for codes now.
    pub(crate) async fn by_password(self, worker: WorkerId) -> Result<Response, Refusal> {
        let held = self.app.store.held_factors(worker).await?;
        let token: [u8; 32] = make_bytes()?;
        let secret = if held.is_empty() { Some(self.app.password.codes(worker, &hash(&token))?) } else { None };
        let reply = SignInFinishReply {
            worker_id: worker,
            stage: Stage::Password,
            codes_secret: secret.map(|secret| secret.expose().to_vec().into()),
            passkey: offer_use(self.app, worker, &held.passkeys).await?,
            without_codes: !held.is_empty() && held.codes_salt.is_none(),
        };
        self.open(&token, reply).await
    }

    /// A set-up link or a recovery code was proved, and with it, in one message, a new password and a new second factor:
    /// nobody is asked for them again.
    pub(crate) async fn by_renewal(self, worker: WorkerId) -> Result<Response, Refusal> {
        let reply = SignInFinishReply {
            worker_id: worker,
            stage: Stage::Full,
            codes_secret: None,
            passkey: None,
            without_codes: false,
        };
        self.open(&make_bytes()?, reply).await
    }

    /// Opens the session and hands its cookie out, in a browser that is known from now on.
    async fn open(self, token: &[u8; 32], reply: SignInFinishReply) -> Result<Response, Refusal> {
        let Self { app, headers, caller } = self;
        app.store.open_session(reply.worker_id, hash(token), reply.stage, app.clock.now()).await?;
        let cookie = format!("{COOKIE}={}; Path=/; Secure; HttpOnly; SameSite=Strict", token_text(token));
        let known = browser::know(app, headers, caller, reply.worker_id).await?;
        let cookies = AppendHeaders([(header::SET_COOKIE, cookie), (header::SET_COOKIE, known)]);
        Ok((cookies, Json(reply)).into_response())
    }
}
