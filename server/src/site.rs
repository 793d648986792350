//! The built site: each origin serves its own folder, `person` or `team`, and nothing of the other's.
//!
//! Files under `/assets/` carry a piece of their own hash in their name and never change; every other file is asked
//! for again at each visit. A `GET` of a path without a dot that is no route is a screen of the app: it gets the shell.

use std::path::{Path, PathBuf};

use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::{
    api::ProblemCode,
    time::{Day, Moment, Stamp},
};
use serde_json::Value;

use crate::{error::Refusal, side::Side};

/// Used until a site is built, and for every reply that is no page.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; \
    font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'none'; base-uri 'none'; \
    frame-ancestors 'none'";

/// The folder, and what its build says of it.
#[derive(Clone, Debug)]
pub struct Site {
    folder: PathBuf,
    person: HeaderValue,
    team: HeaderValue,
    /// The day by which the numbers of Get help now are to be checked again, if the site says so.
    pub contacts_review_by: Option<Day>,
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
        Self { folder: folder.to_owned(), person, team, contacts_review_by: review }
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

/// Whatever is no route.
pub(crate) async fn serve(State((site, side)): State<(Site, Side)>, request: Request) -> Response {
    let path = request.uri().path();
    let reading = matches!(*request.method(), Method::GET | Method::HEAD);
    if !reading || path.starts_with("/v1/") {
        return Refusal::from(ProblemCode::NotFound).into_response();
    }
    let folder = site.folder.join(side.name());
    let Some(name) = safe_name(path) else { return Refusal::from(ProblemCode::NotFound).into_response() };
    let name = if name.contains('.') { name } else { "index.html" };
    match read(&folder.join(name), request.headers()).await {
        Some((bytes, coding)) => file(name, bytes, coding, request.method() == Method::HEAD),
        None if name == "index.html" => {
            let text = "The site is not built yet: cargo xtask build\n";
            (StatusCode::NOT_FOUND, [(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response()
        }
        None => Refusal::from(ProblemCode::NotFound).into_response(),
    }
}

/// The path below the folder, if it has only plain parts: letters, digits, `-`, `_` and inner dots.
fn safe_name(path: &str) -> Option<&str> {
    let name = path.strip_prefix('/')?;
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let safe = |part: &str| !part.is_empty() && !part.starts_with('.') && part.chars().all(plain);
    // Paths of screens may be anything, for they only lead to the shell.
    (!name.contains('.') || name.split('/').all(safe)).then_some(name)
}

/// The file, compressed if the browser takes it and the build made it.
async fn read(file: &Path, headers: &HeaderMap) -> Option<(Vec<u8>, Option<&'static str>)> {
    let accepted = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let takes = |coding: &str| {
        accepted.split(',').any(|one| {
            let (name, weight) = one.split_once(';').unwrap_or((one, ""));
            name.trim() == coding && weight.trim() != "q=0"
        })
    };
    for (coding, end) in [("br", ".br"), ("gzip", ".gz")] {
        if takes(coding) {
            let mut compressed = file.as_os_str().to_owned();
            compressed.push(end);
            if let Ok(bytes) = tokio::fs::read(compressed).await {
                return Some((bytes, Some(coding)));
            }
        }
    }
    tokio::fs::read(file).await.ok().map(|bytes| (bytes, None))
}

fn file(name: &str, bytes: Vec<u8>, coding: Option<&'static str>, head: bool) -> Response {
    let cache = if name.starts_with("assets/") { "public, max-age=31536000, immutable" } else { "no-cache" };
    let length = bytes.len();
    let mut response = Response::new(if head { Body::empty() } else { Body::from(bytes) });
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind(name)));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    headers.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    if let Some(coding) = coding {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding));
    }
    response
}

fn kind(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, end)| end) {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
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
    fn a_path_cannot_leave_its_folder() {
        for path in ["/../team/index.html", "/assets/../../x.db", "/.git/config", "//etc/x.y", "/a%2e%2e/b.c", "x"] {
            assert_eq!(safe_name(path), None, "{path}");
        }
        assert_eq!(safe_name("/assets/person.1a2b.js"), Some("assets/person.1a2b.js"));
        assert_eq!(safe_name("/check-in/3/4"), Some("check-in/3/4"));
    }
}
