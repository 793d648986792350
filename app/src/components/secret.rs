//! A field for what opens something, and the button that shows what was typed.
use super::field::{Takes, TextField, TextFieldProps};
use leptos::prelude::*;
use leptos::text_prop::TextProp;

/// Longer than anybody types, in characters.
const LONGEST: u32 = 1000;

/// A PIN, lock words or a passphrase: dots unless the person wants to see it, and remembered by no browser.
#[component]
pub fn SecretField(
    /// Unique in the page.
    #[prop(into)]
    id: String,
    /// What to write here.
    #[prop(into)]
    label: TextProp,
    /// A softer line between label and field.
    #[prop(optional, into)]
    hint: Option<TextProp>,
    /// Digits only.
    #[prop(optional)]
    pin: bool,
    /// The text.
    value: RwSignal<String>,
    /// Whether it is shown; see [`ShowButton`].
    #[prop(optional, into)]
    shown: Signal<bool>,
    /// What is not right yet.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Longest text, in characters.
    #[prop(optional)]
    max: Option<u32>,
    /// Enter was pressed.
    #[prop(optional, into)]
    on_enter: Option<Callback<()>>,
) -> impl IntoView {
    let (keyboard, max) = (if pin { "numeric" } else { "text" }, max.unwrap_or(LONGEST));
    // As a struct: a hint that may be none has no other way into a field.
    TextField(TextFieldProps {
        id,
        label,
        value: value.into(),
        on_input: Callback::new(move |text| value.set(text)),
        hint,
        error,
        own: false,
        kind: Some("password"),
        keyboard: Some(keyboard),
        autocomplete: None,
        max: Some(max),
        takes: Takes::Secret,
        shown,
        from: Signal::stored(None),
        until: Signal::stored(None),
        on_enter,
        on_rest: None,
    })
}

/// Shows what was typed, and hides it again.
#[component]
pub fn ShowButton(
    /// Whether it is shown.
    shown: RwSignal<bool>,
    /// Its words.
    #[prop(into)]
    words: TextProp,
) -> impl IntoView {
    let press = move |_| shown.update(|it| *it = !*it);
    view! {
        <button type="button" class="quiet fit" aria-pressed=move || shown.get().to_string() on:click=press>
            {move || words.get()}
        </button>
    }
    .into_any()
}
