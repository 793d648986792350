//! A worker's half-written reply, sealed to themselves. A page tries again by itself what was not kept at once, so keeping
//! one is no sign that anybody is there: typing is, and the next look tells of that.

use axum::{
    body::Body,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::{
    api::{OCTETS, ProblemCode},
    draft::{DRAFT_LIMIT, parse_draft},
    id::PersonId,
};

use crate::{
    app::App,
    auth::{FromWorker, read_body},
    error::Refusal,
    input::At,
    store::Drafts,
};

/// `PUT /v1/drafts/{person}`: at each pause of typing.
pub async fn put(
    State(app): State<App>,
    worker: FromWorker,
    At(person): At<PersonId>,
    body: Body,
) -> Result<StatusCode, Refusal> {
    let bytes = read_body(body, DRAFT_LIMIT).await?;
    let (reply, _) = parse_draft(&bytes).map_err(|_| ProblemCode::Malformed)?;
    app.store.put_draft(worker.id, person, reply, bytes.to_vec(), app.clock.now()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `GET /v1/drafts/{person}`: a page asks by itself when it opens.
pub async fn read(State(app): State<App>, worker: FromWorker, At(person): At<PersonId>) -> Result<Response, Refusal> {
    let bytes = app.store.draft(worker.id, person, app.clock.now()).await?;
    Ok(([(header::CONTENT_TYPE, OCTETS)], bytes).into_response())
}

/// `DELETE /v1/drafts/{person}`: the worker has emptied the field.
pub async fn delete(
    State(app): State<App>,
    worker: FromWorker,
    At(person): At<PersonId>,
) -> Result<StatusCode, Refusal> {
    app.store.delete_draft(worker.id, person).await?;
    Ok(StatusCode::NO_CONTENT)
}
