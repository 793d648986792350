//! A worker deletes what somebody shared with them, because that person asks for it in the room.

use axum::{Json, extract::State};
use domain::{api::PersonDeletedReply, id::PersonId};

use super::{JsonReply, is_held};
use crate::{
    app::App,
    auth::ByHand,
    input::At,
    store::{OnRequest, Retention},
};

/// `DELETE /v1/people/{person}`.
pub async fn delete(
    State(app): State<App>,
    ByHand(worker): ByHand,
    At(person): At<PersonId>,
) -> JsonReply<PersonDeletedReply> {
    let deleted_at = app.clock.now();
    let shares = app.store.delete_on_request(worker.id, person, deleted_at).await?;
    // Off the disk as well; where a reader holds the log, the sweeper tries again.
    let leaving_disk = is_held(app.store.wipe_deleted().await);
    Ok(Json(PersonDeletedReply { deleted_at, shares, leaving_disk }))
}
