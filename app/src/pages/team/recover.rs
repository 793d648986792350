//! A lost password or a lost app for codes: the printed recovery code opens the account's keys in this browser, and sets
//! everything anew. What people share stays where it is.
use super::new_password::{NewPassword, new_password};
use super::parts::{FaultNote, NameField, UnsafeNote};
use super::renewal_steps::{RenewalStep, RenewalSteps};
use super::set_up::done;
use crate::components::{Back, Button, Spinner, Takes, TeamScreen, TextField, when};
use crate::i18n::*;
use crate::platform::connection::is_safe;
use crate::state::worker::use_worker;
use domain::seal::recovery_code::RecoveryCode;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

/// The screen.
#[component]
pub fn RecoverPage() -> impl IntoView {
    let (i18n, worker, navigate) = (use_i18n(), use_worker(), use_navigate());
    let (steps, secret) = (RenewalSteps::new(), new_password());
    let (name, letters) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let asked = RwSignal::new(false);
    let code = Memo::new(move |_| letters.with(|letters| letters.parse::<RecoveryCode>().map(|code| code.to_string())));
    let slip = Signal::derive(move || {
        (asked.get() && code.with(Result::is_err)).then(|| t_string!(i18n, team.recovery.slip).to_owned())
    });
    let go = Callback::new(move |()| {
        asked.set(true);
        let Ok(code) = letters.with_untracked(|letters| letters.parse::<RecoveryCode>()) else { return };
        let name = name.get_untracked().trim().to_owned();
        if !secret.ask() || steps.work.busy.get_untracked() || name.is_empty() {
            return;
        }
        steps.work.run(worker.begin_recovery(name, code, secret.first.get_untracked()), move |made| {
            secret.empty();
            letters.set(String::new());
            steps.begin(made);
        });
    });
    let to_people = Callback::new(move |()| navigate("/", NavigateOptions { replace: true, ..Default::default() }));
    let title =
        move || steps.title(i18n, t_string!(i18n, team.recovery.title), t_string!(i18n, team.recovery.done_title));
    let form = move || {
        view! {
            <p class="lede">{t!(i18n, team.recovery.lead)}</p>
            <NameField name=name/>
            <TextField
                id="recovery"
                label=move || t_string!(i18n, team.recovery.code)
                hint=move || t_string!(i18n, team.recovery.code_hint)
                value=letters
                on_input=move |text| letters.set(text)
                error=slip
                takes=Takes::Code
                max=60
            />
            <NewPassword secret=secret on_enter=go/>
            <p class="hint">{t!(i18n, team.recovery.ends)}</p>
            <FaultNote work=steps.work/>
            <Button on_press=go busy=steps.work.busy fit=true>{t!(i18n, team.recovery.next)}</Button>
            {when(move || steps.work.busy.get(), move || view! { <Spinner words=t_string!(i18n, team.sign_in.working)/> })}
            <p class="hint">{t!(i18n, team.recovery.none)}</p>
        }
        .into_any()
    };
    view! {
        <TeamScreen title=title step=steps.place() back=Back::to("/sign-in").named(move || t_string!(i18n, team.sign_in.title))>
            <div class="narrow">
                {move || match steps.step.get() {
                    _ if !is_safe() => view! { <UnsafeNote/> }.into_any(),
                    RenewalStep::Done => done(steps.name.get(), to_people),
                    RenewalStep::Password => form(),
                    _ => view! { {steps.view(t_string!(i18n, team.recovery.button))} }.into_any(),
                }}
            </div>
        </TeamScreen>
    }
}
