//! What was done last, whatever it was: numbers side by side, or a total as land; and the way to the whole journey.
use crate::components::{NumberNow, NumbersNow, QuietLink, Section, TodayStrip};
use crate::i18n::*;
use crate::pages::person::shell::names;
use crate::pages::person::shell::scores::{last_sentence, points, tenths};
use crate::pages::person::shell::small_lines::now_and_before;
use crate::platform::intl;
use crate::state::use_person;
use crate::words::{I18n, say};
use domain::check_in::CheckIn;
use domain::instrument::Instrument;
use domain::journey;
use domain::records::Records;
use domain::time::Day;
use domain::today::{last_check_in, number_of};
use leptos::prelude::*;

/// So many check-ins are drawn as land.
const DRAWN: usize = 4;

/// Of the last check-in, and of those of its kind before it.
#[component]
pub(super) fn Last() -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    move || {
        let instruments = person.notebook.instruments().get();
        person.notebook.records.with(|records| {
            let Some(latest) = last_check_in(records) else { return to_journey(i18n).into_any() };
            let instrument = journey::instrument_of(latest, &instruments);
            instrument
                .and_then(|it| side_by_side(i18n, it, records, &instruments))
                .unwrap_or_else(|| land(i18n, latest, records, &instruments))
        })
    }
}

fn to_journey(i18n: I18n) -> impl IntoView {
    view! { <QuietLink href="/journey">{t!(i18n, person.today.journey)}</QuietLink> }
}

/// Where nothing is added up and every box bears a number: each of them now, beside the time before.
fn side_by_side(i18n: I18n, instrument: &Instrument, records: &Records, instruments: &[Instrument]) -> Option<AnyView> {
    if !instrument.pack.groups.is_empty() {
        return None;
    }
    let lines = journey::item_lines(&instrument.pack.id, records.check_ins.values(), instruments);
    let mut days = None;
    let mut numbers = Vec::new();
    for (number, line) in (1..).zip(&lines) {
        let item = instrument.item(&line.item)?;
        let bears = |place: Option<u16>| number_of(item, u8::try_from(place?).ok()?);
        let (low, high) = (number_of(item, 0)?, number_of(item, line.of.checked_sub(1)?)?);
        let mut back = line.points.iter().rev();
        let (now, before) = (back.next()?, back.next());
        days.get_or_insert((before.map(|it| it.day), now.day));
        let (now, before) = (bears(now.value), before.and_then(|it| bears(it.value)));
        let name = names::theme(i18n, instrument, number, item);
        numbers.push(NumberNow { name, said: now_and_before(i18n, now, before, high), now, before, low, high });
    }
    let days = days.map(|(before, now)| between(i18n, before, now));
    Some(
        view! {
            <section>
                <Section title=names::title(i18n, instrument) end=move || to_journey(i18n)/>
                <p class="soft small">{days}</p>
                <NumbersNow numbers=numbers/>
            </section>
        }
        .into_any(),
    )
}

/// "12 May and 12 June", or one day.
fn between(i18n: I18n, before: Option<Day>, now: Day) -> String {
    let day = intl::day_plain(now);
    match before {
        Some(before) => say!(i18n, person.today.between, from = intl::day_plain(before), to = day),
        None => day,
    }
}

/// The last totals as land, and what has changed in one plain sentence.
fn land(i18n: I18n, latest: &CheckIn, records: &Records, instruments: &[Instrument]) -> AnyView {
    let mut series = journey::series(&latest.pack.id, records.check_ins.values(), instruments);
    // The last ones only: their days then want no year.
    series.points.retain(|point| point.value.is_some());
    series.points.drain(..series.points.len().saturating_sub(DRAWN));
    let sentence = last_sentence(i18n, records, latest, instruments);
    let strip = series.range.filter(|_| !series.points.is_empty());
    let tenths = tenths(journey::instrument_of(latest, instruments));
    let strip = strip.map(|(_, max)| view! { <TodayStrip points=points(&series) max=max tenths=tenths/> });
    view! {
        {strip}
        <div class="striptext small">
            <p>{sentence}</p>
            {to_journey(i18n)}
        </div>
    }
    .into_any()
}
