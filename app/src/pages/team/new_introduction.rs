//! Making an introduction.
use super::introduction::host;
use super::parts::{self, DeskWork, FaultNote};
use crate::components::{Back, Busy, Button, ButtonKind, Notice, Spinner, TeamPlace, TeamScreen, when};
use crate::i18n::*;
use crate::state::worker::use_worker;
use domain::seal::keyring::Office;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

/// Says what an introduction does, and makes one.
#[component]
pub fn NewIntroductionPage() -> impl IntoView {
    let (i18n, worker, navigate) = (use_i18n(), use_worker(), use_navigate());
    let work = DeskWork::new();
    let make = Callback::new(move |()| {
        let navigate = navigate.clone();
        work.run(worker.make_introduction(), move |locator| {
            let options = NavigateOptions { replace: true, ..Default::default() };
            navigate(&format!("/introductions/{locator}"), options);
        });
    });
    let (office, changed) = (RwSignal::new(worker.office()), RwSignal::new(worker.changed_office()));
    let take = Callback::new(move |()| {
        let verb = async move {
            let taken = worker.take_office_over().await;
            // Also after a fault: another tab may have taken them. The page may have been left meanwhile.
            let _ = office.try_set(worker.office());
            let _ = changed.try_set(worker.changed_office());
            taken
        };
        work.run(verb, |()| {});
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
                {move || office.get().map(|office| read_and_opened(&office))}
                {move || changed.get().map(|told| view! { <Changed told=told on_take=take busy=work.busy/> })}
                <FaultNote work=work/>
                <Button on_press=make busy=work.busy fit=true>{t!(i18n, team.introductions.new_button)}</Button>
                {when(move || work.busy.get(), move || view! { <Spinner words=t_string!(i18n, team.introductions.new_working)/> })}
            </div>
        </TeamScreen>
    }
}

/// What the card says of the organisation, and where people open it: all of it as pinned.
fn read_and_opened(office: &Office) -> AnyView {
    let i18n = use_i18n();
    let Office { person_url, organisation, safeguarding } = office.clone();
    let host = host(&person_url).to_owned();
    view! {
        <p class="hint" dir="auto">{t!(i18n, team.introductions.they_read, organisation = organisation)}</p>
        {(!safeguarding.is_empty()).then(|| view! { <p class="hint" dir="auto">{safeguarding}</p> })}
        <p class="hint">{t!(i18n, team.introductions.opens_at, host = host)}</p>
    }
    .into_any()
}

/// The organisation's words have changed: they go on no card before the worker has read them.
#[component]
fn Changed(
    /// The new ones.
    told: Office,
    /// "Use the new words".
    on_take: Callback<()>,
    busy: Busy,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Notice>
            <p>{t!(i18n, team.introductions.changed)}</p>
            <p dir="auto">{told.organisation}</p>
            <p dir="auto">{told.safeguarding}</p>
            <Button on_press=on_take busy=busy kind=ButtonKind::Alt fit=true>{t!(i18n, team.introductions.take_new)}</Button>
        </Notice>
    }
    .into_any()
}
