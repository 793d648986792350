//! Check a copy: choose the file, open it with what opens it, see what it holds. Nothing on this phone changes.
use super::bring_back::{secret_field, terms};
use super::work::{FaultNote, Work};
use crate::components::{Back, Button, Notice, Screen, Spinner, glyph};
use crate::i18n::*;
use crate::platform::files;
use crate::state::{Fault, OpenedCopy, use_person, wants_words};
use crate::words::say;
use leptos::prelude::*;

/// The page.
#[component]
pub fn CheckCopyPage() -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let work = Work::new();
    let (file, by_words) = (RwSignal::new(None::<Vec<u8>>), RwSignal::new(true));
    let secret = RwSignal::new(String::new());
    let opened = RwSignal::new(None::<OpenedCopy>);
    let take = move |event: leptos::ev::Event| {
        opened.set(None);
        let chosen = files::chosen(&event);
        let read = async move {
            let bytes = files::read(chosen).await.ok_or(Fault::NoFile)?;
            Ok((wants_words(&bytes)?, bytes))
        };
        work.run(read, move |(words, bytes)| {
            by_words.set(words);
            file.set(Some(bytes));
        });
    };
    let open = move |()| {
        opened.set(None);
        let (bytes, secret) = (file.get_untracked().unwrap_or_default(), secret.get_untracked());
        work.run(person.check_copy(bytes, secret), move |copy| opened.set(Some(copy)));
    };
    let dock = move || {
        view! {
            {move || {
                file.with(Option::is_some)
                    .then(|| view! { <Button on_press=open busy=work.busy>{t!(i18n, person.back.open)}</Button> })
            }}
        }
    };
    view! {
        <Screen
            title=say!(i18n, person.check.title)
            lede=say!(i18n, person.check.lede)
            back=Back::to("/me/copy")
            dock=dock
        >
            <div class="field">
                <label class="label" for="copy">{t!(i18n, person.back.file)}</label>
                <input id="copy" class="input" type="file" on:change=take/>
            </div>
            {move || file.with(Option::is_some).then(|| secret_field(i18n, by_words.get(), secret))}
            <FaultNote work=work/>
            {move || work.busy.get().then(|| view! { <Spinner words=say!(i18n, person.back.opening)/> })}
            <div role="status">
                {move || {
                    opened.get().map(|copy| {
                        view! {
                            <Notice glyph=glyph::CHECK>{t!(i18n, person.check.opens)}</Notice>
                            {terms(i18n, &copy)}
                        }
                    })
                }}
            </div>
        </Screen>
    }
}
