//! Guest notebooks under claim words: written by a worker's app for somebody who has no app yet, and opened later by
//! whoever knows the words. Nothing tells a wrong proof from a place where nothing is, and nothing is deleted for one.

use axum::{
    Json,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::{
    api::{GuestOpenedReply, GuestProofRequest, GuestReply, GuestRequest, ProblemCode},
    guest::{GUEST_LIMIT, parse_guest},
    id::GuestPlace,
};

use super::{JsonReply, leave_disk};
use crate::{
    app::App,
    auth::ByHand,
    error::Refusal,
    input::{At, Input},
    limits::Caller,
    store::{Guests, NewGuest, Outcome, StoreError},
    token::hash,
};

/// `PUT /v1/guests/{place}`: with each answer.
pub async fn put(
    State(app): State<App>,
    ByHand(worker): ByHand,
    At(place): At<GuestPlace>,
    Input(request): Input<GuestRequest>,
) -> Result<Response, Refusal> {
    if request.sealed.0.len() > GUEST_LIMIT {
        return Err(ProblemCode::TooLarge.into());
    }
    let (rev, _) = parse_guest(&request.sealed.0).map_err(|_| ProblemCode::Malformed)?;
    let (proof_hash, bytes, now) = (request.proof_hash.0, request.sealed.0, app.clock.now());
    let kept = app.store.put_guest(NewGuest { worker: worker.id, place, proof_hash, rev, bytes, now }).await?;
    if kept.replaced {
        leave_disk(&app).await;
    }
    let status = if kept.new { StatusCode::CREATED } else { StatusCode::OK };
    Ok((status, Json(GuestReply { ends: kept.ends_at })).into_response())
}

/// `POST /v1/guests/{place}/open`.
pub async fn open(
    State(app): State<App>,
    caller: Caller,
    At(place): At<GuestPlace>,
    Input(request): Input<GuestProofRequest>,
) -> JsonReply<GuestOpenedReply> {
    let now = app.clock.now();
    let found = counted(&app, caller, now, app.store.open_guest(place, hash(&request.proof.0), now)).await?;
    Ok(Json(GuestOpenedReply {
        sealed: found.bytes.into(),
        stored_at: found.stored_at,
        ends: found.ends_at,
        opened_before: found.opened_before,
    }))
}

/// `POST /v1/guests/{place}/taken`.
pub async fn taken(
    State(app): State<App>,
    caller: Caller,
    At(place): At<GuestPlace>,
    Input(request): Input<GuestProofRequest>,
) -> Result<StatusCode, Refusal> {
    let now = app.clock.now();
    if counted(&app, caller, now, app.store.take_guest(place, hash(&request.proof.0), now)).await? {
        leave_disk(&app).await;
    }
    Ok(StatusCode::NO_CONTENT)
}

/// Counts a try before it is made, so that many at the same time are no more than ten either, and gives it back if it was
/// not wrong. One whose asker does not wait for the answer stays counted.
async fn counted<T>(app: &App, caller: Caller, now: i64, work: impl Future<Output = Outcome<T>>) -> Result<T, Refusal> {
    app.limits.open_guest(caller, now)?;
    let done = work.await;
    if !matches!(done, Err(StoreError::Refused(ProblemCode::NotFound))) {
        app.limits.guest_not_wrong(caller, now);
    }
    Ok(done?)
}
