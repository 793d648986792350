//! A row with a box to tick: a whole-width native checkbox.
use super::words;
use leptos::prelude::*;
use leptos::text_prop::TextProp;

/// One thing to tick. Rows of them go inside `<div class="rows">`.
#[component]
pub fn CheckboxRow(
    /// What is ticked.
    #[prop(into)]
    label: TextProp,
    /// A softer second line.
    #[prop(optional, into)]
    hint: Option<TextProp>,
    /// Ticked or not.
    #[prop(into)]
    checked: Signal<bool>,
    /// Was ticked, or unticked.
    #[prop(into)]
    on_change: Callback<bool>,
    /// Softens the words once ticked, for steps.
    #[prop(optional)]
    step: bool,
    /// Cannot be changed.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// The label is the person's own words or a name: no browser translates it.
    #[prop(optional)]
    as_written: bool,
) -> impl IntoView {
    view! {
        <label class="pick" class:step=step>
            <input
                type="checkbox"
                prop:checked=move || checked.get()
                disabled=move || disabled.get()
                on:change=move |event| on_change.run(event_target_checked(&event))
            />
            <span class="tick"></span>
            <span class="grow">
                <span dir="auto" translate=as_written.then_some("no")>{words::text(label)}</span>
                {hint.map(|hint| view! { <span class="hint">{words::text(hint)}</span> })}
            </span>
        </label>
    }
    .into_any()
}
