//! Line and block drawings: hills with a path and a post, an open gap in a fence, a tree and a bench.
//!
//! Kept as SVG files; their colours are classes, so that each follows the theme.
use leptos::prelude::*;

/// The hillside behind the switchback; its frame is 390 by 250.
pub(super) const SLOPE: &str = include_str!("art/slope.svg");

/// A drawing. Decoration: never the only copy of anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Drawing {
    class: &'static str,
    frame: &'static str,
    inner: &'static str,
}

/// First opening: hills, a walked track, a post.
pub const HILLS: Drawing = Drawing { class: "art hills", frame: "0 0 390 460", inner: include_str!("art/hills.svg") };
/// First day: a post at the start of an unwalked path.
pub const START: Drawing = Drawing { class: "art start", frame: "0 0 390 340", inner: include_str!("art/start.svg") };
/// Before a check-in: an open gap in a fence.
pub const STILE: Drawing = Drawing { class: "art stile", frame: "0 0 160 132", inner: include_str!("art/stile.svg") };
/// Reached: a walked line up to a flag.
pub const FLAG: Drawing = Drawing { class: "art flagged", frame: "0 4 360 100", inner: include_str!("art/flag.svg") };
/// After a check-in: a tree and a bench.
pub const BENCH: Drawing = Drawing { class: "art bench", frame: "0 0 390 148", inner: include_str!("art/bench.svg") };

/// Draws it, as wide as its place.
#[component]
pub fn Art(
    /// Which one.
    drawing: Drawing,
) -> impl IntoView {
    view! {
        <svg class=drawing.class viewBox=drawing.frame preserveAspectRatio="xMidYMax slice" aria-hidden="true" inner_html=drawing.inner></svg>
    }
    .into_any()
}
