//! One short function per route: read, ask the store, reply.

pub mod account_changes;
pub mod accounts;
pub mod away;
pub mod backups;
pub mod consents;
pub mod drafts;
pub mod erasure;
pub mod guests;
pub mod health;
pub mod inbox;
pub mod introductions;
pub mod keyring;
pub mod on_request;
pub mod organisation;
pub mod packs;
pub mod passkeys;
pub mod receipts;
pub mod recovery;
pub mod replies;
pub mod sessions;
pub mod shares;
pub mod team;
pub mod written;

use axum::{
    Json,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::api::StoredReply;

use crate::{
    app::App,
    error::Refusal,
    store::{Outcome, Retention, Stored, Wiped},
};

/// What a handler returns.
type JsonReply<T> = Result<Json<T>, Refusal>;

/// 201 the first time, 200 for the same bytes again.
fn stored(stored: Stored) -> Response {
    let status = if stored.new { StatusCode::CREATED } else { StatusCode::OK };
    (status, Json(StoredReply { received_at: stored.received_at })).into_response()
}

/// Whether what was deleted may still be on the disk. The sweeper tries again soon.
fn is_held(wiped: Outcome<Wiped>) -> bool {
    match wiped {
        Ok(wiped) => wiped == Wiped::Held,
        Err(error) => {
            tracing::warn!(%error, "wiping");
            true
        }
    }
}

/// What was just replaced or deleted leaves the disk as well, for an answer that says nothing of that: where a reader holds
/// the log, the sweeper tries again.
async fn leave_disk(app: &App) {
    let _tried_again = is_held(app.store.wipe_deleted().await);
}
