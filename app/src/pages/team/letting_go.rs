//! At the end of somebody's page: deleting everything they shared, because they ask for it in the room. Two steps, and
//! what it does and does not do stands before the first.
use super::parts::{DeskWork, FaultNote};
use crate::components::{Button, ButtonKind, Folded, Spinner, focus_heading, when};
use crate::i18n::*;
use crate::state::worker::use_worker;
use domain::id::PersonId;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

/// The line that unfolds, what stands behind it, and the first of the two taps.
#[component]
pub(super) fn LettingGo(person: PersonId, #[prop(into)] name: Signal<Option<String>>) -> impl IntoView {
    let i18n = use_i18n();
    let asking = RwSignal::new(false);
    let inner = move || {
        if asking.get() {
            let leave = move |()| asking.set(false);
            return view! { <Sure person=person name=name on_leave=leave/> }.into_any();
        }
        view! {
            <p>{t!(i18n, team.person.delete_when)}</p>
            <p>{t!(i18n, team.person.delete_what)}</p>
            <p>{t!(i18n, team.person.delete_stays)}</p>
            <p>{t!(i18n, team.person.delete_told)}</p>
            <Button kind=ButtonKind::Take fit=true on_press=move |()| asking.set(true)>
                {t!(i18n, team.person.delete_button)}
            </Button>
        }
        .into_any()
    };
    let inner = move || view! { {inner} }.into_any();
    view! {
        <div id="letting-go" class="narrow">
            <Folded summary=move || t_string!(i18n, team.person.delete) inner=inner/>
        </div>
    }
}

/// The second tap.
#[component]
fn Sure(
    person: PersonId,
    name: Signal<Option<String>>,
    /// It is left as it is.
    #[prop(into)]
    on_leave: Callback<()>,
) -> impl IntoView {
    let (i18n, worker, navigate) = (use_i18n(), use_worker(), use_navigate());
    let work = DeskWork::new();
    // As it is called now: once it is deleted there is no name to ask about.
    let sure = match name.get_untracked() {
        Some(name) => t_string!(i18n, team.person.delete_sure, name = name).to_string(),
        None => t_string!(i18n, team.person.delete_sure_unnamed).to_owned(),
    };
    let act = move |()| {
        let navigate = navigate.clone();
        work.run(worker.let_go(person), move |()| navigate("/", NavigateOptions::default()));
    };
    let leave = move |()| {
        focus_heading();
        on_leave.run(());
    };
    view! {
        <div class="card" role="group" aria-live="polite">
            <p class="label" dir="auto">{sure}</p>
            <p class="small">{t!(i18n, team.person.delete_what)}</p>
            <Button kind=ButtonKind::Take on_press=act busy=work.busy>{t!(i18n, team.person.delete_yes)}</Button>
            <Button kind=ButtonKind::Quiet on_press=leave>{t!(i18n, team.person.delete_leave)}</Button>
            {when(move || work.busy.get(), move || view! { <Spinner words=t_string!(i18n, team.person.deleting)/> })}
            <FaultNote work=work/>
        </div>
    }
}
