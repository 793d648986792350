//! The signed requests about the sealed backup, and the one unsigned question a new phone begins with.
use super::api::{ApiError, Body, Method};
use super::api_person::{self, Signer};
use domain::api::{self, BackupDeletedReply, OrganisationReply, StoredReply, path};

/// Which organisation this server is for. Keys of a new phone follow from it.
pub async fn organisation() -> Result<OrganisationReply, ApiError> {
    api_person::organisation().await
}

/// Keeps one revision in place of the one before it.
pub async fn put(signer: &Signer<'_>, rev: u32, bytes: Vec<u8>) -> Result<StoredReply, ApiError> {
    signer.send(Method::PUT, &path::backup(rev), Body::Bytes(api::OCTETS, bytes)).await
}

/// The bytes that are kept.
pub async fn get(signer: &Signer<'_>) -> Result<Vec<u8>, ApiError> {
    signer.send_for_bytes(Method::GET, path::BACKUP, Body::Empty).await
}

/// Deletes what is kept, if anything is.
pub async fn delete(signer: &Signer<'_>) -> Result<BackupDeletedReply, ApiError> {
    signer.send(Method::DELETE, path::BACKUP, Body::Empty).await
}
