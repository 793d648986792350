//! Setting an account up from its one-time link. The token is the link's fragment, which no server log ever sees; it is
//! taken out of the address at once. The browser makes the account's keys here.
use super::parts;
use crate::components::{Button, ErrorNote, Spinner, Takes, TeamScreen, TextField};
use crate::i18n::*;
use crate::state::worker::password::{PASSWORD_MIN, spelled};
use crate::state::worker::{WorkerFault, use_worker};
use crate::words;
use domain::weak;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};

/// The set-up screen.
#[component]
pub fn SetUpPage() -> impl IntoView {
    let (i18n, worker, navigate) = (use_i18n(), use_worker(), use_navigate());
    let token = StoredValue::new(use_location().hash.get_untracked().trim_start_matches('#').to_owned());
    let has_link = token.with_value(|token| !token.is_empty());
    if has_link {
        navigate("/set-up", NavigateOptions { replace: true, scroll: false, ..Default::default() });
    }
    let (password, again) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (busy, tried) = (RwSignal::new(false), RwSignal::new(false));
    let (wrong, made) = (RwSignal::new(None::<WorkerFault>), RwSignal::new(None::<String>));
    let weak = Memo::new(move |_| password.with(|typed| weak::check(&spelled(typed), PASSWORD_MIN)).err());
    let different = Memo::new(move |_| password.with(|typed| spelled(typed)) != again.with(|typed| spelled(typed)));

    let go = Callback::new(move |()| {
        tried.set(true);
        if busy.get_untracked() || weak.get_untracked().is_some() || different.get_untracked() {
            return;
        }
        busy.set(true);
        wrong.set(None);
        leptos::task::spawn_local(async move {
            match worker.set_up(token.get_value(), password.get_untracked()).await {
                Ok(name) => {
                    password.set(String::new());
                    again.set(String::new());
                    made.set(Some(name));
                }
                Err(fault) => wrong.set(Some(fault)),
            }
            busy.set(false);
        });
    });
    let to_people = Callback::new(move |()| navigate("/", NavigateOptions { replace: true, ..Default::default() }));
    let weak_words =
        move || tried.get().then(|| weak.get()).flatten().map(|weak| words::weak(i18n, weak, PASSWORD_MIN));
    let different_words = move || {
        (tried.get() && weak.get().is_none() && different.get())
            .then(|| t_string!(i18n, team.set_up.different).to_owned())
    };

    let done = move |name: String| {
        view! {
            <p>{t!(i18n, team.set_up.done_name)}</p>
            <p class="lede" dir="auto" id="sign-in-name">{name}</p>
            <p>{t!(i18n, team.set_up.done_why)}</p>
            <Button on_press=to_people fit=true>{t!(i18n, team.set_up.done_button)}</Button>
        }
        .into_any()
    };
    let form = move || {
        view! {
            <p class="lede">{t!(i18n, team.set_up.lead)}</p>
            <p class="hint">{t!(i18n, team.set_up.here)}</p>
            <TextField
                id="password"
                kind="password"
                label=move || t_string!(i18n, team.set_up.password)
                hint=move || t_string!(i18n, team.set_up.password_hint)
                value=password
                on_input=move |text| password.set(text)
                error=Signal::derive(weak_words)
                autocomplete="new-password"
                takes=Takes::SignIn
            />
            <TextField
                id="again"
                kind="password"
                label=move || t_string!(i18n, team.set_up.again)
                value=again
                on_input=move |text| again.set(text)
                error=Signal::derive(different_words)
                autocomplete="new-password"
                takes=Takes::SignIn
                on_enter=go
            />
            <p>{t!(i18n, team.set_up.forgotten)}</p>
            <p class="hint">{t!(i18n, team.set_up.then)}</p>
            {move || wrong.get().map(|fault| view! { <ErrorNote title=parts::fault(i18n, fault)/> })}
            <Button on_press=go busy=busy fit=true>{t!(i18n, team.set_up.button)}</Button>
            {move || busy.get().then(|| view! { <Spinner words=t_string!(i18n, team.set_up.working)/> })}
        }
        .into_any()
    };
    let title = move || {
        if made.with(Option::is_some) {
            t_string!(i18n, team.set_up.done_title)
        } else {
            t_string!(i18n, team.set_up.title)
        }
    };
    view! {
        <TeamScreen title=title step=Signal::derive(move || u32::from(made.with(Option::is_some)))>
            <div class="narrow">
                {move || match (has_link, made.get()) {
                    (_, Some(name)) => done(name),
                    (true, None) => form(),
                    (false, None) => view! { <ErrorNote title=t_string!(i18n, team.set_up.no_link)/> }.into_any(),
                }}
            </div>
        </TeamScreen>
    }
}
