//! Where one is in a task: a dotted line, the walked part solid, and the words "3 of 11".
use super::picture::Picture;
use super::words;
use leptos::prelude::*;
use leptos::text_prop::TextProp;

/// Progress of a check-in or of the choices before a share. Goes into `before` of a screen.
#[component]
pub fn Progress(
    /// From 1 to `of`.
    #[prop(into)]
    at: Signal<u16>,
    /// How many.
    #[prop(into)]
    of: Signal<u16>,
    /// "3 of 11".
    #[prop(into)]
    words: TextProp,
) -> impl IntoView {
    let drawn = move || {
        let last = of.get().max(2) - 1;
        let x = f32::from(at.get().saturating_sub(1).min(last)) * 100.0 / f32::from(last);
        let mut picture = Picture::default();
        picture.line("ahead dotted", (0.0, 50.0), (100.0, 50.0));
        picture.line("walked", (0.0, 50.0), (x, 50.0));
        picture.circle("here", (x, 50.0), 8.25);
        picture.done()
    };
    view! {
        <div class="walk">
            <svg class="line" aria-hidden="true" inner_html=drawn></svg>
            <p class="count">{words::text(words)}</p>
        </div>
    }
    .into_any()
}
