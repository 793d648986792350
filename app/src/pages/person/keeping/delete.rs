//! Delete everything on this phone, in two steps. What is shared can be taken back on the way. While nothing here can be
//! opened, everything is set aside instead, and deleted after some days.
use crate::components::{
    Back, Button, ButtonKind, CheckboxRow, Choice, LinkButton, Notice, OptionGroup, QuietLink, Screen, Spinner, glyph,
    when,
};
use crate::i18n::*;
use crate::pages::person::shell::joining::AsideLink;
use crate::pages::person::shell::names::first_name;
use crate::pages::person::shell::work::{FaultNote, Work};
use crate::state::person::Ready;
use crate::state::use_person;
use crate::words::say;
use domain::consent::Consent;
use domain::records::Records;
use domain::sync::backup::has_met_somebody;
use leptos::prelude::*;

/// What goes and what stays elsewhere; then that it is meant; at last that it is done.
#[component]
pub fn DeletePage() -> impl IntoView {
    let person = use_person();
    let sure = RwSignal::new(None::<bool>);
    // Already on its way out: whoever wanted that is not asked to want it again.
    let with_copy = RwSignal::new(person.notebook.records.with_untracked(|records| records.backup.ending.is_some()));
    move || match (person.erased.done.get(), sure.get()) {
        (true, _) => view! { <Gone/> }.into_any(),
        (false, None) => view! { <Ask sure=sure with_copy=with_copy/> }.into_any(),
        (false, Some(take_back)) => view! { <Sure sure=sure take_back=take_back with_copy=with_copy/> }.into_any(),
    }
}

/// Where the page was opened from.
fn back(i18n: crate::words::I18n, locked: bool) -> Back {
    if locked { Back::to("/") } else { Back::to("/me").named(say!(i18n, person.me.title)) }
}

/// Who sees something, by their first names.
fn names_of(records: &Records, shared: &[Consent]) -> String {
    let names = shared.iter().filter_map(|one| records.contacts.get(&one.worker()).map(|it| first_name(&it.name)));
    let mut names: Vec<String> = names.collect();
    names.dedup();
    names.join(", ")
}

/// What goes, and whether what is shared is taken back first.
#[component]
fn Ask(sure: RwSignal<Option<bool>>, with_copy: RwSignal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let locked = person.notebook.ready.get_untracked() == Ready::Locked;
    let shut = untrack(|| person.notebook.is_shut());
    let shared = untrack(|| person.permissions.active());
    let names = person.notebook.records.with_untracked(|records| names_of(records, &shared));
    let (chosen, asked) = (RwSignal::new(None::<usize>), RwSignal::new(false));
    let asks = !shared.is_empty();
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
    let copy = person
        .notebook
        .records
        .with_untracked(|records| records.backup.on_since.is_some() || records.backup.ending.is_some());
    let question = asks.then(|| {
        let choices = vec![
            Choice::new(say!(i18n, person.erase.take_back)).hint(say!(i18n, person.erase.take_back_hint)),
            Choice::new(say!(i18n, person.erase.only_here)).hint(say!(i18n, person.erase.only_here_hint)),
        ];
        view! {
            <OptionGroup
                name="shared"
                legend=say!(i18n, person.erase.shared, names = names)
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
            {copy.then(|| {
                view! {
                    <div class="rows low">
                        <CheckboxRow
                            label=say!(i18n, person.erase.with_copy)
                            hint=say!(i18n, person.erase.with_copy_hint)
                            checked=with_copy
                            on_change=move |ticked| with_copy.set(ticked)
                        />
                    </div>
                }
            })}
        </Screen>
    }
}

/// The second step.
#[component]
fn Sure(sure: RwSignal<Option<bool>>, take_back: bool, with_copy: RwSignal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let work = Work::new();
    let erase = move |()| work.run(person.erase(take_back, with_copy.get_untracked()), |()| {});
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
    // Known before everything goes. Where nobody was met, the server holds nothing of this person's.
    let met = person.notebook.records.with_untracked(has_met_somebody);
    view! {
        <Screen title=title lede=lede dock=dock>
            {met.then(|| view! { <p class="low">{t!(i18n, person.erase.server_keeps)}</p> })}
            {take_back.then(|| view! { <p class="low">{t!(i18n, person.erase.sure_take_back)}</p> })}
            {with_copy.get_untracked().then(|| view! { <p class="low">{t!(i18n, person.erase.sure_copy)}</p> })}
            <FaultNote work=work/>
            {when(move || work.busy.get(), move || view! { <Spinner words=say!(i18n, person.erase.erasing)/> })}
        </Screen>
    }
}

/// Everything is gone; perhaps a withdrawal still waits for signal.
#[component]
fn Gone() -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let dock = move || view! { <LinkButton href="/">{t!(i18n, person.erase.again)}</LinkButton> };
    let left = move || {
        if person.erased.left.get() > 0 {
            view! {
                <Notice glyph=glyph::SEND>{t!(i18n, person.erase.one_left)}</Notice>
                <p class="low">{t!(i18n, person.erase.left_next)}</p>
            }
            .into_any()
        } else {
            // Once the store has been looked at again, it says whether anything stands aside.
            let aside = person.aside.about.with(Option::is_some);
            let words = move || {
                if aside { say!(i18n, person.erase.aside_left) } else { say!(i18n, person.erase.stays_elsewhere) }
            };
            view! { <p>{words}</p> }.into_any()
        }
    };
    let title = move || {
        if person.aside.about.with(Option::is_some) {
            say!(i18n, person.erase.aside_gone)
        } else {
            say!(i18n, person.erase.gone)
        }
    };
    view! {
        <Screen title=title dock=dock>
            <div class="low" role="status">{left}</div>
            <AsideLink/>
        </Screen>
    }
}
