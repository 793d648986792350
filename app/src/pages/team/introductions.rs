//! My introductions and how each one stands.
use super::parts;
use super::people::day_here;
use crate::components::{Icon, LinkButton, RowLink, TeamPlace, TeamScreen, glyph};
use crate::i18n::*;
use crate::platform::intl;
use crate::state::worker::{Acceptance, Introduction, WorkerState, use_worker};
use leptos::prelude::*;

/// The list, newest first.
#[component]
pub fn IntroductionsPage() -> impl IntoView {
    let (i18n, worker) = (use_i18n(), use_worker());
    worker.look_soon();
    let rows = move || worker.introductions.get().into_iter().map(|one| row(worker, one)).collect_view();
    view! {
        <TeamScreen
            title=move || t_string!(i18n, team.introductions.title)
            place=TeamPlace::Introductions
            worker=parts::signed_in(worker)
            actions=move || {
                view! {
                    <LinkButton href="/introductions/new" fit=true>
                        <Icon glyph=glyph::USER_PLUS small=true/>
                        {t!(i18n, team.people.make)}
                    </LinkButton>
                }
            }
        >
            <p class="lede">{t!(i18n, team.introductions.lead)}</p>
            {move || {
                // Before the server has answered once, nobody knows.
                let none = worker.introductions.with(Vec::is_empty) && worker.looked.get().is_some();
                none.then(|| view! { <p>{t!(i18n, team.introductions.empty)}</p> })
            }}
            <div class="rows">{rows}</div>
        </TeamScreen>
    }
}

fn row(worker: WorkerState, one: Introduction) -> AnyView {
    let i18n = use_i18n();
    let made = t_string!(i18n, team.introductions.made, day = intl::day_plain(day_here(one.made))).to_string();
    view! {
        <RowLink
            href=format!("/introductions/{}", one.locator)
            label=standing(worker, &one)
            hint=made
            glyph=glyph::QR_CODE
        />
    }
    .into_any()
}

/// "Waiting, until 20 May", "Accepted by Sam".
pub(super) fn standing(worker: WorkerState, one: &Introduction) -> String {
    let i18n = use_i18n();
    match one.standing {
        Acceptance::Waiting => {
            t_string!(i18n, team.introductions.waiting_until, day = intl::day_plain(day_here(one.expires))).to_string()
        }
        Acceptance::Accepted(person) => match worker.person(person).and_then(|known| known.name) {
            Some(name) => t_string!(i18n, team.introductions.claimed_by, name = name).to_string(),
            None => t_string!(i18n, team.introductions.claimed).to_string(),
        },
        Acceptance::Unproved => t_string!(i18n, team.introductions.unproved).to_string(),
    }
}
