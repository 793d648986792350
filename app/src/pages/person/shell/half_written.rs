//! What is being written in a form: kept at every pause, there again when the form is opened again, gone once the words
//! are kept as what they are.
use crate::components::{Button, ButtonKind, TextArea, TextField};
use crate::i18n::*;
use crate::state::{Fault, PersonState, use_person};
use domain::records::scrap_key;
use domain::visible::is_blank;
use leptos::prelude::*;
use leptos::text_prop::TextProp;
use std::future::Future;
use std::pin::Pin;

/// The words of one field.
#[derive(Clone, Copy)]
pub(crate) struct HalfWritten {
    /// What stands in the field.
    pub(crate) words: RwSignal<String>,
    /// Whether they come from an earlier time.
    restored: RwSignal<bool>,
    person: PersonState,
    place: StoredValue<String>,
    /// What the field shows when nothing is half-written.
    base: StoredValue<String>,
}

impl HalfWritten {
    /// A field that is empty at first. `place` names form and field: `/aspirations/new#words`.
    pub(crate) fn at(place: impl Into<String>) -> Self {
        Self::over(place, String::new())
    }

    /// A field that shows words which are kept already.
    pub(crate) fn over(place: impl Into<String>, base: String) -> Self {
        let (person, place) = (use_person(), place.into());
        let found = person.unfinished.words(&place);
        let restored = RwSignal::new(found.is_some());
        let words = RwSignal::new(found.unwrap_or_else(|| base.clone()));
        let key = scrap_key(&place);
        let (place, base) = (StoredValue::new(place), StoredValue::new(base));
        // Words that were thrown away and are put back, or come from another tab.
        let stored = Memo::new(move |_| {
            person.notebook.records.with(|records| records.scraps.get(&key).map(|it| it.words.clone()))
        });
        Effect::new(move |before: Option<()>| {
            let there = stored.with(Option::is_some);
            let empty = words.with_untracked(|now| base.with_value(|base| now == base));
            if before.is_some()
                && there
                && empty
                && let Some(back) = place.with_value(|place| person.unfinished.words(place))
            {
                words.set(back);
                restored.set(true);
            }
        });
        Self { words, restored, person, place, base }
    }

    /// The text changed.
    pub(crate) fn write(self, text: String) {
        let same = self.base.with_value(|base| *base == text);
        self.place.with_value(|place| self.person.unfinished.write(place, if same { "" } else { &text }));
        self.words.set(text);
    }

    /// The words, without blanks around them; nothing if there is nothing to see in them.
    pub(crate) fn trimmed(self) -> String {
        let seen = |words: &String| (!is_blank(words)).then(|| words.trim().to_owned());
        // The page may have been left while its words were on their way; there is nothing to show them in any more.
        self.words.try_with_untracked(seen).flatten().unwrap_or_default()
    }

    /// Whether there is nothing to see.
    pub(crate) fn is_blank(self) -> bool {
        self.words.with(|words| is_blank(words))
    }

    /// After [`kept`]: the field shows `base` from now on.
    pub(crate) fn done(self, base: String) {
        let _ = self.restored.try_set(false);
        let _ = self.words.try_set(base.clone());
        let _ = self.base.try_update_value(|it| *it = base);
    }
}

/// Keeps words as what they are, and only then forgets them as half-written.
pub(crate) fn kept<T: 'static>(
    verb: impl Future<Output = Result<T, Fault>> + 'static,
    drafts: impl IntoIterator<Item = HalfWritten>,
) -> impl Future<Output = Result<T, Fault>> + 'static {
    // Boxed, so that what follows is compiled once for each kind of answer and not once for each form.
    kept_boxed(Box::pin(verb), drafts.into_iter().collect())
}

async fn kept_boxed<T>(
    verb: Pin<Box<dyn Future<Output = Result<T, Fault>>>>,
    all: Vec<HalfWritten>,
) -> Result<T, Fault> {
    let places = all.iter().filter_map(|draft| draft.place.try_get_value()).collect();
    let person = all.first().map(|draft| draft.person);
    let value = verb.await?;
    if let Some(person) = person {
        person.unfinished.forget(places).await;
    }
    Ok(value)
}

/// One quiet line over a form that opened with words from an earlier time, and a way to throw them away.
#[component]
pub(crate) fn KeptWords(drafts: Vec<HalfWritten>) -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let all = StoredValue::new(drafts);
    let restored = Memo::new(move |_| all.with_value(|all| all.iter().any(|draft| draft.restored.get())));
    let discard = move |()| {
        let places: Vec<String> = all.with_value(|all| all.iter().map(|draft| draft.place.get_value()).collect());
        person.unfinished.discard(&places);
        all.with_value(|all| {
            for draft in all {
                draft.restored.set(false);
                draft.words.set(draft.base.get_value());
            }
        });
    };
    move || {
        restored.get().then(|| {
            view! {
                <div class="kept-words">
                    <p class="soft small">{t!(i18n, person.writing.kept)}</p>
                    <Button kind=ButtonKind::Quiet fit=true on_press=discard>{t!(i18n, person.writing.discard)}</Button>
                </div>
            }
        })
    }
}

/// Own words on ruled lines, kept while they are written.
#[component]
pub(crate) fn OwnArea(
    /// Unique in the page.
    #[prop(into)]
    id: String,
    /// What to write here.
    #[prop(into)]
    label: TextProp,
    /// The words.
    draft: HalfWritten,
    /// A softer line between label and field.
    #[prop(optional, into)]
    hint: Option<TextProp>,
    /// What is not right yet, in words.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Lines shown when empty.
    #[prop(default = 2)]
    lines: u8,
    /// Longest text, in characters.
    #[prop(default = 1000)]
    max: u32,
) -> impl IntoView {
    let person = use_person();
    view! {
        <TextArea
            id=id
            label=label
            hint=hint.unwrap_or_else(|| "".into())
            value=draft.words
            on_input=move |text| draft.write(text)
            on_rest=move |()| person.unfinished.keep()
            error=error
            own=true
            lines=lines
            max=max
        />
    }
    .into_any()
}

/// One line of own words, kept while it is written.
#[component]
pub(crate) fn OwnLine(
    /// Unique in the page.
    #[prop(into)]
    id: String,
    /// What to write here.
    #[prop(into)]
    label: TextProp,
    /// The words.
    draft: HalfWritten,
    /// A softer line between label and field.
    #[prop(optional, into)]
    hint: Option<TextProp>,
    /// Longest text, in characters.
    #[prop(default = 200)]
    max: u32,
    /// Enter was pressed.
    #[prop(optional, into)]
    on_enter: Option<Callback<()>>,
) -> impl IntoView {
    let person = use_person();
    let enter = Callback::new(move |()| {
        if let Some(enter) = on_enter {
            enter.run(());
        }
    });
    view! {
        <TextField
            id=id
            label=label
            hint=hint.unwrap_or_else(|| "".into())
            value=draft.words
            on_input=move |text| draft.write(text)
            on_rest=move |()| person.unfinished.keep()
            own=true
            max=max
            on_enter=enter
        />
    }
    .into_any()
}
