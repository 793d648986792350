//! Is the process alive, and can it do its work?

use axum::{extract::State, http::StatusCode};

use crate::{app::App, error::Refusal, store::Health};

/// `GET /healthz`.
pub async fn alive() -> StatusCode {
    StatusCode::NO_CONTENT
}

/// `GET /readyz`: a write reached the disk within the last second; 507 while it is full. 503 while stopping, so that a balancer sends no one here.
pub async fn ready(State(app): State<App>) -> Result<StatusCode, Refusal> {
    if app.stopping.load(std::sync::atomic::Ordering::Relaxed) {
        return Err(domain::api::ProblemCode::Busy.into());
    }
    app.store.ready().await?;
    Ok(StatusCode::NO_CONTENT)
}
