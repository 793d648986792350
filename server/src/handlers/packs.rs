//! The organisation's instruments, name and safeguarding sentence, for people who have been introduced.

use axum::{Json, extract::State};
use domain::api::{Bytes32, PacksReply};

use super::Reply;
use crate::{App, auth::FromPerson};

/// `GET /v1/packs`.
pub async fn list(State(app): State<App>, _: FromPerson) -> Reply<PacksReply> {
    let told = app.told().await?;
    Ok(Json(PacksReply {
        packs: told.packs,
        org_name: app.organisation.clone(),
        safeguarding: app.safeguarding.clone(),
        edition: Bytes32(told.edition),
    }))
}
