//! Permissions that this phone did not know: what is known of them, and taking them back in two taps.
use crate::components::{Button, ButtonKind, Section, Spinner, when};
use crate::i18n::*;
use crate::pages::person::shell::work::{FaultNote, Work};
use crate::platform::{clock, intl};
use crate::state::use_person;
use crate::words::say;
use domain::id::ConsentId;
use domain::share::ending::stray_goes_back;
use leptos::prelude::*;

/// One section for each; nothing while there are none.
#[component]
pub(super) fn Strays() -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let work = Work::new();
    let asking = RwSignal::new(None::<ConsentId>);
    let sections = move || {
        let found = person.strays.found.get().into_iter();
        found
            .map(|stray| {
                let (consent, since, until) = (stray.consent, clock::day_of(stray.starts), stray.ends);
                one(consent, intl::day_with_year(since), intl::day_with_year(until), work, asking)
            })
            .collect_view()
    };
    let waits = Memo::new(move |_| person.notebook.records.with(stray_goes_back));
    view! {
        {sections}
        <FaultNote work=work/>
        <p role="status">{move || waits.get().then(|| say!(i18n, person.sharing.stray_waiting))}</p>
    }
}

fn one(consent: ConsentId, since: String, until: String, work: Work, asking: RwSignal<Option<ConsentId>>) -> AnyView {
    let i18n = use_i18n();
    let person = use_person();
    let take = move |()| work.run(person.strays.take_back(consent), |()| {});
    let steps = move || {
        if asking.get() != Some(consent) {
            return view! {
                <Button kind=ButtonKind::Take fit=true on_press=move |()| asking.set(Some(consent))>
                    {t!(i18n, person.sharing.stray_take)}
                </Button>
            }
            .into_any();
        }
        view! {
            <p role="status">{t!(i18n, person.sharing.stray_sure)}</p>
            <Button kind=ButtonKind::Alt fit=true on_press=move |()| asking.set(None)>{t!(i18n, person.sharing.stray_keep)}</Button>
            <Button kind=ButtonKind::Take fit=true on_press=take busy=work.busy>{t!(i18n, person.sharing.stray_yes)}</Button>
        }
        .into_any()
    };
    view! {
        <section>
            <Section title=say!(i18n, person.sharing.stray)/>
            <p>{say!(i18n, person.sharing.stray_since, day = since)}</p>
            <p>{say!(i18n, person.sharing.stray_until, day = until)}</p>
            {steps}
            {when(move || work.busy.get(), move || view! { <Spinner words=say!(i18n, person.sharing.stray_taking)/> })}
        </section>
    }
    .into_any()
}
