//! Two tabs of the same app: one writes at a time, and each hears when another has written.
use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise};

/// The one lock of the app: whoever holds it may write.
const WRITER: &str = "waymark-writer";
/// The channel on which a tab says "I have written".
const WRITTEN: &str = "waymark-written";

/// Runs `work` while no other tab writes. In a browser without Web Locks it simply runs: the store's revision check
/// still refuses a write made from an old picture.
pub async fn alone<T: 'static>(work: impl Future<Output = T> + 'static) -> Option<T> {
    let slot = std::rc::Rc::new(std::cell::RefCell::new(None));
    let Some((locks, request)) = lock_manager() else { return Some(work.await) };
    let inner = slot.clone();
    let held = Closure::once(move |_lock: JsValue| -> Promise {
        future_to_promise(async move {
            let answer = work.await;
            inner.replace(Some(answer));
            Ok(JsValue::UNDEFINED)
        })
    });
    let promise = request.call2(&locks, &JsValue::from_str(WRITER), held.as_ref()).ok()?;
    JsFuture::from(promise.unchecked_into::<Promise>()).await.ok()?;
    slot.take()
}

fn lock_manager() -> Option<(JsValue, Function)> {
    // web-sys has these bindings only behind its unstable switch.
    let navigator = web_sys::window()?.navigator();
    let locks = Reflect::get(&navigator, &JsValue::from_str("locks")).ok().filter(JsValue::is_object)?;
    let request = Reflect::get(&locks, &JsValue::from_str("request")).ok()?.dyn_into().ok()?;
    Some((locks, request))
}

thread_local! {
    // One object both speaks and listens: a channel never hears itself, but it would hear a second one of this page.
    static CHANNEL: Option<web_sys::BroadcastChannel> = web_sys::BroadcastChannel::new(WRITTEN).ok();
}

/// Tells the other tabs that something was written. They read it themselves: the message carries nothing.
pub fn tell_written() {
    CHANNEL.with(|channel| channel.as_ref().map(|channel| channel.post_message(&JsValue::TRUE)));
}

/// Calls `then` for as long as the app runs, each time another tab has written.
pub fn on_written_elsewhere(then: impl Fn() + 'static) {
    let heard = Closure::<dyn Fn()>::new(then);
    CHANNEL.with(|channel| {
        if let Some(channel) = channel {
            channel.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        }
    });
    heard.forget();
}
