//! What the person tapped on the first screens before the program was there: `public/first.js` holds it.
use js_sys::Reflect;
use wasm_bindgen::JsValue;

const HELD: &str = "waymarkHeld";
const BEGIN: &str = "begin";

/// Whether "Begin" was tapped; true once, because it is done then.
pub fn take_begin() -> bool {
    let Ok(held) = Reflect::get(&js_sys::global(), &JsValue::from_str(HELD)) else { return false };
    let begin = JsValue::from_str(BEGIN);
    let tapped = Reflect::get(&held, &begin).is_ok_and(|it| it.is_truthy());
    // It fails only where nothing is held.
    let _ = Reflect::set(&held, &begin, &JsValue::FALSE);
    tapped
}
