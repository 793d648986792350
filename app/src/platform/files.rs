//! Handing the person a file, and taking one from them.
use gloo::timers::callback::Timeout;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// By then every browser has read what it downloads, in milliseconds.
const READ_BY_MS: u32 = 60_000;

/// Offers `bytes` as a download named `name`. False if the browser refused.
pub fn offer(name: &str, bytes: &[u8]) -> bool {
    try_offer(name, bytes).is_ok()
}

fn try_offer(name: &str, bytes: &[u8]) -> Result<(), JsValue> {
    let document = web_sys::window().and_then(|window| window.document()).ok_or(JsValue::NULL)?;
    let parts = Array::of1(&Uint8Array::from(bytes));
    let blob = web_sys::Blob::new_with_u8_array_sequence(&parts)?;
    let address = web_sys::Url::create_object_url_with_blob(&blob)?;
    let link = document.create_element("a")?;
    link.set_attribute("href", &address)?;
    link.set_attribute("download", name)?;
    link.unchecked_ref::<web_sys::HtmlElement>().click();
    // The address would otherwise keep the bytes in memory; but Safari reads them only some time after the click.
    Timeout::new(READ_BY_MS, move || drop(web_sys::Url::revoke_object_url(&address))).forget();
    Ok(())
}

/// A file the person chose.
#[derive(Debug)]
pub struct Chosen(Option<web_sys::File>);

/// What was chosen in a file field.
pub fn chosen(event: &web_sys::Event) -> Chosen {
    let field = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok());
    Chosen(field.and_then(|field| field.files()).and_then(|files| files.get(0)))
}

/// Its bytes; `None` if none was chosen or the browser cannot read it.
pub async fn read(chosen: Chosen) -> Option<Vec<u8>> {
    let bytes = JsFuture::from(chosen.0?.array_buffer()).await.ok()?;
    Some(Uint8Array::new(&bytes).to_vec())
}
