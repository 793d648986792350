//! The store over IndexedDB in a real browser: the suite, and what only a browser does.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking, and its helpers do too")]
mod suite;

use app::store::{IndexedRows, MemoryMirror, Rows, StoreError, schema};
use suite::{Phone, note, words};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

struct InBrowser {
    name: String,
    rows: IndexedRows,
    mirror: MemoryMirror,
}

/// A phone with a database of its own.
fn phone() -> InBrowser {
    let name = format!("test-{:032x}", u128::from_be_bytes(app::platform::random::make_bytes()));
    InBrowser { rows: IndexedRows::new(&name), name, mirror: MemoryMirror::default() }
}

impl Phone for InBrowser {
    fn rows(&self) -> Box<dyn Rows> {
        Box::new(IndexedRows::new(&self.name))
    }

    fn mirror(&self) -> MemoryMirror {
        self.mirror.clone()
    }
}

mod the_suite {
    use super::*;
    suite!(wasm_bindgen_test, phone());
}

#[wasm_bindgen_test]
async fn a_connection_that_the_browser_closed_is_opened_again() {
    let phone = phone();
    let tab = app::store::Store::new(phone.rows.clone(), phone.mirror());
    tab.open().await.unwrap();
    tab.commit(&[note(1, "before")]).await.unwrap();
    phone.rows.close();
    tab.commit(&[note(2, "after")]).await.unwrap();
    assert_eq!(words(&phone).await, ["before", "after"]);
}

#[wasm_bindgen_test]
async fn an_open_tab_lets_a_newer_version_in_and_goes_on_with_its_additions() {
    let phone = phone();
    let tab = phone.tab();
    tab.open().await.unwrap();
    tab.commit(&[note(1, "before")]).await.unwrap();
    upgrade(&phone.name, schema::LAST_COMPATIBLE_VERSION).await;
    tab.commit(&[note(2, "after")]).await.unwrap();
    assert_eq!(words(&phone).await, ["before", "after"]);
}

#[wasm_bindgen_test]
async fn a_database_of_a_version_that_breaks_with_ours_is_left_alone() {
    let phone = phone();
    phone.tab().open().await.unwrap();
    upgrade(&phone.name, schema::LAST_COMPATIBLE_VERSION + 1).await;
    assert_eq!(phone.tab().open().await.err(), Some(StoreError::NewerVersion));
}

#[wasm_bindgen_test]
async fn records_whose_key_is_gone_are_not_taken_for_a_new_phone() {
    let phone = phone();
    let tab = phone.tab();
    tab.open().await.unwrap();
    tab.commit(&[note(1, "sealed")]).await.unwrap();
    forget_key(&phone.name).await;
    assert_eq!(phone.tab().open().await.err(), Some(StoreError::KeyLost));
    assert_eq!(phone.rows().read().await.unwrap().rows.len(), 1);
}

#[wasm_bindgen_test]
async fn a_page_that_is_put_away_within_a_write_leaves_nothing_held_and_writes_when_it_is_back() {
    let phone = phone();
    let tab = app::store::Store::new(phone.rows.clone(), phone.mirror());
    tab.open().await.unwrap();
    tab.commit(&[note(1, "before")]).await.unwrap();
    let put_away = put_away_at_the_next_head();
    let waiting = std::pin::pin!(async {
        let more = [note(2, "meanwhile")];
        tab.commit(&more).await
    });
    let other_page = std::pin::pin!(async {
        wasm_bindgen_futures::JsFuture::from(put_away).await.unwrap();
        assert_eq!(words(&phone).await, ["before"]);
        js_sys::eval("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))").unwrap();
    });
    let (kept, ()) = futures_util::future::join(waiting, other_page).await;
    assert_eq!(kept, Ok(()));
    assert_eq!(words(&phone).await, ["before", "meanwhile"]);
}

#[wasm_bindgen_test]
async fn before_the_first_write_over_a_connection_and_after_a_full_disk_the_browser_begins_a_new_log() {
    let phone = phone();
    let tab = app::store::Store::new(phone.rows.clone(), phone.mirror());
    tab.open().await.unwrap();
    // What is written by itself some time after the first write is out of the way.
    tab.commit(&[note(0, "the first of this page")]).await.unwrap();
    reserve_is_kept(&phone.name).await;
    js_sys::eval(
        "globalThis.renewed = 0;
        const deleteDatabase = IDBFactory.prototype.deleteDatabase;
        IDBFactory.prototype.deleteDatabase = function (name) {
            if (name === 'waymark-log') globalThis.renewed += 1;
            return deleteDatabase.call(this, name);
        };",
    )
    .unwrap();
    let renewed = || js_sys::eval("globalThis.renewed").unwrap().as_f64();
    phone.rows.close();
    for n in 1..=2 {
        tab.commit(&[note(n, "over one connection")]).await.unwrap();
        assert_eq!(renewed(), Some(1.0));
    }
    phone.rows.close();
    tab.commit(&[note(3, "over another")]).await.unwrap();
    assert_eq!(renewed(), Some(2.0));
    js_sys::eval("localStorage.setItem('waymark-torn', '1')").unwrap();
    tab.commit(&[note(4, "after a full disk")]).await.unwrap();
    assert_eq!(renewed(), Some(3.0));
    assert!(js_sys::eval("localStorage.getItem('waymark-torn')").unwrap().is_null());
    let left =
        js_sys::eval("indexedDB.databases().then((all) => all.some((it) => it.name === 'waymark-log'))").unwrap();
    let left = wasm_bindgen_futures::JsFuture::from(left.unchecked_into::<js_sys::Promise>()).await.unwrap();
    assert_eq!(left.as_bool(), Some(false));
}

/// Waits until the room that is kept for a full disk lies in the database.
async fn reserve_is_kept(name: &str) {
    let look = js_sys::Function::new_with_args(
        "name",
        r"
      return new Promise((kept) => {
        const look = () => {
          const opened = indexedDB.open(name);
          opened.onsuccess = () => {
            const database = opened.result;
            const asked = database.transaction('meta').objectStore('meta').getKey('reserve');
            asked.onsuccess = () => {
              database.close();
              if (asked.result === undefined) setTimeout(look, 20);
              else kept();
            };
          };
        };
        look();
      });",
    );
    let kept = look.call1(&wasm_bindgen::JsValue::NULL, &name.into()).unwrap();
    wasm_bindgen_futures::JsFuture::from(kept.unchecked_into::<js_sys::Promise>()).await.unwrap();
}

/// Says that the page is put away as soon as the next head is on its way to the disk; kept when it has said so.
fn put_away_at_the_next_head() -> js_sys::Promise {
    let put_away = r"
      return new Promise((said) => {
        const put = IDBObjectStore.prototype.put;
        IDBObjectStore.prototype.put = function (value, key) {
            const made = put.call(this, value, key);
            if (key === 'head') {
                IDBObjectStore.prototype.put = put;
                queueMicrotask(() => said(dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))));
            }
            return made;
        };
      });";
    js_sys::Function::new_no_args(put_away).call0(&wasm_bindgen::JsValue::NULL).unwrap().unchecked_into()
}

/// What a newer build does: opens the database with a higher version.
async fn upgrade(name: &str, version: u32) {
    let request = factory().open_with_u32(name, version).unwrap();
    settled(request.unchecked_ref()).await.unchecked_into::<web_sys::IdbDatabase>().close();
}

async fn forget_key(name: &str) {
    let database: web_sys::IdbDatabase = settled(factory().open(name).unwrap().unchecked_ref()).await.unchecked_into();
    let transaction =
        database.transaction_with_str_and_mode(schema::current::META, web_sys::IdbTransactionMode::Readwrite).unwrap();
    let meta = transaction.object_store(schema::current::META).unwrap();
    settled(&meta.delete(&schema::current::DEVICE_KEY.into()).unwrap()).await;
    database.close();
}

fn factory() -> web_sys::IdbFactory {
    web_sys::window().unwrap().indexed_db().unwrap().unwrap()
}

/// Waits for a request's success.
async fn settled(request: &web_sys::IdbRequest) -> wasm_bindgen::JsValue {
    let promise = js_sys::Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    wasm_bindgen_futures::JsFuture::from(promise).await.unwrap();
    request.result().unwrap()
}
