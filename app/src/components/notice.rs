//! Things said once, in place: notices, errors, empty lists, waits, and a short-lived toast.
use super::drawings::{Art, Drawing};
use super::glyph::{self, Glyph};
use super::icon::Icon;
use super::words;
use leptos::prelude::*;
use leptos::text_prop::TextProp;
use std::time::Duration;

/// A sentence that matters, on moss-soft, with its icon.
#[component]
pub fn Notice(
    /// Its icon; "information" when left out.
    #[prop(optional)]
    glyph: Option<Glyph>,
    /// The sentences.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="good">
            <Icon glyph=glyph.unwrap_or(glyph::INFO)/>
            <div class="grow">{children()}</div>
        </div>
    }
    .into_any()
}

/// What happened, that nothing is lost, what to do now. Plain ink, never clay.
#[component]
pub fn ErrorNote(
    /// What happened.
    #[prop(into)]
    title: TextProp,
    /// That nothing is lost, and what to do now.
    #[prop(optional, into)]
    words: Option<TextProp>,
    /// A button, if there is something to do.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="trouble" role="alert">
            <Icon glyph=glyph::CIRCLE_ALERT/>
            <div class="grow">
                <p class="label">{words::text(title)}</p>
                {words.map(|line| view! { <p class="small">{words::text(line)}</p> })}
                {children.map(|children| children())}
            </div>
        </div>
    }
    .into_any()
}

/// A list with nothing in it yet: a drawing, one sentence on what could be here, at most one or two ways on.
#[component]
pub fn EmptyState(
    /// What could be here.
    #[prop(into)]
    words: TextProp,
    /// The drawing.
    #[prop(optional, into)]
    drawing: Option<Drawing>,
    /// Rows that lead on, if the dock does not already.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <p class="lede">{words::text(words)}</p>
            {drawing.map(|drawing| view! { <Art drawing=drawing/> })}
            {children.map(|children| view! { <div class="rows">{children()}</div> })}
        </div>
    }
    .into_any()
}

/// Says what is being waited for, once the wait is longer than 300 ms (the style sheet holds it back that long).
#[component]
pub fn Spinner(
    /// What is happening.
    #[prop(into)]
    words: TextProp,
) -> impl IntoView {
    view! {
        <p class="waiting" role="status">
            <span class="steps" aria-hidden="true"><i></i><i></i><i></i></span>
            {words::text(words)}
        </p>
    }
    .into_any()
}

/// How long a toast stays; as long again while the focus or the pointer is on it.
pub const TOAST_STAYS: Duration = Duration::from_secs(12);

/// A passing word, at the bottom, with an undo perhaps. Never the only copy of anything; takes no focus; stays 12 s,
/// and does not go while somebody is at it.
#[component]
pub fn Toast(
    /// What to say; `None` shows nothing.
    #[prop(into)]
    message: Signal<Option<String>>,
    /// It has been shown long enough: set the message to `None`.
    #[prop(into)]
    on_done: Callback<()>,
    /// The word on its button, such as "Undo".
    #[prop(optional, into)]
    undo: Option<TextProp>,
    /// The button was tapped.
    #[prop(optional, into)]
    on_undo: Option<Callback<()>>,
    /// Whether there is still something to undo; the button stands while there is.
    #[prop(default = Signal::stored(true))]
    wanted: Signal<bool>,
) -> impl IntoView {
    let held = RwSignal::new(false);
    Effect::new(move |last: Option<Option<TimeoutHandle>>| {
        if let Some(Some(handle)) = last {
            handle.clear();
        }
        (message.with(Option::is_some) && !held.get())
            .then(|| set_timeout_with_handle(move || _ = on_done.try_run(()), TOAST_STAYS).ok())
            .flatten()
    });
    Effect::new(move |_| {
        if message.with(Option::is_none) {
            held.set(false);
        }
    });
    let undo = undo.zip(on_undo);
    view! {
        <div class="toast-place" role="status">
            {move || {
                let undo = undo.clone().filter(|_| wanted.get());
                message
                    .get()
                    .map(|words| {
                        view! {
                            <div
                            class="toast"
                            on:focusin=move |_| held.set(true)
                            on:focusout=move |_| held.set(false)
                            on:mouseenter=move |_| held.set(true)
                            on:mouseleave=move |_| held.set(false)
                        >
                                <span class="grow">{words}</span>
                                {undo
                                    .map(|(word, run)| {
                                        view! {
                                            <button
                                                type="button"
                                                on:click=move |_| {
                                                    super::focus::to_heading();
                                                    run.run(());
                                                }
                                            >
                                                {words::text(word)}
                                            </button>
                                        }
                                    })}
                            </div>
                        }
                    })
            }}
        </div>
    }
    .into_any()
}
