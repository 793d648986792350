//! One account: how it stands, its set-up link, its role and team, and its end.
use super::ending::{Leaving, LeavingPart};
use super::link::LinkPart;
use super::role::RoleFields;
use super::{recovered, state};
use crate::components::{Back, Button, ButtonKind, LinkButton, Notice, Section, TeamPlace, TeamScreen};
use crate::i18n::*;
use crate::pages::team::parts::{self, DeskWork, FaultNote};
use crate::state::worker::use_worker;
use domain::api::{ChangeWorkerRequest, TeamWorkerReply};
use domain::id::WorkerId;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The account of the address.
#[component]
pub fn AccountPage() -> impl IntoView {
    let (i18n, worker, params) = (use_i18n(), use_worker(), use_params_map());
    let id = Memo::new(move |_| params.with(|params| params.get("id")).and_then(|id| id.parse::<WorkerId>().ok()));
    let work = DeskWork::new();
    work.run(worker.look_at_accounts(), |()| {});
    // A link is shown on its own account's page and nowhere after that.
    Effect::new(move |_| worker.drop_link(id.get()));
    on_cleanup(move || worker.drop_link(None));
    let one = Memo::new(move |_| id.get().and_then(|id| worker.accounts.with(|accounts| accounts.worker(id).cloned())));
    let known = move || worker.accounts.with(|accounts| accounts.team.is_some());
    let step = Memo::new(move |before: Option<&u32>| {
        id.track();
        before.map_or(0, |count| count + 1)
    });
    // What the parts are made for; they stay while only what they show changes.
    let who = Memo::new(move |_| {
        one.with(|one| one.as_ref().map(|it| (it.worker_id, it.name.clone(), it.set_up, it.ended.is_some())))
    });
    let own = move |id: WorkerId| worker.me.with(|me| me.as_ref().is_some_and(|me| me.worker == id));
    let body = move || match who.get() {
        None => known().then(|| view! { <p class="lede">{t!(i18n, team.accounts.none)}</p> }.into_any()),
        Some((_, _, _, true)) => Some(view! { <Ended one=one/> }.into_any()),
        Some((id, name, set_up, false)) => {
            let (named, leads) = (name.clone(), own(id));
            Some(
                view! {
                    {(!set_up).then(|| view! { <LinkPart worker=id name=named/> })}
                    <RolePart one=one leads_only=leads/>
                    {leads.then(|| view! { <p class="hint">{t!(i18n, team.accounts.own)}</p> })}
                    {(!leads).then(|| view! { <LeavingPart which=Leaving::MovedOn worker=id name=name.clone()/> })}
                    {(set_up && !leads).then(|| view! { <LeavingPart which=Leaving::LostKeys worker=id name=name/> })}
                }
                .into_any(),
            )
        }
    };
    let back = Back::to("/team").named(move || t_string!(i18n, team.place.team));
    view! {
        <TeamScreen
            title=move || {
                let name = one.with(|one| one.as_ref().map(|it| it.name.clone()));
                name.unwrap_or_else(|| t_string!(i18n, team.accounts.title).to_owned())
            }
            place=TeamPlace::Team
            worker=parts::signed_in(worker)
            back=back
            under=move || one.get().map_or(String::new(), |it| parts::role_team(i18n, it.role, &it.called, &it.team))
            step=step
        >
            <FaultNote work=work/>
            <p role="status">{move || one.get().map(|it| state(i18n, &it))}</p>
            {move || one.get().and_then(|it| recovered(i18n, &it)).map(|words| view! { <Notice>{words}</Notice> })}
            {body}
        </TeamScreen>
    }
}

#[component]
fn Ended(one: Memo<Option<TeamWorkerReply>>) -> impl IntoView {
    let i18n = use_i18n();
    let anew = move || one.with(|one| one.as_ref().and_then(|it| it.new_start));
    move || {
        match anew() {
        None => view! { <Notice><p>{t!(i18n, team.accounts.ended)}</p></Notice> }.into_any(),
        Some(anew) => view! {
            <Notice><p>{t!(i18n, team.accounts.ended_anew)}</p></Notice>
            <LinkButton href=format!("/team/{anew}") kind=ButtonKind::Alt fit=true>{t!(i18n, team.accounts.see_new)}</LinkButton>
        }
        .into_any(),
    }
    }
}

/// Role and team, and keeping what was changed.
#[component]
fn RolePart(one: Memo<Option<TeamWorkerReply>>, leads_only: bool) -> impl IntoView {
    let (i18n, worker) = (use_i18n(), use_worker());
    let (work, kept) = (DeskWork::new(), RwSignal::new(false));
    let now = one.get_untracked();
    let named =
        now.as_ref().map(|it| (it.role, it.called.clone())).unwrap_or((domain::role::Role::KeyWorker, String::new()));
    let (chosen, team) = (RwSignal::new(named), RwSignal::new(now.map(|it| it.team).unwrap_or_default()));
    let keep = Callback::new(move |()| {
        let Some(id) = one.with_untracked(|one| one.as_ref().map(|it| it.worker_id)) else { return };
        let (role, called) = chosen.get_untracked();
        kept.set(false);
        let request = ChangeWorkerRequest { role, called, team: team.get_untracked() };
        work.run(worker.change_worker(id, request), move |()| {
            let _ = kept.try_set(true);
        });
    });
    view! {
        <section>
            <Section title=move || t_string!(i18n, team.accounts.change)/>
            <div class="narrow">
                <RoleFields chosen=chosen team=team leads_only=leads_only/>
                <Button on_press=keep busy=work.busy kind=ButtonKind::Alt fit=true>{t!(i18n, team.accounts.change_button)}</Button>
                <p class="hint" role="status">{move || kept.get().then(|| t_string!(i18n, team.accounts.changed))}</p>
                <FaultNote work=work/>
            </div>
        </section>
    }
}
