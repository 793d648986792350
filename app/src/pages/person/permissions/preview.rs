//! Exactly what the worker would see, made of the very part their own page is made of; then the one tap that shares.
use super::choice::{Choosing, PermissionChoice, leave_if_refused};
use super::safeguarding::{Safeguarding, safeguarding};
use super::{covered, share_words};
use crate::components::{Back, Button, Progress, Screen, SharedPageView, Terms};
use crate::i18n::*;
use crate::pages::not_found::NotFoundPage;
use crate::pages::person::permissions::PermissionScreen;
use crate::pages::person::shell::go::{param, use_go};
use crate::pages::person::shell::names::first_name;
use crate::pages::person::shell::screens::Addressed;
use crate::pages::person::shell::work::{FaultNote, Work};
use crate::platform::{clock, intl};
use crate::state::{Permission, PersonState, use_person};
use crate::words::{I18n, say};
use domain::consent::{From, is_asked_about};
use domain::id::WorkerId;
use domain::records::Records;
use leptos::prelude::*;
use leptos::text_prop::TextProp;

/// What the choice would show the worker, drawn by their own page, and the tap that shares it.
#[component]
pub fn PreviewPage() -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let go = use_go();
    let worker = param::<WorkerId>("worker");
    leave_if_refused(worker);
    let choosing = expect_context::<Choosing>();
    move || {
        let found = worker.get().and_then(|worker| {
            person
                .notebook
                .records
                .with_untracked(|records| records.contacts.get(&worker).map(|it| (worker, first_name(&it.name))))
        });
        let Some((worker, name)) = found else { return view! { <NotFoundPage/> }.into_any() };
        // Read once: giving the permission ends the choice while this page is still there.
        let choice = choosing.about(person, worker).get_untracked();
        match choice.and_then(|choice| permission(i18n, person, &choice, &name)) {
            Some(permission) => view! { <Preview name=name permission=permission/> }.into_any(),
            None => {
                go.instead(&PermissionScreen::Choose.path(&[&worker]));
                ().into_any()
            }
        }
    }
}

/// The permission, with the sentences that stood on the screens of the choice.
fn permission(i18n: I18n, person: PersonState, choice: &PermissionChoice, name: &str) -> Option<Permission> {
    let permission = choice.permission(Vec::new())?;
    let shown = person.notebook.records.with_untracked(|records| shown(i18n, records, &permission, name));
    Some(Permission { shown, ..permission })
}

/// What the person was told before they said yes, one sentence a line.
fn shown(i18n: I18n, records: &Records, permission: &Permission, name: &str) -> Vec<String> {
    let scope = &permission.scope;
    let company = permission.scope.check_ins() || permission.scope.areas() > 0;
    let rule = (scope.answers && !scope.sensitive).then(|| say!(i18n, person.choose.rule));
    let follow = !scope.aspirations.is_empty() || scope.notes || !scope.note_ids.is_empty();
    let mut lines = vec![
        say!(i18n, person.choose.limits_unread, name = name),
        say!(i18n, person.choose.limits_watch),
        safeguarding(i18n, records, name),
    ];
    lines.extend(company.then(|| say!(i18n, person.choose.company, name = name)));
    lines.extend(rule);
    lines.extend(share_words::kept_back(i18n, records, permission.worker, name, scope));
    lines.extend(follow.then(|| say!(i18n, person.choose.aspirations_follow)));
    let asked = is_asked_about(clock::today(), permission.until);
    lines.extend(asked.then(|| say!(i18n, person.when.ask)));
    lines.push(say!(i18n, person.preview.take_back));
    lines
}

#[component]
fn Preview(name: String, permission: Permission) -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let go = use_go();
    let choosing = expect_context::<Choosing>();
    let work = Work::new();
    let worker = permission.worker;
    let (page, told, own_name) = untrack(|| {
        let told = person.notebook.records.with(|records| records.contacts.get(&worker).is_some_and(|it| it.name_told));
        let own_name = person.notebook.records.with(|records| records.settings.name.clone());
        (person.permissions.preview(&permission), told, own_name)
    });
    let head = own_name.filter(|_| told).unwrap_or_else(|| say!(i18n, person.preview.you));
    let (terms, kept_back) = person.notebook.records.with_untracked(|records| {
        let kept_back = share_words::kept_back(i18n, records, worker, &name, &permission.scope);
        (terms(i18n, records, &permission, kept_back.is_some()), kept_back)
    });
    let sheet = match page {
        Ok(page) => view! {
            <div class="sheet">
                <div class="sheethead">
                    <b dir="auto">{head}</b>
                    <span class="soft">{say!(i18n, person.preview.as_seen, name = name.as_str())}</span>
                </div>
                <SharedPageView page=page/>
            </div>
        }
        .into_any(),
        Err(fault) => {
            work.fault.set(Some(fault));
            ().into_any()
        }
    };
    let share = move |()| {
        let permission = permission.clone();
        work.run(person.permissions.grant(permission), move |consent| {
            choosing.done();
            go.instead(&PermissionScreen::Receipt.path(&[&consent]));
        });
    };
    let at = say!(i18n, person.choose.at, at = 3, of = 3);
    let dock = {
        let name = name.clone();
        move || {
            view! {
                <p class="lead">{t!(i18n, person.preview.take_back)}</p>
                <Button on_press=share busy=work.busy>{say!(i18n, person.preview.share, name = name)}</Button>
            }
        }
    };
    view! {
        <Screen
            title=say!(i18n, person.preview.title)
            back=Back::to(PermissionScreen::When.path(&[&worker]))
            before=move || view! { <Progress at=Signal::stored(3) of=Signal::stored(3) words=at/> }
            dock=dock
        >
            {sheet}
            <Terms rows=terms/>
            {kept_back.map(|line| view! { <p class="soft small sub">{line}</p> })}
            <Safeguarding name=name/>
            <FaultNote work=work/>
        </Screen>
    }
}

fn terms(i18n: I18n, records: &Records, permission: &Permission, had_total: bool) -> Vec<(TextProp, TextProp)> {
    let scope = &permission.scope;
    let check_ins = match permission.from {
        _ if !scope.check_ins() && scope.areas() == 0 => say!(i18n, person.preview.no_check_ins),
        _ if permission.without_asking => say!(i18n, person.preview.without_asking),
        From::OnlyNew if permission.going_on => say!(i18n, person.preview.as_now),
        From::OnlyNew => say!(i18n, person.preview.only_new),
        From::EarlierToo => say!(i18n, person.preview.earlier),
    };
    let kept = covered::left_out(i18n, scope, had_total);
    let company = (scope.check_ins() || scope.areas() > 0)
        .then(|| (say!(i18n, person.preview.with_them).into(), say!(i18n, person.sharing.company).into()));
    let mut rows: Vec<(TextProp, TextProp)> = vec![(say!(i18n, person.preview.check_ins).into(), check_ins.into())];
    rows.extend(company);
    if scope.notes {
        rows.push((say!(i18n, person.choose.notes_title).into(), say!(i18n, person.preview.new_notes).into()));
    }
    let told =
        records.contacts.get(&permission.worker).is_some_and(|it| it.name_told) && records.settings.name.is_some();
    let name = if told { say!(i18n, person.one_person.name_told) } else { say!(i18n, person.one_person.name_not_told) };
    rows.push((say!(i18n, person.one_person.name).into(), name.into()));
    rows.extend([
        (say!(i18n, person.preview.until).into(), intl::day_with_year(permission.until).into()),
        (
            say!(i18n, person.preview.not_shared).into(),
            kept.unwrap_or_else(|| say!(i18n, person.preview.nothing_left)).into(),
        ),
    ]);
    rows
}
