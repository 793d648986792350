//! Records on the phone: each sealed by itself, and bound to its place, so that none can be moved to another.

use super::keys::Secret;
use super::{label, primitive};
use crate::cbor;

/// The storage key: made at first opening, kept wrapped by the device's own key.
pub type RecordKey = Secret<32>;

/// Where a record belongs. All of it is additional data of the seal.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Aad<'a> {
    /// Name of the store.
    pub store: &'a str,
    /// The record's opaque key.
    pub id: [u8; 16],
    /// Rises with every write of this record.
    pub rev: u32,
    /// Version of the schema it was written under.
    pub schema: u32,
}

/// A record that does not open: another place, another key, or changed bytes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("the record cannot be opened in this place")]
pub struct RecordFault;

/// Seals one record. `nonce` must be random for every call.
#[must_use]
pub fn seal_record(key: &RecordKey, place: &Aad<'_>, plain: &[u8], nonce: [u8; 24]) -> Vec<u8> {
    primitive::lock(key, nonce, &aad(place), plain)
}

/// Opens one record in its place.
///
/// # Errors
/// [`RecordFault`].
pub fn open_record(key: &RecordKey, place: &Aad<'_>, sealed: &[u8]) -> Result<Vec<u8>, RecordFault> {
    primitive::unlock(key, &aad(place), sealed).ok_or(RecordFault)
}

/// Wraps the storage key under another key: one from a PIN, or from recovery words. The device's own key, which
/// no code can read, wraps with the browser's AES-GCM instead.
#[must_use]
pub fn wrap_record_key(key: &RecordKey, under: &Secret<32>, nonce: [u8; 24]) -> Vec<u8> {
    primitive::lock(under, nonce, label::RECORD_KEY.as_bytes(), key.expose())
}

/// Undoes [`wrap_record_key`].
///
/// # Errors
/// [`RecordFault`].
pub fn unwrap_record_key(wrapped: &[u8], under: &Secret<32>) -> Result<RecordKey, RecordFault> {
    let plain = primitive::unlock(under, label::RECORD_KEY.as_bytes(), wrapped)
        .map(zeroize::Zeroizing::new)
        .ok_or(RecordFault)?;
    Ok(Secret::from_bytes(plain.as_slice().try_into().map_err(|_| RecordFault)?))
}

fn aad(place: &Aad<'_>) -> Vec<u8> {
    cbor::write(|e| {
        e.array(5)?.str(label::RECORD)?.str(place.store)?.bytes(&place.id)?.u32(place.rev)?.u32(place.schema)?;
        Ok(())
    })
}
