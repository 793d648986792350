//! Two tabs of the team's app in one browser have one cookie between them: who signs in last is signed in in both. Each
//! tab says so, and the others hear it.
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};

/// The channel on which a tab says who has signed in.
const SIGNED_IN: &str = "waymark-signed-in";

thread_local! {
    // One object both speaks and listens: a channel never hears itself, but it would hear a second one of this page.
    static CHANNEL: Option<web_sys::BroadcastChannel> = web_sys::BroadcastChannel::new(SIGNED_IN).ok();
}

/// Tells the other tabs who has just signed in, by the account's id.
pub fn tell_signed_in(worker: &str) {
    CHANNEL.with(|channel| channel.as_ref().map(|channel| channel.post_message(&JsValue::from_str(worker))));
}

/// Calls `then` with the account's id for as long as the app runs, each time somebody signs in in another tab.
pub fn on_signed_in(then: impl Fn(String) + 'static) {
    let heard = Closure::<dyn Fn(web_sys::MessageEvent)>::new(move |event: web_sys::MessageEvent| {
        then(event.data().as_string().unwrap_or_default());
    });
    CHANNEL.with(|channel| {
        if let Some(channel) = channel {
            channel.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        }
    });
    heard.forget();
}
