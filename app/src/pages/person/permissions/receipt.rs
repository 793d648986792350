//! The receipt the person keeps of a permission.
use super::{covered, share_words};
use crate::components::{Back, Button, ButtonKind, CheckboxRow, LinkButton, Screen, Section, Terms, when};
use crate::i18n::*;
use crate::pages::not_found::NotFoundPage;
use crate::pages::person::shell::go::param;
use crate::pages::person::shell::names::{self, first_name};
use crate::pages::person::shell::work::{FaultNote, Work};
use crate::platform::{clock, device, intl};
use crate::state::use_person;
use crate::words::{I18n, say};
use domain::consent::{Consent, ConsentState, From};
use domain::id::ConsentId;
use domain::records::Records;
use domain::share::ending::waits_for_signal;
use domain::share::seen::{PermissionStanding, permission, took_its_place};
use leptos::prelude::*;
use leptos::text_prop::TextProp;

/// What was permitted to whom and until when, to keep or to print.
#[component]
pub fn ReceiptPage() -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let work = Work::new();
    let id = param::<ConsentId>("consent");
    let consent = Memo::new(move |_| {
        let id = id.get()?;
        person.notebook.records.with(|records| records.consents.get(&id).cloned())
    });
    let without_asking = Memo::new(move |_| consent.with(|it| it.as_ref().is_some_and(|it| it.without_asking())));
    let change = move |on: bool| {
        if let Some(id) = id.get_untracked() {
            work.run(person.permissions.set_without_asking(id, on), |()| {});
        }
    };
    let standing = Memo::new(move |_| {
        consent.with(|it| {
            it.as_ref().map(|it| person.notebook.records.with(|records| permission(records, it, clock::today())))
        })
    });
    // Taken back because another one took its place: that is no taking back of the person's.
    let changed = Memo::new(move |_| {
        consent.with(|it| {
            it.as_ref().is_some_and(|it| person.notebook.records.with(|records| took_its_place(records, it).is_some()))
        })
    });
    let name = Memo::new(move |_| {
        let worker = consent.with(|it| it.as_ref().map(|it| it.worker()));
        let contact =
            |records: &Records| worker.and_then(|it| records.contacts.get(&it).map(|it| first_name(&it.name)));
        person.notebook.records.with(contact).unwrap_or_default()
    });
    let waiting = move || {
        let worker = consent.with(|it| it.as_ref().map(|it| it.worker()))?;
        let waits = person.notebook.records.with(|records| waits_for_signal(records, worker));
        match standing.get()? {
            PermissionStanding::GoingBack if changed.get() => Some(say!(i18n, person.receipt.changed_waiting)),
            PermissionStanding::TakenBack(_) | PermissionStanding::Leaving(_) if changed.get() => {
                Some(say!(i18n, person.receipt.changed))
            }
            PermissionStanding::Holds if waits => Some(share_words::waiting(i18n, person.post.is_refused())),
            PermissionStanding::Holds => Some(say!(i18n, person.receipt.delivered)),
            over => share_words::over(i18n, over, &name.get()),
        }
    };
    let terms = move || consent.get().map(|it| terms(i18n, &it, changed.get()));
    let known = Memo::new(move |_| consent.with(Option::is_some));
    let active = Memo::new(move |_| standing.get() == Some(PermissionStanding::Holds));
    move || {
        if !known.get() {
            return view! { <NotFoundPage/> }.into_any();
        }
        let dock = move || view! { <LinkButton href="/sharing">{t!(i18n, person.receipt.done)}</LinkButton> };
        view! {
            <Screen
                title=move || title(i18n, standing.get(), changed.get())
                lede=say!(i18n, person.receipt.lede)
                back=Back::to("/sharing").named(say!(i18n, parts.sharing))
                dock=dock
            >
                {terms}
                <p class="opened" role="status">{waiting}</p>
                {when(move || active.get(), move || view! {
                    <div class="rows">
                        <CheckboxRow
                            label=say!(i18n, person.receipt.without_asking)
                            hint=say!(i18n, person.receipt.without_asking_hint)
                            checked=without_asking
                            on_change=change
                        />
                    </div>
                })}
                <Button kind=ButtonKind::Alt fit=true on_press=move |()| device::print()>
                    {t!(i18n, person.receipt.print)}
                </Button>
                <FaultNote work=work/>
            </Screen>
        }
        .into_any()
    }
}

fn title(i18n: I18n, standing: Option<PermissionStanding>, changed: bool) -> String {
    match standing {
        Some(PermissionStanding::GoingBack | PermissionStanding::TakenBack(_) | PermissionStanding::Leaving(_))
            if changed =>
        {
            say!(i18n, person.receipt.title_changed)
        }
        Some(PermissionStanding::GoingBack | PermissionStanding::TakenBack(_) | PermissionStanding::Leaving(_)) => {
            say!(i18n, person.receipt.title_taken)
        }
        Some(PermissionStanding::Holds) | None => say!(i18n, person.receipt.title),
        Some(_) => say!(i18n, person.receipt.title_over),
    }
}

/// Who, what, from when, until when, given when, in which words; and what was on the screens.
fn terms(i18n: I18n, it: &Consent, changed: bool) -> AnyView {
    let person = use_person();
    let (who, what) = person.notebook.records.with_untracked(|records| {
        let who = records.contacts.get(&it.worker()).map(|contact| {
            let role = names::role_team(i18n, contact);
            say!(i18n, person.sharing.and, first = contact.name.as_str(), second = role)
        });
        let instruments = person.notebook.instruments().get_untracked();
        (who, covered::things(i18n, records, &instruments, it.scope()))
    });
    let what = names::joined(i18n, what.into_iter()).unwrap_or_default();
    let from = match it.from() {
        From::OnlyNew => say!(i18n, person.when.only_new),
        From::EarlierToo => say!(i18n, person.when.earlier),
    };
    let given = it.granted();
    let given = format!("{} {}", intl::day_with_year(given.day()), intl::time(given.at));
    let taken = match it.state() {
        ConsentState::Withdrawn { at } if !changed => Some(at),
        _ => None,
    };
    let mut rows: Vec<(TextProp, TextProp)> = vec![
        (say!(i18n, person.receipt.who).into(), who.unwrap_or_default().into()),
        (say!(i18n, person.receipt.what).into(), what.into()),
        (say!(i18n, person.receipt.from).into(), from.into()),
        (say!(i18n, person.receipt.until).into(), intl::day_with_year(it.until()).into()),
        (say!(i18n, person.receipt.given).into(), given.into()),
        (say!(i18n, person.receipt.wording).into(), it.wording().to_owned().into()),
    ];
    rows.extend(taken.map(|at| {
        let at = share_words::when(i18n, at.at);
        (say!(i18n, person.receipt.taken_at).into(), at.into())
    }));
    let told = it.shown().iter().map(|line| view! { <li dir="auto" translate="no">{line.clone()}</li> }.into_any());
    let told: Vec<AnyView> = told.collect();
    let told = (!told.is_empty()).then(|| {
        view! {
            <section>
                <Section title=say!(i18n, person.receipt.shown)/>
                <ul class="plain-list told">{told}</ul>
            </section>
        }
    });
    view! { <Terms rows=rows/> {told} }.into_any()
}
