//! The end of an account, and a new start: each behind a second tap that says whom it touches and what is deleted.
use crate::components::{Button, ButtonKind, Section, Spinner, focus_heading, when};
use crate::i18n::*;
use crate::pages::team::parts::{DeskWork, FaultNote};
use crate::platform::intl::{self, Plural};
use crate::state::worker::use_worker;
use crate::words::I18n;
use domain::id::WorkerId;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

/// Which of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Leaving {
    /// They have moved on.
    MovedOn,
    /// Their keys are lost.
    LostKeys,
}

/// Why one would, and the first of the two taps.
#[component]
pub(super) fn LeavingPart(which: Leaving, worker: WorkerId, name: String) -> impl IntoView {
    let (i18n, desk) = (use_i18n(), use_worker());
    let asking = RwSignal::new(false);
    let (title, why, button) = match which {
        Leaving::MovedOn => (
            t_string!(i18n, team.accounts.end),
            t_string!(i18n, team.accounts.end_why),
            t_string!(i18n, team.accounts.end_button),
        ),
        Leaving::LostKeys => (
            t_string!(i18n, team.accounts.reset),
            t_string!(i18n, team.accounts.reset_why),
            t_string!(i18n, team.accounts.reset_button),
        ),
    };
    let work = DeskWork::new();
    // What it touches is read anew, so that the question says what is so now.
    let ask = move |()| {
        work.run(desk.look_at_accounts(), move |()| {
            let _ = asking.try_set(true);
        })
    };
    let body = move || {
        if asking.get() {
            let leave = move |()| asking.set(false);
            return view! { <Sure which=which worker=worker name=name.clone() on_leave=leave/> }.into_any();
        }
        view! {
            <p>{why}</p>
            <Button kind=ButtonKind::Take fit=true on_press=ask busy=work.busy>{button}</Button>
        }
        .into_any()
    };
    view! {
        <section>
            <Section title=title/>
            {body}
            <FaultNote work=work/>
        </section>
    }
}

/// The second tap.
#[component]
fn Sure(
    which: Leaving,
    worker: WorkerId,
    name: String,
    /// It is left as it is, or it is done.
    #[prop(into)]
    on_leave: Callback<()>,
) -> impl IntoView {
    let (i18n, desk, navigate) = (use_i18n(), use_worker(), use_navigate());
    let work = DeskWork::new();
    let (sure, yes) = match which {
        Leaving::MovedOn => {
            (t_string!(i18n, team.accounts.end_sure, name = name).to_string(), t_string!(i18n, team.accounts.end_yes))
        }
        Leaving::LostKeys => (
            t_string!(i18n, team.accounts.reset_sure, name = name).to_string(),
            t_string!(i18n, team.accounts.reset_yes),
        ),
    };
    let people = move || {
        let people = desk.accounts.with(|accounts| accounts.worker(worker).map(|it| it.touches.people));
        people.map(|people| share_with_them(i18n, people))
    };
    let act = Callback::new(move |()| match which {
        Leaving::MovedOn => work.run(desk.end_worker(worker), move |()| {
            focus_heading();
            let _ = on_leave.try_run(());
        }),
        Leaving::LostKeys => {
            let navigate = navigate.clone();
            work.run(desk.reset_worker(worker), move |anew| {
                navigate(&format!("/team/{anew}"), NavigateOptions::default());
            });
        }
    });
    let leave = move |()| {
        focus_heading();
        on_leave.run(());
    };
    let again = (which == Leaving::LostKeys).then(|| view! { <p class="small">{t!(i18n, team.accounts.again)}</p> });
    view! {
        <div class="card" role="group" aria-live="polite">
            <p class="label" dir="auto">{sure}</p>
            <p class="small">{people}</p>
            <p class="small">{t!(i18n, team.accounts.deleted)}</p>
            {again}
            <Button kind=ButtonKind::Take on_press=act busy=work.busy>{yes}</Button>
            <Button kind=ButtonKind::Quiet on_press=leave>{t!(i18n, team.accounts.leave)}</Button>
            {when(move || work.busy.get(), move || view! { <Spinner words=t_string!(i18n, team.accounts.working)/> })}
            <FaultNote work=work/>
        </div>
    }
}

/// "3 people share with them now."
fn share_with_them(i18n: I18n, people: u64) -> String {
    let count = usize::try_from(people).unwrap_or(usize::MAX);
    match (count, intl::plural(count)) {
        (0, _) => t_string!(i18n, team.accounts.people_none).to_owned(),
        (_, Plural::One) => t_string!(i18n, team.accounts.people_single).to_owned(),
        (_, Plural::Other) => t_string!(i18n, team.accounts.people_many, count = count).to_string(),
    }
}
