//! Making an introduction.
use super::parts;
use crate::components::{Back, Button, ErrorNote, Spinner, TeamPlace, TeamScreen};
use crate::i18n::*;
use crate::state::worker::{WorkerFault, use_worker};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

/// Says what an introduction does, and makes one.
#[component]
pub fn NewIntroductionPage() -> impl IntoView {
    let (i18n, worker, navigate) = (use_i18n(), use_worker(), use_navigate());
    let (busy, wrong) = (RwSignal::new(false), RwSignal::new(None::<WorkerFault>));
    let make = Callback::new(move |()| {
        let navigate = navigate.clone();
        busy.set(true);
        wrong.set(None);
        leptos::task::spawn_local(async move {
            let made = worker.make_introduction().await;
            busy.set(false);
            match made {
                Ok(locator) => {
                    let options = NavigateOptions { replace: true, ..Default::default() };
                    navigate(&format!("/introductions/{locator}"), options);
                }
                Err(fault) => wrong.set(Some(fault)),
            }
        });
    });
    let back = Back::to("/introductions").named(move || t_string!(i18n, team.place.introductions));
    view! {
        <TeamScreen
            title=move || t_string!(i18n, team.introductions.new_title)
            place=TeamPlace::Introductions
            worker=parts::signed_in(worker)
            back=back
        >
            <div class="narrow">
                <p class="lede">{t!(i18n, team.introductions.new_lead)}</p>
                <p>{t!(i18n, team.introductions.new_see)}</p>
                <p>{t!(i18n, team.introductions.new_decide)}</p>
                {move || wrong.get().map(|fault| view! { <ErrorNote title=parts::fault(i18n, fault)/> })}
                <Button on_press=make busy=busy fit=true>{t!(i18n, team.introductions.new_button)}</Button>
                {move || busy.get().then(|| view! { <Spinner words=t_string!(i18n, team.introductions.new_working)/> })}
            </div>
        </TeamScreen>
    }
}
