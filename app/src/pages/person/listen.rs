//! "Listen": what a screen asks, read aloud by the device's own voice. Not there when the device has none.
use crate::components::{Icon, glyph};
use crate::platform::speech;
use leptos::prelude::*;
use leptos::text_prop::TextProp;

/// Reads the lines verbatim; a second press stops, and so does leaving the screen.
#[component]
pub fn Listen(
    /// What is read, in order.
    lines: Vec<String>,
    /// "Listen"
    #[prop(into)]
    listen: TextProp,
    /// "Stop"
    #[prop(into)]
    stop: TextProp,
) -> impl IntoView {
    let there = RwSignal::new(speech::is_there());
    let reading = RwSignal::new(false);
    speech::on_voices(move || {
        let _ = there.try_set(speech::is_there());
    });
    on_cleanup(speech::stop);
    let lines = StoredValue::new(lines);
    let press = move |_| {
        if reading.get_untracked() {
            speech::stop();
            reading.set(false);
        } else {
            reading.set(true);
            lines.with_value(|lines| {
                speech::read(lines, move || {
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
