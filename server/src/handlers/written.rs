//! What a worker writes down with somebody who has the app: sealed to them, fetched and let go of by their phone.

use axum::{
    body::Body,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::{
    api::{BODY_LIMIT_BYTES, OCTETS, ProblemCode},
    id::{PersonId, WrittenId},
    sealed::parse_wire,
};

use super::{leave_disk, stored};
use crate::{
    app::App,
    auth::{ByHand, FromPerson, read_body},
    error::Refusal,
    input::At,
    store::{NewWritten, Stored, WrittenCheckIns},
};

/// `PUT /v1/written/{person}/{written}`, team origin: with each answer.
pub async fn put(
    State(app): State<App>,
    ByHand(worker): ByHand,
    At((person, written)): At<(PersonId, WrittenId)>,
    body: Body,
) -> Result<Response, Refusal> {
    let bytes = read_body(body, BODY_LIMIT_BYTES).await?;
    let wire = parse_wire(&bytes).map_err(|_| ProblemCode::Malformed)?;
    let header = wire.parse_written_header().map_err(|_| ProblemCode::Malformed)?;
    let (org, worker, now) = (app.settings.org_id, worker.id, app.clock.now());
    let new = NewWritten { org, worker, person, written, header, bytes: bytes.to_vec(), now };
    let kept = app.store.put_written(new).await?;
    if kept.replaced {
        leave_disk(&app).await;
    }
    Ok(stored(Stored { new: kept.new, received_at: kept.received_at }))
}

/// `GET /v1/written/{written}`, person's origin.
pub async fn read(State(app): State<App>, At(written): At<WrittenId>, person: FromPerson) -> Result<Response, Refusal> {
    let bytes = app.store.written(person.signed.person, written, app.clock.now()).await?;
    Ok(([(header::CONTENT_TYPE, OCTETS)], bytes).into_response())
}

/// `DELETE /v1/written/{written}`: it is on the phone, or was thrown away there; which of the two is not said.
pub async fn close(
    State(app): State<App>,
    At(written): At<WrittenId>,
    person: FromPerson,
) -> Result<StatusCode, Refusal> {
    if app.store.close_written(person.signed, written).await? {
        leave_disk(&app).await;
    }
    Ok(StatusCode::NO_CONTENT)
}
