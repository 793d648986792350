//! The dots of the first opening.
use super::words;
use leptos::prelude::*;
use leptos::text_prop::TextProp;

/// Where one is among a few pages: dots, and "1 of 3" in words.
#[component]
pub fn PageDots(
    /// From 1 to `of`.
    #[prop(into)]
    at: Signal<u8>,
    /// How many.
    of: u8,
    /// "1 of 3".
    #[prop(into)]
    words: TextProp,
) -> impl IntoView {
    let dots = (1..=of).map(|n| view! { <i class:on=move || at.get() == n></i> }.into_any()).collect_view();
    view! { <p class="steps3">{dots}<span>{words::text(words)}</span></p> }.into_any()
}
