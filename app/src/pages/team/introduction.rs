//! One introduction: the picture to scan, the link, the letters to type, and the six words to compare.
use super::introductions::standing;
use super::parts::{self, LinkToCopy};
use crate::components::{
    Back, CheckWords, CodeLetters, ErrorNote, LinkButton, Notice, QrPicture, Section, Spinner, TeamPlace, TeamScreen,
};
use crate::i18n::*;
use crate::state::worker::{Acceptance, Introduction, WorkerState, use_worker};
use domain::introduction::{Code, Locator};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// An open page asks this often whether it was accepted, in milliseconds: the two sit side by side just now.
const LOOK_MS: u64 = 4_000;

/// The page of one introduction.
#[component]
pub fn IntroductionPage() -> impl IntoView {
    let (i18n, worker, params) = (use_i18n(), use_worker(), use_params_map());
    let locator =
        Memo::new(move |_| params.with(|params| params.get("locator")).and_then(|l| l.parse::<Locator>().ok()));
    let one = Memo::new(move |_| locator.get().and_then(|locator| worker.introduction(locator)));
    leptos::task::spawn_local(worker.work_out_check_words());
    let again = set_interval_with_handle(move || worker.look_soon(), std::time::Duration::from_millis(LOOK_MS));
    on_cleanup(move || {
        if let Ok(again) = again {
            again.clear();
        }
    });
    let words = move || match worker.check_words.get() {
        Some(Ok(words)) => {
            view! { <CheckWords words=words.to_vec() label=t_string!(i18n, team.introductions.check)/> }.into_any()
        }
        Some(Err(fault)) => view! { <ErrorNote title=parts::fault(i18n, fault.into())/> }.into_any(),
        None => view! { <Spinner words=t_string!(i18n, team.introductions.words_working)/> }.into_any(),
    };
    let back = Back::to("/introductions").named(move || t_string!(i18n, team.place.introductions));
    view! {
        <TeamScreen
            title=move || t_string!(i18n, team.introductions.code_title)
            place=TeamPlace::Introductions
            worker=parts::signed_in(worker)
            back=back
        >
            <div class="narrow">
                {move || match one.get() {
                    Some(one) => body(worker, one),
                    None => view! { <Spinner words=t_string!(i18n, team.place.wait)/> }.into_any(),
                }}
                <Section title=move || t_string!(i18n, team.introductions.check)/>
                <p>{t!(i18n, team.introductions.check_why)}</p>
                {words}
            </div>
        </TeamScreen>
    }
}

fn body(worker: WorkerState, one: Introduction) -> AnyView {
    let i18n = use_i18n();
    match (one.standing, &one.code) {
        (Acceptance::Waiting, Some(code)) => view! {
            <p role="status">{t!(i18n, team.introductions.waiting_now)}</p>
            {code_view(worker, code)}
            <p class="hint">{standing(worker, &one)}</p>
        }
        .into_any(),
        (Acceptance::Waiting, None) => {
            view! { <ErrorNote title=t_string!(i18n, team.introductions.not_kept)/> }.into_any()
        }
        (Acceptance::Accepted(person), _) => view! {
            <div role="status"><Notice>{t!(i18n, team.introductions.claimed_now)}</Notice></div>
            <p dir="auto">{standing(worker, &one)}</p>
            <LinkButton href=format!("/people/{person}") fit=true>{t!(i18n, team.introductions.see)}</LinkButton>
        }
        .into_any(),
        (Acceptance::Unproved, _) => view! { <ErrorNote title=standing(worker, &one)/> }.into_any(),
    }
}

/// The same code three ways; the letters always work, also on a phone that opens links in another browser.
fn code_view(worker: WorkerState, code: &Code) -> AnyView {
    let i18n = use_i18n();
    // From the keyring: a server that names another address later would get the code of whoever opens the link.
    let Some(office) = worker.office() else {
        return view! { <CodeLetters code=code.to_letters()/> }.into_any();
    };
    let link = format!("{}/i#{}", office.person_url, code.to_fragment());
    let host = host(&office.person_url).to_owned();
    let opens = t_string!(i18n, team.introductions.opens_at, host = host).to_string();
    let said = t_string!(i18n, team.introductions.copied).to_owned();
    view! {
        <p>{t!(i18n, team.introductions.scan)}</p>
        <QrPicture text=link.clone() label=t_string!(i18n, team.introductions.qr)/>
        <p class="label">{t!(i18n, team.introductions.or_link)}</p>
        <LinkToCopy id="introduction-link" link=link hint=opens word=t_string!(i18n, team.introductions.copy) said=said/>
        <p class="label">{t!(i18n, team.introductions.or_type)}</p>
        <CodeLetters code=code.to_letters()/>
    }
    .into_any()
}

/// The part of an address that says whose it is.
pub(super) fn host(url: &str) -> &str {
    url.split_once("://").map_or(url, |(_, host)| host)
}
