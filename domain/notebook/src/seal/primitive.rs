//! HKDF, HMAC and XChaCha20-Poly1305 with the parameters this project fixes. What needs memory and may not get it is
//! apart, in `stretch`.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac};
use sha2::Sha256;

use super::keys::Secret;

/// HKDF-SHA256 to one 32-byte key.
pub(crate) fn derive_key(ikm: &[u8], salt: &[u8], info: &[&[u8]]) -> Secret<32> {
    let mut key = Secret::empty();
    // 32 bytes are far below HKDF-SHA256's limit of 8160, the only error there is.
    if hkdf::Hkdf::<Sha256>::new(Some(salt), ikm).expand_multi_info(info, key.bytes_mut()).is_err() {
        stop();
    }
    key
}

/// Ends the program where the only way on would be a key of zeros or an empty seal. The sizes here are fixed, so nobody
/// gets to this line.
pub(crate) fn stop() -> ! {
    std::process::abort()
}

/// HMAC-SHA256 over parts; callers make the boundaries clear.
pub(crate) fn authenticate(key: &Secret<32>, parts: &[&[u8]]) -> [u8; 32] {
    mac(key, parts).map_or_else(|| stop(), |mac| mac.finalize().into_bytes().into())
}

/// Compares in constant time.
pub(crate) fn is_authentic(key: &Secret<32>, parts: &[&[u8]], tag: &[u8; 32]) -> bool {
    mac(key, parts).is_some_and(|mac| mac.verify_slice(tag).is_ok())
}

fn mac(key: &Secret<32>, parts: &[&[u8]]) -> Option<Hmac<Sha256>> {
    // HMAC takes keys of every length.
    let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(key.expose()).ok()?;
    parts.iter().for_each(|part| mac.update(part));
    Some(mac)
}

/// XChaCha20-Poly1305: nonce in front, tag at the end. The nonce must be random.
pub(crate) fn lock(key: &Secret<32>, nonce: [u8; 24], aad: &[u8], plain: &[u8]) -> Vec<u8> {
    // The only error is a plaintext of more than 256 GiB.
    match cipher(key).encrypt(&XNonce::from(nonce), Payload { msg: plain, aad }) {
        Ok(body) => [&nonce[..], &body].concat(),
        Err(_) => stop(),
    }
}

/// Opens what [`lock`] made under the same key and additional data.
pub(crate) fn unlock(key: &Secret<32>, aad: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
    let (nonce, body) = sealed.split_first_chunk::<24>()?;
    cipher(key).decrypt(&XNonce::from(*nonce), Payload { msg: body, aad }).ok()
}

fn cipher(key: &Secret<32>) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(key.expose().into())
}
