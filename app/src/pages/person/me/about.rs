//! About Waymark: what it is for and what it is not, what the server can and cannot see, where to complain, whose work
//! it stands on, and which build this is.
use crate::components::{Back, Screen, Section};
use crate::i18n::*;
use crate::platform::device;
use crate::state::use_person;
use crate::words::say;
use domain::sync::queue::person_keys;
use leptos::prelude::*;

/// The regulator's own page on how to complain about the use of personal data in the United Kingdom.
const REGULATOR: &str = "https://ico.org.uk/make-a-complaint/";

/// What Waymark is, what its server sees, and whom to turn to.
#[component]
pub fn AboutPage() -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let org = person.notebook.records.with_untracked(|records| records.org.clone());
    let first = match &org {
        Some(org) => say!(i18n, person.about.complain_to, organisation = org.name),
        None => say!(i18n, person.about.complain_to_plain),
    };
    let contact = org.and_then(|org| org.complaints).map(|to| {
        view! { <p>{say!(i18n, person.about.complain_contact, name = to.name, reach = to.reach)}</p> }
    });
    // Where an introduction was accepted: nobody else knows this phone.
    let number = person.notebook.records.with_untracked(person_keys).map(|keys| keys.person_id().spelled());
    let version = say!(i18n, person.me.version, version = env!("CARGO_PKG_VERSION"));
    let build = device::build().map(|build| say!(i18n, person.about.build, build = build));
    view! {
        <Screen
            title=say!(i18n, person.me.about)
            lede=say!(i18n, person.me.purpose)
            back=Back::to("/me").named(say!(i18n, person.me.title))
        >
            <section class="prose">
                <Section title=say!(i18n, person.about.purpose)/>
                <p>{t!(i18n, person.about.records)}</p>
                <p>{t!(i18n, person.about.rule)}</p>
                <p>{t!(i18n, person.about.not)}</p>
                <p>{t!(i18n, person.about.not_watched)}</p>
            </section>
            <section class="prose">
                <Section title=say!(i18n, person.about.server)/>
                <p>{t!(i18n, person.about.server_before)}</p>
                <p>{t!(i18n, person.about.server_cannot)}</p>
                <p>{t!(i18n, person.about.server_can)}</p>
                <p>{t!(i18n, person.about.server_address)}</p>
            </section>
            <section class="prose">
                <Section title=say!(i18n, person.about.complain)/>
                <p>{first}</p>
                {contact}
                <p>{t!(i18n, person.about.complain_days)}</p>
                <p>{t!(i18n, person.about.complain_regulator)}</p>
                <p>
                    <a class="link tap" href=REGULATOR rel="external noopener noreferrer" target="_blank">
                        {t!(i18n, person.about.complain_link)}
                    </a>
                </p>
                <p>{t!(i18n, person.about.complain_yours)}</p>
            </section>
            {number.map(|number| {
                view! {
                    <section class="prose">
                        <Section title=say!(i18n, person.about.number)/>
                        <p><b translate="no">{number}</b></p>
                        <p>{t!(i18n, person.about.number_why)}</p>
                    </section>
                }
            })}
            <section class="prose">
                <Section title=say!(i18n, person.about.licences)/>
                <p>{t!(i18n, person.me.licences)}</p>
                <p>{t!(i18n, person.about.font)}</p>
                <p>{t!(i18n, person.about.icons)}</p>
                <p>
                    <a class="link tap" href="/licences.txt" rel="external" target="_blank">
                        {t!(i18n, person.about.licences_all)}
                    </a>
                </p>
            </section>
            <p class="soft small low">{version} {build.map(|build| view! { <br/>{build} })}</p>
        </Screen>
    }
}
