//! "Listen": what a screen asks, read aloud by the device's own voice. Not there when the device has none of its language.
use crate::components::{Icon, glyph};
use crate::platform::speech;
use leptos::prelude::*;
use leptos::text_prop::TextProp;

/// Reads the lines verbatim; a second press stops, and so does leaving the screen.
#[component]
pub fn Listen(
    /// What is read, in order.
    lines: Vec<String>,
    /// The tag of the language they are in.
    #[prop(into)]
    language: String,
    /// "Listen"
    #[prop(into)]
    listen: TextProp,
    /// "Stop"
    #[prop(into)]
    stop: TextProp,
) -> impl IntoView {
    let there = RwSignal::new(speech::is_there(&language));
    let reading = RwSignal::new(false);
    let lines = StoredValue::new((lines, language));
    speech::on_voices(move || {
        let found = lines.try_with_value(|(_, language)| speech::is_there(language));
        let _ = there.try_set(found.unwrap_or_default());
    });
    on_cleanup(speech::stop);
    let press = move |_| {
        if reading.get_untracked() {
            speech::stop();
            reading.set(false);
        } else {
            reading.set(true);
            lines.with_value(|(lines, language)| {
                speech::read(lines, language, move || {
                    let _ = reading.try_set(false);
                });
            });
        }
    };
    let words = StoredValue::new((listen, stop));
    let label = move || words.with_value(|(listen, stop)| if reading.get() { stop.get() } else { listen.get() });
    move || {
        there.get().then(|| {
            view! {
                <button type="button" class="listen" on:click=press>
                    <Icon glyph=glyph::VOLUME_2 small=true/>
                    {label}
                </button>
            }
        })
    }
}
