//! Adding somebody to the team.
use super::role::RoleFields;
use crate::components::{Back, Button, Spinner, Takes, TeamPlace, TeamScreen, TextField, when};
use crate::i18n::*;
use crate::pages::team::parts::{self, DeskWork, FaultNote};
use crate::state::worker::use_worker;
use domain::api::AddWorkerRequest;
use domain::role::Role;
use domain::visible::is_blank;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

/// Name, role and team; then their account, with the link to pass on.
#[component]
pub fn NewAccountPage() -> impl IntoView {
    let (i18n, worker, navigate) = (use_i18n(), use_worker(), use_navigate());
    let (work, looking) = (DeskWork::new(), DeskWork::new());
    // For the names of roles.
    looking.run(worker.look_at_accounts(), |()| {});
    let (name, team) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (chosen, empty) = (RwSignal::new((Role::KeyWorker, String::new())), RwSignal::new(false));
    let add = Callback::new(move |()| {
        let typed = name.get_untracked();
        empty.set(is_blank(&typed));
        if is_blank(&typed) || work.busy.get_untracked() {
            return;
        }
        let (role, called) = chosen.get_untracked();
        let request = AddWorkerRequest { name: typed, role, called, team: team.get_untracked() };
        let navigate = navigate.clone();
        work.run(worker.add_worker(request), move |made| {
            navigate(&format!("/team/{made}"), NavigateOptions { replace: true, ..Default::default() });
        });
    });
    let back = Back::to("/team").named(move || t_string!(i18n, team.place.team));
    view! {
        <TeamScreen
            title=move || t_string!(i18n, team.accounts.add)
            place=TeamPlace::Team
            worker=parts::signed_in(worker)
            back=back
        >
            <div class="narrow">
                <FaultNote work=looking/>
                <TextField
                    id="name"
                    label=move || t_string!(i18n, team.accounts.name)
                    hint=move || t_string!(i18n, team.accounts.name_hint)
                    value=name
                    on_input=move |text| name.set(text)
                    error=Signal::derive(move || empty.get().then(|| t_string!(i18n, team.accounts.name_missing).to_owned()))
                    takes=Takes::Reply
                    max=100
                />
                <RoleFields chosen=chosen team=team/>
                <FaultNote work=work/>
                <Button on_press=add busy=work.busy fit=true>{t!(i18n, team.accounts.add_button)}</Button>
                {when(move || work.busy.get(), move || view! { <Spinner words=t_string!(i18n, team.accounts.working)/> })}
            </div>
        </TeamScreen>
    }
}
