//! Text fields: a label above, own words on ruled lines, an error in words underneath.
use super::words;
use leptos::prelude::*;
use leptos::text_prop::TextProp;

/// What a screen reader reads after the label.
fn described_by(id: &str, hint: bool) -> String {
    if hint { format!("{id}-hint {id}-error") } else { format!("{id}-error") }
}

/// Label, hint and error around one control. The error is announced when it appears.
fn around(
    id: &str,
    label: TextProp,
    hint: Option<TextProp>,
    error: Signal<Option<String>>,
    control: AnyView,
) -> AnyView {
    let id = id.to_owned();
    view! {
        <div class="field">
            <label class="label" for=id.clone()>{words::text(label)}</label>
            {hint.map(|hint| view! { <p class="hint" id=format!("{id}-hint")>{words::text(hint)}</p> })}
            {control}
            <p class="field-error" id=format!("{id}-error") role="alert">{move || error.get()}</p>
        </div>
    }
    .into_any()
}

/// Tells whoever listens, if they are still there. A field that is taken away while the caret stands in it, by the lock
/// or in a hurry, is left last of all: what listened to it is gone by then, and to call it would stop the whole app.
fn tell<T>(listener: Callback<T>, news: T) {
    let _ = listener.try_run(news);
}

fn rested(on_rest: Option<Callback<()>>) {
    if let Some(rest) = on_rest {
        tell(rest, ());
    }
}

/// A single line.
#[component]
pub fn TextField(
    /// Unique in the page.
    #[prop(into)]
    id: String,
    /// What to write here.
    #[prop(into)]
    label: TextProp,
    /// The text.
    #[prop(into)]
    value: Signal<String>,
    /// The text changed.
    #[prop(into)]
    on_input: Callback<String>,
    /// A softer line between label and field.
    #[prop(optional, into)]
    hint: Option<TextProp>,
    /// What is not right yet, in words.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// The person's own words: on a ruled line in place of a box.
    #[prop(optional)]
    own: bool,
    /// `type` of the input: "text" when left out.
    #[prop(optional)]
    kind: Option<&'static str>,
    /// `inputmode`: which keyboard a phone shows, where `type` does not say.
    #[prop(optional)]
    keyboard: Option<&'static str>,
    /// `autocomplete`; "off" when left out, because phones lie on tables.
    #[prop(optional)]
    autocomplete: Option<&'static str>,
    /// Longest text, in characters.
    #[prop(optional)]
    max: Option<u32>,
    /// Set as a code: capitals, spaced, not corrected by the keyboard.
    #[prop(optional)]
    code: bool,
    /// Enter was pressed.
    #[prop(optional, into)]
    on_enter: Option<Callback<()>>,
    /// The field was left.
    #[prop(optional, into)]
    on_rest: Option<Callback<()>>,
) -> impl IntoView {
    let about = described_by(&id, hint.is_some());
    let control = view! {
        <input
            id=id.clone()
            class="input"
            class:ruled=own
            class:code=code
            type=kind.unwrap_or("text")
            inputmode=keyboard
            dir=if code { "ltr" } else { "auto" }
            autocomplete=autocomplete.unwrap_or("off")
            autocapitalize=code.then_some("characters")
            spellcheck=code.then_some("false")
            maxlength=max.map(|max| max.to_string())
            aria-describedby=about
            aria-invalid=move || error.with(Option::is_some).then_some("true")
            prop:value=move || value.get()
            on:input=move |event| tell(on_input, event_target_value(&event))
            on:blur=move |_| rested(on_rest)
            on:keydown=move |event| {
                if event.key() == "Enter" && let Some(enter) = on_enter {
                    event.prevent_default();
                    tell(enter, ());
                }
            }
        />
    };
    around(&id, label, hint, error, control.into_any())
}

/// Several lines; it grows with what is written.
#[component]
pub fn TextArea(
    /// Unique in the page.
    #[prop(into)]
    id: String,
    /// What to write here.
    #[prop(into)]
    label: TextProp,
    /// The text.
    #[prop(into)]
    value: Signal<String>,
    /// The text changed.
    #[prop(into)]
    on_input: Callback<String>,
    /// A softer line between label and field.
    #[prop(optional, into)]
    hint: Option<TextProp>,
    /// What is not right yet, in words.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// The person's own words: on ruled lines in place of a box.
    #[prop(optional)]
    own: bool,
    /// Lines shown when empty; 3 when left out.
    #[prop(optional)]
    lines: Option<u8>,
    /// Longest text, in characters.
    #[prop(optional)]
    max: Option<u32>,
    /// The field was left.
    #[prop(optional, into)]
    on_rest: Option<Callback<()>>,
) -> impl IntoView {
    let about = described_by(&id, hint.is_some());
    let control = view! {
        <textarea
            autocomplete="off"
            id=id.clone()
            class="input"
            class:ruled=own
            dir="auto"
            rows=lines.unwrap_or(3).to_string()
            maxlength=max.map(|max| max.to_string())
            aria-describedby=about
            aria-invalid=move || error.with(Option::is_some).then_some("true")
            prop:value=move || value.get()
            on:input=move |event| tell(on_input, event_target_value(&event))
            on:blur=move |_| rested(on_rest)
        ></textarea>
    };
    around(&id, label, hint, error, control.into_any())
}
