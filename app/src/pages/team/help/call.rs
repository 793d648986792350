//! Over the telephone: what is read out first, word for word, and what they said to it.
use super::keys::{StepKey, on_keys};
use crate::components::{Button, ButtonKind, ErrorNote, Spinner, TeamScreen, when};
use crate::i18n::*;
use crate::pages::team::parts::{self, DeskWork};
use crate::state::worker::helping::{Going, HelpedTo, Helping};
use crate::state::worker::{WorkerFault, use_worker};
use leptos::prelude::*;

/// The words, yes and no.
#[component]
pub(super) fn CallStep() -> impl IntoView {
    let (i18n, worker) = (use_i18n(), use_worker());
    let work = DeskWork::new();
    let guest = |going: &Going| matches!(going.to, HelpedTo::Guest { .. });
    let guest = worker.helping.with_untracked(|helping: &Helping| helping.going().is_some_and(guest));
    // What is shown is what is kept with the check-in.
    let words = if guest { t_string!(i18n, team.helping.call_guest) } else { t_string!(i18n, team.helping.call_met) };
    let yes = Callback::new(move |()| {
        if !work.busy.get_untracked() {
            work.run(worker.agree_to_help(words.to_string()), |()| {});
        }
    });
    let no = move |()| worker.decline_help();
    on_keys(move |key| {
        if key == StepKey::GoOn {
            yes.run(());
        }
    });
    view! {
        <TeamScreen title=move || t_string!(i18n, team.helping.call_title) task=true worker=parts::signed_in(worker)>
            <div class="narrow helping">
                <blockquote class="script" id="call-script">{words}</blockquote>
                <p class="hint">{t!(i18n, team.helping.call_kept)}</p>
                <BeginFault work=work/>
                <Button on_press=yes busy=work.busy>{t!(i18n, team.helping.call_yes)}</Button>
                <Button on_press=no busy=work.busy kind=ButtonKind::Alt>{t!(i18n, team.helping.call_no)}</Button>
                {when(move || work.busy.get(), move || view! { <Spinner words=t_string!(i18n, team.helping.beginning)/> })}
            </div>
        </TeamScreen>
    }
}

/// Why it has not begun, if it has not.
#[component]
pub(super) fn BeginFault(work: DeskWork) -> impl IntoView {
    let i18n = use_i18n();
    move || {
        work.fault.get().map(|fault| match fault {
            WorkerFault::Network => view! {
                <ErrorNote
                    title=t_string!(i18n, team.helping.no_signal)
                    words=t_string!(i18n, team.helping.no_signal_next)
                />
            }
            .into_any(),
            fault => view! { <ErrorNote title=parts::fault(i18n, fault)/> }.into_any(),
        })
    }
}
