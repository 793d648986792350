//! The end: the device goes back, and what is left on the screen is where it waits. Nothing of what was said.
use super::keys::{StepKey, on_keys};
use crate::components::{Button, ButtonKind, TeamScreen};
use crate::i18n::*;
use crate::pages::team::parts;
use crate::platform::{clock, intl};
use crate::state::worker::helping::{HelpEnd, HelpOver, Helping, WaitsFor};
use crate::state::worker::use_worker;
use crate::words::{I18n, say};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

/// Handing back, then the last screen.
#[component]
pub(super) fn EndStep() -> impl IntoView {
    let worker = use_worker();
    let over = Memo::new(move |_| {
        worker.helping.with(|helping| match helping {
            Helping::Over(over) => Some(over.clone()),
            _ => None,
        })
    });
    move || {
        over.get().map(|over| match over.in_their_hands {
            true => view! { <HandBack/> }.into_any(),
            false => view! { <LastScreen over=over/> }.into_any(),
        })
    }
}

/// "Please give the device back".
#[component]
fn HandBack() -> impl IntoView {
    let (i18n, worker) = (use_i18n(), use_worker());
    let back = Callback::new(move |()| worker.take_device_back());
    on_keys(move |key| {
        if key == StepKey::GoOn {
            back.run(());
        }
    });
    view! {
        <TeamScreen title=move || t_string!(i18n, team.helping.after_title) task=true worker=parts::signed_in(worker)>
            <div class="narrow helping">
                <p class="lede">{t!(i18n, team.helping.after_words)}</p>
                <Button on_press=back>{t!(i18n, team.helping.after_go)}</Button>
            </div>
        </TeamScreen>
    }
}

/// Where it waits, and somebody else.
#[component]
fn LastScreen(over: HelpOver) -> impl IntoView {
    let (i18n, worker, navigate) = (use_i18n(), use_worker(), use_navigate());
    let (title, lead) = words(i18n, &over);
    let close = Callback::new(move |()| {
        worker.close_help();
        navigate("/help", NavigateOptions { replace: true, ..Default::default() });
    });
    on_keys(move |key| {
        if key == StepKey::GoOn {
            close.run(());
        }
    });
    view! {
        <TeamScreen title=title task=true worker=parts::signed_in(worker)>
            <div class="narrow helping">
                {lead.map(|lead| view! { <p class="lede">{lead}</p> })}
                <p>{t!(i18n, team.helping.end_here)}</p>
                <Button on_press=close>{t!(i18n, team.helping.close)}</Button>
                <Button kind=ButtonKind::Alt on_press=move |()| worker.close_help()>{t!(i18n, team.helping.again)}</Button>
            </div>
        </TeamScreen>
    }
}

fn words(i18n: I18n, over: &HelpOver) -> (String, Option<String>) {
    match (over.end, &over.waits) {
        (HelpEnd::Finished, WaitsFor::Phone(Some(name))) => (say!(i18n, team.helping.end_with, name = name), None),
        (HelpEnd::Finished, WaitsFor::Phone(None)) => (say!(i18n, team.helping.end_with_unnamed), None),
        (HelpEnd::Finished, WaitsFor::Words(ends)) => {
            let day = ends.map(|ends| intl::day_with_year(clock::day_of(ends))).unwrap_or_default();
            (say!(i18n, team.helping.end_words, day = day), None)
        }
        (HelpEnd::Stopped(true), _) => {
            (say!(i18n, team.helping.end_stopped), Some(say!(i18n, team.helping.end_stopped_kept)))
        }
        (HelpEnd::Stopped(false), _) => {
            (say!(i18n, team.helping.end_stopped), Some(say!(i18n, team.helping.end_stopped_unsent)))
        }
        (HelpEnd::Taken, _) => (say!(i18n, team.helping.end_taken), Some(say!(i18n, team.helping.end_taken_next))),
        (HelpEnd::SaidNo, _) => (say!(i18n, team.helping.end_no), Some(say!(i18n, team.helping.end_no_next))),
    }
}
