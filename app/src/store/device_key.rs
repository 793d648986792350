//! The device key: an AES-GCM key that the browser will use for us but never show to anybody, us included. It wraps
//! the record key, so that a copy of the database's records alone opens nothing.
use super::error::StoreError;
use crate::platform::random;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AesGcmParams, AesKeyGenParams, CryptoKey, SubtleCrypto};
use zeroize::Zeroizing;

/// Length of an AES-GCM nonce, in bytes (NIST SP 800-38D, 96 bits).
const NONCE_BYTES: usize = 12;
/// Binds the ciphertext to its purpose.
const LABEL: &[u8] = b"waymark/device-key/v1";

/// A new device key. The browser keeps its bytes; `false` is what makes it refuse to export them.
pub(super) async fn make_device_key() -> Result<CryptoKey, StoreError> {
    let algorithm = AesKeyGenParams::new("AES-GCM", 256);
    let usages = Array::of2(&"encrypt".into(), &"decrypt".into());
    let promise = subtle()?.generate_key_with_object(&algorithm, false, &usages).map_err(refused)?;
    JsFuture::from(promise).await.map_err(refused)?.dyn_into().map_err(|_| StoreError::Unavailable)
}

/// `nonce[12] ‖ ciphertext` of the record key, or of the record key that a lock has wrapped.
pub(super) async fn wrap(device: &CryptoKey, plain: &[u8]) -> Result<Vec<u8>, StoreError> {
    let nonce = random::make_bytes::<NONCE_BYTES>();
    let mut wrapped = nonce.to_vec();
    let promise = subtle()?.encrypt_with_object_and_u8_array(&params(&nonce), device, plain).map_err(refused)?;
    let sealed = JsFuture::from(promise).await.map_err(refused)?;
    wrapped.extend(Uint8Array::new(&sealed).to_vec());
    Ok(wrapped)
}

/// What `wrap` was given. Any fault means that the records cannot be opened.
pub(super) async fn unwrap(device: &CryptoKey, wrapped: &[u8]) -> Result<Zeroizing<Vec<u8>>, StoreError> {
    let (nonce, sealed) = wrapped.split_first_chunk::<NONCE_BYTES>().ok_or(StoreError::KeyLost)?;
    let promise =
        subtle()?.decrypt_with_object_and_u8_array(&params(nonce), device, sealed).map_err(|_| StoreError::KeyLost)?;
    let plain = JsFuture::from(promise).await.map_err(|_| StoreError::KeyLost)?;
    Ok(Zeroizing::new(Uint8Array::new(&plain).to_vec()))
}

fn params(nonce: &[u8; NONCE_BYTES]) -> AesGcmParams {
    let params = AesGcmParams::new_with_u8_array("AES-GCM", &Uint8Array::from(nonce.as_slice()));
    params.set_additional_data_u8_array(&Uint8Array::from(LABEL));
    params
}

fn subtle() -> Result<SubtleCrypto, StoreError> {
    // Absent outside a secure context.
    let crypto = web_sys::window().and_then(|window| window.crypto().ok()).ok_or(StoreError::Unavailable)?;
    let subtle: JsValue = crypto.subtle().into();
    if subtle.is_object() { Ok(subtle.unchecked_into()) } else { Err(StoreError::Unavailable) }
}

fn refused(error: JsValue) -> StoreError {
    StoreError::Refused(error.dyn_into::<web_sys::DomException>().map(|error| error.name()).unwrap_or_default())
}
