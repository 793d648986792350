//! What a worker opened.

use axum::{extract::State, http::StatusCode};
use domain::api::{OPENED_LIMIT, OpenedRequest, ProblemCode, ReceiptsRequest};

use crate::{
    app::App,
    auth::FromWorker,
    error::Refusal,
    input::Input,
    store::{Receipts, ShareKey},
};

/// `POST /v1/receipts`.
pub async fn put(
    State(app): State<App>,
    worker: FromWorker,
    Input(request): Input<ReceiptsRequest>,
) -> Result<StatusCode, Refusal> {
    if request.opened.len() > OPENED_LIMIT {
        return Err(ProblemCode::TooLarge.into());
    }
    let key = |opened: OpenedRequest| ShareKey {
        person: opened.person,
        worker: worker.id,
        item: opened.item_id,
        rev: opened.rev,
    };
    app.store.put_receipts(request.opened.into_iter().map(key).collect(), app.clock.now()).await?;
    Ok(StatusCode::NO_CONTENT)
}
