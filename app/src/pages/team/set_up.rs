//! Setting an account up from its one-time link. The token is the link's fragment, which no server log ever sees; it is
//! taken out of the address at once. The browser makes the account's keys here.
use super::parts::{DeskWork, FaultNote, UnsafeNote};
use crate::components::{Button, ErrorNote, Spinner, Takes, TeamScreen, TextField, when};
use crate::i18n::*;
use crate::pages::form::TypedTwice;
use crate::platform::connection::is_safe;
use crate::state::worker::password::{PASSWORD_MIN, spelled};
use crate::state::worker::use_worker;
use crate::words;
use domain::weak::{self, Weak};
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
    let (work, made) = (DeskWork::new(), RwSignal::new(None::<String>));
    let secret = TypedTwice::new(spelled, |typed| weak::check(typed, PASSWORD_MIN).err());
    let go = Callback::new(move |()| {
        if !secret.ask() || work.busy.get_untracked() {
            return;
        }
        work.run(worker.set_up(token.get_value(), secret.first.get_untracked()), move |name| {
            secret.empty();
            made.set(Some(name));
        });
    });
    let to_people = Callback::new(move |()| navigate("/", NavigateOptions { replace: true, ..Default::default() }));
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
                    // Before the link is used up for an account that nobody could stay signed in to.
                    _ if !is_safe() => view! {
                        <UnsafeNote/>
                        {has_link.then(|| view! { <p>{t!(i18n, team.set_up.not_used)}</p> })}
                    }.into_any(),
                    (_, Some(name)) => done(name, to_people),
                    (true, None) => view! { <Form secret=secret work=work on_go=go/> }.into_any(),
                    (false, None) => view! { <ErrorNote title=t_string!(i18n, team.set_up.no_link)/> }.into_any(),
                }}
            </div>
        </TeamScreen>
    }
}

/// The two fields of the password, and the button.
#[component]
fn Form(secret: TypedTwice<Weak>, work: DeskWork, on_go: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <p class="lede">{t!(i18n, team.set_up.lead)}</p>
        <p class="hint">{t!(i18n, team.set_up.here)}</p>
        <TextField
            id="password"
            kind="password"
            label=move || t_string!(i18n, team.set_up.password)
            hint=move || t_string!(i18n, team.set_up.password_hint)
            value=secret.first
            on_input=move |text| secret.first.set(text)
            error=secret.first_error(move |weak| words::weak(i18n, weak, PASSWORD_MIN))
            autocomplete="new-password"
            takes=Takes::SignIn
        />
        <TextField
            id="again"
            kind="password"
            label=move || t_string!(i18n, team.set_up.again)
            value=secret.again
            on_input=move |text| secret.again.set(text)
            error=secret.again_error(move || t_string!(i18n, team.set_up.different).to_owned())
            autocomplete="new-password"
            takes=Takes::SignIn
            on_enter=on_go
        />
        <p>{t!(i18n, team.set_up.forgotten)}</p>
        <p class="hint">{t!(i18n, team.set_up.then)}</p>
        <FaultNote work=work/>
        <Button on_press=on_go busy=work.busy fit=true>{t!(i18n, team.set_up.button)}</Button>
        {when(move || work.busy.get(), move || view! { <Spinner words=t_string!(i18n, team.set_up.working)/> })}
    }
}

/// The account is made: its name, and the way on.
fn done(name: String, to_people: Callback<()>) -> AnyView {
    let i18n = use_i18n();
    view! {
        <p>{t!(i18n, team.set_up.done_name)}</p>
        <p class="lede" dir="auto" id="sign-in-name">{name}</p>
        <p>{t!(i18n, team.set_up.done_why)}</p>
        <Button on_press=to_people fit=true>{t!(i18n, team.set_up.done_button)}</Button>
    }
    .into_any()
}
