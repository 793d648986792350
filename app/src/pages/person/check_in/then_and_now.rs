//! Then and now on a result: every answer once, beside the one before; and the sentence that stands over it where nothing
//! is added up.
use super::offers::Offers;
use crate::components::{AnswerKey, AnswerStrip, ScaleEnds, Section};
use crate::pages::person::shell::names;
use crate::platform::clock;
use crate::platform::intl::{self, Plural};
use crate::words::{I18n, say};
use domain::instrument::{Instrument, Item};
use domain::journey::{ItemFacts, ResultFacts};
use domain::then_and_now::{ThenAndNow, ends, shared_ends};
use domain::time::Day;
use leptos::prelude::*;

/// So many of those that moved furthest are named in the sentence.
const NAMED: usize = 2;

/// "6 of 10 parts of life have moved".
pub(super) fn headline(i18n: I18n, facts: &ResultFacts, instrument: Option<&Instrument>) -> String {
    let found = ThenAndNow::of(&facts.items);
    let (moved, of) = (found.moved.len(), found.both);
    let areas = instrument.is_some_and(Instrument::key_areas);
    match (facts.before, intl::plural(moved)) {
        (None, _) => say!(i18n, person.result.first),
        (Some(_), _) if of == 0 => say!(i18n, person.result.one_by_one),
        (Some(_), _) if moved == 0 => say!(i18n, person.result.none_moved),
        (Some(_), Plural::One) if areas => say!(i18n, person.result.areas_moved_single, of = of),
        (Some(_), Plural::Other) if areas => say!(i18n, person.result.areas_moved_many, moved = moved, of = of),
        (Some(_), Plural::One) => say!(i18n, person.result.items_moved_single, of = of),
        (Some(_), Plural::Other) => say!(i18n, person.result.items_moved_many, moved = moved, of = of),
    }
}

/// What is said under it: how many stand beside each other, which parts of life moved furthest, or that nothing is added up.
pub(super) fn lede(i18n: I18n, facts: &ResultFacts, instrument: Option<&Instrument>) -> String {
    let found = ThenAndNow::of(&facts.items);
    if facts.before.is_none() {
        return say!(i18n, person.result.first_side);
    }
    let went = instrument.filter(|it| it.key_areas()).map(|it| went(i18n, it, &found)).unwrap_or_default();
    match (found.both, intl::plural(found.both)) {
        _ if !went.is_empty() => went,
        (both, _) if both == 0 || both == facts.items.len() => say!(i18n, person.result.side_by_side),
        (_, Plural::One) => say!(i18n, person.result.both_single),
        (both, Plural::Other) => say!(i18n, person.result.both_many, count = both),
    }
}

/// "Home went from 2 to 4. Money went from 5 to 3."
fn went(i18n: I18n, instrument: &Instrument, found: &ThenAndNow<'_>) -> String {
    let said = found.furthest(NAMED).into_iter().filter_map(|fact| {
        let item = instrument.item(&fact.item)?;
        let (before, now) = (names::value(i18n, item, fact.before?), names::value(i18n, item, fact.place?));
        Some(say!(i18n, person.result.went, name = item.theme.as_str(), before = before, now = now))
    });
    said.collect::<Vec<_>>().join(" ")
}

/// Every answer once, in the order of the questionnaire.
pub(super) fn list(i18n: I18n, instrument: &Instrument, facts: &ResultFacts, day: Day) -> AnyView {
    let items = &instrument.pack.items;
    // The same ends for all stand once above them.
    let shared = shared_ends(instrument);
    let own_ends = shared.is_none();
    let rows = (1..).zip(items).zip(&facts.items).map(|((number, item), fact)| {
        let of = u8::try_from(item.options.len()).unwrap_or(u8::MAX);
        let theme = names::theme(i18n, instrument, number, item);
        let ends = own_ends.then(|| ends(item)).flatten().map(|(first, last)| (first.to_owned(), last.to_owned()));
        let below = (instrument.key_areas() && fact.follow_up == Some(true))
            .then(|| view! { <Offers area=item.id.clone() name=item.theme.clone()/> }.into_any());
        let words = said(i18n, item, fact);
        view! { <AnswerStrip theme=theme words=words of=of was=fact.before now=fact.place ends=ends below=below/> }
            .into_any()
    });
    let before = facts.before.map(intl::day_plain);
    let title = if before.is_some() { say!(i18n, person.result.then_now) } else { say!(i18n, person.result.answered) };
    let now = if day == clock::today() { say!(i18n, person.result.today_key) } else { intl::day_short(day) };
    view! {
        <section class="ruled-off">
            <Section title=title end=move || view! { <AnswerKey was=before now=now/> }/>
            {shared.map(|(first, last)| view! { <ScaleEnds first=first.to_owned() last=last.to_owned()/> })}
            <ul class="tn">{rows.collect_view()}</ul>
        </section>
    }
    .into_any()
}

/// "6, before 5", "still 4", or the answer alone where there is nothing beside it.
fn said(i18n: I18n, item: &Item, fact: &ItemFacts) -> String {
    let value = |place| names::value(i18n, item, place);
    match (fact.place, fact.before) {
        (None, _) => say!(i18n, person.result.skipped),
        (Some(now), None) => value(now),
        (Some(now), Some(before)) if !names::ladder(item) && now == before => {
            say!(i18n, person.result.still_words, now = value(now))
        }
        (Some(now), Some(before)) if !names::ladder(item) => {
            say!(i18n, person.result.now_before_words, now = value(now), before = value(before))
        }
        (Some(now), Some(before)) if now == before => say!(i18n, person.result.still, now = value(now)),
        (Some(now), Some(before)) => {
            say!(i18n, person.result.now_before, now = value(now), before = value(before))
        }
    }
}
