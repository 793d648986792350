//! The team's accounts, for a lead: who has one, in which role, and how it stands. Nothing of a person is here.
mod add;
mod ending;
mod link;
mod one;
mod role;

pub use add::NewAccountPage;
pub use one::AccountPage;

use super::parts::{self, DeskWork, FaultNote};
use super::people::day_here;
use crate::components::{Icon, LinkButton, RowLink, Section, TeamPlace, TeamScreen, glyph};
use crate::i18n::*;
use crate::platform::intl;
use crate::state::worker::use_worker;
use crate::words::I18n;
use domain::api::TeamWorkerReply;
use domain::id::WorkerId;
use domain::time::Moment;
use leptos::prelude::*;

/// The list, in the order in which they were added.
#[component]
pub fn AccountsPage() -> impl IntoView {
    let (i18n, worker) = (use_i18n(), use_worker());
    let work = DeskWork::new();
    work.run(worker.look_at_accounts(), |()| {});
    let own = move || worker.me.with(|me| me.as_ref().map(|me| me.worker));
    let rows = move |gone: bool| {
        let all = worker.accounts.with(|accounts| accounts.team.as_ref().map(|team| team.workers.clone()));
        let some = all.unwrap_or_default().into_iter().filter(move |it| it.ended.is_some() == gone);
        some.map(|it| row(i18n, &it, own())).collect::<Vec<_>>()
    };
    let gone = move || {
        let rows = rows(true);
        (!rows.is_empty()).then(|| {
            view! {
                <Section title=move || t_string!(i18n, team.accounts.gone)/>
                <div class="rows">{rows}</div>
            }
        })
    };
    view! {
        <TeamScreen
            title=move || t_string!(i18n, team.accounts.title)
            place=TeamPlace::Team
            worker=parts::signed_in(worker)
            actions=move || {
                view! {
                    <LinkButton href="/team/new" fit=true>
                        <Icon glyph=glyph::USER_PLUS small=true/>
                        {t!(i18n, team.accounts.add)}
                    </LinkButton>
                }
            }
        >
            <p class="lede">{t!(i18n, team.accounts.lead)}</p>
            <FaultNote work=work/>
            <div class="rows">{move || rows(false)}</div>
            {gone}
        </TeamScreen>
    }
}

fn row(i18n: I18n, it: &TeamWorkerReply, own: Option<WorkerId>) -> AnyView {
    let role = parts::role_team(i18n, it.role, &it.called, &it.team);
    let hint = if own == Some(it.worker_id) {
        t_string!(i18n, team.me.team, role = role, team = t_string!(i18n, team.accounts.you)).to_string()
    } else {
        role
    };
    let (href, label) = (format!("/team/{}", it.worker_id), it.name.clone());
    view! { <RowLink href=href label=label hint=hint value=state(i18n, it) glyph=glyph::USER/> }.into_any()
}

/// "Away until 12 May", "Last looked on 3 May", "Link works until 9 May", "Moved on, 2 April".
fn state(i18n: I18n, it: &TeamWorkerReply) -> String {
    let day = |at: i64| intl::day_plain(day_here(Moment(at)));
    let away = it.away.filter(|until| it.ended.is_none() && crate::platform::clock::today() <= *until);
    if let Some(until) = away {
        return t_string!(i18n, team.accounts.away, day = intl::day_plain(until)).to_string();
    }
    match (it.ended, it.new_start, it.set_up, it.link_ends, it.last_looked) {
        (Some(at), None, ..) => t_string!(i18n, team.accounts.moved_on, day = day(at)).to_string(),
        (Some(at), Some(_), ..) => t_string!(i18n, team.accounts.new_start, day = day(at)).to_string(),
        (None, _, true, _, Some(at)) => t_string!(i18n, team.accounts.looked, day = day(at)).to_string(),
        (None, _, true, _, None) => t_string!(i18n, team.accounts.never_looked).to_owned(),
        (None, _, false, Some(at), _) if at > crate::platform::clock::now().at.0 => {
            t_string!(i18n, team.accounts.link_ends, day = day(at)).to_string()
        }
        (None, _, false, ..) => t_string!(i18n, team.accounts.link_over).to_owned(),
    }
}

/// That a recovery code was used, which a lead asks about.
fn recovered(i18n: I18n, it: &TeamWorkerReply) -> Option<String> {
    let day = intl::day_plain(day_here(Moment(it.recovered?)));
    Some(t_string!(i18n, team.accounts.recovered, day = day).to_string())
}
