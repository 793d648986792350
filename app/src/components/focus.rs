//! Moves the focus to the heading of a new screen, so that a screen reader says where it is.
use crate::platform::quick_taps;
use leptos::html::H1;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{FocusOptions, HtmlElement};

/// Focuses `heading` when it appears and whenever `step` changes. The document keeps its one title: browsers write
/// titles into their history in clear, and a heading may hold a name, own words or a statement.
pub(super) fn on_open(heading: NodeRef<H1>, step: Option<Signal<u32>>) {
    Effect::new(move |_| {
        if let Some(step) = step {
            step.track();
        }
        if let Some(heading) = heading.get() {
            // A new screen is read from its top.
            window().scroll_to_with_x_and_y(0.0, 0.0);
            focus(&heading);
            quick_taps::another_screen();
        }
    });
}

/// Brings the focus to the heading of the screen, from something that is about to go.
pub fn to_heading() {
    let heading = document().query_selector("main h1").ok().flatten();
    if let Some(heading) = heading.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
        // The person stays where they are.
        focus(&heading);
    }
}

/// Brings the focus to the field with this `id`, which appears with what was just tapped; the button that was tapped goes.
pub fn to_field(id: &'static str) {
    request_animation_frame(move || {
        let field = document().get_element_by_id(id).and_then(|it| it.dyn_into::<HtmlElement>().ok());
        // A block that was closed again at once has none.
        if let Some(field) = field {
            let _ = field.focus();
        }
    });
}

/// Without scrolling: that would lay the page out before its time, and bring the heading to the edge.
fn focus(heading: &HtmlElement) {
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    let _ = heading.focus_with_options(&options);
}
