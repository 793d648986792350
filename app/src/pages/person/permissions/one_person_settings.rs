//! What can be changed about one person at any time: whether they are told the name, and whether they stay on the list.
use crate::components::{Button, ButtonKind, CheckboxRow, Icon, Section, focus_heading, glyph};
use crate::i18n::*;
use crate::pages::person::shell::go::Go;
use crate::pages::person::shell::work::{FaultNote, Work};
use crate::platform::clock;
use crate::state::use_person;
use crate::words::say;
use domain::id::WorkerId;
use domain::share::seen::can_be_removed;
use leptos::prelude::*;

/// The name: told, or no longer told. It goes with a permission, so without one it waits for the next.
#[component]
pub(super) fn TellName(worker: WorkerId, name: String) -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let work = Work::new();
    let facts = Memo::new(move |_| {
        person.notebook.records.with(|records| {
            let told = records.contacts.get(&worker).is_some_and(|it| it.name_told);
            (told, records.settings.name.clone(), records.consent_with(worker, clock::today()).is_some())
        })
    });
    let hint = move || match facts.get() {
        (_, None, _) => say!(i18n, person.one_person.name_missing),
        (_, Some(own), true) => say!(i18n, person.meet.name_tell_as, own = own),
        (_, Some(own), false) => say!(i18n, person.one_person.name_later, own = own),
    };
    let hint = Memo::new(move |_| hint());
    let change = move |on: bool| work.run(person.people.tell_name(worker, on), |()| {});
    view! {
        <section>
            <Section title=say!(i18n, person.one_person.name)/>
            <div class="rows">
                <CheckboxRow
                    label=say!(i18n, person.meet.name_tell, name = name)
                    hint=move || hint.get()
                    checked=Signal::derive(move || facts.with(|(told, own, _)| *told && own.is_some()))
                    disabled=Signal::derive(move || facts.with(|(_, own, _)| own.is_none()))
                    on_change=change
                />
            </div>
            <FaultNote work=work/>
        </section>
    }
}

/// Takes somebody off the list, in two steps, once they can see nothing.
#[component]
pub(super) fn Remove(
    worker: WorkerId,
    name: String,
    /// Of the page: this part is gone by the time the way to Sharing is taken.
    go: Go,
) -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let work = Work::new();
    let asking = RwSignal::new(false);
    let can =
        Memo::new(move |_| person.notebook.records.with(|records| can_be_removed(records, worker, clock::today())));
    let remove = move |()| work.run(person.people.remove(worker), move |()| go.instead("/sharing"));
    let name = StoredValue::new(name);
    let leave = move |()| {
        focus_heading();
        asking.set(false);
    };
    move || {
        if !can.get() {
            return ().into_any();
        }
        if !asking.get() {
            return view! {
                <p>
                    <Button kind=ButtonKind::Take fit=true on_press=move |()| asking.set(true)>
                        <Icon glyph=glyph::TRASH_2 small=true/>
                        {say!(i18n, person.one_person.remove, name = name.get_value())}
                    </Button>
                </p>
            }
            .into_any();
        }
        view! {
            <section class="card" role="group" aria-live="polite">
                <p class="label">{say!(i18n, person.one_person.remove_title, name = name.get_value())}</p>
                <p class="small">{t!(i18n, person.one_person.remove_what)}</p>
                <Button kind=ButtonKind::Take on_press=remove busy=work.busy>{t!(i18n, person.one_person.remove_yes)}</Button>
                <Button kind=ButtonKind::Quiet on_press=leave>{t!(i18n, person.one_person.sure_no)}</Button>
                <FaultNote work=work/>
            </section>
        }
        .into_any()
    }
}
