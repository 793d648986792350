//! A value between two buttons, one smaller and one larger.
use super::glyph;
use super::icon::Icon;
use super::words;
use leptos::prelude::*;
use leptos::text_prop::TextProp;

/// A row such as "Text size  −  100%  +". The value is read out when it changes.
#[component]
pub fn StepperRow(
    /// What it is about.
    #[prop(into)]
    label: TextProp,
    /// The value in words.
    #[prop(into)]
    value: Signal<String>,
    /// What the left button does.
    #[prop(into)]
    less: TextProp,
    /// What the right button does.
    #[prop(into)]
    more: TextProp,
    /// A button was pressed: true for the right one.
    #[prop(into)]
    on_step: Callback<bool>,
) -> impl IntoView {
    let button = move |name: TextProp, icon, larger: bool| {
        view! {
            <button type="button" class="stepbtn" aria-label=move || name.get() on:click=move |_| on_step.run(larger)>
                <Icon glyph=icon/>
            </button>
        }
        .into_any()
    };
    view! {
        <div class="row stepper">
            <Icon glyph=glyph::A_LARGE_SMALL/>
            <span class="grow">{words::text(label)}</span>
            {button(less, glyph::MINUS, false)}
            <b role="status">{move || value.get()}</b>
            {button(more, glyph::PLUS, true)}
        </div>
    }
    .into_any()
}
