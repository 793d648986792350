//! Sealed shares: brought by a person, read by the worker they are sealed to.

use axum::{
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use domain::{
    api::{OCTETS, ProblemCode},
    id::{ItemId, PersonId, WorkerId},
    sealed::parse_wire,
};

use super::stored;
use crate::{
    app::App,
    auth::{FromPerson, FromWorker},
    error::Refusal,
    input::At,
    store::{ShareKey, Shares},
};

/// `PUT /v1/shares/{to}/{item_id}/{rev}`.
pub async fn put(
    State(app): State<App>,
    At((to, item, rev)): At<(WorkerId, ItemId, u32)>,
    person: FromPerson,
) -> Result<Response, Refusal> {
    let wire = parse_wire(&person.body).map_err(|_| ProblemCode::Malformed)?;
    let header = wire.parse_share_header().map_err(|_| ProblemCode::Malformed)?;
    let named = header.org == app.settings.org_id && header.from == person.signed.person;
    if !named || (header.to, header.item, header.item_rev) != (to, item, rev) {
        return Err(ProblemCode::Malformed.into());
    }
    Ok(stored(app.store.put_share(person.signed, header, person.body.to_vec()).await?))
}

/// `GET /v1/shares/{person}/{item_id}/{rev}`, team origin.
pub async fn read(
    State(app): State<App>,
    worker: FromWorker,
    At((person, item, rev)): At<(PersonId, ItemId, u32)>,
) -> Result<Response, Refusal> {
    let key = ShareKey { person, worker: worker.id, item, rev };
    let bytes = app.store.share(key, app.clock.now()).await?;
    Ok(([(header::CONTENT_TYPE, OCTETS)], bytes).into_response())
}
