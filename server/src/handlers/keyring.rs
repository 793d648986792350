//! A worker's sealed keyring: a whole one and what was added to it, with a rising revision.

use axum::{Json, extract::State};
use domain::api::{
    KEYRING_APPEND_LIMIT, KEYRING_WHOLE_LIMIT, KeyringReply, KeyringRequest, KeyringStoredReply, ProblemCode,
};

use super::JsonReply;
use crate::{app::App, auth::FromWorker, input::Large, store::Keyrings};

/// Longest body: a whole keyring as the JSON of its bytes, with room to spare.
const BODY_LIMIT: usize = KEYRING_WHOLE_LIMIT / 3 * 4 + 1024;

/// `GET /v1/keyring`.
pub async fn read(State(app): State<App>, worker: FromWorker) -> JsonReply<KeyringReply> {
    let (revision, parts) = app.store.keyring(worker.id).await?;
    Ok(Json(KeyringReply { revision, parts }))
}

/// `PUT /v1/keyring`.
pub async fn put(
    State(app): State<App>,
    worker: FromWorker,
    Large(request): Large<KeyringRequest, BODY_LIMIT>,
) -> JsonReply<KeyringStoredReply> {
    let limit = if request.part.whole { KEYRING_WHOLE_LIMIT } else { KEYRING_APPEND_LIMIT };
    if request.part.bytes.0.len() > limit {
        return Err(ProblemCode::TooLarge.into());
    }
    let revision = app.store.put_keyring(worker.id, request.over, request.part, app.clock.now()).await?;
    Ok(Json(KeyringStoredReply { revision }))
}
