//! The person's own contacts for Get help now: up to three, and whether they stand there before the lock too.
use crate::components::{Back, Button, CheckboxRow, Screen, TextField};
use crate::i18n::*;
use crate::pages::person::shell::half_written::{HalfWritten, KeptWords, kept};
use crate::pages::person::shell::kept_line::KeptLine;
use crate::pages::person::shell::work::{FaultNote, Work};
use crate::state::use_person;
use crate::words::say;
use domain::records::{OWN_CONTACTS_MAX, OwnContact};
use leptos::prelude::*;

/// The name and the number of one contact, as far as they are written.
type ContactDraft = (HalfWritten, HalfWritten);

/// Nobody can be called by a name alone.
fn is_numberless((name, number): &ContactDraft) -> bool {
    !name.is_blank() && number.is_blank()
}

/// Up to three people of the person's own, kept as they are typed.
#[component]
pub fn OwnContactsPage() -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let work = Work::new();
    let (own, before) = person
        .notebook
        .records
        .with_untracked(|records| (records.settings.own_contacts.clone(), records.settings.own_before_lock));
    let rows: Vec<ContactDraft> = (0..OWN_CONTACTS_MAX)
        .map(|place| {
            let one = own.get(place).cloned().unwrap_or_default();
            let at = |field: &str, base| HalfWritten::over(format!("/me/contacts#{field}-{place}"), base);
            (at("name", one.name), at("number", one.number))
        })
        .collect();
    let drafts: Vec<HalfWritten> = rows.iter().flat_map(|(name, number)| [*name, *number]).collect();
    let before_lock = RwSignal::new(before);
    let asked = RwSignal::new(false);
    let fields = (1..).zip(rows.clone()).map(|(n, row)| view! { <Contact n=n row=row asked=asked/> });
    let fields = fields.collect_view();
    let all = StoredValue::new(drafts.clone());
    let keep = move |()| {
        asked.set(true);
        if untrack(|| rows.iter().any(is_numberless)) {
            return;
        }
        let typed = |(name, number): &ContactDraft| OwnContact {
            name: name.words.get_untracked(),
            number: number.words.get_untracked(),
        };
        let own = rows.iter().map(typed).collect();
        let verb = person.help.keep_own_contacts(own, before_lock.get_untracked());
        let drafts = all.get_value();
        work.run(kept(verb, drafts.clone()), move |()| {
            drafts.iter().for_each(|draft| draft.done(draft.words.get_untracked()));
        });
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
            <KeptWords drafts=drafts/>
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

/// One of them.
#[component]
fn Contact(
    /// Counted from 1.
    n: usize,
    row: ContactDraft,
    /// Whether what is missing is said.
    asked: RwSignal<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let (name, number) = row;
    let rest = move |()| person.unfinished.keep();
    let missing = move || asked.get() && is_numberless(&row);
    let error = Signal::derive(move || missing().then(|| say!(i18n, person.own_contacts.number_first)));
    view! {
        <TextField
            id=format!("name-{n}")
            label=say!(i18n, person.own_contacts.name, n = n)
            value=name.words
            on_input=move |text| name.write(text)
            on_rest=rest
            own=true
            max=40
        />
        <TextField
            id=format!("number-{n}")
            label=say!(i18n, person.own_contacts.number, n = n)
            value=number.words
            on_input=move |text| number.write(text)
            on_rest=rest
            kind="tel"
            error=error
            max=24
        />
    }
}
