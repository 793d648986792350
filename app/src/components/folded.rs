//! What stands behind a line that unfolds: the table behind a picture, or whatever is earlier. It is drawn while it is
//! unfolded, for years of check-ins come to thousands of rows that few people open.
use super::words;
use leptos::prelude::*;
use leptos::text_prop::TextProp;
use leptos::web_sys::Element;
use wasm_bindgen::JsCast;

/// The line, and what stands behind it while it is unfolded.
#[component]
pub fn Folded(
    /// The line that unfolds it.
    #[prop(into)]
    summary: TextProp,
    /// What stands behind it.
    inner: impl Fn() -> AnyView + Send + 'static,
) -> impl IntoView {
    folded(summary, Box::new(inner))
}

/// Compiled once, and not for each kind of what stands behind it.
fn folded(summary: TextProp, inner: Box<dyn Fn() -> AnyView + Send>) -> AnyView {
    let open = RwSignal::new(false);
    let look = move |event: leptos::ev::Event| {
        let details = event.target().and_then(|it| it.dyn_into::<Element>().ok());
        open.set(details.is_some_and(|it| it.has_attribute("open")));
    };
    // Where a screen is drawn anew the browser's element stays, and would stay unfolded over nothing.
    view! {
        <details class="as-table" prop:open=move || open.get() on:toggle=look>
            <summary>{words::text(summary)}</summary>
            {move || open.get().then(&inner)}
        </details>
    }
    .into_any()
}
