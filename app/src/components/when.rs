//! What stands on a screen only while something holds.
use leptos::prelude::*;

/// The view while the condition holds, nothing while it does not: `{when(move || full.get(), move || view! { … })}`.
///
/// No `Show`, which puts the view into a box of its own: this way it costs the first part nothing. What is handed back
/// is one type for every screen, so that drawing it is compiled once.
pub fn when<V: IntoView + 'static>(
    holds: impl Fn() -> bool + Send + 'static,
    view: impl Fn() -> V + Send + 'static,
) -> Box<dyn Fn() -> Option<AnyView> + Send> {
    Box::new(move || holds().then(|| view().into_any()))
}
