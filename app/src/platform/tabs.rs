//! Two tabs of the same app: one writes at a time, and each hears when another has written.
use futures_util::future::{Either, select};
use gloo::timers::future::TimeoutFuture;
use js_sys::{Function, Promise, Reflect};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise};

/// The one lock of the app: whoever holds it may write.
const WRITER: &str = "waymark-writer";
/// The channel on which a tab says "I have written".
const WRITTEN: &str = "waymark-written";

/// How long to wait for another tab that holds the lock. A phone may freeze that tab in the background for hours.
const PATIENCE_MS: u32 = 3_000;

/// Runs `work` while no other tab writes. In a browser without Web Locks, or beside a tab that was frozen with the lock
/// in its hand, it simply runs: the store's revision check still refuses a write made from an old picture.
pub async fn alone<T: 'static>(work: impl Future<Output = T> + 'static) -> Option<T> {
    let Some((locks, request)) = lock_manager() else { return Some(work.await) };
    // Whoever takes the work runs it: the lock when it is granted, or the timer below.
    let waiting = Rc::new(RefCell::new(Some(work)));
    let answer = Rc::new(RefCell::new(None));
    let (granted, kept) = (waiting.clone(), answer.clone());
    let held = Closure::once_into_js(move |_lock: JsValue| -> Promise {
        future_to_promise(async move {
            let work = granted.take();
            if let Some(work) = work {
                kept.replace(Some(work.await));
            }
            Ok(JsValue::UNDEFINED)
        })
    });
    let promise = request.call2(&locks, &JsValue::from_str(WRITER), &held).ok()?;
    let finished = JsFuture::from(promise.unchecked_into::<Promise>());
    if let Either::Right((_, finished)) = select(finished, TimeoutFuture::new(PATIENCE_MS)).await {
        let unstarted = waiting.take();
        match unstarted {
            Some(work) => return Some(work.await),
            None => drop(finished.await),
        }
    }
    answer.take()
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

/// What one tab tells the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum News {
    /// Something was written. They read it themselves: the message carries nothing.
    Written,
    /// The person closed the app lock.
    Locked,
    /// Everything was deleted.
    Erased,
}

impl News {
    const ALL: [(Self, &'static str); 3] =
        [(Self::Written, "written"), (Self::Locked, "locked"), (Self::Erased, "erased")];
}

/// Tells the other tabs.
pub fn tell(news: News) {
    for (_, word) in News::ALL.into_iter().filter(|(one, _)| *one == news) {
        CHANNEL.with(|channel| channel.as_ref().map(|channel| channel.post_message(&JsValue::from_str(word))));
    }
}

/// Calls `then` for as long as the app runs, each time another tab has news.
pub fn on_news(then: impl Fn(News) + 'static) {
    let heard = Closure::<dyn Fn(web_sys::MessageEvent)>::new(move |event: web_sys::MessageEvent| {
        let word = event.data().as_string().unwrap_or_default();
        for (news, _) in News::ALL.into_iter().filter(|(_, one)| *one == word) {
            then(news);
        }
    });
    CHANNEL.with(|channel| {
        if let Some(channel) = channel {
            channel.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        }
    });
    heard.forget();
}
