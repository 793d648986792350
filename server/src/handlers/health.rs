//! Is the process alive, and can it do its work?

use axum::{
    Json,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::Serialize;

use crate::{
    app::App,
    error::Refusal,
    store::{Condition, Health},
};

/// What goes on, and should not for long.
#[derive(Debug, Serialize)]
struct DegradedReply {
    degraded: Vec<String>,
}

/// `GET /healthz`.
pub async fn alive() -> StatusCode {
    StatusCode::NO_CONTENT
}

/// `GET /readyz`: 204 if a write was committed within the last five seconds, into the file that is there. 200 with a list if
/// the server works and somebody should look; 507 while the disk is full; 503 while stopping, so that a balancer sends no
/// one here.
pub async fn ready(State(app): State<App>) -> Result<Response, Refusal> {
    if app.stopping.load(std::sync::atomic::Ordering::Relaxed) {
        return Err(domain::api::ProblemCode::Busy.into());
    }
    let mut degraded = sentences(&app.store.ready().await?);
    if !app.site.is_there() {
        degraded.push(app.site.missing());
    }
    degraded.extend(app.proxies.trouble());
    if degraded.is_empty() {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    Ok(Json(DegradedReply { degraded }).into_response())
}

/// What is wrong, what goes on all the same, and what to do.
fn sentences(condition: &Condition) -> Vec<String> {
    let mut said = Vec::new();
    if condition.without_ballast {
        said.push(
            "The disk is full. Taking back and deleting still work; nothing new is stored. Make room on the disk: the \
             rest comes back by itself."
                .to_owned(),
        );
    } else if condition.low {
        said.push(
            "Less than a tenth and less than 1 GiB of the disk is free. New introductions and backups are refused; \
             everything else works. Make room on the disk."
                .to_owned(),
        );
    }
    if condition.leaving {
        let who = condition.log_held_by.as_deref().unwrap_or("another program");
        said.push(format!(
            "A reader holds the log open: {who}. What was taken back is out of the database and nobody can read it \
             through the server, but its sealed bytes are still on the disk. Let that reader finish, or stop it."
        ));
    }
    said
}
