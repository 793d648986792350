//! The built site: each origin serves its own folder, `person` or `team`, and nothing of the other's.
//!
//! Files under `/assets/` carry a piece of their own hash in their name and never change; every other file is asked
//! for again at each visit. A `GET` of a path without a dot that is no route is a screen of the app: it gets the shell.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderValue, Method, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use base64ct::{Base64UrlUnpadded, Encoding};
use domain::{
    api::ProblemCode,
    time::{Day, Moment, Stamp},
};
use serde_json::Value;
use tower_http::services::ServeDir;

use crate::{error::Refusal, side::Side, token::hash};

/// Used until a site is built, and for every reply that is no page.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; \
    font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'none'; base-uri 'none'; \
    frame-ancestors 'none'";

/// More than any file has whose name stays; the largest of them is the service worker.
const CHANGING_LIMIT_BYTES: usize = 4 << 20;

/// The folder, and what its build says of it.
#[derive(Clone, Debug)]
pub struct Site {
    folder: PathBuf,
    person: HeaderValue,
    team: HeaderValue,
    /// The day by which the numbers of Get help now are to be checked again, if the site says so.
    pub contacts_review_by: Option<Day>,
    /// Whether this is a build for looking and trying out: large, unmeasured, or one whose pages open again by themselves.
    quick: bool,
}

impl Site {
    /// Reads `site.json`, if there is one.
    pub fn open(folder: &Path) -> Self {
        let json = std::fs::read(folder.join("site.json")).ok();
        let build: Value = json.and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default();
        let policy = |side: Side| {
            let text = build["origins"][side.name()]["csp"].as_str();
            text.and_then(|text| HeaderValue::from_str(text).ok()).unwrap_or(HeaderValue::from_static(POLICY))
        };
        let review = build["contacts_review_by"].as_str().and_then(|day| Day::parse(day).ok());
        let (person, team) = (policy(Side::Person), policy(Side::Team));
        let quick = build["quick"] == true;
        Self { folder: folder.to_owned(), person, team, contacts_review_by: review, quick }
    }

    /// Whether both origins have a page to begin with; without one a browser gets an empty answer.
    pub(crate) fn is_there(&self) -> bool {
        [Side::Person, Side::Team].iter().all(|side| self.folder.join(side.name()).join("index.html").is_file())
    }

    /// What to do where it is not there, as a sentence for the deployer.
    pub(crate) fn missing(&self) -> String {
        format!(
            "there is no site in {}: person/index.html or team/index.html is missing, and browsers would find nothing. Name \
             the folder that `cargo xtask build` made with --site",
            self.folder.display()
        )
    }

    /// Refuses a site that is not there, or that nobody should be served at the address of a server that people reach.
    ///
    /// # Errors
    /// A sentence for the deployer.
    pub(crate) fn may_be_served(&self, reached: bool) -> Result<(), String> {
        if !self.is_there() {
            return Err(self.missing());
        }
        if self.quick && reached {
            let folder = self.folder.display();
            return Err(format!(
                "{folder} holds a build for trying out, which is served to nobody: run `cargo xtask build`"
            ));
        }
        Ok(())
    }

    /// Whether the numbers of Get help now should have been checked by now. The deployer is told, the person is not: the
    /// numbers still stand there, and worry helps nobody who needs them.
    pub fn contacts_are_due(&self, now_ms: i64) -> bool {
        let today = Stamp { at: Moment(now_ms), offset_min: 0 }.day();
        self.contacts_review_by.is_some_and(|day| day < today)
    }

    /// The `Content-Security-Policy` of an origin.
    pub(crate) fn policy(&self, side: Side) -> HeaderValue {
        match side {
            Side::Person => self.person.clone(),
            Side::Team => self.team.clone(),
        }
    }
}

/// A known path with another method.
pub(crate) async fn no_route() -> Refusal {
    ProblemCode::NotFound.into()
}

/// Whatever is no route: a file of this origin, or the shell. The file itself, its codings, ranges and what a browser
/// holds of it already are tower-http's.
pub(crate) async fn serve(State((site, side)): State<(Site, Side)>, request: Request) -> Response {
    let (head, path) = (request.method() == Method::HEAD, request.uri().path());
    if !(head || request.method() == Method::GET) || path.starts_with("/v1/") {
        return Refusal::from(ProblemCode::NotFound).into_response();
    }
    let Some(name) = safe_name(path) else { return Refusal::from(ProblemCode::NotFound).into_response() };
    let name = if name.contains('.') { name } else { "index.html" }.to_owned();
    let folder = site.folder.join(side.name());
    let served = if name.starts_with("assets/") {
        files(&folder, &name, request).await.map(|found| cached(found, "public, max-age=31536000, immutable"))
    } else {
        // A team's page that was left is kept nowhere, nor for the way back to it: somebody else may be at the device.
        let page = side == Side::Team && name == "index.html";
        let keep = if page { "no-store" } else { "no-cache" };
        changing(&folder, &name, request).await.map(|found| cached(found, keep))
    };
    match served {
        Ok(response) if response.status() != StatusCode::NOT_FOUND => response,
        Ok(_) if name == "index.html" => {
            let text = "The site is not built yet: cargo xtask build\n";
            (StatusCode::NOT_FOUND, [(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response()
        }
        Ok(_) => Refusal::from(ProblemCode::NotFound).into_response(),
        Err(error) => {
            tracing::error!(%error, "site");
            Refusal::from(ProblemCode::Internal).into_response()
        }
    }
}

/// The file with this name, compressed if the browser takes it and the build made it.
async fn files(folder: &Path, name: &str, mut request: Request) -> io::Result<Response> {
    *request.uri_mut() = Uri::try_from(format!("/{name}")).map_err(io::Error::other)?;
    let mut folder =
        ServeDir::new(folder).append_index_html_on_directories(false).precompressed_br().precompressed_gzip();
    match folder.try_call(request).await {
        Ok(found) => Ok(found.map(Body::new)),
        Err(fault) if matches!(fault.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            Ok(StatusCode::NOT_FOUND.into_response())
        }
        Err(fault) => Err(fault),
    }
}

/// A file whose name stays while its bytes change. Whether the browser has these very bytes, only the bytes can tell: the
/// shells of two builds differ in hashes alone, so in nothing by their length, and in an image of a server every file may
/// be of the same second.
async fn changing(folder: &Path, name: &str, mut request: Request) -> io::Result<Response> {
    let head = request.method() == Method::HEAD;
    *request.method_mut() = Method::GET;
    let asked = request.headers_mut();
    let known = asked.remove(header::IF_NONE_MATCH);
    for other in [header::IF_MATCH, header::IF_MODIFIED_SINCE, header::IF_UNMODIFIED_SINCE, header::RANGE] {
        asked.remove(other);
    }
    let (mut parts, body) = files(folder, name, request).await?.into_parts();
    if parts.status != StatusCode::OK {
        return Ok(Response::from_parts(parts, body));
    }
    let bytes = axum::body::to_bytes(body, CHANGING_LIMIT_BYTES).await.map_err(io::Error::other)?;
    let tag = format!("\"{}\"", Base64UrlUnpadded::encode_string(&hash(&bytes)));
    parts.headers.remove(header::LAST_MODIFIED);
    parts.headers.remove(header::ACCEPT_RANGES);
    parts.headers.insert(header::ETAG, HeaderValue::from_str(&tag).map_err(io::Error::other)?);
    if known.is_some_and(|known| names(&known, &tag)) {
        parts.headers.remove(header::CONTENT_LENGTH);
        parts.status = StatusCode::NOT_MODIFIED;
    }
    let empty = head || parts.status == StatusCode::NOT_MODIFIED;
    Ok(Response::from_parts(parts, if empty { Body::empty() } else { Body::from(bytes) }))
}

/// Whether `If-None-Match` names this tag. A proxy that compresses makes a tag weak; the content is the same.
fn names(known: &HeaderValue, tag: &str) -> bool {
    let one = |one: &str| one.trim().trim_start_matches("W/") == tag;
    known.to_str().is_ok_and(|known| known.trim() == "*" || known.split(',').any(one))
}

/// What is the same for every file: how long it may be kept, and that it depends on what the browser can unpack.
fn cached(mut found: Response, keep: &'static str) -> Response {
    let headers = found.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(keep));
    headers.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    let text =
        headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).filter(|it| it.starts_with("text/"));
    if let Some(kind) = text.and_then(|kind| HeaderValue::from_str(&format!("{kind}; charset=utf-8")).ok()) {
        headers.insert(header::CONTENT_TYPE, kind);
    }
    found
}

/// The path below the folder, if it has only plain parts: letters, digits, `-`, `_` and inner dots.
fn safe_name(path: &str) -> Option<&str> {
    let name = path.strip_prefix('/')?;
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let safe = |part: &str| !part.is_empty() && !part.starts_with('.') && part.chars().all(plain);
    // Paths of screens may be anything, for they only lead to the shell.
    (!name.contains('.') || name.split('/').all(safe)).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::{Site, safe_name};

    #[test]
    fn numbers_are_due_once_their_day_has_passed() {
        let folder = std::env::temp_dir().join(format!("waymark-site-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("site.json"), br#"{"contacts_review_by":"2027-05-23"}"#).unwrap();
        let site = Site::open(&folder);
        std::fs::remove_dir_all(&folder).unwrap();
        // Noon of 22, 23 and 24 May 2027.
        for (now, due) in [(1_810_987_200_000, false), (1_811_073_600_000, false), (1_811_160_000_000, true)] {
            assert_eq!(site.contacts_are_due(now), due, "{now}");
        }
        assert!(!Site::open(&folder).contacts_are_due(i64::MAX / 2), "a site without the day");
    }

    #[test]
    fn a_build_for_trying_out_is_served_to_nobody() {
        let folder = std::env::temp_dir().join(format!("waymark-quick-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("site.json"), "{}").unwrap();
        let bare = Site::open(&folder).may_be_served(false);
        assert!(bare.is_err_and(|said| said.contains("there is no site")), "it has no pages");
        for side in ["person", "team"] {
            std::fs::create_dir_all(folder.join(side)).unwrap();
            std::fs::write(folder.join(side).join("index.html"), "").unwrap();
        }
        for (json, refused) in [(r#"{"quick":true}"#, true), (r#"{"quick":false}"#, false), ("{}", false)] {
            std::fs::write(folder.join("site.json"), json).unwrap();
            let site = Site::open(&folder);
            assert_eq!(site.may_be_served(true).is_err(), refused, "{json}");
            assert_eq!(site.may_be_served(false), Ok(()), "on this machine");
        }
        std::fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn a_path_cannot_leave_its_folder() {
        for path in ["/../team/index.html", "/assets/../../x.db", "/.git/config", "//etc/x.y", "/a%2e%2e/b.c", "x"] {
            assert_eq!(safe_name(path), None, "{path}");
        }
        assert_eq!(safe_name("/assets/person.1a2b.js"), Some("assets/person.1a2b.js"));
        assert_eq!(safe_name("/check-in/3/4"), Some("check-in/3/4"));
    }
}
