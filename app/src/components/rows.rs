//! Rows between hairlines: links to other screens, facts, terms, section headings.
use super::glyph::{self, Glyph};
use super::icon::Icon;
use super::words;
use leptos::prelude::*;
use leptos::text_prop::TextProp;

/// A row that goes somewhere. Rows of them go inside `<div class="rows">`.
#[component]
pub fn RowLink(
    /// Where it goes.
    #[prop(into)]
    href: String,
    /// Its words.
    #[prop(into)]
    label: TextProp,
    /// A softer second line.
    #[prop(optional, into)]
    hint: Option<TextProp>,
    /// A softer value at its end.
    #[prop(optional, into)]
    value: Option<TextProp>,
    /// An icon at its start.
    #[prop(optional, into)]
    glyph: Option<Glyph>,
    /// Label and hint count only as they are written: no browser translates them.
    #[prop(optional)]
    as_written: bool,
) -> impl IntoView {
    view! {
        <a class="row" href=href>
            {glyph.map(|glyph| view! { <Icon glyph=glyph/> })}
            <span class="grow" class:notranslate=as_written translate=as_written.then_some("no")>
                <span dir="auto">{words::text(label)}</span>
                {hint.map(|hint| view! { <span class="hint">{words::text(hint)}</span> })}
            </span>
            {value.map(|value| view! { <span class="value">{words::text(value)}</span> })}
            <span class="chev"><Icon glyph=glyph::CHEVRON_RIGHT small=true/></span>
        </a>
    }
    .into_any()
}

/// A small heading with, at its end, a link or a key.
#[component]
pub fn Section(
    /// The heading.
    #[prop(into)]
    title: TextProp,
    /// At its end.
    #[prop(optional, into)]
    end: Option<ViewFnOnce>,
) -> impl IntoView {
    view! {
        <div class="sect">
            <h2 class="h-s">{words::text(title)}</h2>
            {end.map(|end| end.run())}
        </div>
    }
    .into_any()
}

/// Terms and what they are: "Until" "12 November".
#[component]
pub fn Terms(
    /// Term and value, in order.
    rows: Vec<(TextProp, TextProp)>,
) -> impl IntoView {
    let rows = rows.into_iter().map(|(term, value)| {
        view! { <div><dt>{words::text(term)}</dt><dd dir="auto">{words::text(value)}</dd></div> }.into_any()
    });
    view! { <dl class="terms">{rows.collect_view()}</dl> }.into_any()
}

/// Large numbers with a few words each: "11 short statements".
#[component]
pub fn Facts(
    /// Number and words, two at most.
    rows: Vec<(TextProp, TextProp)>,
) -> impl IntoView {
    let rows = rows.into_iter().map(|(number, what)| {
        view! { <li><b>{words::text(number)}</b><span>{words::text(what)}</span></li> }.into_any()
    });
    view! { <ul class="facts">{rows.collect_view()}</ul> }.into_any()
}

/// A promise with its icon, inside `<ul class="promise">`.
#[component]
pub fn Promise(
    /// Its icon.
    glyph: Glyph,
    /// The sentence; `<b>` for the words that matter.
    children: Children,
) -> impl IntoView {
    view! { <li><Icon glyph=glyph/><span>{children()}</span></li> }.into_any()
}
