//! Get help now: plain, instant, with no signal, before any record is opened and before the lock. Once a nation is
//! chosen its lines stand right after 999; until then lines for everyone stand first, then each nation's own.
#![allow(unreachable_pub, reason = "the component macro writes a second, inner `pub fn`")]
mod contacts;

use contacts::contacts_reviewed;
pub(crate) use contacts::{HelpLine, HelpNation, contacts_of, who_helps};

use crate::components::{Back, ContactRow, Heading, QuietLink, Reach, Screen, Section};
use crate::i18n::*;
use crate::platform::intl;
use crate::state::person::Ready;
use crate::state::{chosen_nation, own_before_lock, use_person};
use crate::words::{I18n, say};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_location;

/// In the order of the choice.
const NATIONS: [HelpNation; 4] =
    [HelpNation::England, HelpNation::Scotland, HelpNation::Wales, HelpNation::NorthernIreland];

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
        (HelpNation::England, say!(i18n, person.help.england)),
        (HelpNation::Scotland, say!(i18n, person.help.scotland)),
        (HelpNation::Wales, say!(i18n, person.help.wales)),
        (HelpNation::NorthernIreland, say!(i18n, person.help.northern_ireland)),
    ];
    let person = use_person();
    let chosen = RwSignal::new(chosen_nation().map(HelpNation::from));
    // The notebook may know it from a copy that was brought back.
    Effect::new(move |_| {
        if let Some(nation) = person.notebook.records.with(|records| records.settings.nation)
            && chosen.get_untracked().is_none()
        {
            chosen.set(Some(nation.into()));
        }
    });
    let choose = move |event| {
        let nation = event_target_value(&event).parse::<usize>().ok().and_then(|place| NATIONS.get(place).copied());
        chosen.set(nation);
        spawn_local(async move {
            // Shown all the same; it is only not kept for the next time.
            let _ = person.help.choose_nation(nation.and_then(HelpNation::kept)).await;
        });
    };
    let options = nations.clone().into_iter().enumerate().map(|(place, (nation, title))| {
        view! { <option value=place.to_string() prop:selected=move || chosen.get() == Some(nation)>{title}</option> }
    });
    let options = options.collect_view();
    let rows = move |nation: HelpNation| contacts_of(nation).map(|contact| large(i18n, contact)).collect_view();
    let section = move |(nation, title): (HelpNation, String)| {
        view! {
            <section>
                <Section title=title/>
                {rows(nation)}
            </section>
        }
        .into_any()
    };
    let (first, rest): (Vec<_>, Vec<_>) = contacts_of(HelpNation::Uk).partition(|contact| contact.number == "999");
    let first = first.into_iter().map(|contact| large(i18n, contact)).collect_view();
    let rest = StoredValue::new(rest);
    let uk = move || rest.get_value().into_iter().map(|contact| large(i18n, contact)).collect_view();
    let lines = move || match chosen.get() {
        Some(own) => {
            let others = nations.clone().into_iter().filter(|(nation, _)| *nation != own).map(section);
            view! {
                <section>{rows(own)} {uk()}</section>
                <details class="low">
                    <summary class="tap">{t!(i18n, person.help.elsewhere)}</summary>
                    {others.collect_view()}
                </details>
            }
            .into_any()
        }
        None => view! {
            <section>{uk()}</section>
            {nations.clone().into_iter().map(section).collect_view()}
        }
        .into_any(),
    };
    let checked = contacts_reviewed().map(|day| say!(i18n, person.help.checked, day = intl::day_with_year(day)));
    view! {
        <Screen title=say!(i18n, person.help.title) back=Back::close(came_from) heading=Heading::Huge no_help=true>
            <section>{first}</section>
            <Own/>
            <div class="field">
                <label class="label" for="nation">{t!(i18n, person.help.nation)}</label>
                <select id="nation" class="input" on:change=choose>
                    <option value="" prop:selected=move || chosen.get().is_none()>{t!(i18n, person.help.nation_any)}</option>
                    {options}
                </select>
            </div>
            {lines}
            <p class="soft low">
                {t!(i18n, person.help.foot)}
                {move || person.offline.whole.get().then(|| view! { " " {t!(i18n, person.help.foot_kept)} })}
            </p>
            <p class="soft small">{checked}</p>
        </Screen>
    }
}

/// The person's own contacts: once their notebook is open, or from the note they asked for.
#[component]
fn Own() -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    move || {
        let open = person.notebook.ready.get() == Ready::Open;
        let own =
            if open { person.notebook.records.with(|it| it.settings.own_contacts.clone()) } else { own_before_lock() };
        let adds = open && person.notebook.records.with(|it| it.settings.welcomed.is_some());
        (adds || !own.is_empty()).then(|| {
            let rows = own.into_iter().map(|one| {
                let name = if one.name.is_empty() { one.number.clone() } else { one.name };
                let title = say!(i18n, person.help.own_call, name = name);
                view! { <ContactRow reach=Reach::Call number=one.number.clone() title=title hint=one.number large=true/> }
            });
            view! {
                <section>
                    <Section title=say!(i18n, person.help.own)/>
                    {rows.collect_view()}
                    {adds.then(|| view! { <QuietLink href="/me/contacts">{t!(i18n, person.help.own_add)}</QuietLink> })}
                </section>
            }
        })
    }
}

fn large(i18n: I18n, contact: HelpLine) -> AnyView {
    let HelpLine { name, number, reach, message, hint, .. } = contact;
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
