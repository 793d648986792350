//! Bring a safe copy back: choose the file, open it, see what it holds, and only then join it with this phone.
use super::joining::{AsideLink, Bring, Joining, Sure};
use super::work::{FaultNote, Work};
use crate::components::Spinner;
use crate::components::{
    Back, Button, Notice, QuietLink, Screen, SecretField, ShowButton, Takes, Terms, TextArea, glyph,
};
use crate::i18n::*;
use crate::platform::{files, intl};
use crate::state::{OpenedCopy, use_person, wants_words};
use crate::words::say;
use leptos::prelude::*;

/// The page.
#[component]
pub fn BringBackPage() -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let work = Work::new();
    let file = RwSignal::new(None::<Vec<u8>>);
    let by_words = RwSignal::new(true);
    let secret = RwSignal::new(String::new());
    let joining = Joining::new();
    let opened = joining.copy;
    let take = move |event: leptos::ev::Event| {
        opened.set(None);
        let chosen = files::chosen(&event);
        work.run(
            async move {
                let bytes = files::read(chosen).await.ok_or(crate::state::Fault::NoFile)?;
                Ok((wants_words(&bytes)?, bytes))
            },
            move |(words, bytes)| {
                by_words.set(words);
                file.set(Some(bytes));
            },
        );
    };
    let open = move |()| {
        let (bytes, secret) = (file.get_untracked().unwrap_or_default(), secret.get_untracked());
        work.run(person.open_copy(bytes, secret), move |copy| opened.set(Some(copy)));
    };
    let dock = move || {
        view! {
            {move || match (opened.with(Option::is_some), file.with(Option::is_some)) {
                (true, _) => view! { <Bring joining=joining work=work/> }.into_any(),
                (_, true) => view! { <Button on_press=open busy=work.busy>{t!(i18n, person.back.open)}</Button> }.into_any(),
                _ => ().into_any(),
            }}
        }
    };
    let page = move || {
        view! {
            <Screen
                title=say!(i18n, person.back.title)
                lede=say!(i18n, person.back.lede)
                back=Back::to("/me").named(say!(i18n, person.me.title))
                dock=dock
            >
                <div class="field">
                    <label class="label" for="copy">{t!(i18n, person.back.file)}</label>
                    <input id="copy" class="input" type="file" on:change=take/>
                </div>
                {move || file.with(Option::is_some).then(|| secret_field(i18n, by_words.get(), secret))}
                <p class="low"><QuietLink href="/me/move">{t!(i18n, person.back.by_words)}</QuietLink></p>
                <AsideLink/>
                <FaultNote work=work/>
                {move || work.busy.get().then(|| view! { <Spinner words=say!(i18n, person.back.opening)/> })}
                <div role="status">{move || opened.get().map(|copy| holds(i18n, &copy))}</div>
            </Screen>
        }
    };
    let asks = Memo::new(move |_| joining.asks());
    move || if asks.get() { view! { <Sure joining=joining work=work/> }.into_any() } else { page().into_any() }
}

/// What opens the copy: words or a passphrase.
pub(super) fn secret_field(i18n: I18n, by_words: bool, secret: RwSignal<String>) -> AnyView {
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
