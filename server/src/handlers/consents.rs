//! Permissions: given and taken back, each a record signed by the person.

use axum::{Json, extract::State, response::Response};
use domain::{
    api::{HeldConsentReply, ProblemCode, WithdrawalReply},
    id::ConsentId,
    signed::{ConsentFacts, ConsentStatus, verify_consent},
};

use super::{JsonReply, is_held, stored};
use crate::{
    app::App,
    auth::{FromHolder, FromPerson},
    error::Refusal,
    input::At,
    store::{Consents, Retention},
};

/// The record in the body, if it is this person's and about this organisation.
fn facts(app: &App, person: &FromPerson, consent: ConsentId) -> Result<ConsentFacts, Refusal> {
    let facts = verify_consent(&person.body, &person.sig_pk).map_err(|_| ProblemCode::Malformed)?;
    let named = facts.org == app.settings.org_id && facts.person == person.signed.person && facts.consent == consent;
    if named { Ok(facts) } else { Err(ProblemCode::Malformed.into()) }
}

/// `PUT /v1/consents/{consent_id}/{rev}`.
pub async fn put(
    State(app): State<App>,
    At((consent, rev)): At<(ConsentId, u32)>,
    person: FromPerson,
) -> Result<Response, Refusal> {
    let facts = facts(&app, &person, consent)?;
    if facts.rev != rev || facts.status != ConsentStatus::Active {
        return Err(ProblemCode::Malformed.into());
    }
    Ok(stored(app.store.put_consent(person.signed, facts, person.body.into()).await?))
}

/// `GET /v1/consents/{consent_id}`.
pub async fn read(
    State(app): State<App>,
    At(consent): At<ConsentId>,
    person: FromPerson,
) -> JsonReply<HeldConsentReply> {
    let held = app.store.consent(person.signed.person, consent).await?;
    let withdrawn = held.deleted_at.is_some();
    Ok(Json(HeldConsentReply { record: held.bytes.into(), withdrawn, deleted_at: held.deleted_at }))
}

/// `POST /v1/consents/{consent_id}/withdrawal`. The record alone is enough; see [`FromHolder`].
pub async fn withdraw(
    State(app): State<App>,
    At(consent): At<ConsentId>,
    FromHolder(person): FromHolder,
) -> JsonReply<WithdrawalReply> {
    let facts = facts(&app, &person, consent)?;
    if facts.status != ConsentStatus::Withdrawn {
        return Err(ProblemCode::Malformed.into());
    }
    let done = app.store.withdraw(person.signed, facts, person.body.into()).await?;
    let leaving_disk = done.leaving_disk && is_held(app.store.wipe_deleted().await);
    Ok(Json(WithdrawalReply {
        deleted_at: done.deleted_at,
        envelopes: done.envelopes,
        worker_last_looked: done.worker_last_looked,
        leaving_disk,
    }))
}
