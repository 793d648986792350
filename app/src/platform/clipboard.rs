//! Copying a text, only when a button for it was tapped.
use wasm_bindgen_futures::JsFuture;

/// Copies; false if the browser refuses, as outside a secure page.
pub async fn copy(text: &str) -> bool {
    let Some(window) = web_sys::window() else { return false };
    JsFuture::from(window.navigator().clipboard().write_text(text)).await.is_ok()
}
