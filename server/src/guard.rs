//! What surrounds every request of both listeners: the number at once, the time, a panic, headers, the log.

use axum::{
    extract::{MatchedPath, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use domain::api::{ProblemCode, path};

use crate::{
    app::App,
    clock::StopWatch,
    error::Refusal,
    limits::{BACKUP_TIMEOUT, REQUEST_TIMEOUT},
    side::Side,
};

/// The middleware; see the module.
pub(crate) async fn around(State((app, side)): State<(App, Side)>, request: Request, next: Next) -> Response {
    let watch = StopWatch::start();
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().map_or("(file)".to_owned(), |path| path.as_str().to_owned());
    let api = request.uri().path().starts_with("/v1/");
    let patience = if route == path::BACKUP || route == path::BACKUP_REV { BACKUP_TIMEOUT } else { REQUEST_TIMEOUT };
    let mut response = match app.limits.at_once.try_acquire() {
        Err(_) => Refusal::from(ProblemCode::Busy).into_response(),
        Ok(_permit) => match tokio::time::timeout(patience, next.run(request)).await {
            Ok(response) => response,
            Err(_) => Refusal::from(ProblemCode::Busy).into_response(),
        },
    };
    add_headers(&app, side, api, response.headers_mut());
    let status = response.status().as_u16();
    if let Some(record) = &app.request_record {
        record.write(&format!("{} {method} {route} {status}\n", side.name()));
    }
    let took_ms = watch.ms();
    tracing::info!(side = side.name(), %method, route, status, took_ms, "request");
    response
}

/// A panic in a handler is one refused request.
pub(crate) fn panicked(_: Box<dyn std::any::Any + Send>) -> Response {
    Refusal::from(ProblemCode::Internal).into_response()
}

/// The headers of every reply. The policy for scripts and the rest comes from the site's build.
fn add_headers(app: &App, side: Side, api: bool, headers: &mut HeaderMap) {
    const PERMISSIONS: &str = "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), \
        gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()";
    let fixed: [(HeaderName, &'static str); 6] = [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (HeaderName::from_static("permissions-policy"), PERMISSIONS),
        // A page runs no script that is not named with a hash: by the page itself, or by the one that it names.
        (HeaderName::from_static("integrity-policy"), "blocked-destinations=(script)"),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.insert(header::CONTENT_SECURITY_POLICY, app.site.policy(side));
    if app.https(side) {
        // Of this host alone: at the top of an organisation's name it would bind every other host below it for as long.
        let two_years = HeaderValue::from_static("max-age=63072000");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, two_years);
    }
    if api || !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
}
