//! Everything of a person's, deleted because they say so.

use axum::{Json, extract::Request, extract::State};
use domain::{
    accept::Erase,
    api::{BODY_LIMIT_BYTES, ErasedReply, ProblemCode},
    erasure::ErasureFacts,
};

use super::{JsonReply, is_held};
use crate::{
    app::App,
    auth::read_body,
    store::{People, Retention},
};

/// `POST /v1/erasure`. The record alone is enough: the phone may have kept nothing else.
pub async fn erase(State(app): State<App>, request: Request) -> JsonReply<ErasedReply> {
    let body = read_body(request.into_body(), BODY_LIMIT_BYTES).await?;
    let facts = ErasureFacts::verify(&body).ok_or(ProblemCode::Signature)?;
    if facts.org != app.settings.org_id {
        return Err(ProblemCode::Malformed.into());
    }
    let now = app.clock.now();
    let leaving_disk = match app.store.erase_themselves(facts, now).await? {
        Erase::Now => is_held(app.store.wipe_deleted().await),
        // Anybody can make keys and ask: that costs no write and no checkpoint.
        Erase::Before => !app.store.is_wiped(),
    };
    Ok(Json(ErasedReply { erased_at: now, leaving_disk }))
}
