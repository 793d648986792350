//! A worker's sealed reply.

use axum::{body::Body, extract::State, response::Response};
use domain::{
    api::{BODY_LIMIT_BYTES, ProblemCode},
    id::{PersonId, ReplyId},
    sealed::parse_wire,
};

use super::stored;
use crate::{
    app::App,
    auth::{ByHand, read_body},
    error::Refusal,
    input::At,
    store::Replies,
};

/// `PUT /v1/replies/{person}/{reply_id}`.
pub async fn put(
    State(app): State<App>,
    ByHand(worker): ByHand,
    At((person, reply)): At<(PersonId, ReplyId)>,
    body: Body,
) -> Result<Response, Refusal> {
    let bytes = read_body(body, BODY_LIMIT_BYTES).await?;
    let wire = parse_wire(&bytes).map_err(|_| ProblemCode::Malformed)?;
    let header = wire.parse_reply_header().map_err(|_| ProblemCode::Malformed)?;
    if (header.org, header.from, header.to, header.reply) != (app.settings.org_id, worker.id, person, reply) {
        return Err(ProblemCode::Malformed.into());
    }
    Ok(stored(app.store.put_reply(header, bytes.into(), app.clock.now()).await?))
}
