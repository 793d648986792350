//! The organisation's instruments, for people who have been introduced.

use axum::{Json, extract::State};
use domain::api::PacksReply;

use super::Reply;
use crate::{App, auth::FromPerson};

/// `GET /v1/packs`.
pub async fn list(State(app): State<App>, _: FromPerson) -> Reply<PacksReply> {
    Ok(Json(PacksReply { packs: app.pack_replies().await? }))
}
