//! Who is asking. Person's origin: a signature over the request, no account, cookies never read. Team origin: a
//! session cookie, and for whatever changes something a header that no form and no other site can send.

use axum::{
    body::{Body, Bytes},
    extract::{FromRequest, FromRequestParts, Request, State},
    http::{HeaderMap, Method, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
use base64ct::{Base64UrlUnpadded, Encoding};
use domain::{
    api::{AUTH_HEADER, BACKUP_LIMIT_BYTES, BODY_LIMIT_BYTES, Problem, ProblemCode, Stage, TEAM_HEADER, WORKER_HEADER},
    id::WorkerId,
    request::{AuthFault, RequestAuth, RequestParts, parse_auth},
    signed::{claimed_person, verify_consent},
    time::Moment,
};

use crate::{
    app::App,
    error::Refusal,
    random::make_bytes,
    store::{Introductions, Session, Sessions, Signed},
    token::hash,
};

/// The session cookie. `__Host-`: only over TLS (or on loopback), only this host, no other path.
pub const COOKIE: &str = "__Host-waymark";

/// Reads a body of at most `limit` bytes.
pub(crate) async fn read_body(body: Body, limit: usize) -> Result<Bytes, Refusal> {
    axum::body::to_bytes(body, limit).await.map_err(|_| ProblemCode::TooLarge.into())
}

/// A request signed by a person who was introduced, with its body.
pub struct FromPerson {
    /// Who, and the nonce to use up.
    pub signed: Signed,
    /// Their key, which also checks what the body carries.
    pub sig_pk: [u8; 32],
    /// The body as received.
    pub body: Bytes,
}

impl FromRequest<App> for FromPerson {
    type Rejection = Refusal;

    async fn from_request(request: Request, app: &App) -> Result<Self, Refusal> {
        signed(request, app, BODY_LIMIT_BYTES).await
    }
}

/// The same, with a body as large as a backup. Few are read at a time, so that strangers cannot fill the memory.
pub struct WithBackup(pub FromPerson);

impl FromRequest<App> for WithBackup {
    type Rejection = Refusal;

    async fn from_request(request: Request, app: &App) -> Result<Self, Refusal> {
        // A stranger's body is not read at all: only somebody known may take one of the few places.
        if app.store.person_key(claimed(&request)?.id).await?.is_none() {
            return Err(ProblemCode::Signature.into());
        }
        let _permit = app.limits.backups_at_once.try_acquire().map_err(|_| ProblemCode::Busy)?;
        signed(request, app, BACKUP_LIMIT_BYTES).await.map(Self)
    }
}

/// Who the request says it is from; nothing of it is checked yet.
fn claimed(request: &Request) -> Result<RequestAuth, Refusal> {
    let value = request.headers().get(AUTH_HEADER).and_then(|value| value.to_str().ok());
    Ok(value.and_then(|value| parse_auth(value).ok()).ok_or(ProblemCode::Signature)?)
}

/// Reads a body of at most `limit` bytes and checks the signature over all of the request.
async fn signed(request: Request, app: &App, limit: usize) -> Result<FromPerson, Refusal> {
    let auth = claimed(&request);
    let (parts, body) = request.into_parts();
    let body = read_body(body, limit).await?;
    let auth = auth?;
    // A key nobody introduced and a wrong signature get the same answer, at the same cost.
    let key = app.store.person_key(auth.id).await?;
    let message = RequestParts {
        org: app.settings.org_id,
        method: parts.method.as_str(),
        authority: app.settings.person.authority(),
        path_and_query: parts.uri.path_and_query().map_or("/", |both| both.as_str()),
        body: &body,
    };
    let now = app.clock.now();
    match auth.verify(&key.unwrap_or(app.nobodys_key), message, Moment(now)) {
        Ok(()) if key.is_some() => {}
        Err(AuthFault::Clock { server }) => {
            return Err(Refusal(Problem { now: Some(server.0), ..Problem::new(ProblemCode::Clock) }));
        }
        _ => return Err(ProblemCode::Signature.into()),
    }
    // Nonces of writes are used up with the write. Those of reads are not kept: a repeated read changes nothing,
    // and whoever could repeat it within five minutes has already seen the reply.
    let signed = Signed { person: auth.id, nonce: auth.nonce, now };
    Ok(FromPerson { signed, sig_pk: key.unwrap_or_default(), body })
}

/// A permission record that proves by its own signature who made it, handed in by whoever holds it. A phone that has
/// deleted everything keeps nothing else, and no key: it can still take back what was shared. A signed request is
/// welcome as well.
pub struct FromHolder(pub FromPerson);

impl FromRequest<App> for FromHolder {
    type Rejection = Refusal;

    async fn from_request(request: Request, app: &App) -> Result<Self, Refusal> {
        if request.headers().contains_key(AUTH_HEADER) {
            return FromPerson::from_request(request, app).await.map(Self);
        }
        let body = read_body(request.into_body(), BODY_LIMIT_BYTES).await?;
        let person = claimed_person(&body).ok_or(ProblemCode::Signature)?;
        let key = app.store.person_key(person).await?;
        // The same answer, at the same cost, whether or not anybody knows that person.
        let fits = verify_consent(&body, &key.unwrap_or(app.nobodys_key)).is_ok();
        let sig_pk = key.filter(|_| fits).ok_or(ProblemCode::Signature)?;
        let signed = Signed { person, nonce: make_bytes()?, now: app.clock.now() };
        Ok(Self(FromPerson { signed, sig_pk, body }))
    }
}

/// A worker whose sign-in is complete, asking from a page of their own. A page asks for much by itself: that it did says
/// nothing of whether anybody is there.
pub struct FromWorker {
    /// Who.
    pub id: WorkerId,
    /// SHA-256 of the token of the session that asks.
    pub session: [u8; 32],
}

impl FromRequestParts<App> for FromWorker {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Refusal> {
        let (session, token_hash) = session_of(parts, app).await?;
        match session.stage {
            Stage::Full => Ok(Self { id: session.worker, session: token_hash }),
            Stage::Password => Err(ProblemCode::SecondFactorNeeded.into()),
        }
    }
}

/// The same, for what no page asks by itself but only somebody who is at it: the session's 15 minutes begin anew.
pub struct ByHand(pub FromWorker);

impl FromRequestParts<App> for ByHand {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Refusal> {
        let worker = FromWorker::from_request_parts(parts, app).await?;
        app.store.touch_session(worker.session, app.clock.now()).await?;
        Ok(Self(worker))
    }
}

/// A worker whose password was right and whose second factor is still to come: all they can do is bring it.
pub struct HalfSignedIn {
    /// Who.
    pub id: WorkerId,
    /// SHA-256 of the token of the session that asks.
    pub session: [u8; 32],
}

impl FromRequestParts<App> for HalfSignedIn {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Refusal> {
        let (session, token_hash) = session_of(parts, app).await?;
        match session.stage {
            Stage::Password => Ok(Self { id: session.worker, session: token_hash }),
            // Once it is complete nothing is to be brought.
            Stage::Full => Err(ProblemCode::Conflict.into()),
        }
    }
}

/// The session of the cookie, if the page that asks is its worker's, and the hash of its token.
async fn session_of(parts: &Parts, app: &App) -> Result<(Session, [u8; 32]), Refusal> {
    let token_hash = hash(&session_token(&parts.headers).ok_or(ProblemCode::SignInNeeded)?);
    let session = app.store.session(token_hash, app.clock.now()).await?.ok_or(ProblemCode::SignInNeeded)?;
    // One browser, two workers: the cookie is the last one's, the keys in the page are still the first one's.
    if page_of(&parts.headers) != Some(session.worker) {
        return Err(ProblemCode::OtherWorker.into());
    }
    Ok((session, token_hash))
}

/// Whose page a request says it comes from.
pub(crate) fn page_of(headers: &HeaderMap) -> Option<WorkerId> {
    headers.get(WORKER_HEADER)?.to_str().ok()?.parse().ok()
}

/// The token in the session cookie.
pub(crate) fn session_token(headers: &HeaderMap) -> Option<[u8; 32]> {
    cookie_token(headers, COOKIE)
}

/// The token in the cookie of this name.
pub(crate) fn cookie_token(headers: &HeaderMap, wanted: &str) -> Option<[u8; 32]> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let pairs = cookies.flat_map(|line| line.split("; ")).filter_map(|pair| pair.split_once('='));
    let value = pairs.into_iter().find_map(|(name, value)| (name == wanted).then_some(value))?;
    let mut token = [0; 32];
    let written = Base64UrlUnpadded::decode(value, &mut token).ok()?.len();
    (written == token.len()).then_some(token)
}

/// Refuses writes to the team origin that its own page did not send. Browsers say where a request comes from in
/// `Sec-Fetch-Site`; whatever is no browser does not, and carries no one's cookie.
pub(crate) async fn own_page_only(State(_): State<App>, request: Request, next: Next) -> Response {
    let headers = request.headers();
    let named = headers.get(TEAM_HEADER).is_some_and(|value| value == "1");
    let own = headers.get("Sec-Fetch-Site").is_none_or(|site| site == "same-origin");
    if matches!(*request.method(), Method::GET | Method::HEAD) || (named && own) {
        return next.run(request).await;
    }
    Refusal::from(ProblemCode::WrongPage).into_response()
}
