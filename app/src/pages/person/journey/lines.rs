//! Each questionnaire as a line over time, with its table.
use super::super::names;
use super::super::result::{chart_words, points};
use crate::components::{Chart, Line, Section};
use crate::words::{I18n, say};
use domain::instrument::Instrument;
use domain::journey;
use domain::records::Records;
use leptos::prelude::*;

/// One line for each questionnaire.
pub(super) fn lines(i18n: I18n, records: &Records, instruments: &[Instrument]) -> Vec<AnyView> {
    let mut packs: Vec<&str> = records.check_ins.values().map(|it| it.pack.id.as_str()).collect();
    packs.sort_unstable();
    packs.dedup();
    let drawn = packs.into_iter().filter_map(|pack| {
        let series = journey::series(pack, records.check_ins.values(), instruments);
        let instrument = instruments.iter().find(|it| it.pack.id == pack)?;
        let title = names::title(i18n, instrument);
        let label = say!(i18n, person.journey.line, title = title.as_str());
        let max = series.range.map_or(1, |(_, max)| max);
        let line = Line { points: points(&series), max, band: None };
        Some(
            view! {
                <section>
                    <Section title=title/>
                    <Chart line=line words=chart_words(i18n, label)/>
                </section>
            }
            .into_any(),
        )
    });
    drawn.collect()
}
