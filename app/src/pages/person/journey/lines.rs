//! Each questionnaire as a line over time, with its sentence and its table, notes as strokes along the foot; where
//! nothing is added up, a small line for each item.
use super::areas::areas;
use crate::components::{Chart, Line, Section};
use crate::pages::person::shell::names;
use crate::pages::person::shell::scores::{band_legend, chart_words, last_sentence, points};
use crate::words::{I18n, say};
use domain::check_in::CheckIn;
use domain::instrument::{Group, Instrument, Method};
use domain::journey::{self, ResultFacts};
use domain::records::Records;
use domain::time::Day;
use leptos::prelude::*;

/// One line for each questionnaire, or for each of its groups, as far as there is something to show since `from`.
pub(super) fn lines(i18n: I18n, records: &Records, instruments: &[Instrument], from: Option<Day>) -> Vec<AnyView> {
    let mut packs: Vec<&str> = records.check_ins.values().map(|it| it.pack.id.as_str()).collect();
    packs.sort_unstable();
    packs.dedup();
    let drawn = packs.into_iter().filter_map(|pack| {
        let own = |it: &&CheckIn| it.pack.id == pack && from.is_none_or(|from| it.answered_on >= from);
        let newest = records.check_ins.values().filter(own).max_by_key(|it| it.order())?;
        let instrument = journey::instrument_of(newest, instruments)?;
        if instrument.pack.groups.is_empty() {
            return Some(areas(i18n, instrument, records, instruments, from));
        }
        let groups = (0..).zip(&instrument.pack.groups);
        let sentence = last_sentence(i18n, records, newest, instruments);
        let facts = journey::result(newest, records.check_ins.values(), instruments);
        let lines = groups.filter_map(|(place, group)| {
            let about = (place == 0).then(|| (sentence.clone(), &facts));
            line(i18n, instrument, (place, group), about, records, instruments, from)
        });
        Some(view! { {lines.collect::<Vec<_>>()} }.into_any())
    });
    drawn.collect()
}

/// The line of one group, with what the newest check-in came to where that is `about` it. The first one is called what
/// the questionnaire is called.
fn line(
    i18n: I18n,
    instrument: &Instrument,
    (place, group): (usize, &Group),
    about: Option<(String, &ResultFacts)>,
    records: &Records,
    instruments: &[Instrument],
    from: Option<Day>,
) -> Option<AnyView> {
    let (pack, check_ins) = (&instrument.pack.id, records.check_ins.values());
    let mut series = match place {
        0 => journey::series(pack, check_ins, instruments),
        _ => journey::series_of(pack, &group.id, check_ins, instruments),
    };
    series.points.retain(|point| from.is_none_or(|from| point.day >= from));
    let start = series.points.first()?.day;
    if series.points.iter().all(|point| point.value.is_none()) {
        return None;
    }
    let title = names::title(i18n, instrument);
    // Where there are several, each says which one it is.
    let title = match instrument.pack.groups.len() {
        1 => title,
        _ => say!(i18n, person.journey.line_of, title = title, group = group.title.as_str()),
    };
    let label = say!(i18n, person.journey.line, title = title.as_str());
    let max = series.range.map_or(1, |(_, max)| max);
    let tenths = group.method == Method::Mean;
    // The band lies around the point before the newest.
    let facts = about.as_ref().map(|(_, facts)| *facts).filter(|_| series.points.len() > 1);
    let legend = facts.and_then(|facts| band_legend(i18n, facts, tenths));
    let band = facts.and_then(|facts| facts.band).filter(|_| legend.is_some());
    let line = Line { points: points(&series), max, band, tenths };
    let marks: Vec<i32> = records.notes.values().map(|note| start.days_until(note.at.day())).collect();
    let noted = (series.points.len() > 1 && !marks.is_empty())
        .then(|| view! { <p class="legend"><i class="stroke"></i><span>{say!(i18n, person.days.strokes)}</span></p> });
    let drawn = view! {
        <section>
            <Section title=title/>
            {about.map(|(sentence, _)| view! { <p class="soft small">{sentence}</p> })}
            <Chart line=line words=chart_words(i18n, label) legend=legend.unwrap_or_default() marks=marks/>
            {noted}
        </section>
    };
    Some(drawn.into_any())
}
