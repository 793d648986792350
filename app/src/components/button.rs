//! Buttons and links that look like them.
//!
//! `go` is the one moss button of a screen and belongs in its dock; `alt` stands beside it; `quiet` is an underlined
//! phrase; `take` is a quiet phrase in clay, for taking back and deleting.
use super::busy::Busy;
use leptos::prelude::*;

/// How loud a button is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// The one primary action of a screen.
    #[default]
    Go,
    /// A second action beside the primary one.
    Alt,
    /// An underlined phrase.
    Quiet,
    /// Takes something away, in clay.
    Take,
}

impl ButtonKind {
    const fn class(self) -> &'static str {
        match self {
            ButtonKind::Go => "btn go",
            ButtonKind::Alt => "btn alt",
            ButtonKind::Quiet => "quiet",
            ButtonKind::Take => "quiet take",
        }
    }
}

/// A button. `busy` says "busy" to screen readers. A second tap on what is under way is the same tap; one on another
/// button counts once the work is done, if the button is still there.
#[component]
pub fn Button(
    /// What a tap does: `on_press=move |()| …`.
    #[prop(into)]
    on_press: Callback<()>,
    /// How loud it is; `ButtonKind::Go` when left out.
    #[prop(optional)]
    kind: ButtonKind,
    /// Cannot be used yet.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// What may be under way.
    #[prop(optional)]
    busy: Option<Busy>,
    /// As wide as its words, not as the column.
    #[prop(optional)]
    fit: bool,
    /// `id` in the page, where a test or a label needs one.
    #[prop(optional)]
    id: Option<&'static str>,
    /// Its words, with or without an icon.
    children: Children,
) -> impl IntoView {
    let began = StoredValue::new(None);
    let press = move |_| {
        let Some(busy) = busy else {
            if !disabled.get_untracked() {
                on_press.run(());
            }
            return;
        };
        if busy.is_from(began.get_value()) {
            return;
        }
        busy.when_done(move || {
            // The button may be gone by then, and what it was for with it.
            if disabled.try_get_untracked() == Some(false) && on_press.try_run(()).is_some() {
                let _ = began.try_set_value(busy.spell());
            }
        });
    };
    view! {
        <button
            type="button"
            id=id
            class=kind.class()
            class:fit=fit
            disabled=move || disabled.get()
            aria-busy=move || busy.is_some_and(Busy::get).then_some("true")
            on:click=press
        >
            {children()}
        </button>
    }
    .into_any()
}

/// A link that looks like a button; it goes somewhere, a [`Button`] does something.
#[component]
pub fn LinkButton(
    /// Where it goes.
    #[prop(into)]
    href: String,
    /// How loud it is; `ButtonKind::Go` when left out.
    #[prop(optional)]
    kind: ButtonKind,
    /// As wide as its words, not as the column.
    #[prop(optional)]
    fit: bool,
    /// In place of this page: the browser's "back" does not lead here again.
    #[prop(optional)]
    instead: bool,
    /// Its words, with or without an icon.
    children: Children,
) -> impl IntoView {
    view! {
        <a href=href class=kind.class() class:fit=fit prop:replace=instead>
            {children()}
        </a>
    }
    .into_any()
}

/// An underlined link inside or under text, with a full-height target.
#[component]
pub fn QuietLink(
    /// Where it goes.
    #[prop(into)]
    href: String,
    /// Its words.
    children: Children,
) -> impl IntoView {
    view! {
        <a href=href class="link tap">
            {children()}
        </a>
    }
    .into_any()
}
