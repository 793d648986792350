//! What the person tapped on the first screens before the program was there: `public/first.js` holds it.
use js_sys::Reflect;
use wasm_bindgen::JsValue;

const HELD: &str = "waymarkHeld";
const BEGIN: &str = "begin";
const WENT_ON: &str = "wentOn";

/// Whether "Begin" was tapped; true once, because it is done then.
pub fn take_begin() -> bool {
    let tapped = is(BEGIN);
    if tapped && let Ok(held) = held() {
        // It fails only where nothing is held.
        let _ = Reflect::set(&held, &JsValue::from_str(BEGIN), &JsValue::FALSE);
    }
    tapped
}

/// Whether the person went on without the home screen.
pub fn went_on() -> bool {
    is(WENT_ON)
}

fn is(what: &str) -> bool {
    held().and_then(|held| Reflect::get(&held, &JsValue::from_str(what))).is_ok_and(|it| it.is_truthy())
}

fn held() -> Result<JsValue, JsValue> {
    Reflect::get(&js_sys::global(), &JsValue::from_str(HELD))
}
