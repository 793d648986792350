//! What the browser says and does about keeping our storage, and notes a second time, where it clears them on other
//! occasions. Nothing personal goes here: the storage of this file is not sealed.
use super::note::LocalNote;
use std::cell::RefCell;
use std::collections::BTreeMap;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Cache, Response};

/// A place among the cached files. Not one of the app's versions, which the service worker clears away in their turn.
const SPARE: &str = "spare-notes";

thread_local! {
    // The newest note of each name that is not written yet, and whether one is being written: they are written one by
    // one, so that an older one never comes last.
    static WAITING: RefCell<(BTreeMap<&'static str, String>, bool)> = RefCell::default();
}

/// A second note, kept with the cached files, which browsers clear on other occasions than local storage.
pub async fn read_spare_note(note: LocalNote) -> Option<String> {
    let found = JsFuture::from(spare_notes().await?.match_with_str(&spare_path(note.name()))).await.ok()?;
    let reply: Response = found.dyn_into().ok()?;
    JsFuture::from(reply.text().ok()?).await.ok()?.as_string()
}

/// Writes a second note, in its own time. Only a copy of a copy: nobody waits for it, and no refusal matters.
pub fn write_spare_note(note: LocalNote, value: String) {
    let under_way = WAITING.with_borrow_mut(|(notes, under_way)| {
        notes.insert(note.name(), value);
        std::mem::replace(under_way, true)
    });
    if !under_way {
        spawn_local(async {
            while let Some((name, value)) = WAITING.with_borrow_mut(|(notes, _)| notes.pop_first()) {
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
        let storage: wasm_bindgen::JsValue = window.navigator().storage().into();
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
    let Some(window) = web_sys::window() else { return false };
    let storage: wasm_bindgen::JsValue = window.navigator().storage().into();
    let ask = js_sys::Reflect::get(&storage, &"getDirectory".into()).ok();
    let Some(ask) = ask.and_then(|ask| ask.dyn_into::<js_sys::Function>().ok()) else { return false };
    match ask.call0(&storage).map(JsCast::dyn_into::<js_sys::Promise>) {
        Ok(Ok(promise)) => JsFuture::from(promise).await.is_err(),
        Ok(Err(_)) => false,
        Err(_) => true,
    }
}

/// True if the browser has promised to keep our storage.
pub async fn is_kept() -> bool {
    let Some(window) = web_sys::window() else { return false };
    let storage: wasm_bindgen::JsValue = window.navigator().storage().into();
    if storage.is_undefined() {
        return false;
    }
    match window.navigator().storage().persisted() {
        Ok(promise) => JsFuture::from(promise).await.is_ok_and(|kept| kept.is_truthy()),
        Err(_) => false,
    }
}
