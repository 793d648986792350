//! Get help now: plain, instant, with no signal, before any record is opened. Which nation the person is in is not
//! known, so lines for everyone stand first, then each nation's own.
#![allow(unreachable_pub, reason = "the component macro writes a second, inner `pub fn`")]
mod contacts;

use contacts::contacts_reviewed;
pub(crate) use contacts::{Contact, Nation, contacts_of};

use crate::components::{Back, ContactRow, Heading, Reach, Screen, Section};
use crate::i18n::*;
use crate::platform::intl;
use crate::words::{I18n, say};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// The last screen before Get help now, so that closing it leads back there.
#[derive(Clone, Copy)]
pub struct CameFrom(StoredValue<String>);

impl CameFrom {
    /// Today, until another screen has been seen.
    pub fn today() -> Self {
        Self(StoredValue::new("/".to_owned()))
    }
}

/// Draws nothing: remembers each screen that is left for Get help now.
#[component]
pub fn Follow() -> impl IntoView {
    let came_from = expect_context::<CameFrom>();
    let here = use_location().pathname;
    Effect::new(move |_| {
        let here = here.get();
        if here != "/help" {
            came_from.0.set_value(here);
        }
    });
}

/// The page behind "Get help now".
#[component]
pub fn GetHelpPage() -> impl IntoView {
    let i18n = use_i18n();
    let came_from = expect_context::<CameFrom>().0.get_value();
    let nations = [
        (Nation::England, say!(i18n, person.help.england)),
        (Nation::Scotland, say!(i18n, person.help.scotland)),
        (Nation::Wales, say!(i18n, person.help.wales)),
        (Nation::NorthernIreland, say!(i18n, person.help.northern_ireland)),
    ];
    let uk = contacts_of(Nation::Uk).map(|contact| large(i18n, contact)).collect_view();
    let each = nations.map(|(nation, title)| {
        let rows = contacts_of(nation).map(|contact| large(i18n, contact)).collect_view();
        view! {
            <section>
                <Section title=title/>
                {rows}
            </section>
        }
        .into_any()
    });
    let checked = contacts_reviewed().map(|day| say!(i18n, person.help.checked, day = intl::day_with_year(day)));
    view! {
        <Screen title=say!(i18n, person.help.title) back=Back::close(came_from) heading=Heading::Huge no_help=true>
            <section>{uk}</section>
            {each.into_iter().collect_view()}
            <p class="soft low">{t!(i18n, person.help.foot)}</p>
            <p class="soft small">{checked}</p>
        </Screen>
    }
}

fn large(i18n: I18n, contact: Contact) -> AnyView {
    let Contact { name, number, reach, message, hint, .. } = contact;
    let title = match reach {
        Reach::Call => say!(i18n, person.contacts.reach_call, number = i18n.dialled(number)),
        Reach::Text => {
            say!(i18n, person.contacts.reach_text, message = message.unwrap_or_default(), number = i18n.dialled(number))
        }
    };
    let hint = format!("{name}. {hint}");
    let first = number == "999";
    match message {
        Some(message) => {
            view! { <ContactRow reach=reach number=number title=title hint=hint message=message large=true/> }
                .into_any()
        }
        None => {
            view! { <ContactRow reach=reach number=number title=title hint=hint large=true first=first/> }.into_any()
        }
    }
}
