//! The only file that fetches. It knows paths and bodies and nothing of what they mean; what to send, and when, is
//! decided by `domain::sync` and by the person.
use domain::api::{self, Problem, ProblemCode};
pub(super) use gloo::net::http::Method;
use gloo::net::http::{RequestBuilder, Response};
use gloo::timers::callback::Timeout;
use serde::de::DeserializeOwned;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{AbortController, Headers, RequestCache, RequestCredentials, RequestInit};

/// After this long a request is given up; whatever was sent may be sent again, since every route takes repeats.
const PATIENCE_MS: u32 = 15_000;
/// The same for a sealed backup: a small one over a slow line.
const BACKUP_PATIENCE_MS: u32 = 60_000;

/// Why a request has no reply to use.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ApiError {
    /// No answer came: no signal, or the server is away.
    #[error("no answer")]
    NoAnswer,
    /// The server refused, and said why.
    #[error("refused: {0:?}")]
    Refused(ProblemCode),
    /// The phone's clock is too far from the server's, which reads this many UTC milliseconds.
    #[error("the clocks are too far apart")]
    Clock(i64),
    /// The sequence number was used before; the highest one that the server holds.
    #[error("sequence used, the highest is {0}")]
    SequenceUsed(u64),
    /// This revision of an item, or a newer one, is there; the newest one that the server holds.
    #[error("revision used, the newest is {0}")]
    RevisionUsed(u32),
    /// The answer was none of ours, as from a hotel's sign-in page or a broken proxy.
    #[error("an answer that makes no sense, status {0}")]
    Unreadable(u16),
}

impl ApiError {
    /// True if the same request may well work later, with nothing changed on our side.
    pub fn may_pass(&self) -> bool {
        match self {
            Self::NoAnswer | Self::Unreadable(_) | Self::Clock(_) => true,
            Self::SequenceUsed(_) | Self::RevisionUsed(_) => false,
            Self::Refused(code) => {
                matches!(code, ProblemCode::TooMany | ProblemCode::Busy | ProblemCode::Full | ProblemCode::Internal)
            }
        }
    }
}

/// What a request carries.
#[derive(Debug, Clone, Default)]
pub(super) enum Body {
    /// Nothing.
    #[default]
    Empty,
    /// A JSON document.
    Json(String),
    /// Signed or sealed bytes with their media type.
    Bytes(&'static str, Vec<u8>),
}

impl Body {
    /// A request's type as JSON.
    pub(super) fn json<T: serde::Serialize>(request: &T) -> Self {
        // Our own types have string keys and no failing serialiser, so this cannot be reached.
        serde_json::to_string(request).map_or(Self::Empty, Self::Json)
    }

    /// The bytes that go over the wire, which a signature covers.
    pub(super) fn as_bytes(&self) -> &[u8] {
        match self {
            Self::Empty => &[],
            Self::Json(text) => text.as_bytes(),
            Self::Bytes(_, bytes) => bytes,
        }
    }
}

/// One request to our own origin.
#[derive(Debug, Clone)]
pub(super) struct Call<'a> {
    /// The verb.
    pub(super) method: Method,
    /// Path and query.
    pub(super) path: &'a str,
    /// What it carries.
    pub(super) body: Body,
    /// More headers: the person's signature, or the mark of the team's own page and whose page it is.
    pub(super) headers: Vec<(&'a str, String)>,
    /// Whether cookies go along: never on the person's side.
    pub(super) credentials: RequestCredentials,
}

/// Sends a request and reads the reply as JSON.
pub(super) async fn fetch_json<T: DeserializeOwned>(call: Call<'_>) -> Result<T, ApiError> {
    let bytes = fetch(call).await?;
    serde_json::from_slice(&bytes).map_err(|_| ApiError::Unreadable(200))
}

/// Sends a request and reads the reply's bytes.
pub(super) async fn fetch(call: Call<'_>) -> Result<Vec<u8>, ApiError> {
    // Dropping the timer stops it; aborting covers the reading of the body as well.
    let controller = AbortController::new().map_err(|_| ApiError::NoAnswer)?;
    let signal = controller.signal();
    let patience_ms = if call.path.starts_with(api::path::BACKUP) { BACKUP_PATIENCE_MS } else { PATIENCE_MS };
    let _timer = Timeout::new(patience_ms, move || controller.abort());
    let mut builder = RequestBuilder::new(call.path)
        .method(call.method)
        .cache(RequestCache::NoStore)
        .credentials(call.credentials)
        .abort_signal(Some(&signal));
    for (name, value) in &call.headers {
        builder = builder.header(name, value);
    }
    let request = match call.body {
        Body::Empty => builder.build(),
        Body::Json(text) => builder.header("Content-Type", "application/json").body(text),
        Body::Bytes(media, bytes) => {
            builder.header("Content-Type", media).body(js_sys::Uint8Array::from(bytes.as_slice()))
        }
    };
    let reply = request.map_err(|_| ApiError::NoAnswer)?.send().await.map_err(|_| ApiError::NoAnswer)?;
    if !reply.ok() {
        return Err(refusal(&reply).await);
    }
    reply.binary().await.map_err(|_| ApiError::NoAnswer)
}

/// Sends a request from a page that is being left: the browser goes on with it when the page is gone, and the answer is
/// nobody's. At most 64 KiB of such are under way at a time.
pub(super) fn send_off(call: Call<'_>) {
    let Ok(headers) = Headers::new() else { return };
    for (name, value) in &call.headers {
        // Our own names and values are ones that a browser takes.
        let _ = headers.set(name, value);
    }
    let init = RequestInit::new();
    init.set_method(call.method.as_str());
    init.set_credentials(call.credentials);
    init.set_cache(RequestCache::NoStore);
    let media = match &call.body {
        Body::Empty => None,
        Body::Json(_) => Some("application/json"),
        Body::Bytes(media, _) => Some(*media),
    };
    if let Some(media) = media {
        let _ = headers.set("Content-Type", media);
        init.set_body(&js_sys::Uint8Array::from(call.body.as_bytes()));
    }
    init.set_headers(&headers);
    // Younger than the bindings.
    let _ = js_sys::Reflect::set(&init, &"keepalive".into(), &true.into());
    if let Some(window) = web_sys::window() {
        let sent = JsFuture::from(window.fetch_with_str_and_init(call.path, &init));
        // Awaited all the same: a refusal that nobody hears is an error of the page.
        spawn_local(async move { drop(sent.await) });
    }
}

async fn refusal(reply: &Response) -> ApiError {
    let is_problem = reply.headers().get("content-type").is_some_and(|media| media.starts_with(api::PROBLEM));
    let bytes = if is_problem { reply.binary().await.ok() } else { None };
    // As replies are read: the browser's own way would bring a second reader of JSON along.
    let problem = bytes.and_then(|bytes| serde_json::from_slice::<Problem>(&bytes).ok());
    match problem {
        Some(Problem { code: ProblemCode::Clock, now: Some(now), .. }) => ApiError::Clock(now),
        Some(Problem { code: ProblemCode::SequenceUsed, highest_seq: Some(highest), .. }) => {
            ApiError::SequenceUsed(highest)
        }
        Some(Problem { code: ProblemCode::Conflict, highest_rev: Some(newest), .. }) => ApiError::RevisionUsed(newest),
        Some(problem) => ApiError::Refused(problem.code),
        None => ApiError::Unreadable(reply.status()),
    }
}
