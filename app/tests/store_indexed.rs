//! The store over IndexedDB in a real browser: the suite, and what only a browser does.
#![cfg(target_arch = "wasm32")]
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
async fn a_page_has_one_transaction_at_a_time_and_none_waits_for_another() {
    watch_transactions();
    let phone = phone();
    let tab = app::store::Store::new(phone.rows.clone(), phone.mirror());
    tab.open().await.unwrap();
    // After the first commit room is set aside, while the others go on.
    tab.commit(&[note(1, "first")]).await.unwrap();
    let more = [note(2, "meanwhile")];
    let (one, two, three) = futures_util::join!(phone.rows.read(), phone.rows.read(), tab.commit(&more));
    assert!(one.is_ok() && two.is_ok() && three.is_ok());
    assert_eq!(most_at_once(&phone.name), 1);

    // Two at once would have been seen.
    let database: web_sys::IdbDatabase =
        settled(factory().open(&phone.name).unwrap().unchecked_ref()).await.unchecked_into();
    for _ in 0..2 {
        database.transaction_with_str(schema::current::META).unwrap();
    }
    assert!(most_at_once(&phone.name) >= 2);
    database.close();
}

#[wasm_bindgen_test]
async fn a_page_that_is_left_while_room_is_set_aside_takes_that_back_and_the_next_one_sets_it_aside() {
    let phone = phone();
    leave_at_the_next_reserve();
    for kept in [false, true] {
        let tab = phone.tab();
        tab.open().await.unwrap();
        tab.commit(&[note(1, if kept { "again" } else { "first" })]).await.unwrap();
        // Behind the reserve, as each waits for its turn; another connection waits in the browser's own queue.
        let meta = schema::current::META;
        let database: web_sys::IdbDatabase =
            settled(factory().open(&phone.name).unwrap().unchecked_ref()).await.unchecked_into();
        let store = database.transaction_with_str(meta).unwrap().object_store(meta).unwrap();
        let found = settled(&store.get(&schema::current::RESERVE.into()).unwrap()).await;
        assert_eq!(!found.is_undefined(), kept);
        database.close();
    }
}

/// Counts the transactions of each database that are not over yet.
fn watch_transactions() {
    let watch = r"
        if (globalThis.mostAtOnce) return;
        globalThis.mostAtOnce = new Map();
        const begin = IDBDatabase.prototype.transaction;
        const running = new Map();
        IDBDatabase.prototype.transaction = function (...given) {
            const made = begin.apply(this, given);
            const count = (by) => {
                running.set(this.name, (running.get(this.name) ?? 0) + by);
                mostAtOnce.set(this.name, Math.max(running.get(this.name), mostAtOnce.get(this.name) ?? 0));
            };
            count(1);
            for (const end of ['complete', 'abort']) made.addEventListener(end, () => count(-1));
            return made;
        };";
    js_sys::Function::new_no_args(watch).call0(&wasm_bindgen::JsValue::NULL).unwrap();
}

/// The most that ran at the same time since the watch began.
fn most_at_once(database: &str) -> u32 {
    let most = js_sys::Function::new_with_args("name", "return mostAtOnce.get(name)");
    most.call1(&wasm_bindgen::JsValue::NULL, &database.into()).unwrap().as_f64().unwrap() as u32
}

/// Says that the page is left as soon as the next reserve is on its way to the disk.
fn leave_at_the_next_reserve() {
    let leave = r"
        const put = IDBObjectStore.prototype.put;
        IDBObjectStore.prototype.put = function (value, key) {
            const made = put.call(this, value, key);
            if (key === 'reserve') {
                IDBObjectStore.prototype.put = put;
                queueMicrotask(() => dispatchEvent(new PageTransitionEvent('pagehide')));
            }
            return made;
        };";
    js_sys::Function::new_no_args(leave).call0(&wasm_bindgen::JsValue::NULL).unwrap();
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
