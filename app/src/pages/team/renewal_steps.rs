//! The last two steps of a new or a recovered account: print the recovery code, add a second factor.
use super::codes::{CodeField, ConnectCodes};
use super::parts::{DeskWork, FaultNote};
use super::passkeys::OnlyCodes;
use super::recovery_sheet::RecoverySheet;
use crate::components::{Button, ButtonKind, Spinner, focus_heading, when};
use crate::i18n::*;
use crate::platform::passkey;
use crate::state::worker::renewal::Renewal;
use crate::state::worker::use_worker;
use crate::words::I18n;
use leptos::prelude::*;

/// How far somebody has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum RenewalStep {
    /// The password is typed.
    #[default]
    Password,
    /// The recovery code is printed.
    Recovery,
    /// A passkey is made, or the app for codes connected.
    Factor,
    /// Everything was sent.
    Done,
}

/// What the two steps share with their page.
#[derive(Clone, Copy)]
pub(super) struct RenewalSteps {
    /// How far.
    pub(super) step: RwSignal<RenewalStep>,
    /// What was made so far; gone once it was sent.
    pub(super) made: StoredValue<Option<Renewal>, LocalStorage>,
    /// Name to sign in with, once it is known.
    pub(super) name: RwSignal<String>,
    /// Of the page.
    pub(super) work: DeskWork,
    printed: RwSignal<bool>,
    code: RwSignal<String>,
}

impl RenewalSteps {
    /// At the password.
    pub(super) fn new() -> Self {
        Self {
            step: RwSignal::new(RenewalStep::default()),
            made: StoredValue::new_local(None),
            name: RwSignal::new(String::new()),
            work: DeskWork::new(),
            printed: RwSignal::new(false),
            code: RwSignal::new(String::new()),
        }
    }

    /// At the password again, with nothing made.
    pub(super) fn start_anew(self) {
        self.made.set_value(None);
        self.printed.set(false);
        self.code.set(String::new());
        self.step.set(RenewalStep::default());
    }

    /// Goes on with what was made.
    pub(super) fn begin(self, made: Renewal) {
        self.name.set(made.name.clone());
        self.made.set_value(Some(made));
        self.step.set(RenewalStep::Recovery);
    }

    /// The heading; the page has its own for the first step and the last.
    pub(super) fn title(self, i18n: I18n, first: &'static str, done: &'static str) -> &'static str {
        match self.step.get() {
            RenewalStep::Password => first,
            RenewalStep::Recovery => t_string!(i18n, team.recovery.sheet_title),
            RenewalStep::Factor => t_string!(i18n, team.passkeys.step_title),
            RenewalStep::Done => done,
        }
    }

    /// Each step takes the focus to its heading.
    pub(super) fn place(self) -> Signal<u32> {
        Signal::derive(move || self.step.get() as u32)
    }

    /// What these two steps show; `last` is on the button that sends everything.
    pub(super) fn view(self, last: &'static str) -> Option<AnyView> {
        let made = self.made.get_value()?;
        match self.step.get() {
            RenewalStep::Recovery => Some(view! { <PrintStep steps=self made=made/> }.into_any()),
            RenewalStep::Factor => Some(view! { <NewFactorStep steps=self made=made last=last/> }.into_any()),
            RenewalStep::Password | RenewalStep::Done => None,
        }
    }
}

#[component]
fn PrintStep(steps: RenewalSteps, made: Renewal) -> impl IntoView {
    let i18n = use_i18n();
    let asked = RwSignal::new(false);
    let next = move |()| {
        asked.set(true);
        if steps.printed.get_untracked() {
            steps.step.set(RenewalStep::Factor);
        }
    };
    view! {
        <RecoverySheet code=made.recovery.to_string() name=made.name printed=steps.printed/>
        <p class="error" role="alert">
            {move || (asked.get() && !steps.printed.get()).then(|| t_string!(i18n, team.recovery.print_first))}
        </p>
        <Button on_press=next fit=true>{t!(i18n, team.recovery.next)}</Button>
    }
}

/// A passkey, where this page and this browser can make one; else, or instead, an app for codes.
#[component]
fn NewFactorStep(steps: RenewalSteps, made: Renewal, last: &'static str) -> impl IntoView {
    let (i18n, worker) = (use_i18n(), use_worker());
    let offered = made.passkey.is_some();
    let possible = offered && passkey::is_possible();
    let (name, secret) = (made.name.clone(), made.codes_secret.clone());
    let made = StoredValue::new_local(made);
    let RenewalSteps { work, code, .. } = steps;
    let by_code = RwSignal::new(!possible);
    let end = move |()| {
        steps.made.set_value(None);
        steps.step.set(RenewalStep::Done);
    };
    let go = Callback::new(move |()| {
        if !work.busy.get_untracked() && !code.with_untracked(|code| code.trim().is_empty()) {
            work.run(worker.finish_by_code(made.get_value(), code.get_untracked()), end);
        }
    });
    let make = move |()| {
        if !work.busy.get_untracked() {
            work.run(worker.finish_by_passkey(made.get_value()), end);
        }
    };
    let change = move |codes| {
        by_code.set(codes);
        focus_heading();
    };
    let choice = move || {
        view! {
            <p>{t!(i18n, team.passkeys.lead)}</p>
            <Button on_press=make busy=work.busy fit=true>{t!(i18n, team.passkeys.make)}</Button>
            <Button kind=ButtonKind::Alt fit=true on_press=move |()| change(true)>
                {t!(i18n, team.passkeys.codes_instead)}
            </Button>
        }
        .into_any()
    };
    let connect = move || {
        view! {
            {(!possible).then(|| view! { <OnlyCodes offered=offered/> })}
            <ConnectCodes name=name.clone() secret=secret.clone()/>
            <CodeField value=code on_enter=go/>
            <Button on_press=go busy=work.busy fit=true>{last}</Button>
            {possible.then(|| view! {
                <Button kind=ButtonKind::Quiet fit=true on_press=move |()| change(false)>
                    {t!(i18n, team.passkeys.passkey_instead)}
                </Button>
            })}
        }
        .into_any()
    };
    view! {
        <p class="lede">{t!(i18n, team.passkeys.step_lead)}</p>
        {move || if by_code.get() { connect() } else { choice() }}
        <FaultNote work=work/>
        {when(move || work.busy.get(), move || view! { <Spinner words=t_string!(i18n, team.place.wait)/> })}
    }
}
