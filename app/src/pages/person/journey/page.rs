//! My journey: each questionnaire as a line over time, aspirations as distance travelled, and everything in between in
//! its order. Every picture has a table behind it, and the whole prints as "my story so far".
use super::distances::distances;
use super::lines::lines;
use super::notes::NewNote;
use super::span::{Span, SpanChoice};
use super::timeline::Timeline;
use crate::components::{Back, Button, ButtonKind, EmptyState, Icon, LinkButton, START, Screen, glyph, when};
use crate::i18n::*;
use crate::platform::{device, intl};
use crate::state::use_person;
use crate::words::say;
use leptos::prelude::*;

/// The whole story on one page, which prints as it stands.
#[component]
pub fn JourneyPage() -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let span = Span::new();
    let something = Memo::new(move |_| {
        person
            .notebook
            .records
            .with(|it| !(it.check_ins.is_empty() && it.aspirations.is_empty() && it.notes.is_empty()))
    });
    let page = move || {
        if !something.get() {
            return view! { <EmptyState words=say!(i18n, person.journey.empty) drawing=START/> }.into_any();
        }
        view! {
            <Printed/>
            <SpanChoice span=span/>
            {move || {
                let instruments = person.notebook.instruments().get();
                person.notebook.records.with(|records| lines(i18n, records, &instruments, span.from()))
            }}
            {move || person.notebook.records.with(|records| distances(i18n, records))}
            <Timeline span=span/>
        }
        .into_any()
    };
    let dock = move || view! { <LinkButton href="/check-in">{t!(i18n, person.check_ins.start)}</LinkButton> };
    view! {
        <Screen
            title=say!(i18n, person.journey.title)
            back=Back::to("/").named(say!(i18n, parts.today))
            dock=dock
            class="story"
        >
            {page}
            <NewNote/>
            {when(move || something.get(), move || view! {
                <Button kind=ButtonKind::Alt fit=true on_press=move |()| device::print()>
                    <Icon glyph=glyph::PRINTER small=true/>
                    {t!(i18n, person.journey.print)}
                </Button>
            })}
        </Screen>
    }
}

/// The head of the printed page: whose story, and up to when.
#[component]
fn Printed() -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let line = move || {
        let day = intl::day_with_year(person.page.today.get());
        let day = day.as_str();
        match person.notebook.records.with(|records| records.settings.name.clone()) {
            Some(name) => say!(i18n, person.days.printed_name, name = name, day = day),
            None => say!(i18n, person.days.printed, day = day),
        }
    };
    view! { <p class="printed" aria-hidden="true">{line}</p> }
}
