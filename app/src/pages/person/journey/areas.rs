//! A questionnaire that adds nothing up, over time: one small line for each item, never one line for all and never a
//! total. Beside a life area stand the aspirations that are part of it.
use crate::components::{Section, Small, SmallMultiples};
use crate::pages::person::shell::names;
use crate::pages::person::shell::scores::scale;
use crate::pages::person::shell::small_lines::{days, small_lines, words};
use crate::words::I18n;
use domain::aspiration::in_order;
use domain::instrument::{Instrument, Item};
use domain::records::Records;
use domain::time::Day;
use leptos::prelude::*;

/// The items of one questionnaire since `from`.
pub(super) fn areas(
    i18n: I18n,
    instrument: &Instrument,
    records: &Records,
    instruments: &[Instrument],
    from: Option<Day>,
) -> AnyView {
    let lines = small_lines(i18n, instrument, records, instruments, from);
    let days = days(i18n, &lines);
    // One scale for all stands above them once; else each says its own two ends.
    let own_ends = instrument.pack.items.iter().any(|it| ends(it) != instrument.pack.items.first().and_then(ends));
    let scale = (!own_ends).then(|| scale(i18n, instrument)).flatten();
    let lines = lines.into_iter().map(|(item, small)| Small {
        ends: instrument.item(&item).and_then(ends).filter(|_| own_ends),
        own: if instrument.key_areas() { part_of(records, &item) } else { Vec::new() },
        ..small
    });
    view! {
        <section>
            <Section title=names::title(i18n, instrument)/>
            <p class="soft small">{scale}" "{days}</p>
            <SmallMultiples lines=lines.collect() words=words(i18n)/>
        </section>
    }
    .into_any()
}

/// What the first and the last box of an item say.
fn ends(item: &Item) -> Option<(String, String)> {
    item.options.first()?.text.clone().zip(item.options.last()?.text.clone())
}

/// The aspirations that are part of a life area.
fn part_of(records: &Records, area: &str) -> Vec<(String, String)> {
    let own = in_order(records.aspirations.values()).into_iter().filter(|it| it.areas.contains(area));
    own.map(|it| (format!("/aspirations/{}", it.id), it.words.clone())).collect()
}
