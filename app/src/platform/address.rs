//! The page's own address.

/// Takes what follows `#` out of the address and its history entry at once, so that a code does not stay where the
/// next person to hold the phone could read it. `None` if nothing follows.
pub fn take_fragment() -> Option<String> {
    let window = web_sys::window()?;
    let location = window.location();
    let fragment = location.hash().ok()?.trim_start_matches('#').to_owned();
    if fragment.is_empty() {
        return None;
    }
    let path = location.pathname().ok()?;
    window.history().ok()?.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&path)).ok()?;
    Some(fragment)
}

/// Opens the app anew, with nothing of this page left in memory.
pub fn start_again() {
    leave_for("/");
}

/// Leaves for another page of this origin, in the place of this one in the history.
pub fn leave_for(path: &str) {
    if let Some(window) = web_sys::window() {
        let _ = window.location().replace(path);
    }
}
