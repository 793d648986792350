//! A new aspiration: only its words are asked for; why and what helps may stay empty.
use super::work::{FaultNote, Work, use_go};
use crate::components::{Back, Button, Screen, TextArea};
use crate::i18n::*;
use crate::state::use_person;
use crate::words::say;
use leptos::prelude::*;

/// The page.
#[component]
pub fn AddAspirationPage() -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let go = use_go();
    let work = Work::new();
    let (words, why, helps) =
        (RwSignal::new(String::new()), RwSignal::new(String::new()), RwSignal::new(String::new()));
    let asked = RwSignal::new(false);
    let error = Signal::derive(move || {
        (asked.get() && words.with(|text| text.trim().is_empty())).then(|| say!(i18n, person.new_aspiration.empty))
    });
    let keep = move |()| {
        asked.set(true);
        let (words, why, helps) = (words.get_untracked(), why.get_untracked(), helps.get_untracked());
        if !words.trim().is_empty() {
            work.run(async move { person.add_aspiration(words.trim(), why.trim(), helps.trim()).await }, move |id| {
                go.instead(&format!("/aspirations/{id}"))
            });
        }
    };
    let dock = move || view! { <Button on_press=keep busy=work.busy>{t!(i18n, person.new_aspiration.keep)}</Button> };
    view! {
        <Screen title=say!(i18n, person.new_aspiration.title) back=Back::to("/aspirations") dock=dock>
            <TextArea
                id="words"
                label=say!(i18n, person.new_aspiration.words)
                hint=say!(i18n, person.new_aspiration.words_hint)
                value=words
                on_input=move |text| words.set(text)
                error=error
                own=true
                max=500
            />
            <TextArea
                id="why"
                label=say!(i18n, person.new_aspiration.why)
                hint=say!(i18n, person.new_aspiration.optional)
                value=why
                on_input=move |text| why.set(text)
                own=true
                lines=2
                max=1000
            />
            <TextArea
                id="helps"
                label=say!(i18n, person.new_aspiration.helps)
                hint=say!(i18n, person.new_aspiration.optional)
                value=helps
                on_input=move |text| helps.set(text)
                own=true
                lines=2
                max=1000
            />
            <FaultNote work=work/>
        </Screen>
    }
}
