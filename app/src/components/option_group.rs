//! One choice of several, as native radios: a tap or an arrow key chooses, Enter goes on.
use super::glyph::Glyph;
use super::icon::Icon;
use super::words;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use leptos::text_prop::TextProp;

/// One option: its words, a softer second line, softer words or an icon at its end.
#[derive(Clone)]
pub struct Choice {
    label: TextProp,
    hint: Option<TextProp>,
    end: Option<TextProp>,
    glyph: Option<Glyph>,
    key: Option<TextProp>,
}

impl Choice {
    /// An option of one line.
    pub fn new(label: impl Into<TextProp>) -> Self {
        Choice { label: label.into(), hint: None, end: None, glyph: None, key: None }
    }

    /// Adds a second, softer line.
    pub fn hint(mut self, hint: impl Into<TextProp>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Adds softer words at the end. Never on the options of a check-in.
    pub fn end(mut self, words: impl Into<TextProp>) -> Self {
        self.end = Some(words.into());
        self
    }

    /// Adds an icon at the end. Never on the options of a check-in.
    pub fn icon(mut self, glyph: Glyph) -> Self {
        self.glyph = Some(glyph);
        self
    }

    /// Adds, at the end, the key that chooses it, for whoever writes answers down; empty for none just now.
    pub fn key(mut self, key: impl Into<TextProp>) -> Self {
        self.key = Some(key.into());
        self
    }
}

/// A radio group of full-width options of at least 64 px. It begins with none chosen.
#[component]
pub fn OptionGroup(
    /// Unique in the page.
    #[prop(into)]
    name: String,
    /// Says what is chosen here; read out, and shown when `legend_shown`.
    #[prop(into)]
    legend: TextProp,
    /// Shows the legend as a small heading.
    #[prop(optional)]
    legend_shown: bool,
    /// From the first place to the last.
    choices: Vec<Choice>,
    /// The chosen place, 0 for the first.
    #[prop(into)]
    chosen: Signal<Option<usize>>,
    /// A place was chosen.
    #[prop(into)]
    on_choose: Callback<usize>,
    /// Enter was pressed on a chosen option.
    #[prop(optional, into)]
    on_go: Option<Callback<()>>,
    /// A scale of many places: one ladder with its rungs close together, so that it fits a screen.
    #[prop(optional)]
    ladder: bool,
    /// Words that count only as they are written, such as the answers of a questionnaire: no browser translates them.
    #[prop(optional)]
    as_written: bool,
) -> impl IntoView {
    let rows = choices.into_iter().enumerate().map(|(place, choice)| {
        let name = name.clone();
        view! {
            <label class="opt">
                <input
                    type="radio"
                    name=name
                    value=place.to_string()
                    prop:checked=move || chosen.get() == Some(place)
                    on:change=move |_| on_choose.run(place)
                />
                <span class="ring"></span>
                <span class="grow">
                    <span class="opt-label" dir="auto">{words::text(choice.label)}</span>
                    {choice.hint.map(|hint| view! { <span class="hint">{words::text(hint)}</span> })}
                </span>
                {choice.end.map(|end| view! { " " <span class="when">{words::text(end)}</span> })}
                {choice.glyph.map(|glyph| view! { <Icon glyph=glyph/> })}
                {choice.key.map(|key| move || Some(key.get()).filter(|it| !it.is_empty()).map(|it| view! { <kbd aria-hidden="true">{it}</kbd> }))}
            </label>
        }
        .into_any()
    });
    let rows = rows.collect_view();
    let enter = move |event: KeyboardEvent| {
        if event.key() == "Enter"
            && chosen.get_untracked().is_some()
            && let Some(go) = on_go
        {
            event.prevent_default();
            go.run(());
        }
    };
    view! {
        <fieldset
            class="options"
            class:ladder=ladder
            class:notranslate=as_written
            translate=as_written.then_some("no")
            on:keydown=enter
        >
            <legend class=if legend_shown { "h-s" } else { "unseen" }>{words::text(legend)}</legend>
            {rows}
        </fieldset>
    }
    .into_any()
}
