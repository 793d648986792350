//! When the page is left in peace: the moment for work that would take the line or the processor from the person.
use super::{clock, events, part};
use gloo::events::{EventListener, EventListenerOptions, EventListenerPhase};
use gloo::timers::future::TimeoutFuture;
use js_sys::{Array, Function, Object, Reflect};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::{PerformanceObserver, PerformanceObserverInit};

/// What somebody does with a page. Heard on its way down, for a scroll does not come up.
const STIRS: [&str; 3] = ["pointerdown", "keydown", "scroll"];
/// How long to wait where the browser does not say when it is idle, and how long at most where it does.
const PAINTED_MS: u32 = 30;
const IDLE_AT_MOST_MS: u32 = 2_000;

/// Calls `then` once nobody has touched the page, typed or scrolled for so long, nothing has come for it, and no part is
/// on its way.
pub fn after(quiet_ms: u32, then: impl FnOnce() + 'static) {
    spawn_local(async move {
        let last = Rc::new(Cell::new(clock::monotonic_ms()));
        let stir = {
            let last = last.clone();
            move || last.set(clock::monotonic_ms())
        };
        let _listening = listen(&stir);
        let _watching = Watch::begin(stir);
        loop {
            let left_ms = last.get() + f64::from(quiet_ms) - clock::monotonic_ms();
            match part::is_under_way() {
                false if left_ms <= 0.0 => break,
                false => TimeoutFuture::new(left_ms.ceil() as u32).await,
                true => TimeoutFuture::new(quiet_ms).await,
            }
        }
        then();
    });
}

/// Calls `then` once the browser has painted and has nothing to do.
pub fn when_idle(then: impl FnOnce() + 'static) {
    let window: JsValue = web_sys::window().into();
    // Not in Safari.
    let Ok(ask) = Reflect::get(&window, &"requestIdleCallback".into()).and_then(JsCast::dyn_into::<Function>) else {
        return events::after(PAINTED_MS, then);
    };
    let at_most = Object::new();
    let _ = Reflect::set(&at_most, &"timeout".into(), &IDLE_AT_MOST_MS.into());
    // A browser that has it takes a function.
    let _ = ask.call2(&window, &Closure::once_into_js(then), &at_most);
}

fn listen(stir: &(impl Fn() + Clone + 'static)) -> Vec<EventListener> {
    let Some(window) = web_sys::window() else { return Vec::new() };
    let options = EventListenerOptions { phase: EventListenerPhase::Capture, passive: true };
    let one = |event| {
        let stir = stir.clone();
        EventListener::new_with_options(&window, event, options, move |_| stir())
    };
    STIRS.into_iter().map(one).collect()
}

/// Sees each file that has come for the page.
struct Watch {
    observer: PerformanceObserver,
    _heard: Closure<dyn FnMut()>,
}

impl Watch {
    fn begin(stir: impl Fn() + 'static) -> Option<Self> {
        let heard = Closure::<dyn FnMut()>::new(stir);
        let observer = PerformanceObserver::new(heard.as_ref().unchecked_ref()).ok()?;
        observer.observe(&PerformanceObserverInit::new(&Array::of1(&"resource".into())));
        Some(Self { observer, _heard: heard })
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
