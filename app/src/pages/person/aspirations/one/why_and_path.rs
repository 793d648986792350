//! Why it matters, what helps, and the path so far as a picture.
use crate::components::{OwnSize, OwnWords, Switchback};
use crate::i18n::*;
use crate::platform::intl;
use crate::words::say;
use domain::aspiration::Aspiration;
use leptos::prelude::*;

/// Why, what helps, and the switchback as a picture.
#[component]
pub(super) fn WhyAndPath(aspiration: Aspiration) -> impl IntoView {
    let i18n = use_i18n();
    let Aspiration { id, why, what_helps, looks_back, .. } = aspiration;
    let part = |title: String, words: String| {
        (!words.is_empty()).then(|| {
            view! {
                <p class="soft small">{title}</p>
                <OwnWords words=words size=OwnSize::Text/>
            }
        })
    };
    let (first, now) = (looks_back.first().cloned(), looks_back.last().map(|look| look.rating));
    let label = match (first.as_ref().map(|look| look.rating), now) {
        (Some(from), Some(now)) => say!(i18n, person.aspiration.path, from = from, now = now),
        _ => say!(i18n, person.aspiration.path_none),
    };
    let start_label = first.as_ref().map(|look| intl::day_label(look.at.day())).unwrap_or_default();
    view! {
        {part(say!(i18n, person.aspiration.why), why)}
        {part(say!(i18n, person.aspiration.helps), what_helps)}
        <Switchback
            name=format!("path-{id}")
            legend=say!(i18n, person.aspiration.legend)
            start=first.map(|look| look.rating)
            start_label=start_label
            here=Signal::stored(now)
            here_label=say!(i18n, person.aspiration.now)
            label=label
        />
    }
}
