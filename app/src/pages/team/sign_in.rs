//! Signing in: name and password. The password never leaves the page; only a proof of it does.
use super::parts::{DeskWork, FaultNote, UnsafeNote};
use crate::components::{Button, Notice, Spinner, Takes, TeamScreen, TextField, when};
use crate::i18n::*;
use crate::platform::connection::is_safe;
use crate::state::worker::{Farewell, use_worker};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

/// The sign-in screen.
#[component]
pub fn SignInPage() -> impl IntoView {
    let (i18n, worker, navigate) = (use_i18n(), use_worker(), use_navigate());
    let (name, password) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let work = DeskWork::new();

    let go = move |()| {
        if work.busy.get_untracked() || name.with_untracked(|name| name.trim().is_empty()) {
            return;
        }
        let navigate = navigate.clone();
        let verb = worker.sign_in(name.get_untracked().trim().to_owned(), password.get_untracked());
        work.run(verb, move |()| {
            password.set(String::new());
            navigate(&worker.wanted.get_value(), NavigateOptions { replace: true, ..Default::default() });
        });
    };
    let go = Callback::new(go);
    let why = move || match worker.farewell.get() {
        Farewell::Idle => Some(t_string!(i18n, team.sign_in.idle)),
        Farewell::Ended => Some(t_string!(i18n, team.wrong.signed_out)),
        Farewell::Other => Some(t_string!(i18n, team.wrong.other)),
        Farewell::Opened | Farewell::Asked => None,
    };
    // Whoever ended the session by themselves knows what they left.
    let begun = move || worker.begun.get().then(|| view! { <p>{t!(i18n, team.sign_in.begun)}</p> });
    view! {
        <TeamScreen title=move || t_string!(i18n, team.sign_in.title)>
            <div class="narrow">
                <p class="lede">{t!(i18n, team.sign_in.lead)}</p>
                {move || why().map(|why| view! { <Notice>{why}{begun()}</Notice> })}
                {(!is_safe()).then(|| view! { <UnsafeNote/> })}
                <TextField
                    id="name"
                    label=move || t_string!(i18n, team.sign_in.name)
                    value=name
                    on_input=move |text| name.set(text)
                    autocomplete="username"
                    takes=Takes::SignIn
                    max=400
                    on_enter=go
                />
                <TextField
                    id="password"
                    kind="password"
                    label=move || t_string!(i18n, team.sign_in.password)
                    value=password
                    on_input=move |text| password.set(text)
                    autocomplete="current-password"
                    takes=Takes::SignIn
                    on_enter=go
                />
                <FaultNote work=work/>
                <Button on_press=go busy=work.busy fit=true>{t!(i18n, team.sign_in.button)}</Button>
                {when(move || work.busy.get(), move || view! { <Spinner words=t_string!(i18n, team.sign_in.working)/> })}
                <p class="hint">{t!(i18n, team.sign_in.reload)}</p>
                <p class="hint">{t!(i18n, team.sign_in.first)}</p>
            </div>
        </TeamScreen>
    }
}
