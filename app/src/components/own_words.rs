//! The person's own words, always on ruled lines. Waymark's and the worker's words never are.
use super::words;
use leptos::prelude::*;
use leptos::text_prop::TextProp;

/// How large own words are set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OwnSize {
    /// An aspiration in a list or on a shared page.
    #[default]
    Middle,
    /// An aspiration on its own screen.
    Big,
    /// A note, a reason: running text.
    Text,
}

/// Own words, in their own writing direction, with line breaks kept.
#[component]
pub fn OwnWords(
    /// The words.
    #[prop(into)]
    words: TextProp,
    /// How large.
    #[prop(optional)]
    size: OwnSize,
) -> impl IntoView {
    let class = match size {
        OwnSize::Middle => "own",
        OwnSize::Big => "own big",
        OwnSize::Text => "own text",
    };
    view! { <p class=class dir="auto" translate="no">{words::text(words)}</p> }.into_any()
}
