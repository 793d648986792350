//! Eleven plain stops, 0 to 10, as native radios that a thumb can reach: 0 by itself, then 1 to 5 above 6 to 10. No path,
//! no flag, no yellow, and no word between the two ends. In right-to-left writing it is mirrored.
use leptos::ev::KeyboardEvent;
use leptos::html::Fieldset;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;

/// A question from 0 to 10. Nothing is chosen until a tap.
#[component]
pub fn Stops(
    /// Unique in the page.
    #[prop(into)]
    name: String,
    /// The question; read out.
    #[prop(into)]
    legend: String,
    /// Shows the question as a small heading.
    #[prop(optional)]
    legend_shown: bool,
    /// What stands at 0 and at 10, in words.
    ends: [String; 2],
    /// The chosen stop.
    #[prop(into)]
    chosen: Signal<Option<usize>>,
    /// A stop was chosen.
    #[prop(into)]
    on_choose: Callback<usize>,
    /// Enter was pressed on the chosen one.
    #[prop(into)]
    on_go: Callback<()>,
) -> impl IntoView {
    let group = NodeRef::<Fieldset>::new();
    let [low, high] = ends;
    let described = format!("{name}-0 {name}-10");
    let (low_id, high_id) = (format!("{name}-0"), format!("{name}-10"));
    // Read out as the questionnaire has it: "0, not well at all".
    let said = |n: usize| match n {
        0 => Some(format!("0, {low}")),
        10 => Some(format!("10, {high}")),
        _ => None,
    };
    let stops = (0..=10usize).map(|n| {
        view! {
            <label class="notch">
                <input
                    type="radio"
                    name=name.clone()
                    value=n.to_string()
                    aria-label=said(n)
                    prop:checked=move || chosen.get() == Some(n)
                    on:change=move |_| on_choose.run(n)
                />
                {n}
            </label>
        }
        .into_any()
    });
    let stops = stops.collect_view();
    let keys = move |event: KeyboardEvent| {
        let key = event.key();
        if key == "Enter" && chosen.get_untracked().is_some() {
            event.prevent_default();
            return on_go.run(());
        }
        // Everywhere else the browser's own arrows are right.
        let Some(forward) = mirrored(&key).filter(|_| document().dir() == "rtl") else { return };
        event.prevent_default();
        let at: usize = event_target_value(&event).parse().unwrap_or(0);
        let to = if forward { (at + 1).min(10) } else { at.saturating_sub(1) };
        on_choose.run(to);
        focus_stop(group, to);
    };
    view! {
        <div class="scale notranslate" translate="no">
            {legend_shown.then(|| view! { <p class="h-s" aria-hidden="true">{legend.clone()}</p> })}
            <p class="end low-end" id=low_id><b>"0"</b>" "<bdi>{low.clone()}</bdi></p>
            <fieldset class="stops" node_ref=group aria-describedby=described on:keydown=keys>
                <legend class="unseen">{legend.clone()}</legend>
                {stops}
            </fieldset>
            <p class="end high-end" id=high_id><bdi>{high.clone()}</bdi>" "<b>"10"</b></p>
        </div>
    }
    .into_any()
}

/// Whether that key goes forward where writing runs from right to left; nothing for a key that runs the same way there.
fn mirrored(key: &str) -> Option<bool> {
    match key {
        "ArrowLeft" => Some(true),
        "ArrowRight" => Some(false),
        _ => None,
    }
}

fn focus_stop(group: NodeRef<Fieldset>, n: usize) {
    let Some(group) = group.get_untracked() else { return };
    if let Ok(Some(stop)) = group.query_selector(&format!("input[value='{n}']")) {
        let _ = stop.unchecked_ref::<leptos::web_sys::HtmlElement>().focus();
    }
}

#[cfg(test)]
mod tests {
    use super::mirrored;

    #[test]
    fn only_the_arrows_to_the_sides_turn_round() {
        let all = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Enter"].map(mirrored);
        assert_eq!(all, [Some(true), Some(false), None, None, None]);
    }
}
