//! What the browser knows of the way to the server. That it has a network may still mean no signal, so it only ever
//! starts an attempt.

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

/// Whether the page came over TLS, or from this very machine. On plain http a browser takes no session cookie, so nobody
/// could stay signed in.
pub fn is_safe() -> bool {
    web_sys::window().is_none_or(|window| window.is_secure_context())
}
