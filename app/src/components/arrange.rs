//! Moving something up or down in a list: two native buttons, the focus stays on what was moved, and its new place is
//! read out.
use super::glyph;
use super::icon::Icon;
use leptos::prelude::*;
use leptos::text_prop::TextProp;
use leptos::wasm_bindgen::JsCast;

/// "Move up" and "Move down" for one thing of a list.
#[component]
pub fn MoveButtons(
    /// Names the thing in the page.
    #[prop(into)]
    key: String,
    /// It stands first.
    #[prop(into)]
    first: Signal<bool>,
    /// It stands last.
    #[prop(into)]
    last: Signal<bool>,
    /// "Move … up".
    #[prop(into)]
    up: TextProp,
    /// "Move … down".
    #[prop(into)]
    down: TextProp,
    /// Move it: true towards the start.
    #[prop(into)]
    on_move: Callback<bool>,
) -> impl IntoView {
    let button = |name: TextProp, id: String, glyph, edge: Signal<bool>, to_start: bool| {
        view! {
            <button
                type="button"
                class="stepbtn"
                id=id
                aria-label=move || name.get()
                disabled=move || edge.get()
                on:click=move |_| on_move.run(to_start)
            >
                <Icon glyph=glyph/>
            </button>
        }
        .into_any()
    };
    view! {
        <span class="movers">
            {button(up, id_of(&key, true), glyph::ARROW_UP, first, true)}
            {button(down, id_of(&key, false), glyph::ARROW_DOWN, last, false)}
        </span>
    }
    .into_any()
}

fn id_of(key: &str, to_start: bool) -> String {
    format!("{}-{key}", if to_start { "up" } else { "down" })
}

/// Brings the focus back to the button that moved `key`, or to the other one where it has come to the edge.
pub fn focus_moved(key: &str, to_start: bool) {
    let (same, other) = (id_of(key, to_start), id_of(key, !to_start));
    // After the list has been drawn anew.
    request_animation_frame(move || {
        for id in [same, other] {
            let found = document().get_element_by_id(&id);
            if let Some(button) = found.and_then(|it| it.dyn_into::<leptos::web_sys::HtmlButtonElement>().ok())
                && !button.disabled()
            {
                let _ = button.focus();
                return;
            }
        }
    });
}
