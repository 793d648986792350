//! A worker says until when they are away.

use axum::{extract::State, http::StatusCode};
use domain::api::AwayRequest;

use crate::{app::App, auth::ByHand, error::Refusal, input::Input, store::Away};

/// `PUT /v1/away`.
pub async fn put(
    State(app): State<App>,
    ByHand(worker): ByHand,
    Input(request): Input<AwayRequest>,
) -> Result<StatusCode, Refusal> {
    app.store.put_away(worker.id, request.until, app.clock.now()).await?;
    Ok(StatusCode::NO_CONTENT)
}
