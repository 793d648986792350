//! What stands on a screen only while something holds.
use leptos::prelude::*;

/// The view while the condition holds, nothing while it does not: `{when(move || full.get(), move || view! { … })}`.
///
/// No `Show`, which puts the view into a box of its own: this way it costs the first part nothing.
pub fn when<V: IntoView>(
    holds: impl Fn() -> bool + Send + 'static,
    view: impl Fn() -> V + Send + 'static,
) -> impl Fn() -> Option<V> + Send + 'static {
    move || holds().then(&view)
}
