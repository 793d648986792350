//! Small steps of an aspiration, and the dots of the first opening.
use super::checkbox::CheckboxRow;
use super::words;
use leptos::prelude::*;
use leptos::text_prop::TextProp;

/// One small step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepRow {
    /// Names the step in `on_toggle`.
    pub key: String,
    /// The person's words.
    pub words: String,
    /// Ticked.
    pub done: bool,
}

/// Steps to tick.
#[component]
pub fn StepList(
    /// In their order.
    #[prop(into)]
    steps: Signal<Vec<StepRow>>,
    /// A step was ticked or unticked: its key, and whether it is done now.
    #[prop(into)]
    on_toggle: Callback<(String, bool)>,
) -> impl IntoView {
    let rows = move || {
        let row = |step: StepRow| {
            let key = step.key;
            let toggle = move |done: bool| on_toggle.run((key.clone(), done));
            let done = step.done;
            view! { <CheckboxRow label=step.words checked=Signal::stored(done) on_change=toggle step=true as_written=true/> }.into_any()
        };
        steps.get().into_iter().map(row).collect_view()
    };
    view! { <div class="rows steps">{rows}</div> }.into_any()
}

/// Where one is among a few pages: dots, and "1 of 3" in words.
#[component]
pub fn PageDots(
    /// From 1 to `of`.
    #[prop(into)]
    at: Signal<u8>,
    /// How many.
    of: u8,
    /// "1 of 3".
    #[prop(into)]
    words: TextProp,
) -> impl IntoView {
    let dots = (1..=of).map(|n| view! { <i class:on=move || at.get() == n></i> }.into_any()).collect_view();
    view! { <p class="steps3">{dots}<span>{words::text(words)}</span></p> }.into_any()
}
