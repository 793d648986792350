//! What the person tapped on the first screens before the program was there: `public/first.js` holds it.
use domain::id::CheckInId;
use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};

const HELD: &str = "waymarkHeld";
const BEGIN: &str = "begin";
const WENT_ON: &str = "wentOn";
const CHECK_IN: &str = "checkIn";
const KEPT: &str = "kept";
const PLACE: &str = "place";
const SAY_KEPT: &str = "sayKept";

/// A check-in that was begun on the page's own screens, where the four questions of our own are offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeldCheckIn {
    /// The name that its address has.
    pub id: CheckInId,
    /// The box that is marked for its first question, counted from 0, if one is.
    pub place: Option<u8>,
}

/// The check-in that was begun and is not kept yet.
pub fn check_in() -> Option<HeldCheckIn> {
    if is(KEPT) {
        return None;
    }
    let text = |what| get(what).and_then(|it| it.as_string());
    let id = text(CHECK_IN)?.parse().ok()?;
    Some(HeldCheckIn { id, place: text(PLACE).and_then(|place| place.parse().ok()) })
}

/// "Kept on this phone", on the page's own screen: it is, and the program's screen is yet to be drawn.
pub fn say_kept() {
    let say = get(SAY_KEPT).and_then(|it| it.dyn_into::<Function>().ok());
    if let Some(say) = say {
        // The program's screen says it too.
        let _ = say.call0(&JsValue::UNDEFINED);
    }
}

/// It is kept, and that the person has begun with it. Its name stays: the page's own screen leads to the same again.
pub fn note_kept() {
    set(KEPT, true);
    set(BEGIN, false);
}

/// Whether "Begin" was tapped; true once, because it is done then.
pub fn take_begin() -> bool {
    let tapped = is(BEGIN);
    if tapped {
        set(BEGIN, false);
    }
    tapped
}

/// Whether the person went on without the home screen.
pub fn went_on() -> bool {
    is(WENT_ON)
}

fn is(what: &str) -> bool {
    get(what).is_some_and(|it| it.is_truthy())
}

fn get(what: &str) -> Option<JsValue> {
    held().and_then(|held| Reflect::get(&held, &JsValue::from_str(what))).ok()
}

fn set(what: &str, is: bool) {
    if let Ok(held) = held() {
        // It fails only where nothing is held.
        let _ = Reflect::set(&held, &JsValue::from_str(what), &JsValue::from_bool(is));
    }
}

fn held() -> Result<JsValue, JsValue> {
    Reflect::get(&js_sys::global(), &JsValue::from_str(HELD))
}
