//! My journey: each questionnaire as a line over time, aspirations as distance travelled, notes in between. Every
//! picture has a table behind it.
mod areas;
mod distances;
mod lines;
mod notes;

use crate::components::{Back, Button, EmptyState, Icon, Kind, LinkButton, START, Screen, glyph};
use crate::i18n::*;
use crate::platform::device;
use crate::state::use_person;
use crate::words::say;
use distances::distances;
use leptos::prelude::*;
use lines::lines;
use notes::{NewNote, notes};

/// The page.
#[component]
pub fn JourneyPage() -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let something = Memo::new(move |_| {
        person.records.with(|it| !(it.check_ins.is_empty() && it.aspirations.is_empty() && it.notes.is_empty()))
    });
    let page = move || {
        let instruments = person.instruments().get();
        person.records.with(|records| {
            if !something.get() {
                return view! { <EmptyState words=say!(i18n, person.journey.empty) drawing=START/> }.into_any();
            }
            view! { {lines(i18n, records, &instruments)} {distances(i18n, records)} {notes(i18n, records)} }.into_any()
        })
    };
    let dock = move || view! { <LinkButton href="/check-in">{t!(i18n, person.check_ins.start)}</LinkButton> };
    view! {
        <Screen
            title=say!(i18n, person.journey.title)
            back=Back::to("/").named(say!(i18n, parts.today))
            dock=dock
        >
            {page}
            {move || {
                something.get().then(|| {
                    view! {
                        <Button kind=Kind::Alt fit=true on_press=move |()| device::print()>
                            <Icon glyph=glyph::PRINTER small=true/>
                            {t!(i18n, person.journey.print)}
                        </Button>
                    }
                })
            }}
            <NewNote/>
        </Screen>
    }
}
