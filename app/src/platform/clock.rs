//! The only file of the app that reads a clock. Rules never do: they are handed a `Moment`, `Stamp` or `Day`.
use domain::time::{Day, Moment, Stamp};
use wasm_bindgen::JsValue;

/// Now, with the phone's offset from UTC in minutes (east is positive, so British Summer Time is +60).
pub fn now() -> Stamp {
    let at_ms = js_sys::Date::now();
    // JavaScript counts the other way round: minutes from local time to UTC.
    let offset = -js_sys::Date::new(&JsValue::from_f64(at_ms)).get_timezone_offset();
    Stamp { at: Moment(at_ms as i64), offset_min: offset as i16 }
}

/// The civil day on the phone, which is what a person means by "today".
pub fn today() -> Day {
    now().day()
}

/// Milliseconds since the page was opened. It never jumps when the phone's clock is set, so waits are measured with it.
pub fn monotonic_ms() -> f64 {
    web_sys::window().and_then(|window| window.performance()).map_or(0.0, |performance| performance.now())
}

/// The civil day on the phone of a moment that somebody else's clock stamped.
pub fn day_of(at: Moment) -> Day {
    let offset = -js_sys::Date::new(&JsValue::from_f64(at.0 as f64)).get_timezone_offset();
    Stamp { at, offset_min: offset as i16 }.day()
}
