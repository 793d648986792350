//! A tap belongs to the screen that was seen when it was made. One that was on its way while another screen opened, and
//! the second of two quick ones on the spot whose first opened it, count for nothing there: otherwise two quick taps on
//! "Next" would leave a statement out, or end a check-in unread. Keys need none of this: the focus goes to the heading.
use super::clock;
use super::events::painted;
use gloo::events::{EventListener, EventListenerOptions};
use js_sys::Reflect;
use std::cell::Cell;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, MouseEvent};

/// Two taps of one finger that are meant as one follow each other at most that quickly, …
const TWICE_MS: f64 = 350.0;
/// … and at most that far from each other.
const SPOT_PX: i32 = 40;

/// When and where it was made.
#[derive(Clone, Copy)]
struct Tap {
    at_ms: f64,
    x: i32,
    y: i32,
}

/// What the latest tap has led to.
#[derive(Clone, Copy)]
enum LedTo {
    /// The screen is the one it was made on.
    Nothing,
    /// Another screen, which nobody has seen yet.
    Unseen,
    /// Another screen, seen since then.
    Seen(f64),
}

thread_local! {
    static LATEST: Cell<Option<(Tap, LedTo)>> = const { Cell::new(None) };
}

/// Listens from now on. Called before there is a screen, so that it hears of each tap first.
pub fn watch() {
    let Some(window) = web_sys::window() else { return };
    let options = EventListenerOptions { passive: false, ..EventListenerOptions::run_in_capture_phase() };
    EventListener::new_with_options(&window, "click", options, |event| {
        let event: &MouseEvent = event.unchecked_ref();
        // A key, a program, or one who is read to: that is no finger.
        if event.detail() == 0 {
            return;
        }
        let tap = Tap { at_ms: event.time_stamp(), x: event.client_x(), y: event.client_y() };
        // A mouse counts its clicks itself. Not by its binding: a browser that names no pointer would throw.
        let pointer = Reflect::get(event, &JsValue::from_str("pointerType"));
        let mouse = pointer.is_ok_and(|pointer| pointer.as_string().as_deref() == Some("mouse"));
        let counted = mouse.then(|| event.detail() > 1);
        if always_counts(event) || LATEST.get().is_none_or(|(latest, opened)| counts(tap, latest, opened, counted)) {
            LATEST.set(Some((tap, LedTo::Nothing)));
        } else {
            event.prevent_default();
            event.stop_immediate_propagation();
        }
    })
    .forget();
}

/// Another screen stands there from now on.
pub fn another_screen() {
    let Some((tap, _)) = LATEST.get() else { return };
    LATEST.set(Some((tap, LedTo::Unseen)));
    spawn_local(async {
        painted().await;
        if let Some((tap, LedTo::Unseen)) = LATEST.get() {
            LATEST.set(Some((tap, LedTo::Seen(clock::monotonic_ms()))));
        }
    });
}

/// The way back, the way out and the way to help are the same on every screen.
fn always_counts(event: &MouseEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|target| target.closest("header").is_ok_and(|header| header.is_some()))
}

/// Whether a tap counts after the latest one, which `opened` something. `counted` says whether it is the second of two, if
/// the browser knows.
fn counts(tap: Tap, latest: Tap, opened: LedTo, counted: Option<bool>) -> bool {
    let seen = match opened {
        LedTo::Nothing => return true,
        LedTo::Unseen => return false,
        LedTo::Seen(at_ms) => tap.at_ms >= at_ms,
    };
    let near = (tap.x - latest.x).abs().max((tap.y - latest.y).abs()) <= SPOT_PX;
    let second = counted.unwrap_or(near && tap.at_ms - latest.at_ms < TWICE_MS);
    seen && !second
}

#[cfg(test)]
mod tests {
    use super::{LedTo, Tap, counts};

    const NEXT: Tap = Tap { at_ms: 1000.0, x: 180, y: 700 };

    fn tap(at_ms: f64, y: i32) -> Tap {
        Tap { at_ms, x: 190, y }
    }

    #[test]
    fn on_one_screen_every_tap_counts_however_quick() {
        assert!(counts(tap(1001.0, 700), NEXT, LedTo::Nothing, None));
        assert!(counts(tap(1001.0, 700), NEXT, LedTo::Nothing, Some(true)));
    }

    #[test]
    fn a_tap_made_before_the_other_screen_was_seen_counts_for_nothing_on_it() {
        assert!(!counts(tap(1090.0, 400), NEXT, LedTo::Unseen, None));
        // It waited behind the work of drawing the screen.
        assert!(!counts(tap(1090.0, 400), NEXT, LedTo::Seen(1100.0), None));
        assert!(counts(tap(1110.0, 400), NEXT, LedTo::Seen(1100.0), None));
    }

    #[test]
    fn the_second_of_two_quick_taps_on_one_spot_does_not_fall_through_to_what_the_first_opened() {
        let seen = LedTo::Seen(1050.0);
        assert!(!counts(tap(1200.0, 710), NEXT, seen, None));
        assert!(counts(tap(1200.0, 400), NEXT, seen, None), "another spot was meant");
        assert!(counts(tap(1400.0, 710), NEXT, seen, None), "the other screen was read");
        assert!(!counts(tap(1400.0, 710), NEXT, seen, Some(true)), "the mouse was clicked twice");
        assert!(counts(tap(1200.0, 710), NEXT, seen, Some(false)), "the mouse was clicked once, and once more");
    }
}
