//! Moves the focus to the heading of a new screen, so that a screen reader says where it is.
use leptos::html::H1;
use leptos::prelude::*;

/// Focuses `heading` when it appears and whenever `step` changes. The document keeps its one title: browsers write
/// titles into their history in clear, and a heading may hold a name, own words or a statement.
pub(super) fn on_open(heading: NodeRef<H1>, step: Option<Signal<u32>>) {
    Effect::new(move |_| {
        if let Some(step) = step {
            step.track();
        }
        if let Some(heading) = heading.get() {
            // The focus would scroll the heading to the edge; a new screen is read from its top.
            window().scroll_to_with_x_and_y(0.0, 0.0);
            let _ = heading.focus();
        }
    });
}
