//! One answer then and now, as stops on a path: hollow last time, the yellow disc now, the words at its end. No colour,
//! no up or down.
use super::picture::Picture;
use leptos::prelude::*;

/// A theme, its words and its stops. The words carry the fact; the stops are a picture.
#[component]
pub fn AnswerStrip(
    /// What the statement is about.
    #[prop(into)]
    theme: String,
    /// The chosen option in words, or "not shared", or "left out".
    #[prop(into)]
    words: String,
    /// How many options there are.
    of: u8,
    /// Last time's place, 0 for the first.
    #[prop(optional_no_strip)]
    was: Option<u8>,
    /// The place now.
    #[prop(optional_no_strip)]
    now: Option<u8>,
    /// Both ends in words, where they do not stand once above all strips.
    #[prop(optional_no_strip)]
    ends: Option<(String, String)>,
    /// What stands under it.
    #[prop(optional_no_strip)]
    below: Option<AnyView>,
) -> impl IntoView {
    view! {
        <li class="ans">
            <p class="ah notranslate" translate="no">
                <b><bdi>{theme}</bdi></b>
                " "
                <span><bdi>{words}</bdi></span>
            </p>
            <svg class="five" aria-hidden="true" inner_html=stops(of, was, now)></svg>
            {ends.map(|(first, last)| view! { <ScaleEnds first=first last=last/> })}
            {below}
        </li>
    }
    .into_any()
}

/// Where a scale begins and ends, in words: under one strip, or once above a list of them.
#[component]
pub fn ScaleEnds(
    /// At the first stop.
    first: String,
    /// At the last one.
    last: String,
) -> impl IntoView {
    view! {
        <p class="ends notranslate" translate="no">
            <span><bdi>{first}</bdi></span>
            " "
            <span><bdi>{last}</bdi></span>
        </p>
    }
    .into_any()
}

fn stops(of: u8, was: Option<u8>, now: Option<u8>) -> String {
    let at = |place: u8| (f32::from(place) * 100.0 / f32::from(of.max(2) - 1), 50.0);
    let mut picture = Picture::default();
    picture.line("ahead", (0.0, 50.0), (100.0, 50.0));
    for place in 0..of {
        picture.circle("dot", at(place), 4.0);
    }
    if let Some(was) = was.filter(|was| Some(*was) != now) {
        picture.circle("from", at(was), 5.75);
    }
    if let Some(now) = now {
        picture.circle("here", at(now), 8.5);
    }
    picture.done()
}

/// Explains the hollow stop and the disc: "March", "Today".
#[component]
pub fn AnswerKey(
    /// Last time, in words; none at the first check-in.
    #[prop(optional_no_strip)]
    was: Option<String>,
    /// This time, in words.
    #[prop(into)]
    now: String,
) -> impl IntoView {
    view! {
        <p class="keyline" aria-hidden="true">
            {was.map(|was| view! { <span><i class="k"></i>{was}</span> " " })}
            <span><i class="k now"></i>{now}</span>
        </p>
    }
    .into_any()
}
