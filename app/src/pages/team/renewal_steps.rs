//! The last two steps of a new or a recovered account: print the recovery code, connect an app for codes.
use super::codes::{CodeField, ConnectCodes};
use super::parts::{DeskWork, FaultNote};
use super::recovery_sheet::RecoverySheet;
use crate::components::{Button, Spinner, when};
use crate::i18n::*;
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
    /// The app for codes is connected.
    Codes,
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
            RenewalStep::Codes => t_string!(i18n, team.codes.connect_title),
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
            RenewalStep::Codes => Some(view! { <CodesStep steps=self made=made last=last/> }.into_any()),
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
            steps.step.set(RenewalStep::Codes);
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

#[component]
fn CodesStep(steps: RenewalSteps, made: Renewal, last: &'static str) -> impl IntoView {
    let (i18n, worker) = (use_i18n(), use_worker());
    let (name, secret) = (made.name.clone(), made.codes_secret.clone());
    let made = StoredValue::new_local(made);
    let RenewalSteps { work, code, .. } = steps;
    let go = Callback::new(move |()| {
        if work.busy.get_untracked() || code.with_untracked(|code| code.trim().is_empty()) {
            return;
        }
        work.run(worker.finish_renewal(made.get_value(), code.get_untracked()), move |()| {
            steps.made.set_value(None);
            steps.step.set(RenewalStep::Done);
        });
    });
    view! {
        <p class="lede">{t!(i18n, team.codes.connect_lead)}</p>
        <ConnectCodes name=name secret=secret/>
        <CodeField value=code on_enter=go/>
        <FaultNote work=work/>
        <Button on_press=go busy=work.busy fit=true>{last}</Button>
        {when(move || work.busy.get(), move || view! { <Spinner words=t_string!(i18n, team.place.wait)/> })}
    }
}
