//! What stands aside on this phone: from which day, how it is opened and joined, and how it is deleted in two steps.
use super::locked::tried_words;
use crate::components::{Back, Button, ButtonKind, Screen, SecretField, Spinner, when};
use crate::i18n::*;
use crate::pages::person::shell::go::use_go;
use crate::pages::person::shell::work::{FaultNote, Work};
use crate::platform::intl::{self, Plural};
use crate::state::{About, Opens, Tried, Why, use_person};
use crate::words::{I18n, say};
use domain::lock::LockKind;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// What is known of the notebook that stands aside, and opening or deleting it.
#[component]
pub fn AsidePage() -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let (opens, looked) = (RwSignal::new(None::<Opens>), RwSignal::new(false));
    spawn_local(async move {
        person.aside.look().await;
        let found = person.aside.opens().await;
        let _ = opens.try_set(found);
        let _ = looked.try_set(true);
    });
    // At a closed lock and before the first opening there is nothing else to go back to.
    let welcomed = person.notebook.records.with_untracked(|records| records.settings.welcomed.is_some());
    let back = if welcomed { Back::to("/me").named(say!(i18n, person.me.title)) } else { Back::to("/") };
    let body = move || match person.aside.about.get() {
        // Nothing is said before the store has been asked.
        None => looked.get().then(|| view! { <p>{t!(i18n, person.aside.none)}</p> }).into_any(),
        Some(about) => view! {
            <p>{since(i18n, about)}</p>
            {days(i18n, about).map(|words| view! { <p>{words}</p> })}
            {move || if person.notebook.is_shut() {
                view! { <p class="low">{t!(i18n, person.aside.at_lock)}</p> }.into_any()
            } else {
                opens.get().map(|opens| view! { <Open opens=opens/> }).into_any()
            }}
            <Delete/>
        }
        .into_any(),
    };
    view! { <Screen title=say!(i18n, person.aside.title) back=back>{body}</Screen> }
}

fn since(i18n: I18n, about: About) -> String {
    let day = intl::day_with_year(about.since);
    match about.why {
        Why::Copy => say!(i18n, person.aside.since_copy, day = day),
        Why::Deleted => say!(i18n, person.aside.since_deleted, day = day),
    }
}

fn days(i18n: I18n, about: About) -> Option<String> {
    let left = usize::from(about.days_left()?);
    Some(match intl::plural(left) {
        Plural::One => say!(i18n, person.aside.days_single),
        Plural::Other => say!(i18n, person.aside.days_many, count = left),
    })
}

/// Opens it with what opened its lock, and joins it.
#[component]
fn Open(opens: Opens) -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let go = use_go();
    let work = Work::new();
    let (secret, tried) = (RwSignal::new(String::new()), RwSignal::new(None::<Tried>));
    let open = move |()| {
        if work.busy.get_untracked() {
            return;
        }
        tried.set(None);
        work.run(person.aside.open(secret.get_untracked()), move |answer| {
            let _ = tried.try_set(Some(answer));
            let _ = secret.try_set(String::new());
            if answer == Tried::Open {
                go.instead("/");
            }
        });
    };
    let error = Signal::derive(move || tried.get().and_then(|tried| tried_words(i18n, tried)));
    let field = match opens {
        Opens::Nothing => view! { <p>{t!(i18n, person.aside.no_lock)}</p> }.into_any(),
        Opens::Secret(kind) => {
            let pin = kind == LockKind::Pin;
            let label = if pin { say!(i18n, person.aside.pin) } else { say!(i18n, person.aside.words) };
            view! { <SecretField id="secret" label=label pin=pin value=secret error=error on_enter=open/> }.into_any()
        }
    };
    view! {
        {field}
        <p class="soft small">{t!(i18n, person.aside.joins)}</p>
        <Button on_press=open busy=work.busy>{t!(i18n, person.aside.open)}</Button>
        <FaultNote work=work/>
        {when(move || work.busy.get(), move || view! { <Spinner words=say!(i18n, person.lock.opening)/> })}
    }
}

/// Deletes it, in two steps.
#[component]
fn Delete() -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let work = Work::new();
    let sure = RwSignal::new(false);
    let delete = move |()| work.run(person.aside.delete(), |()| {});
    move || {
        if !sure.get() {
            return view! {
                <p class="low">
                    <Button kind=ButtonKind::Quiet on_press=move |()| sure.set(true)>{t!(i18n, person.aside.delete)}</Button>
                </p>
            }
            .into_any();
        }
        view! {
            <p class="low" role="status">{t!(i18n, person.aside.delete_sure)}</p>
            <Button kind=ButtonKind::Alt on_press=move |()| sure.set(false)>{t!(i18n, person.aside.delete_no)}</Button>
            <Button kind=ButtonKind::Take on_press=delete busy=work.busy>{t!(i18n, person.aside.delete_yes)}</Button>
            <FaultNote work=work/>
        }
        .into_any()
    }
}

/// Counts today among the days of what stands aside, and shows nothing.
pub(in crate::pages::person) fn counting() -> AnyView {
    spawn_local(use_person().aside.look());
    ().into_any()
}
