//! Signing in: name and password, then a passkey or a one-time code. The password never leaves the page; only a proof of it does.
use super::codes::{CodeField, ConnectCodes};
use super::parts::{CutShortNote, DeskWork, FaultNote, NameField, UnsafeNote};
use crate::components::{Button, ButtonKind, Notice, QuietLink, Spinner, Takes, TeamScreen, TextField, when};
use crate::i18n::*;
use crate::platform::connection::is_safe;
use crate::state::worker::password::SecondStep;
use crate::state::worker::{Farewell, use_worker};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

/// The sign-in screen.
#[component]
pub fn SignInPage() -> impl IntoView {
    let (i18n, worker) = (use_i18n(), use_worker());
    let name = RwSignal::new(String::new());
    let second = RwSignal::new(None::<SecondStep>);
    // Whoever was signed out between the two steps proves the password again.
    Effect::new(move |_| {
        if matches!(worker.farewell.get(), Farewell::Other) {
            second.set(None);
        }
    });
    let title = move || {
        if second.with(Option::is_some) {
            t_string!(i18n, team.codes.title)
        } else {
            t_string!(i18n, team.sign_in.title)
        }
    };
    view! {
        <TeamScreen title=title step=Signal::derive(move || u32::from(second.with(Option::is_some)))>
            <div class="narrow">
                {move || match second.get() {
                    None => view! { <PasswordStep name=name second=second/> }.into_any(),
                    Some(step) => view! { <FactorStep name=name step=step second=second/> }.into_any(),
                }}
            </div>
        </TeamScreen>
    }
}

/// Name and password.
#[component]
fn PasswordStep(name: RwSignal<String>, second: RwSignal<Option<SecondStep>>) -> impl IntoView {
    let (i18n, worker) = (use_i18n(), use_worker());
    let password = RwSignal::new(String::new());
    let work = DeskWork::new();
    let go = Callback::new(move |()| {
        if work.busy.get_untracked() || name.with_untracked(|name| name.trim().is_empty()) {
            return;
        }
        let verb = worker.sign_in(name.get_untracked().trim().to_owned(), password.get_untracked());
        work.run(verb, move |step| {
            password.set(String::new());
            second.set(Some(step));
        });
    });
    let why = move || match worker.farewell.get() {
        Farewell::Idle => Some(t_string!(i18n, team.sign_in.idle)),
        Farewell::Ended => Some(t_string!(i18n, team.wrong.signed_out)),
        Farewell::Other => Some(t_string!(i18n, team.wrong.other)),
        Farewell::Opened | Farewell::Asked => None,
    };
    // Whoever ended the session by themselves knows what they left.
    let begun = move || worker.begun.get().then(|| view! { <p>{t!(i18n, team.sign_in.begun)}</p> });
    view! {
        <p class="lede">{t!(i18n, team.sign_in.lead)}</p>
        {move || why().map(|why| view! { <Notice>{why}{begun()}</Notice> })}
        <CutShortNote/>
        {(!is_safe()).then(|| view! { <UnsafeNote/> })}
        <NameField name=name on_enter=go/>
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
        <p><QuietLink href="/recover">{t!(i18n, team.recovery.link)}</QuietLink></p>
    }
}

/// A passkey or a one-time code; an app for codes is connected first where there is neither.
#[component]
fn FactorStep(name: RwSignal<String>, step: SecondStep, second: RwSignal<Option<SecondStep>>) -> impl IntoView {
    let (i18n, worker, navigate) = (use_i18n(), use_worker(), use_navigate());
    let code = RwSignal::new(String::new());
    let work = DeskWork::new();
    let enter = Callback::new(move |()| {
        navigate(&worker.first_page(), NavigateOptions { replace: true, ..Default::default() });
    });
    let go = Callback::new(move |()| {
        if work.busy.get_untracked() || code.with_untracked(|code| code.trim().is_empty()) {
            return;
        }
        work.run(worker.sign_in_code(code.get_untracked()), move |()| enter.run(()));
    });
    let SecondStep { passkey: offer, codes, connect } = step;
    let asked = offer.is_some();
    let lead = match (asked, codes) {
        (true, true) => t_string!(i18n, team.passkeys.lead_either),
        (true, false) => t_string!(i18n, team.passkeys.lead_alone),
        _ if connect.is_some() => t_string!(i18n, team.codes.now_needed),
        (false, true) => t_string!(i18n, team.codes.lead),
        // What was made here before cannot be asked for any more: the team's page moved to an address without a name.
        (false, false) => t_string!(i18n, team.passkeys.lead_none),
    };
    let use_passkey = offer.map(|offer| {
        let press = move |()| {
            if !work.busy.get_untracked() {
                work.run(worker.sign_in_passkey(offer.clone()), move |()| enter.run(()));
            }
        };
        view! { <Button on_press=press busy=work.busy fit=true>{t!(i18n, team.passkeys.use_it)}</Button> }
    });
    let connect = connect.map(|secret| view! { <ConnectCodes name=name.get_untracked() secret=secret/> });
    let lost =
        if asked { t_string!(i18n, team.recovery.link_passkey) } else { t_string!(i18n, team.recovery.link_codes) };
    // One primary button: where there is a passkey, it is the passkey's.
    let kind = if asked { ButtonKind::Alt } else { ButtonKind::Go };
    let by_code = codes.then(|| {
        view! {
            <CodeField value=code on_enter=go/>
            <Button on_press=go busy=work.busy kind=kind fit=true>{t!(i18n, team.codes.button)}</Button>
        }
    });
    view! {
        <p class="lede">{lead}</p>
        {use_passkey}
        {connect}
        <FaultNote work=work/>
        {by_code}
        <Button kind=ButtonKind::Quiet fit=true on_press=move |()| second.set(None)>{t!(i18n, team.codes.back)}</Button>
        <p><QuietLink href="/recover">{lost}</QuietLink></p>
    }
}
