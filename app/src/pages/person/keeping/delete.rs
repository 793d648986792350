//! Delete everything on this phone, in two steps, and on the server too where the person wants that. While nothing here
//! can be opened, everything is set aside instead, and deleted after some days.
use crate::components::{
    Back, Button, ButtonKind, Choice, LinkButton, Notice, OptionGroup, QuietLink, Screen, Spinner, glyph, when,
};
use crate::i18n::*;
use crate::pages::person::shell::joining::AsideLink;
use crate::pages::person::shell::names::first_name;
use crate::pages::person::shell::work::{FaultNote, Work};
use crate::state::person::Ready;
use crate::state::person::erased::OnServer;
use crate::state::use_person;
use crate::words::{I18n, say};
use domain::consent::Consent;
use domain::erasure::ID_KEPT_DAYS;
use domain::records::Records;
use leptos::prelude::*;

/// What goes and what stays elsewhere; then that it is meant; at last that it is done.
#[component]
pub fn DeletePage() -> impl IntoView {
    let person = use_person();
    // Whether it is deleted on the server too, once the person has gone on.
    let sure = RwSignal::new(None::<bool>);
    move || match (person.erased.done.get(), sure.get()) {
        (true, _) => view! { <Gone/> }.into_any(),
        (false, None) => view! { <Ask sure=sure/> }.into_any(),
        (false, Some(on_server)) => view! { <Sure sure=sure on_server=on_server/> }.into_any(),
    }
}

/// Where the page was opened from.
fn back(i18n: I18n, locked: bool) -> Back {
    if locked { Back::to("/") } else { Back::to("/me").named(say!(i18n, person.me.title)) }
}

/// Who sees something, by their first names.
fn names_of(records: &Records, shared: &[Consent]) -> String {
    let names = shared.iter().filter_map(|one| records.contacts.get(&one.worker()).map(|it| first_name(&it.name)));
    let mut names: Vec<String> = names.collect();
    names.dedup();
    names.join(", ")
}

/// Whether a server holds anything of this person's: where no introduction was accepted, none does.
fn is_known(records: &Records) -> bool {
    records.org.is_some()
}

/// What goes, and whether it goes from the server too.
#[component]
fn Ask(sure: RwSignal<Option<bool>>) -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let locked = person.notebook.ready.get_untracked() == Ready::Locked;
    let shut = untrack(|| person.notebook.is_shut());
    let shared = untrack(|| person.permissions.active());
    let names = person.notebook.records.with_untracked(|records| names_of(records, &shared));
    let (chosen, asked) = (RwSignal::new(None::<usize>), RwSignal::new(false));
    let asks = person.notebook.records.with_untracked(is_known);
    let go_on = move |()| {
        asked.set(true);
        match (asks, chosen.get_untracked()) {
            (true, None) => {}
            (true, Some(place)) => sure.set(Some(place == 0)),
            (false, _) => sure.set(Some(false)),
        }
    };
    let dock = move || {
        view! {
            <p class="lead" role="status">
                {move || (asks && asked.get() && chosen.get().is_none()).then_some(t!(i18n, person.erase.choose))}
            </p>
            <Button kind=ButtonKind::Alt on_press=go_on>{t!(i18n, person.erase.go_on)}</Button>
        }
    };
    let legend =
        if names.is_empty() { say!(i18n, person.erase.known) } else { say!(i18n, person.erase.shared, names = names) };
    let question = asks.then(|| {
        let choices = vec![
            Choice::new(say!(i18n, person.erase.take_back)).hint(say!(i18n, person.erase.take_back_hint)),
            Choice::new(say!(i18n, person.erase.only_here)).hint(say!(i18n, person.erase.only_here_hint)),
        ];
        view! {
            <OptionGroup
                name="shared"
                legend=legend
                legend_shown=true
                choices=choices
                chosen=chosen
                on_choose=move |place| chosen.set(Some(place))
            />
        }
    });
    let lede = match (shut, locked) {
        (false, _) => say!(i18n, person.erase.lede),
        (true, true) => say!(i18n, person.erase.aside_locked),
        (true, false) => say!(i18n, person.erase.aside_damaged),
    };
    view! {
        <Screen title=say!(i18n, person.erase.title) lede=lede back=back(i18n, shut) dock=dock>
            {(!shut)
                .then(|| {
                    view! {
                        <p class="low">{t!(i18n, person.erase.copy)}</p>
                        <p><QuietLink href="/me/copy">{t!(i18n, person.lock.copy_first)}</QuietLink></p>
                    }
                })}
            {shut.then(|| view! { <p class="low">{t!(i18n, person.erase.aside_days)}</p> })}
            {locked.then(|| view! { <p>{t!(i18n, person.erase.aside_back)}</p> })}
            {shut.then(|| view! { <p>{t!(i18n, person.erase.locked)}</p> <AsideLink/> })}
            {question}
        </Screen>
    }
}

/// The second step.
#[component]
fn Sure(sure: RwSignal<Option<bool>>, on_server: bool) -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let work = Work::new();
    let erase = move |()| work.run(person.erase(on_server), |()| {});
    let dock = move || {
        view! {
            <Button kind=ButtonKind::Alt on_press=move |()| sure.set(None)>{t!(i18n, person.erase.keep)}</Button>
            <Button kind=ButtonKind::Take on_press=erase busy=work.busy>{t!(i18n, person.erase.erase)}</Button>
        }
    };
    let (title, lede) = if untrack(|| person.notebook.is_shut()) {
        (say!(i18n, person.erase.aside_sure), say!(i18n, person.erase.aside_sure_lede))
    } else {
        (say!(i18n, person.erase.sure), say!(i18n, person.erase.sure_lede))
    };
    let known = person.notebook.records.with_untracked(is_known);
    view! {
        <Screen title=title lede=lede dock=dock>
            {(known && !on_server).then(|| view! { <p class="low">{t!(i18n, person.erase.server_keeps)}</p> })}
            {on_server
                .then(|| {
                    view! {
                        <p class="low">{t!(i18n, person.erase.sure_server)}</p>
                        <p>{stays(i18n)}</p>
                        <p>{t!(i18n, person.erase.sure_elsewhere)}</p>
                    }
                })}
            <FaultNote work=work/>
            {when(move || work.busy.get(), move || view! { <Spinner words=say!(i18n, person.erase.erasing)/> })}
        </Screen>
    }
}

/// What the server keeps of somebody who was deleted, and for how long.
fn stays(i18n: I18n) -> String {
    say!(i18n, person.erase.server_stays, days = ID_KEPT_DAYS)
}

/// Everything is gone here; what the server has said of the rest.
#[component]
fn Gone() -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let dock = move || view! { <LinkButton href="/">{t!(i18n, person.erase.again)}</LinkButton> };
    let elsewhere = move || match (person.erased.on_server.get(), person.erased.left.get()) {
        (OnServer::Waits(whose), _) => view! {
            <Notice glyph=glyph::SEND>{t!(i18n, person.erase.server_left)}</Notice>
            <p class="low">{t!(i18n, person.erase.left_next)}</p>
            <p>{t!(i18n, person.erase.left_team)}</p>
            <p><b translate="no">{whose.spelled()}</b></p>
        }
        .into_any(),
        (OnServer::Leaving, _) => {
            view! { <Notice glyph=glyph::CLOCK>{t!(i18n, person.erase.server_leaving)}</Notice> }.into_any()
        }
        (OnServer::Gone, _) => view! {
            <Notice glyph=glyph::CHECK>{t!(i18n, person.erase.server_gone)}</Notice>
            <p class="low">{stays(i18n)}</p>
        }
        .into_any(),
        (OnServer::NotAsked, 0) => ().into_any(),
        (OnServer::NotAsked, _) => view! {
            <Notice glyph=glyph::SEND>{t!(i18n, person.erase.one_left)}</Notice>
            <p class="low">{t!(i18n, person.erase.left_next)}</p>
        }
        .into_any(),
    };
    // Once the store has been looked at again, it says whether anything stands aside.
    let aside = move || person.aside.about.with(Option::is_some);
    let title = move || if aside() { say!(i18n, person.erase.aside_gone) } else { say!(i18n, person.erase.gone) };
    let here =
        move || if aside() { say!(i18n, person.erase.aside_left) } else { say!(i18n, person.erase.stays_elsewhere) };
    view! {
        <Screen title=title dock=dock>
            <div class="low" role="status">{elsewhere}</div>
            <p>{here}</p>
            <AsideLink/>
        </Screen>
    }
}
