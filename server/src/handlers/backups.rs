//! A person's sealed backup: one, of the newest revision, theirs alone to read, replace and delete.

use axum::{
    Json,
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use domain::{
    api::{BackupDeletedReply, OCTETS, ProblemCode},
    backup::{BackupFault, parse_backup},
};

use super::{JsonReply, is_held, stored};
use crate::{
    app::App,
    auth::{FromPerson, WithBackup},
    error::Refusal,
    input::At,
    store::{Backups, Retention},
};

/// `PUT /v1/backup/{rev}`.
pub async fn put(
    State(app): State<App>,
    At(rev): At<u32>,
    WithBackup(person): WithBackup,
) -> Result<Response, Refusal> {
    let parts = parse_backup(&person.body).map_err(|fault| match fault {
        BackupFault::TooLarge => ProblemCode::TooLarge,
        _ => ProblemCode::Malformed,
    })?;
    let named = (parts.header.org, parts.header.person, parts.header.rev);
    if named != (app.settings.org_id, person.signed.person, rev) {
        return Err(ProblemCode::Malformed.into());
    }
    Ok(stored(app.store.put_backup(person.signed, rev, person.body.into()).await?))
}

/// `GET /v1/backup`.
pub async fn read(State(app): State<App>, person: FromPerson) -> Result<Response, Refusal> {
    let bytes = app.store.backup(person.signed.person).await?;
    Ok(([(header::CONTENT_TYPE, OCTETS)], bytes).into_response())
}

/// `DELETE /v1/backup`. The log is emptied as well, or the answer says that it could not be yet.
pub async fn delete(State(app): State<App>, person: FromPerson) -> JsonReply<BackupDeletedReply> {
    let deleted_at = person.signed.now;
    app.store.delete_backup(person.signed).await?;
    let leaving_disk = is_held(app.store.wipe_deleted().await);
    Ok(Json(BackupDeletedReply { deleted_at, leaving_disk }))
}
