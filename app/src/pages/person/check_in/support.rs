//! After the last answer and before the result: the same page for everybody, whatever they answered. It reads no
//! answer.
use crate::components::{Art, BENCH, ContactRow, LinkButton, RowLink, Screen, glyph};
use crate::i18n::*;
use crate::pages::get_help::{HelpLine, HelpNation, contacts_of};
use crate::pages::not_found::NotFoundPage;
use crate::pages::person::check_in::ResultScreen;
use crate::pages::person::shell::go::param;
use crate::pages::person::shell::names::first_name;
use crate::pages::person::shell::screens::Addressed;
use crate::state::use_person;
use crate::words::say;
use domain::id::CheckInId;
use domain::records::ContactState;
use leptos::prelude::*;

/// Whom one can turn to now; the result comes after it.
#[component]
pub fn SupportPage() -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let id = param::<CheckInId>("id");
    move || {
        let Some(id) = id.get() else { return view! { <NotFoundPage/> }.into_any() };
        let name = person.notebook.records.with_untracked(|records| records.settings.name.clone());
        let title = match name {
            Some(name) => say!(i18n, person.support.title_name, name = name),
            None => say!(i18n, person.support.title),
        };
        let worker = person.notebook.records.with_untracked(|records| {
            let met = records.contacts.values().filter(|it| it.state == ContactState::Introduced);
            met.max_by_key(|it| it.met.at).map(|it| first_name(&it.name))
        });
        // Lines to talk to; 999 and the nations' own are one tap on.
        let numbers = contacts_of(HelpNation::Uk).filter(|it| it.number != "999").map(row).collect_view();
        let dock = move || {
            view! {
                <p class="lead">{t!(i18n, person.support.everyone)}</p>
                <LinkButton href=ResultScreen::Result.path(&[&id]) instead=true>{t!(i18n, person.support.result)}</LinkButton>
            }
        };
        view! {
            <Screen title=title lede=say!(i18n, person.support.lede) dock=dock before=move || view! { <Art drawing=BENCH/> }>
                <div class="rows calls">
                    {numbers}
                    <RowLink href="/help" label=say!(i18n, person.help.more) glyph=glyph::LIFE_BUOY/>
                </div>
                // Something to do oneself: nothing here is to be tapped.
                {worker
                    .map(|name| {
                        view! {
                            <p class="soft">
                                {say!(i18n, person.support.tell, name = name)} " " {t!(i18n, person.support.tell_hint)}
                            </p>
                        }
                    })}
            </Screen>
        }
        .into_any()
    }
}

fn row(contact: HelpLine) -> AnyView {
    let HelpLine { name, number, reach, message, hint, .. } = contact;
    match message {
        Some(message) => {
            view! { <ContactRow reach=reach number=number title=name hint=hint message=message/> }.into_any()
        }
        None => view! { <ContactRow reach=reach number=number title=name hint=hint/> }.into_any(),
    }
}
