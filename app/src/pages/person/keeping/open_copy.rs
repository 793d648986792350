//! The file of a copy, and what opens it: the same form wherever a copy is opened.
use crate::components::{Button, Notice, SecretField, ShowButton, Takes, Terms, TextArea, glyph, when};
use crate::i18n::*;
use crate::pages::person::shell::work::Work;
use crate::platform::{files, intl};
use crate::state::{Fault, OpenedCopy, wants_words};
use crate::words::{I18n, say};
use leptos::prelude::*;

/// A copy on its way to being opened.
#[derive(Clone, Copy)]
pub(super) struct Opening {
    work: Work,
    opened: RwSignal<Option<OpenedCopy>>,
    file: RwSignal<Option<Vec<u8>>>,
    by_words: RwSignal<bool>,
    secret: RwSignal<String>,
}

impl Opening {
    /// Of a copy that stands in `opened` once it is open.
    pub(super) fn new(work: Work, opened: RwSignal<Option<OpenedCopy>>) -> Self {
        let (file, by_words) = (RwSignal::new(None), RwSignal::new(true));
        Self { work, opened, file, by_words, secret: RwSignal::new(String::new()) }
    }

    /// Whether a file was chosen.
    pub(super) fn has_file(self) -> bool {
        self.file.with(Option::is_some)
    }

    /// Reads the file that was just chosen. What was open before is not its.
    fn take(self, event: &leptos::ev::Event) {
        self.opened.set(None);
        let chosen = files::chosen(event);
        let read = async move {
            let bytes = files::read(chosen).await.ok_or(Fault::NoFile)?;
            Ok((wants_words(&bytes)?, bytes))
        };
        self.work.run(read, move |(words, bytes)| {
            self.by_words.set(words);
            self.file.set(Some(bytes));
        });
    }

    /// Opens it with what was typed, by this verb.
    fn open<V: Future<Output = Result<OpenedCopy, Fault>> + 'static>(self, verb: impl FnOnce(Vec<u8>, String) -> V) {
        self.opened.set(None);
        let (bytes, secret) = (self.file.get_untracked().unwrap_or_default(), self.secret.get_untracked());
        self.work.run(verb(bytes, secret), move |copy| self.opened.set(Some(copy)));
    }
}

/// The file, and once there is one, what opens it.
#[component]
pub(super) fn CopyFile(opening: Opening) -> impl IntoView {
    let i18n = use_i18n();
    let take = move |event: leptos::ev::Event| opening.take(&event);
    view! {
        <div class="field">
            <label class="label" for="copy">{t!(i18n, person.back.file)}</label>
            <input id="copy" class="input" type="file" on:change=take/>
        </div>
        {when(move || opening.has_file(), move || secret_field(i18n, opening.by_words.get(), opening.secret))}
    }
}

/// The button that opens it by this verb.
pub(super) fn open_button<V: Future<Output = Result<OpenedCopy, Fault>> + 'static>(
    i18n: I18n,
    opening: Opening,
    verb: impl Fn(Vec<u8>, String) -> V + Copy + Send + Sync + 'static,
) -> AnyView {
    let open = move |()| opening.open(verb);
    view! { <Button on_press=open busy=opening.work.busy>{t!(i18n, person.back.open)}</Button> }.into_any()
}

/// What opens the copy: words or a passphrase.
fn secret_field(i18n: I18n, by_words: bool, secret: RwSignal<String>) -> AnyView {
    if by_words {
        return view! {
            <TextArea
                id="secret"
                label=say!(i18n, person.back.words)
                hint=say!(i18n, person.back.words_hint)
                value=secret
                on_input=move |text| secret.set(text)
                takes=Takes::Secret
            />
        }
        .into_any();
    }
    let shown = RwSignal::new(false);
    view! {
        <SecretField
            id="secret"
            label=say!(i18n, person.copy.passphrase)
            hint=say!(i18n, person.copy.capitals)
            value=secret
            shown=shown
        />
        <ShowButton shown=shown words=say!(i18n, person.copy.show)/>
    }
    .into_any()
}

/// What the copy holds, before anything is changed.
pub(super) fn holds(i18n: I18n, copy: &OpenedCopy) -> AnyView {
    view! {
        <Notice glyph=glyph::CHECK>{t!(i18n, person.back.opened)}</Notice>
        {terms(i18n, copy)}
    }
    .into_any()
}

/// What is in it, line by line.
pub(super) fn terms(i18n: I18n, copy: &OpenedCopy) -> AnyView {
    let found = copy.found;
    let newest = found.newest.map_or_else(|| say!(i18n, person.back.none), intl::day_with_year);
    let rows = vec![
        (say!(i18n, person.back.made).into(), intl::day_with_year(copy.made).into()),
        (say!(i18n, person.back.check_ins).into(), found.check_ins.to_string().into()),
        (say!(i18n, person.back.newest).into(), newest.into()),
        (say!(i18n, person.back.aspirations).into(), found.aspirations.to_string().into()),
        (say!(i18n, person.back.notes).into(), found.notes.to_string().into()),
        (say!(i18n, person.back.people).into(), found.people.to_string().into()),
    ];
    view! { <Terms rows=rows/> }.into_any()
}
