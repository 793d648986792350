//! The app lock's key: what a PIN or words become before they wrap the storage key.

use super::keys::Secret;
use super::{label, primitive};
use crate::lock::normal;

/// Stretches what the person typed, with the salt of this lock. Takes about a second and 64 MiB, every time.
#[must_use]
pub fn derive_lock_key(secret: &str, salt: &[u8; 16]) -> Secret<32> {
    let spelled = zeroize::Zeroizing::new(normal(secret));
    let stretched: Secret<32> = primitive::stretch(spelled.as_bytes(), salt);
    primitive::derive_key(stretched.expose(), salt, &[label::LOCK.as_bytes()])
}
