//! Small facts kept beside the database, and the request that the browser keep it. Nothing personal goes here:
//! the storage of this file is not sealed.
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// A note in local storage, or `None` if it is absent or the browser refuses local storage.
pub fn read_note(name: &str) -> Option<String> {
    web_sys::window()?.local_storage().ok()??.get_item(name).ok()?
}

/// Writes a note. A browser that refuses is not an error: notes are only ever a second copy.
pub fn write_note(name: &str, value: &str) {
    if let Some(Ok(Some(storage))) = web_sys::window().map(|window| window.local_storage()) {
        let _ = storage.set_item(name, value);
    }
}

/// Removes a note.
pub fn remove_note(name: &str) {
    if let Some(Ok(Some(storage))) = web_sys::window().map(|window| window.local_storage()) {
        let _ = storage.remove_item(name);
    }
}

/// Asks the browser not to clear our storage when space runs short. Never awaited: in Firefox the answer waits for
/// the person, and no browser promises to keep its word.
pub fn ask_to_keep() {
    spawn_local(async {
        let Some(window) = web_sys::window() else { return };
        // Absent outside a secure context and in old browsers.
        let storage: wasm_bindgen::JsValue = window.navigator().storage().into();
        if storage.is_undefined() {
            return;
        }
        if let Ok(promise) = window.navigator().storage().persist() {
            let _ = JsFuture::from(promise).await;
        }
    });
}

/// True if the browser has promised to keep our storage.
pub async fn is_kept() -> bool {
    let Some(window) = web_sys::window() else { return false };
    let storage: wasm_bindgen::JsValue = window.navigator().storage().into();
    if storage.is_undefined() {
        return false;
    }
    match window.navigator().storage().persisted() {
        Ok(promise) => JsFuture::from(promise).await.is_ok_and(|kept| kept.is_truthy()),
        Err(_) => false,
    }
}
