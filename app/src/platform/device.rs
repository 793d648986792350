//! What kind of phone this is, where its browser behaves in a way that the person has to know about.
use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event};

/// Opens the browser's print sheet.
pub fn print() {
    if let Some(window) = web_sys::window() {
        let _ = window.print();
    }
}

/// Unfolds every table behind a picture, for paper; without `all`, folds those again that this had unfolded. They cannot
/// be folded at once: a phone goes on before it has printed.
pub fn unfold_tables(all: bool) {
    let which = if all {
        ":is(section:not(.distances), .chartbox) > details.as-table:not([open])"
    } else {
        "details.as-table[data-unfolded]"
    };
    let found = web_sys::window().and_then(|it| it.document()).and_then(|it| it.query_selector_all(which).ok());
    let Some(found) = found else { return };
    for table in (0..found.length()).filter_map(|n| found.item(n)?.dyn_into::<Element>().ok()) {
        for name in ["open", "data-unfolded"] {
            // Neither can fail: the names are names.
            let _ = if all { table.set_attribute(name, "") } else { table.remove_attribute(name) };
        }
        // The browser says so later than the table has to stand on paper. Nothing refuses this event.
        let _ = Event::new("toggle").map(|toggled| table.dispatch_event(&toggled));
    }
}

/// Which build this page came with, as `cargo xtask build` wrote it into the page.
pub fn build() -> Option<String> {
    let page = web_sys::window()?.document()?;
    page.query_selector("meta[name=build]").ok()??.get_attribute("content")
}

/// True in Chromium and whatever is built of it; those on iPhone and iPad are not.
pub fn is_chromium() -> bool {
    web_sys::window().is_some_and(|it| it.navigator().user_agent().is_ok_and(|agent| agent.contains("Chrome/")))
}

/// True in a browser tab on iPhone or iPad, where the home-screen app has a storage of its own and a tab's storage
/// may be cleared after seven days; false once the app runs from the home screen.
pub fn is_tab_on_ios() -> bool {
    let Some(window) = web_sys::window() else { return false };
    let navigator = window.navigator();
    let agent = navigator.user_agent().unwrap_or_default();
    // An iPad calls itself a Mac, but no Mac has a touch screen.
    let ios = ["iPhone", "iPad", "iPod"].iter().any(|name| agent.contains(name))
        || (agent.contains("Macintosh") && navigator.max_touch_points() > 1);
    let standalone = Reflect::get(&navigator, &JsValue::from_str("standalone")).is_ok_and(|it| it.is_truthy());
    ios && !standalone
}
