//! Stopping before the end: what was given is kept for the person, who goes on on their own phone if they like.
use super::help_now::HelpNow;
use super::keys::{StepKey, on_keys};
use super::sent_line::SentLine;
use crate::components::{Button, ButtonKind, TeamScreen};
use crate::i18n::*;
use crate::pages::team::parts;
use crate::state::worker::helping::{Going, HelpedTo};
use crate::state::worker::use_worker;
use leptos::prelude::*;

/// "Stop here?"
#[component]
pub(super) fn StoppingStep() -> impl IntoView {
    let (i18n, worker) = (use_i18n(), use_worker());
    let guest = |going: &Going| matches!(going.to, HelpedTo::Guest { .. });
    let guest = worker.helping.with_untracked(|helping| helping.going().is_some_and(guest));
    let lead = if guest { t!(i18n, team.helping.stop_words) } else { t!(i18n, team.helping.stop_phone) };
    let go_on = Callback::new(move |()| worker.back_for_them());
    on_keys(move |key| {
        if matches!(key, StepKey::GoOn | StepKey::Back) {
            go_on.run(());
        }
    });
    view! {
        <TeamScreen title=move || t_string!(i18n, team.helping.stop_title) task=true worker=parts::signed_in(worker)>
            <div class="narrow helping">
                <p class="lede">{lead}</p>
                <SentLine/>
                <Button on_press=go_on>{t!(i18n, team.helping.stop_no)}</Button>
                <Button kind=ButtonKind::Alt on_press=move |()| worker.stop_help()>{t!(i18n, team.helping.stop_yes)}</Button>
                <HelpNow/>
            </div>
        </TeamScreen>
    }
}
