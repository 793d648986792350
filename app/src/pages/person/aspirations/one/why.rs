//! Why it matters and what helps, in the person's words.
use crate::components::{OwnSize, OwnWords, Section};
use crate::i18n::*;
use crate::words::say;
use domain::aspiration::Aspiration;
use leptos::prelude::*;

/// Why and what helps, as far as they are written.
#[component]
pub(super) fn Why(aspiration: Aspiration) -> impl IntoView {
    let i18n = use_i18n();
    let part = |title: String, words: String| {
        (!words.is_empty()).then(|| {
            view! {
                <section>
                    <Section title=title/>
                    <OwnWords words=words size=OwnSize::Text/>
                </section>
            }
        })
    };
    view! {
        {part(say!(i18n, person.aspiration.why), aspiration.why)}
        {part(say!(i18n, person.aspiration.helps), aspiration.what_helps)}
    }
}
