//! A worker's sealed keyring: one blob with a rising revision.

use axum::{Json, extract::State};
use domain::api::{KeyringReply, KeyringRequest, KeyringStoredReply, ProblemCode};

use super::JsonReply;
use crate::{app::App, auth::FromWorker, input::Input, store::Keyrings};

/// Longest keyring, bytes.
const KEYRING_LIMIT: usize = 64 * 1024;

/// `GET /v1/keyring`.
pub async fn read(State(app): State<App>, worker: FromWorker) -> JsonReply<KeyringReply> {
    let (revision, bytes) = app.store.keyring(worker.id).await?;
    Ok(Json(KeyringReply { revision, bytes: bytes.into() }))
}

/// `PUT /v1/keyring`.
pub async fn put(
    State(app): State<App>,
    worker: FromWorker,
    Input(request): Input<KeyringRequest>,
) -> JsonReply<KeyringStoredReply> {
    if request.bytes.0.len() > KEYRING_LIMIT {
        return Err(ProblemCode::TooLarge.into());
    }
    let revision = app.store.put_keyring(worker.id, request.over, request.bytes.0).await?;
    Ok(Json(KeyringStoredReply { revision }))
}
