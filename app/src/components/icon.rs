//! An icon: always decoration, beside a word that says the same.
use super::glyph::Glyph;
use leptos::prelude::*;

/// One line icon in the colour of the words around it. Hidden from screen readers.
#[component]
pub fn Icon(
    /// Which shape.
    glyph: Glyph,
    /// 20 px in place of 24 px, at the usual text size.
    #[prop(optional)]
    small: bool,
) -> impl IntoView {
    let class = if small { "ico ico-s" } else { "ico" };
    view! { <svg class=class viewBox="0 0 24 24" aria-hidden="true" inner_html=glyph.0></svg> }.into_any()
}

/// A disc and an arrow.
const MARK: &str = "<circle cx='16' cy='16' r='15' class='mark-disc'/><path d='M16 6.4 24 16h-4.6v9.2L16 22.4l-3.4 2.8V16H8z' class='mark-arrow'/>";

/// The waymark itself, 30 px: a yellow arrow on a green disc.
#[component]
pub fn Mark() -> impl IntoView {
    view! {
        <svg
            class="mark"
            viewBox="0 0 32 32"
            aria-hidden="true"
            inner_html=MARK
        ></svg>
    }
    .into_any()
}
