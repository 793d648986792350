//! What is said before a copy is brought, and the steps that bring it: one where it joins what is here, two where what
//! is here cannot be opened and stands aside from then on.
use super::go::use_go;
use super::work::{FaultNote, Work};
use crate::components::{Button, ButtonKind, QuietLink, Screen, Spinner, when};
use crate::i18n::*;
use crate::platform::intl;
use crate::state::person::Ready;
use crate::state::{OpenedCopy, use_person};
use crate::words::say;
use leptos::prelude::*;

/// A copy that was opened, on its way to this phone.
#[derive(Clone, Copy)]
pub(crate) struct BringingBack {
    pub(crate) copy: RwSignal<Option<OpenedCopy>>,
    /// The first of two steps was taken.
    sure: RwSignal<bool>,
}

impl BringingBack {
    pub(crate) fn new() -> Self {
        Self { copy: RwSignal::new(None), sure: RwSignal::new(false) }
    }

    /// Whether the second step stands in the place of the page.
    pub(crate) fn asks(self) -> bool {
        self.sure.get() && self.copy.with(Option::is_some) && use_person().notebook.is_shut()
    }
}

fn bring(joining: BringingBack, work: Work) -> impl Fn(()) + Copy + Send + Sync + 'static {
    let (person, go) = (use_person(), use_go());
    move |()| {
        if let Some(copy) = joining.copy.get_untracked() {
            work.run(person.copy_file.bring_back(copy), move |()| go.instead("/"));
        }
    }
}

/// The sentence and the button under an opened copy.
#[component]
pub(crate) fn Bring(joining: BringingBack, work: Work) -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let bring = bring(joining, work);
    move || match person.notebook.ready.get() {
        Ready::Locked | Ready::Refused(_) => {
            let why = match person.notebook.ready.get() {
                Ready::Locked => say!(i18n, person.back.aside_locked),
                _ => say!(i18n, person.back.aside_damaged),
            };
            view! {
                <p class="lead">{why}</p>
                <Button on_press=move |()| joining.sure.set(true)>{t!(i18n, person.back.go_on)}</Button>
            }
            .into_any()
        }
        _ => view! {
            <p class="lead">{t!(i18n, person.back.nothing_lost)}</p>
            <Button on_press=bring busy=work.busy>{t!(i18n, person.back.bring)}</Button>
        }
        .into_any(),
    }
}

/// The second step: what is set aside, and what becomes of it.
#[component]
pub(crate) fn Sure(joining: BringingBack, work: Work) -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let bring = bring(joining, work);
    let day = joining.copy.with_untracked(|copy| copy.as_ref().map(|copy| intl::day_with_year(copy.made)));
    let locked = person.notebook.ready.get_untracked() == Ready::Locked;
    let dock = move || {
        view! {
            <Button kind=ButtonKind::Alt on_press=move |()| joining.sure.set(false)>{t!(i18n, person.back.sure_no)}</Button>
            <Button on_press=bring busy=work.busy>{t!(i18n, person.back.sure_yes)}</Button>
        }
    };
    view! {
        <Screen
            title=say!(i18n, person.back.sure)
            lede=say!(i18n, person.back.sure_lede, day = day.unwrap_or_default())
            dock=dock
        >
            <p class="low">
                {if locked { say!(i18n, person.back.sure_locked) } else { say!(i18n, person.back.sure_damaged) }}
            </p>
            <AsideLink/>
            <FaultNote work=work/>
            {when(move || work.busy.get(), move || view! { <Spinner words=say!(i18n, person.back.bringing)/> })}
        </Screen>
    }
}

/// The way to what stands aside already, if anything does.
#[component]
pub(crate) fn AsideLink() -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    move || {
        person.aside.about.with(Option::is_some).then(|| {
            view! { <p class="low"><QuietLink href="/me/aside">{t!(i18n, person.aside.title)}</QuietLink></p> }
        })
    }
}
