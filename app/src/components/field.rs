//! Text fields: a label above, own words on ruled lines, an error in words underneath. What a field takes decides, here
//! and nowhere else, what keyboards, spelling services and password managers may do with it.
use super::words;
use leptos::attr::custom::{CustomAttr, custom_attribute};
use leptos::prelude::*;
use leptos::text_prop::TextProp;

type Custom = CustomAttr<&'static str, Option<&'static str>>;

/// What a field takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Takes {
    /// Words of the person. Spelling is looked at as they have set it on their phone, because some cannot do without.
    #[default]
    Words,
    /// Words of a worker to a person. On an office machine spelling may be looked at elsewhere without their choosing.
    Reply,
    /// What opens something: it is learnt by no keyboard and sent to no service.
    Secret,
    /// An introduction code: as a secret, in capitals.
    Code,
    /// A staff name or password, which a password manager is welcome to.
    SignIn,
}

impl Takes {
    /// Nothing but what was typed stands in the field.
    const fn exact(self) -> bool {
        matches!(self, Self::Secret | Self::Code | Self::SignIn)
    }

    const fn spelling(self) -> Option<&'static str> {
        if self.exact() || matches!(self, Self::Reply) { Some("false") } else { None }
    }

    const fn correction(self) -> Option<&'static str> {
        if self.exact() { Some("off") } else { None }
    }

    const fn capitals(self) -> Option<&'static str> {
        match self {
            Self::Code => Some("characters"),
            Self::Secret | Self::SignIn => Some("none"),
            Self::Words | Self::Reply => None,
        }
    }

    const fn direction(self) -> &'static str {
        if matches!(self, Self::Code) { "ltr" } else { "auto" }
    }

    /// Whether password managers are asked to leave it alone.
    const fn unmanaged(self) -> Option<&'static str> {
        if matches!(self, Self::SignIn) { None } else { Some("true") }
    }

    /// What no view can spell: two attributes that are too young for it, and one whose name has a digit in front.
    fn unspelled(self) -> (Custom, Custom, Custom) {
        let managers = custom_attribute("data-1p-ignore", self.unmanaged());
        // Suggestions come from a service that reads along.
        let suggestions = custom_attribute("writingsuggestions", Some("false"));
        (custom_attribute("autocorrect", self.correction()), managers, suggestions)
    }
}

/// What a screen reader reads after the label.
fn described_by(id: &str, hint: bool) -> String {
    if hint { format!("{id}-hint {id}-error") } else { format!("{id}-error") }
}

/// Label, hint and error around one control. The error is announced when it appears.
fn around(
    id: &str,
    label: TextProp,
    hint: Option<TextProp>,
    error: Signal<Option<String>>,
    control: AnyView,
) -> AnyView {
    let id = id.to_owned();
    view! {
        <div class="field">
            <label class="label" for=id.clone()>{words::text(label)}</label>
            {hint.map(|hint| view! { <p class="hint" id=format!("{id}-hint")>{words::text(hint)}</p> })}
            {control}
            <p class="field-error" id=format!("{id}-error") role="alert">{move || error.get()}</p>
        </div>
    }
    .into_any()
}

/// Tells whoever listens, if they are still there. A field that is taken away while the caret stands in it, by the lock
/// or in a hurry, is left last of all: what listened to it is gone by then, and to call it would stop the whole app.
fn tell<T>(listener: Callback<T>, news: T) {
    let _ = listener.try_run(news);
}

fn rested(on_rest: Option<Callback<()>>) {
    if let Some(rest) = on_rest {
        tell(rest, ());
    }
}

fn entered(event: &leptos::ev::KeyboardEvent, on_enter: Option<Callback<()>>) {
    if event.key() == "Enter"
        && let Some(enter) = on_enter
    {
        event.prevent_default();
        tell(enter, ());
    }
}

/// A single line.
#[component]
pub fn TextField(
    /// Unique in the page.
    #[prop(into)]
    id: String,
    /// What to write here.
    #[prop(into)]
    label: TextProp,
    /// The text.
    #[prop(into)]
    value: Signal<String>,
    /// The text changed.
    #[prop(into)]
    on_input: Callback<String>,
    /// A softer line between label and field.
    #[prop(optional, into)]
    hint: Option<TextProp>,
    /// What is not right yet, in words.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// The person's own words: on a ruled line in place of a box.
    #[prop(optional)]
    own: bool,
    /// `type` of the input: "text" when left out.
    #[prop(optional)]
    kind: Option<&'static str>,
    /// `inputmode`: which keyboard a phone shows, where `type` does not say.
    #[prop(optional)]
    keyboard: Option<&'static str>,
    /// `autocomplete`; "off" when left out, because phones lie on tables.
    #[prop(optional)]
    autocomplete: Option<&'static str>,
    /// Longest text, in characters.
    #[prop(optional)]
    max: Option<u32>,
    /// What it takes; own words when left out.
    #[prop(optional)]
    takes: Takes,
    /// A password that the person wants to see.
    #[prop(optional, into)]
    shown: Signal<bool>,
    /// The first day of a date, as `2026-05-12`. It moves with the day while the field stands there.
    #[prop(optional, into)]
    from: Signal<Option<String>>,
    /// The last day of a date.
    #[prop(optional, into)]
    until: Signal<Option<String>>,
    /// Enter was pressed.
    #[prop(optional, into)]
    on_enter: Option<Callback<()>>,
    /// The field was left.
    #[prop(optional, into)]
    on_rest: Option<Callback<()>>,
) -> impl IntoView {
    let about = described_by(&id, hint.is_some());
    let control = view! {
        <input
            id=id.clone()
            class="input"
            class:ruled=own
            type=move || if shown.get() { "text" } else { kind.unwrap_or("text") }
            inputmode=keyboard
            dir=takes.direction()
            autocomplete=autocomplete.unwrap_or("off")
            autocapitalize=takes.capitals()
            spellcheck=takes.spelling()
            data-gramm="false"
            data-lpignore=takes.unmanaged()
            data-bwignore=takes.unmanaged()
            {..takes.unspelled()}
            maxlength=max.map(|max| max.to_string())
            min=move || from.get()
            max=move || until.get()
            aria-describedby=about
            aria-invalid=move || error.with(Option::is_some).then_some("true")
            prop:value=move || value.get()
            on:input=move |event| tell(on_input, event_target_value(&event))
            on:blur=move |_| rested(on_rest)
            on:keydown=move |event| entered(&event, on_enter)
        />
    };
    around(&id, label, hint, error, control.into_any())
}

/// Several lines; it grows with what is written.
#[component]
pub fn TextArea(
    /// Unique in the page.
    #[prop(into)]
    id: String,
    /// What to write here.
    #[prop(into)]
    label: TextProp,
    /// The text.
    #[prop(into)]
    value: Signal<String>,
    /// The text changed.
    #[prop(into)]
    on_input: Callback<String>,
    /// A softer line between label and field.
    #[prop(optional, into)]
    hint: Option<TextProp>,
    /// What is not right yet, in words.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// The person's own words: on ruled lines in place of a box.
    #[prop(optional)]
    own: bool,
    /// Lines shown when empty; 3 when left out.
    #[prop(optional)]
    lines: Option<u8>,
    /// Longest text, in characters.
    #[prop(optional)]
    max: Option<u32>,
    /// What it takes; own words when left out.
    #[prop(optional)]
    takes: Takes,
    /// Enter was pressed, where that is no new line.
    #[prop(optional, into)]
    on_enter: Option<Callback<()>>,
    /// The field was left.
    #[prop(optional, into)]
    on_rest: Option<Callback<()>>,
) -> impl IntoView {
    let about = described_by(&id, hint.is_some());
    let control = view! {
        <textarea
            autocomplete="off"
            id=id.clone()
            class="input"
            class:ruled=own
            class:code=matches!(takes, Takes::Code)
            dir=takes.direction()
            autocapitalize=takes.capitals()
            spellcheck=takes.spelling()
            data-gramm="false"
            data-lpignore=takes.unmanaged()
            data-bwignore=takes.unmanaged()
            {..takes.unspelled()}
            rows=lines.unwrap_or(3).to_string()
            maxlength=max.map(|max| max.to_string())
            aria-describedby=about
            aria-invalid=move || error.with(Option::is_some).then_some("true")
            prop:value=move || value.get()
            on:input=move |event| tell(on_input, event_target_value(&event))
            on:blur=move |_| rested(on_rest)
            on:keydown=move |event| entered(&event, on_enter)
        ></textarea>
    };
    around(&id, label, hint, error, control.into_any())
}

#[cfg(test)]
mod tests {
    use super::Takes;
    use std::fs::{read_dir, read_to_string};
    use std::path::Path;

    /// Each file below `folder`, by its path below `src`, and its text.
    fn files(folder: &Path, found: &mut Vec<(String, String)>) {
        for entry in read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if entry.is_dir() {
                files(&entry, found);
            } else {
                let name = entry.to_string_lossy().split_once("/src/").unwrap().1.to_owned();
                found.push((name, read_to_string(&entry).unwrap()));
            }
        }
    }

    #[test]
    fn nothing_is_typed_anywhere_but_into_the_two_fields_that_decide_here() {
        let mut all = Vec::new();
        files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut all);
        // Choices and files are tapped, not typed.
        let tapped = ["type=\"radio\"", "type=\"checkbox\"", "type=\"file\"", "type=\"range\""];
        let mut typed: Vec<&str> = Vec::new();
        for (name, text) in &all {
            let text = text.split("#[cfg(test)]").next().unwrap();
            let fields = text.split("<input").skip(1).chain(text.split("<textarea").skip(1));
            for field in fields.map(|field| field.split('>').next().unwrap()) {
                if !tapped.iter().any(|kind| field.contains(kind)) {
                    typed.push(name);
                }
            }
        }
        assert_eq!(typed, ["components/field.rs"; 2]);
    }

    #[test]
    fn a_file_is_chosen_among_all_files_whatever_became_of_its_name() {
        let mut all = Vec::new();
        files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut all);
        let fields = all.iter().filter(|(name, _)| name != "components/field.rs").flat_map(|(name, text)| {
            text.split("<input").skip(1).map(move |rest| (name, rest.split('>').next().unwrap()))
        });
        let chosen: Vec<_> = fields.filter(|(_, field)| field.contains("type=\"file\"")).collect();
        assert!(!chosen.is_empty());
        for (name, field) in chosen {
            assert!(!field.contains("accept="), "{name}: a messenger may have renamed it");
        }
    }

    #[test]
    fn what_opens_something_is_kept_from_keyboards_services_and_managers() {
        for (takes, spelling, correction, capitals, unmanaged) in [
            (Takes::Words, None, None, None, Some("true")),
            (Takes::Reply, Some("false"), None, None, Some("true")),
            (Takes::Secret, Some("false"), Some("off"), Some("none"), Some("true")),
            (Takes::Code, Some("false"), Some("off"), Some("characters"), Some("true")),
            (Takes::SignIn, Some("false"), Some("off"), Some("none"), None),
        ] {
            let found = (takes.spelling(), takes.correction(), takes.capitals(), takes.unmanaged());
            assert_eq!(found, (spelling, correction, capitals, unmanaged), "{takes:?}");
        }
    }
}
