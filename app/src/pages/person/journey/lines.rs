//! Each questionnaire as a line over time, with its table; where nothing is added up, a small line for each item.
use super::super::names;
use super::super::result::{chart_words, points};
use super::areas::areas;
use crate::components::{Chart, Line, Section};
use crate::words::{I18n, say};
use domain::instrument::{Group, Instrument, Method};
use domain::journey;
use domain::records::Records;
use leptos::prelude::*;

/// One line for each questionnaire, or for each of its groups.
pub(super) fn lines(i18n: I18n, records: &Records, instruments: &[Instrument]) -> Vec<AnyView> {
    let mut packs: Vec<&str> = records.check_ins.values().map(|it| it.pack.id.as_str()).collect();
    packs.sort_unstable();
    packs.dedup();
    let drawn = packs.into_iter().filter_map(|pack| {
        let newest = records.check_ins.values().filter(|it| it.pack.id == pack).max_by_key(|it| it.answered_on)?;
        let instrument = journey::instrument_of(newest, instruments)?;
        if instrument.pack.groups.is_empty() {
            return Some(areas(i18n, instrument, records, instruments));
        }
        let groups = (0..).zip(&instrument.pack.groups);
        let lines = groups.map(|(place, group)| line(i18n, instrument, (place, group), records, instruments));
        Some(view! { {lines.collect::<Vec<_>>()} }.into_any())
    });
    drawn.collect()
}

/// The line of one group. The first one is called what the questionnaire is called.
fn line(
    i18n: I18n,
    instrument: &Instrument,
    (place, group): (usize, &Group),
    records: &Records,
    instruments: &[Instrument],
) -> AnyView {
    let (pack, check_ins) = (&instrument.pack.id, records.check_ins.values());
    let series = match place {
        0 => journey::series(pack, check_ins, instruments),
        _ => journey::series_of(pack, &group.id, check_ins, instruments),
    };
    let title = names::title(i18n, instrument);
    // Where there are several, each says which one it is.
    let title = match instrument.pack.groups.len() {
        1 => title,
        _ => say!(i18n, person.journey.line_of, title = title, group = group.title.as_str()),
    };
    let label = say!(i18n, person.journey.line, title = title.as_str());
    let max = series.range.map_or(1, |(_, max)| max);
    let line = Line { points: points(&series), max, band: None, tenths: group.method == Method::Mean };
    view! {
        <section>
            <Section title=title/>
            <Chart line=line words=chart_words(i18n, label)/>
        </section>
    }
    .into_any()
}
