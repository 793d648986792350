//! What the browser says and does about keeping our storage, and notes a second time, where it clears them on other
//! occasions. Nothing personal goes here: the storage of this file is not sealed.
use super::note::LocalNote;
use futures_util::future::{Either, select};
use gloo::timers::future::TimeoutFuture;
use std::cell::RefCell;
use std::pin::pin;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Cache, Response};

/// A place among the cached files. Not one of the app's versions, which the service worker clears away in their turn.
const SPARE: &str = "spare-notes";

thread_local! {
    // The newest note of each name that is not written yet, and whether one is being written: they are written one by
    // one, so that an older one never comes last.
    static WAITING: RefCell<(Vec<(&'static str, String)>, bool)> = RefCell::default();
}

/// How long to wait for a second note, milliseconds; it takes tens of them on an old phone.
const PATIENCE_MS: u32 = 3_000;

/// A second note, kept with the cached files, which browsers clear on other occasions than local storage. `None` as well
/// where the browser says nothing: Chromium, cleared under an open page, sometimes answers no page of the site about what
/// it keeps, and takes no write either, until it is started again.
pub async fn read_spare_note(note: LocalNote) -> Option<String> {
    match select(pin!(find_spare(note)), TimeoutFuture::new(PATIENCE_MS)).await {
        Either::Left((found, _)) => found,
        Either::Right(_) => None,
    }
}

async fn find_spare(note: LocalNote) -> Option<String> {
    let found = JsFuture::from(spare_notes().await?.match_with_str(&spare_path(note.name()))).await.ok()?;
    let reply: Response = found.dyn_into().ok()?;
    JsFuture::from(reply.text().ok()?).await.ok()?.as_string()
}

/// Writes a second note, in its own time. Only a copy of a copy: nobody waits for it, and no refusal matters.
pub fn write_spare_note(note: LocalNote, value: String) {
    let under_way = WAITING.with_borrow_mut(|(notes, under_way)| {
        notes.retain(|(name, _)| *name != note.name());
        notes.push((note.name(), value));
        std::mem::replace(under_way, true)
    });
    if !under_way {
        spawn_local(async {
            while let Some((name, value)) = WAITING.with_borrow_mut(|(notes, _)| notes.pop()) {
                let _ = put_spare(name, &value).await;
            }
            WAITING.with_borrow_mut(|(_, under_way)| *under_way = false);
        });
    }
}

/// Removes every second note, in its own time.
pub fn remove_spare_notes() {
    WAITING.with_borrow_mut(|(notes, _)| notes.clear());
    spawn_local(async {
        let Some(Ok(caches)) = web_sys::window().map(|window| window.caches()) else { return };
        if caches.is_object() {
            let _ = JsFuture::from(caches.delete(SPARE)).await;
        }
    });
}

async fn put_spare(name: &str, value: &str) -> Option<()> {
    let note = Response::new_with_opt_str(Some(value)).ok()?;
    JsFuture::from(spare_notes().await?.put_with_str(&spare_path(name), &note)).await.ok().map(drop)
}

async fn spare_notes() -> Option<Cache> {
    // Absent outside a secure context; refused in some private windows.
    let caches = web_sys::window()?.caches().ok().filter(|caches| caches.is_object())?;
    JsFuture::from(caches.open(SPARE)).await.ok()?.dyn_into().ok()
}

/// Files are kept by address; no file of the site has this one.
fn spare_path(name: &str) -> String {
    format!("/{SPARE}/{name}")
}

/// Asks the browser not to clear our storage when space runs short. Never awaited: in Firefox the answer waits for
/// the person, and no browser promises to keep its word.
pub fn ask_to_keep() {
    spawn_local(async {
        let Some(window) = web_sys::window() else { return };
        // Absent outside a secure context and in old browsers.
        let storage: JsValue = window.navigator().storage().into();
        if storage.is_undefined() {
            return;
        }
        if let Ok(promise) = window.navigator().storage().persist() {
            let _ = JsFuture::from(promise).await;
        }
    });
}

/// True where this is likely a private window, whose storage goes when it is closed: Firefox and Safari give such a
/// window no directory of its own. Chromium does not let a page know, so false says nothing.
pub async fn may_be_private() -> bool {
    ask_directory().await.is_some_and(|directory| directory.is_err())
}

/// Whether the disk takes this many bytes more. They are written into a file of their own, and are gone again before
/// this answers. Only a browser that says so has no room: one that fails in another way would fail for ever.
pub async fn has_room(bytes: u32) -> bool {
    let Some(Ok(directory)) = ask_directory().await else { return true };
    let (options, nothing) = (js_sys::Object::new(), JsValue::UNDEFINED);
    let _ = js_sys::Reflect::set(&options, &"create".into(), &true.into());
    let mut answer = ask(&directory, "getFileHandle", &ROOM.into(), &options).await;
    if let Some(Ok(file)) = answer {
        answer = ask(&file, "createWritable", &nothing, &nothing).await;
        if let Some(Ok(out)) = answer {
            answer = ask(&out, "write", &js_sys::Uint8Array::new_with_length(bytes), &nothing).await;
            ask(&out, "abort", &nothing, &nothing).await;
        }
        ask(&directory, "removeEntry", &ROOM.into(), &nothing).await;
    }
    let refusal = answer.and_then(Result::err).and_then(|it| it.dyn_into::<web_sys::DomException>().ok());
    refusal.is_none_or(|it| it.name() != "QuotaExceededError")
}

/// The file that looks for room.
const ROOM: &str = "room";

/// The directory of this site's own files; `None` where the browser knows of no such thing.
async fn ask_directory() -> Option<Result<JsValue, JsValue>> {
    // Absent outside a secure context.
    let storage: JsValue = web_sys::window()?.navigator().storage().into();
    ask(&storage, "getDirectory", &JsValue::UNDEFINED, &JsValue::UNDEFINED).await
}

/// Calls what not every browser has; `None` if this one does not, or gives no promise.
async fn ask(of: &JsValue, name: &str, one: &JsValue, other: &JsValue) -> Option<Result<JsValue, JsValue>> {
    let method: js_sys::Function = js_sys::Reflect::get(of, &name.into()).ok()?.dyn_into().ok()?;
    match method.call2(of, one, other) {
        Ok(answer) => Some(JsFuture::from(answer.dyn_into::<js_sys::Promise>().ok()?).await),
        Err(refusal) => Some(Err(refusal)),
    }
}

/// True if the browser has promised to keep our storage.
pub async fn is_kept() -> bool {
    let Some(window) = web_sys::window() else { return false };
    let storage: JsValue = window.navigator().storage().into();
    if storage.is_undefined() {
        return false;
    }
    match window.navigator().storage().persisted() {
        Ok(promise) => JsFuture::from(promise).await.is_ok_and(|kept| kept.is_truthy()),
        Err(_) => false,
    }
}
