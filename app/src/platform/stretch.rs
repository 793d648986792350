//! Stretching: the slow step between what somebody types and the key it becomes. It runs on a thread of its own
//! (`public/stretch.js`), so that the page stays alive; where a browser gives no thread, the page does it itself.
use super::events;
use domain::stretch::{NoMemory, Slow, Stretching};
use futures_util::future::{Either, select};
use gloo::events::EventListener;
use gloo::timers::future::TimeoutFuture;
use js_sys::{Array, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{MessageEvent, Worker};
use zeroize::Zeroizing;

/// Where `public/load.js` says the thread's script is.
const SCRIPT: &str = "waymarkStretch";
/// A thread that the browser ended for want of memory says nothing. No phone is this slow.
const PATIENCE_MS: u32 = 120_000;

/// What came of asking for a thread.
enum Elsewhere {
    Done(Zeroizing<Vec<u8>>),
    NoMemory,
    /// No thread to be had, or not its program.
    NoThread,
}

/// Ends the thread, and with it all memory of what was typed, however the wait ends.
struct Thread(Worker);

impl Drop for Thread {
    fn drop(&mut self) {
        self.0.terminate();
    }
}

/// The value that follows from a stretching. What the page shows is painted meanwhile.
pub async fn finish<T>(slow: Slow<'_, T>) -> Result<T, NoMemory> {
    match elsewhere(slow.what()).await {
        Elsewhere::Done(stretched) => slow.with(&stretched),
        Elsewhere::NoMemory => Err(NoMemory),
        Elsewhere::NoThread => {
            events::breathe().await;
            slow.here()
        }
    }
}

async fn elsewhere(what: &Stretching) -> Elsewhere {
    let Some(thread) = script().and_then(|script| Worker::new(&script).ok()).map(Thread) else {
        return Elsewhere::NoThread;
    };
    let mut listening = Vec::new();
    let answer = Promise::new(&mut |resolve, _| {
        let failed = resolve.clone();
        let answered = move |event: &web_sys::Event| {
            let data = event.dyn_ref::<MessageEvent>().map_or(JsValue::UNDEFINED, MessageEvent::data);
            // A promise is settled once; nothing can be done for a call that fails.
            let _ = resolve.call1(&JsValue::NULL, &data);
        };
        listening.push(EventListener::once(&thread.0, "message", answered));
        listening.push(EventListener::once(&thread.0, "error", move |_| {
            let _ = failed.call1(&JsValue::NULL, &JsValue::UNDEFINED);
        }));
    });
    let (salt, secret) = (Uint8Array::from(what.salt.as_slice()), Uint8Array::from(what.secret.as_slice()));
    let told = Array::of4(&what.cost.to_byte().into(), &(what.length as u32).into(), &salt, &secret);
    let sent = thread.0.post_message(&told);
    secret.fill(0, 0, secret.length());
    if sent.is_err() {
        return Elsewhere::NoThread;
    }
    match select(JsFuture::from(answer), TimeoutFuture::new(PATIENCE_MS)).await {
        Either::Left((Ok(data), _)) if data.is_null() => Elsewhere::NoMemory,
        Either::Left((Ok(data), _)) => match data.dyn_into::<Uint8Array>() {
            Ok(bytes) => Elsewhere::Done(Zeroizing::new(bytes.to_vec())),
            Err(_) => Elsewhere::NoThread,
        },
        Either::Left((Err(_), _)) => Elsewhere::NoThread,
        Either::Right(_) => Elsewhere::NoMemory,
    }
}

fn script() -> Option<String> {
    Reflect::get(&web_sys::window()?.into(), &JsValue::from_str(SCRIPT)).ok()?.as_string()
}
