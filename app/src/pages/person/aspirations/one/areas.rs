//! The key life areas an aspiration is part of: chosen here, and each seen beside it as its own small line.
use crate::components::{Section, SmallMultiples};
use crate::i18n::*;
use crate::pages::person::aspirations::part_of::PartOf;
use crate::pages::person::shell::names;
use crate::pages::person::shell::small_lines::{small_lines, words};
use crate::pages::person::shell::work::{FaultNote, Work};
use crate::state::use_person;
use domain::id::AspirationId;
use domain::instrument::KEY_AREAS;
use domain::journey;
use domain::set::Set;
use leptos::prelude::*;

fn areas_of(id: AspirationId) -> Memo<Set<String>> {
    let person = use_person();
    Memo::new(move |_| {
        person
            .notebook
            .records
            .with(|records| records.aspirations.get(&id).map(|it| it.areas.clone()).unwrap_or_default())
    })
}

/// Chips and boxes of this aspiration.
#[component]
pub(super) fn Areas(id: AspirationId) -> impl IntoView {
    let person = use_person();
    let work = Work::new();
    let tick = move |(area, on): (String, bool)| {
        work.run(async move { person.aspirations.set_area(id, &area, on).await }, |()| {});
    };
    view! {
        <PartOf chosen=areas_of(id) on_change=tick/>
        <FaultNote work=work/>
    }
}

/// The small line of each area it is part of, once that was answered.
#[component]
pub(super) fn AreaLines(id: AspirationId) -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let chosen = areas_of(id);
    move || {
        let chosen = chosen.get();
        let instruments = person.notebook.instruments().get();
        person.notebook.records.with_untracked(|records| {
            let own = records.check_ins.values().filter(|it| it.pack.id == KEY_AREAS);
            let newest = own.max_by_key(|it| it.order())?;
            let instrument = journey::instrument_of(newest, &instruments)?;
            let mut lines = small_lines(i18n, instrument, records, &instruments, None);
            lines.retain(|(area, _)| chosen.contains(area));
            let lines: Vec<_> = lines.into_iter().map(|(_, small)| small).collect();
            (!lines.is_empty()).then(|| {
                view! {
                    <section>
                        <Section title=names::title(i18n, instrument)/>
                        <SmallMultiples lines=lines words=words(i18n)/>
                    </section>
                }
            })
        })
    }
}
