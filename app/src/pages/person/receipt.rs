//! The receipt the person keeps of a permission.
use super::names;
use super::work::{FaultNote, Work, param};
use crate::components::{Back, CheckboxRow, LinkButton, Screen, Terms};
use crate::i18n::*;
use crate::pages::not_found::NotFoundPage;
use crate::platform::intl;
use crate::state::use_person;
use crate::words::say;
use domain::consent::{ConsentState, From};
use domain::id::ConsentId;
use leptos::prelude::*;

/// The page.
#[component]
pub fn ReceiptPage() -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let work = Work::new();
    let id = param::<ConsentId>("consent");
    let consent = Memo::new(move |_| {
        let id = id.get()?;
        person.records.with(|records| records.consents.get(&id).cloned())
    });
    let without_asking = Memo::new(move |_| consent.with(|it| it.as_ref().is_some_and(|it| it.without_asking())));
    let change = move |on: bool| {
        if let Some(id) = id.get_untracked() {
            work.run(person.set_without_asking(id, on), |()| {});
        }
    };
    let waiting = move || {
        let waits = person.records.with(|records| {
            let worker = consent.with(|it| it.as_ref().map(|it| it.worker()));
            records.outbox.values().any(|entry| Some(entry.worker) == worker)
        });
        consent.get().map(|it| match it.state() {
            ConsentState::Withdrawn { at } => say!(i18n, person.receipt.taken, day = intl::day_plain(at.day())),
            ConsentState::Ended => say!(i18n, person.receipt.ended, day = intl::day_plain(it.until())),
            ConsentState::Active if waits => say!(i18n, person.receipt.waiting),
            ConsentState::Active => say!(i18n, person.receipt.delivered),
        })
    };
    let terms = move || {
        let it = consent.get()?;
        let who = person.records.with_untracked(|records| {
            let contact = records.contacts.get(&it.worker())?;
            let role = names::role_team(i18n, contact);
            Some(say!(i18n, person.sharing.and, first = contact.name.as_str(), second = role))
        });
        let from = match it.from() {
            From::OnlyNew => say!(i18n, person.when.only_new),
            From::EarlierToo => say!(i18n, person.when.earlier),
        };
        let given = it.granted();
        let given = format!("{} {}", intl::day_with_year(given.day()), intl::time(given.at));
        let rows = vec![
            (say!(i18n, person.receipt.who).into(), who.unwrap_or_default().into()),
            (say!(i18n, person.receipt.what).into(), names::scope(i18n, it.scope()).into()),
            (say!(i18n, person.receipt.from).into(), from.into()),
            (say!(i18n, person.receipt.until).into(), intl::day_with_year(it.until()).into()),
            (say!(i18n, person.receipt.given).into(), given.into()),
            (say!(i18n, person.receipt.wording).into(), it.wording().to_owned().into()),
        ];
        Some(view! { <Terms rows=rows/> })
    };
    let known = Memo::new(move |_| consent.with(Option::is_some));
    let active =
        Memo::new(move |_| consent.with(|it| it.as_ref().is_some_and(|it| it.state() == ConsentState::Active)));
    move || {
        if !known.get() {
            return view! { <NotFoundPage/> }.into_any();
        }
        let dock = move || view! { <LinkButton href="/sharing">{t!(i18n, person.receipt.done)}</LinkButton> };
        view! {
            <Screen
                title=say!(i18n, person.receipt.title)
                lede=say!(i18n, person.receipt.lede)
                back=Back::to("/sharing").named(say!(i18n, parts.sharing))
                dock=dock
            >
                {terms}
                <p class="opened" role="status">{waiting}</p>
                {move || {
                    active
                        .get()
                        .then(|| {
                            view! {
                                <div class="rows">
                                    <CheckboxRow
                                        label=say!(i18n, person.receipt.without_asking)
                                        hint=say!(i18n, person.receipt.without_asking_hint)
                                        checked=without_asking
                                        on_change=change
                                    />
                                </div>
                            }
                        })
                }}
                <FaultNote work=work/>
            </Screen>
        }
        .into_any()
    }
}
