//! Handing the person a file: a receipt to keep, a calendar entry.
use wasm_bindgen::{JsCast, JsValue};

/// Offers `text` as a download named `name`. False if the browser refused.
pub fn offer(name: &str, text: &str) -> bool {
    try_offer(name, text).is_ok()
}

fn try_offer(name: &str, text: &str) -> Result<(), JsValue> {
    let document = web_sys::window().and_then(|window| window.document()).ok_or(JsValue::NULL)?;
    let parts = js_sys::Array::of1(&JsValue::from_str(text));
    let blob = web_sys::Blob::new_with_str_sequence(&parts)?;
    let address = web_sys::Url::create_object_url_with_blob(&blob)?;
    let link = document.create_element("a")?;
    link.set_attribute("href", &address)?;
    link.set_attribute("download", name)?;
    link.unchecked_ref::<web_sys::HtmlElement>().click();
    // The click has started the download; the address would otherwise keep the text in memory.
    web_sys::Url::revoke_object_url(&address)
}
