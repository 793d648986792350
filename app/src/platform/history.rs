//! The browser's own way back, where it would lead into what is over.
use gloo::events::EventListener;
use std::cell::RefCell;

thread_local! {
    /// Where the browser's own back or forward led to last.
    static LED_TO: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Notes from now on where back and forward lead to. Called before there is a router, so that it hears of it first.
pub fn watch() {
    let Some(window) = web_sys::window() else { return };
    EventListener::new(&window, "popstate", |_| LED_TO.set(here())).forget();
}

/// Whether this page was come to by the browser's own back or forward.
pub fn led_here() -> bool {
    LED_TO.with_borrow(|led| led.is_some() && *led == here())
}

/// One page further back.
pub fn back() {
    if let Some(Ok(history)) = web_sys::window().map(|window| window.history()) {
        // A browser with nothing further back stays where it is.
        let _ = history.back();
    }
}

fn here() -> Option<String> {
    web_sys::window()?.location().pathname().ok()
}
