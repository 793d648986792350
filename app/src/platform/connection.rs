//! Whether the browser believes it has a network. "Yes" may still mean no signal, so it only ever starts an attempt.

/// False only when the browser is sure that there is no network.
pub fn is_online() -> bool {
    web_sys::window().is_none_or(|window| window.navigator().on_line())
}

/// True while the page can be seen. Polling stops when it cannot.
pub fn is_visible() -> bool {
    web_sys::window()
        .and_then(|window| window.document())
        .is_none_or(|document| document.visibility_state() == web_sys::VisibilityState::Visible)
}
