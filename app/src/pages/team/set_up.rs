//! Setting an account up from its one-time link: a password, a recovery code to print, an app for codes. The token is the
//! link's fragment, which no server log ever sees; it is taken out of the address at once. The browser makes the account's
//! keys here, and nothing of the link is used up before the last button.
use super::new_password::{NewPassword, new_password};
use super::parts::{DeskWork, FaultNote, UnsafeNote};
use super::renewal_steps::{RenewalStep, RenewalSteps};
use crate::components::{Button, ErrorNote, Spinner, TeamScreen, when};
use crate::i18n::*;
use crate::pages::form::TypedTwice;
use crate::platform::connection::is_safe;
use crate::state::worker::use_worker;
use domain::weak::Weak;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};

/// The set-up screen.
#[component]
pub fn SetUpPage() -> impl IntoView {
    let (i18n, worker, navigate) = (use_i18n(), use_worker(), use_navigate());
    let (hash, token, go_to) = (use_location().hash, RwSignal::new(String::new()), navigate.clone());
    let (steps, secret) = (RenewalSteps::new(), new_password());
    // Also a second link, opened in the tab where another one stands: the page is the same one then.
    Effect::new_isomorphic(move |_| {
        let came = hash.get().trim_start_matches('#').to_owned();
        if !came.is_empty() {
            token.set(came);
            steps.start_anew();
            go_to("/set-up", NavigateOptions { replace: true, scroll: false, ..Default::default() });
        }
    });
    let has_link = move || token.with(|token| !token.is_empty());
    let go = Callback::new(move |()| {
        if !secret.ask() || steps.work.busy.get_untracked() {
            return;
        }
        steps.work.run(worker.begin_set_up(token.get_untracked(), secret.first.get_untracked()), move |made| {
            secret.empty();
            steps.begin(made);
        });
    });
    let to_people = Callback::new(move |()| navigate("/", NavigateOptions { replace: true, ..Default::default() }));
    let title = move || steps.title(i18n, t_string!(i18n, team.set_up.title), t_string!(i18n, team.set_up.done_title));
    view! {
        <TeamScreen title=title step=steps.place()>
            <div class="narrow">
                {move || match (has_link(), steps.step.get()) {
                    // Before the link is used up for an account that nobody could stay signed in to.
                    _ if !is_safe() => view! {
                        <UnsafeNote/>
                        {has_link().then(|| view! { <p>{t!(i18n, team.set_up.not_used)}</p> })}
                    }.into_any(),
                    (_, RenewalStep::Done) => done(steps.name.get(), to_people),
                    (true, RenewalStep::Password) => {
                        view! { <Form secret=secret work=steps.work on_go=go/> }.into_any()
                    }
                    (true, _) => view! { {steps.view(t_string!(i18n, team.set_up.button))} }.into_any(),
                    (false, _) => view! { <ErrorNote title=t_string!(i18n, team.set_up.no_link)/> }.into_any(),
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
        <NewPassword secret=secret on_enter=on_go/>
        <p>{t!(i18n, team.set_up.forgotten)}</p>
        <p class="hint">{t!(i18n, team.set_up.then)}</p>
        <FaultNote work=work/>
        <Button on_press=on_go busy=work.busy fit=true>{t!(i18n, team.recovery.next)}</Button>
        {when(move || work.busy.get(), move || view! { <Spinner words=t_string!(i18n, team.set_up.working)/> })}
    }
}

/// The account is made: its name, and the way on.
pub(super) fn done(name: String, to_people: Callback<()>) -> AnyView {
    let i18n = use_i18n();
    view! {
        <p>{t!(i18n, team.set_up.done_name)}</p>
        <p class="lede" dir="auto" id="sign-in-name">{name}</p>
        <p>{t!(i18n, team.set_up.done_why)}</p>
        <Button on_press=to_people fit=true>{t!(i18n, team.set_up.done_button)}</Button>
    }
    .into_any()
}
