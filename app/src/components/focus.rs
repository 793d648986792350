//! Moves the focus to the heading of a new screen, so that a screen reader says where it is.
use leptos::html::H1;
use leptos::prelude::*;
use leptos::text_prop::TextProp;

/// Titles the document, and focuses `heading` when it appears and whenever `step` changes.
pub(super) fn on_open(heading: NodeRef<H1>, title: TextProp, step: Option<Signal<u32>>) {
    Effect::new(move |_| document().set_title(&format!("{} · Waymark", title.get())));
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
