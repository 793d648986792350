//! The person's own contacts for Get help now: up to three, and whether they stand there before the lock too.
use super::work::{FaultNote, KeptLine, Work};
use crate::components::{Back, Button, CheckboxRow, Screen, TextField};
use crate::i18n::*;
use crate::state::use_person;
use crate::words::say;
use domain::records::{OWN_CONTACTS_MAX, OwnContact};
use leptos::prelude::*;

/// The page.
#[component]
pub fn OwnContactsPage() -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let work = Work::new();
    let (kept, before) = person
        .records
        .with_untracked(|records| (records.settings.own_contacts.clone(), records.settings.own_before_lock));
    let rows: Vec<(RwSignal<String>, RwSignal<String>)> = (0..OWN_CONTACTS_MAX)
        .map(|place| {
            let one = kept.get(place).cloned().unwrap_or_default();
            (RwSignal::new(one.name), RwSignal::new(one.number))
        })
        .collect();
    let before_lock = RwSignal::new(before);
    let fields = rows.iter().enumerate().map(|(place, (name, number))| {
        let (name, number, n) = (*name, *number, place + 1);
        view! {
            <TextField
                id=format!("name-{n}")
                label=say!(i18n, person.own_contacts.name, n = n)
                value=name
                on_input=move |text| name.set(text)
                own=true
                max=40
            />
            <TextField
                id=format!("number-{n}")
                label=say!(i18n, person.own_contacts.number, n = n)
                value=number
                on_input=move |text| number.set(text)
                kind="tel"
                max=24
            />
        }
    });
    let fields = fields.collect_view();
    let keep = move |()| {
        let own = rows
            .iter()
            .map(|(name, number)| OwnContact { name: name.get_untracked(), number: number.get_untracked() })
            .collect();
        work.run(person.keep_own_contacts(own, before_lock.get_untracked()), |()| {});
    };
    let dock = move || view! { <Button on_press=keep busy=work.busy>{t!(i18n, person.own_contacts.keep)}</Button> };
    view! {
        <Screen
            title=say!(i18n, person.own_contacts.title)
            lede=say!(i18n, person.own_contacts.lede)
            back=Back::to("/me").named(say!(i18n, person.me.title))
            dock=dock
        >
            {fields}
            <div class="rows low">
                <CheckboxRow
                    label=say!(i18n, person.own_contacts.before)
                    hint=say!(i18n, person.own_contacts.before_hint)
                    checked=before_lock
                    on_change=move |on| before_lock.set(on)
                />
            </div>
            <KeptLine/>
            <FaultNote work=work/>
        </Screen>
    }
}
