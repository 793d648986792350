//! Which role somebody has, by its kind or by one of the deployer's names, and in which team.
use crate::components::{Takes, TextField};
use crate::i18n::*;
use crate::pages::team::parts;
use crate::state::worker::use_worker;
use domain::role::Role;
use leptos::prelude::*;

/// A kind of role and what it is called; empty where it is called by its kind.
pub(super) type Named = (Role, String);

/// The two fields of a role.
#[component]
pub(super) fn RoleFields(
    /// The role.
    chosen: RwSignal<Named>,
    /// The team.
    team: RwSignal<String>,
    /// Only roles of a lead: nobody takes that from themselves.
    #[prop(optional)]
    leads_only: bool,
) -> impl IntoView {
    let (i18n, worker) = (use_i18n(), use_worker());
    let roles = Memo::new(move |_| {
        let kinds = Role::ALL.into_iter().map(|kind| (kind, String::new()));
        let names = worker.accounts.with(|accounts| {
            let names = accounts.team.as_ref().map(|team| team.role_names.clone()).unwrap_or_default();
            names.into_iter().map(|it| (it.role, it.name)).collect::<Vec<_>>()
        });
        let mut all: Vec<Named> = kinds.chain(names).collect();
        // A name that is offered no longer stays with whoever bears it.
        let own = chosen.get_untracked();
        if !all.contains(&own) {
            all.push(own);
        }
        all.retain(|(kind, _)| !leads_only || *kind == Role::Lead);
        all
    });
    let options = move || {
        let all = roles.get().into_iter().enumerate();
        let options = all.map(|(place, named)| {
            let label = parts::role(i18n, named.0, &named.1);
            let selected = move || chosen.with(|chosen| *chosen == named);
            view! { <option value=place.to_string() prop:selected=selected>{label}</option> }
        });
        options.collect_view()
    };
    let choose = move |event| {
        let place = event_target_value(&event).parse::<usize>().ok();
        if let Some(named) = place.and_then(|place| roles.with_untracked(|roles| roles.get(place).cloned())) {
            chosen.set(named);
        }
    };
    view! {
        <div class="field">
            <label class="label" for="role">{t!(i18n, team.accounts.role)}</label>
            <p class="hint" id="role-hint">{t!(i18n, team.accounts.role_hint)}</p>
            <select id="role" class="input" aria-describedby="role-hint" on:change=choose>{options}</select>
        </div>
        {move || chosen.with(|(kind, _)| *kind == Role::Lead).then(|| view! { <p class="hint">{t!(i18n, team.accounts.lead_why)}</p> })}
        <TextField
            id="team"
            label=move || t_string!(i18n, team.accounts.team)
            hint=move || t_string!(i18n, team.accounts.team_hint)
            value=team
            on_input=move |text| team.set(text)
            takes=Takes::Reply
            max=100
        />
    }
}
