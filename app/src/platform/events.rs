//! The page's own moments that the app reacts to: the network comes or goes, the page is shown or hidden.
use gloo::events::EventListener;
use js_sys::Promise;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

/// Calls `then` for as long as the app runs, each time the browser says that the network came or went.
pub fn on_connection_change(then: impl Fn() + 'static) {
    let Some(window) = web_sys::window() else { return };
    let then = std::rc::Rc::new(then);
    for event in ["online", "offline"] {
        let then = then.clone();
        EventListener::new(&window, event, move |_| then()).forget();
    }
}

/// Calls `then` for as long as the app runs, each time the page is shown, hidden, or brought back from a freeze.
pub fn on_visibility_change(then: impl Fn() + 'static) {
    let Some(window) = web_sys::window() else { return };
    let then = std::rc::Rc::new(then);
    if let Some(document) = window.document() {
        let then = then.clone();
        EventListener::new(&document, "visibilitychange", move |_| then()).forget();
    }
    EventListener::new(&window, "pageshow", move |_| then()).forget();
}

/// Calls `then` for as long as the app runs, each time the page is left or put to sleep.
pub fn on_leaving(then: impl Fn() + 'static) {
    let Some(window) = web_sys::window() else { return };
    let then = std::rc::Rc::new(then);
    if let Some(document) = window.document() {
        let then = then.clone();
        EventListener::new(&document, "freeze", move |_| then()).forget();
    }
    EventListener::new(&window, "pagehide", move |_| then()).forget();
}

/// Calls `then` for as long as the app runs, each time Shift is pressed three times in a row with no other key
/// between. Not Escape: browsers stop loading the page on it.
pub fn on_shift_three_times(then: impl Fn() + 'static) {
    let Some(window) = web_sys::window() else { return };
    let pressed = std::cell::Cell::new(0_u8);
    EventListener::new(&window, "keydown", move |event| {
        let event: &web_sys::KeyboardEvent = event.unchecked_ref();
        if event.repeat() {
            return;
        }
        pressed.set(if event.key() == "Shift" { pressed.get() + 1 } else { 0 });
        if pressed.get() == 3 {
            pressed.set(0);
            then();
        }
    })
    .forget();
}

/// Calls `then` for as long as the app runs, each time another link to this very page changes what follows `#`.
pub fn on_another_fragment(then: impl Fn() + 'static) {
    let Some(window) = web_sys::window() else { return };
    EventListener::new(&window, "hashchange", move |_| then()).forget();
}

/// Calls `then` once, after so many milliseconds.
pub fn after(wait_ms: u32, then: impl FnOnce() + 'static) {
    gloo::timers::callback::Timeout::new(wait_ms, then).forget();
}

/// Calls `then` every `period_ms` for as long as the app runs.
pub fn every(period_ms: u32, then: impl FnMut() + 'static) {
    gloo::timers::callback::Interval::new(period_ms, then).forget();
}

/// Calls `then` for as long as the app runs, each time somebody touches the page or presses a key.
pub fn on_touch(then: impl Fn() + 'static) {
    let Some(window) = web_sys::window() else { return };
    let then = std::rc::Rc::new(then);
    for event in ["pointerdown", "keydown"] {
        let then = then.clone();
        EventListener::new(&window, event, move |_| then()).forget();
    }
}

/// Waits until the page is left.
pub async fn leaving() {
    let Some(window) = web_sys::window() else { return };
    let left = Promise::new(&mut |left, _| {
        // Refused only for a listener that is no function.
        let _ = window.add_event_listener_with_callback("pagehide", &left);
    });
    // It cannot fail: nothing refuses it.
    let _ = JsFuture::from(left).await;
}

/// Waits so long.
pub async fn pause(wait_ms: u32) {
    gloo::timers::future::TimeoutFuture::new(wait_ms).await;
}

/// Lets the browser paint what was just changed, before work that will hold the page for a moment.
pub async fn breathe() {
    gloo::timers::future::TimeoutFuture::new(30).await;
}
