//! The page's own moments that the app reacts to: the network comes or goes, the page is shown or hidden.
use futures_util::future::select;
use gloo::events::{EventListener, EventListenerOptions, EventListenerPhase};
use gloo::timers::future::TimeoutFuture;
use js_sys::Promise;
use std::pin::pin;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::VisibilityState;

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

/// Calls `then` for as long as the app runs, each time the page is left, and not when it is only put to sleep.
pub fn on_page_left(then: impl Fn() + 'static) {
    let Some(window) = web_sys::window() else { return };
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

/// What somebody does who is at a page: touches, keys, the wheel and every other scrolling, words that come without a key
/// (dictation), and the moves of a screen reader, of which a page sees only where the focus goes.
const TOUCHES: [&str; 6] = ["pointerdown", "keydown", "wheel", "scroll", "input", "focusin"];

/// Calls `then` for as long as the app runs, each time somebody does something at the page. Heard on its way down, for a
/// scroll does not come up, and before whatever the touch itself sets going.
pub fn on_touch(then: impl Fn() + 'static) {
    let Some(window) = web_sys::window() else { return };
    let then = std::rc::Rc::new(then);
    let options = EventListenerOptions { phase: EventListenerPhase::Capture, passive: true };
    for event in TOUCHES {
        let then = then.clone();
        EventListener::new_with_options(&window, event, options, move |_| then()).forget();
    }
}

/// Lets the browser ask, each time the page is about to be closed or loaded anew, whether it really shall: if `ask` says so.
pub fn on_closing(ask: impl Fn() -> bool + 'static) {
    let Some(window) = web_sys::window() else { return };
    let options = EventListenerOptions::enable_prevent_default();
    let listener = EventListener::new_with_options(&window, "beforeunload", options, move |event| {
        if ask() {
            event.prevent_default();
        }
    });
    listener.forget();
}

/// Waits until the page is put away whole, to be there again at once if the person comes back to it.
pub async fn put_away() {
    once("pagehide", |event| event.unchecked_ref::<web_sys::PageTransitionEvent>().persisted()).await;
}

/// Waits until the page is shown again.
pub async fn back() {
    once("pageshow", |_| true).await;
}

async fn once(event: &'static str, wanted: impl Fn(&web_sys::Event) -> bool + 'static) {
    let Some(window) = web_sys::window() else { return std::future::pending().await };
    let (told, tell) = promised();
    // Heard for as long as somebody waits.
    let _listener = EventListener::new(&window, event, move |event| {
        if wanted(event) {
            tell();
        }
    });
    // Nothing refuses it.
    let _ = told.await;
}

/// A wait, and what ends it.
fn promised() -> (JsFuture, impl Fn() + 'static) {
    let mut tell = None;
    let told = Promise::new(&mut |resolve, _| tell = Some(resolve));
    let end = move || {
        if let Some(tell) = &tell {
            // A promise takes its answer without a word.
            let _ = tell.call0(&JsValue::UNDEFINED);
        }
    };
    (JsFuture::from(told), end)
}

/// A page whose frames do not come, and that does not say so, is not waited for any longer.
const FRAME_MS: u32 = 120;

/// Waits until the browser has painted what was just changed: what a person sees comes before what is kept of it. A page
/// that nobody sees, or that is being left, is not waited for.
pub async fn painted() {
    let Some(window) = web_sys::window() else { return };
    if window.document().is_none_or(|document| document.visibility_state() == VisibilityState::Hidden) {
        return;
    }
    let frame = async {
        let (told, tell) = promised();
        let frame = Closure::once_into_js(tell);
        if window.request_animation_frame(frame.unchecked_ref()).is_ok() {
            let _ = told.await;
            // The frame is painted when what follows it runs.
            TimeoutFuture::new(0).await;
        }
    };
    let left = async {
        select(pin!(once("visibilitychange", |_| true)), pin!(once("pagehide", |_| true))).await;
    };
    select(pin!(frame), select(pin!(left), TimeoutFuture::new(FRAME_MS))).await;
}

/// Lets the browser paint what was just changed, before work that will hold the page for a moment.
pub async fn breathe() {
    TimeoutFuture::new(30).await;
}
