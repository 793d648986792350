//! Whose server this is.

use axum::{Json, extract::State};
use domain::api::OrganisationReply;

use crate::app::App;

/// `GET /v1/organisation`.
pub async fn read(State(app): State<App>) -> Json<OrganisationReply> {
    Json(OrganisationReply { org_id: app.settings.org_id, org_name: app.settings.organisation.clone() })
}
