//! A worker's account keys behind their password: wrapped under OPAQUE's export key, which no server learns.

use zeroize::Zeroizing;

use super::keys::{Secret, WorkerKeys};
use super::{label, primitive};
use crate::id::WorkerId;

/// The wrapped keys cannot be opened: another password, another account, or changed bytes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("the account keys cannot be opened")]
pub struct UnwrapFault;

/// Wraps the account keys. `nonce` must be random; `export_key` comes from OPAQUE's last client step.
#[must_use]
pub fn wrap_keys(keys: &WorkerKeys, worker: WorkerId, export_key: &[u8], nonce: [u8; 24]) -> Vec<u8> {
    wrap_under(&wrapping_key(export_key, worker), label::ACCOUNT, keys, worker, nonce)
}

/// Wraps the account keys under any key, for the purpose of `label`.
pub(super) fn wrap_under(
    key: &Secret<32>,
    label: &str,
    keys: &WorkerKeys,
    worker: WorkerId,
    nonce: [u8; 24],
) -> Vec<u8> {
    let mut plain = Zeroizing::new([0; 64]);
    let (sig, kem) = plain.split_at_mut(32);
    sig.copy_from_slice(keys.signing().as_bytes());
    kem.copy_from_slice(keys.kem().expose());
    primitive::lock(key, nonce, &aad(label, worker), &*plain)
}

/// Unwraps the account keys.
///
/// # Errors
/// [`UnwrapFault`].
pub fn unwrap_keys(wrapped: &[u8], worker: WorkerId, export_key: &[u8]) -> Result<WorkerKeys, UnwrapFault> {
    unwrap_under(&wrapping_key(export_key, worker), label::ACCOUNT, wrapped, worker)
}

/// Undoes [`wrap_under`].
pub(super) fn unwrap_under(
    key: &Secret<32>,
    label: &str,
    wrapped: &[u8],
    worker: WorkerId,
) -> Result<WorkerKeys, UnwrapFault> {
    let plain = primitive::unlock(key, &aad(label, worker), wrapped).map(Zeroizing::new).ok_or(UnwrapFault)?;
    let (sig, kem) = plain.split_first_chunk::<32>().ok_or(UnwrapFault)?;
    let kem: &[u8; 32] = kem.try_into().map_err(|_| UnwrapFault)?;
    Ok(WorkerKeys::from_secrets(&Secret::from_bytes(*sig), Secret::from_bytes(*kem)))
}

fn wrapping_key(export_key: &[u8], worker: WorkerId) -> Secret<32> {
    primitive::derive_key(export_key, worker.as_bytes(), &[label::ACCOUNT.as_bytes()])
}

fn aad(label: &str, worker: WorkerId) -> Vec<u8> {
    [label.as_bytes(), worker.as_bytes()].concat()
}
