//! The app lock's key: what a PIN or words become before they wrap the storage key.

use zeroize::Zeroizing;

use super::keys::Secret;
use super::{label, primitive};
use crate::lock::normal;
use crate::stretch::{Cost, Slow, Stretching};

/// The key from what the person typed, with the salt and the set of costs of this lock.
#[must_use]
pub fn derive_lock_key(secret: &str, salt: [u8; 16], cost: Cost) -> Slow<'static, Secret<32>> {
    let secret = Zeroizing::new(normal(secret).into_bytes());
    Slow::new(Stretching { cost, secret, salt, length: 32 }, move |stretched| {
        primitive::derive_key(stretched, &salt, &[label::LOCK.as_bytes()])
    })
}
