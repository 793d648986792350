//! Parts of a result: how a score moved in words, further scores of the same questionnaire, and where the person said yes
//! to what was asked after a statement.
use crate::components::{Chart, Line, Section, written};
use crate::i18n::*;
use crate::pages::person::shell::names;
use crate::pages::person::shell::scores::{chart_words, points};
use crate::platform::intl::{self, Plural};
use crate::state::use_person;
use crate::words::{I18n, say};
use domain::check_in::CheckIn;
use domain::instrument::{Instrument, Method};
use domain::journey::{self, GroupFacts, ResultFacts, Series};
use domain::score::{NoScore, ScoreChange};
use leptos::prelude::*;

/// "5 points higher than last time".
pub(super) fn moved(i18n: I18n, tenths: bool, change: ScoreChange) -> String {
    let by = written(tenths, change.size());
    let one = !tenths && intl::plural(usize::from(change.size())) == Plural::One;
    match (change, one) {
        (ScoreChange::Higher(_), true) => say!(i18n, person.result.higher_single),
        (ScoreChange::Higher(_), false) => say!(i18n, person.result.higher_many, by = by),
        (ScoreChange::Lower(_), true) => say!(i18n, person.result.lower_single),
        (ScoreChange::Lower(_), false) => say!(i18n, person.result.lower_many, by = by),
        (ScoreChange::Same, _) => say!(i18n, person.result.same),
    }
}

/// Scores beside the first one, each with its own line. They are never put together.
pub(super) fn others(i18n: I18n, check_in: &CheckIn, facts: &ResultFacts, instruments: &[Instrument]) -> Vec<AnyView> {
    let person = use_person();
    let drawn = facts.others.iter().map(|group| {
        let series = person.notebook.records.with_untracked(|records| {
            let until_then = records.check_ins.values().filter(|it| it.order() <= check_in.order());
            journey::series_of(&check_in.pack.id, &group.group, until_then, instruments)
        });
        other(i18n, group, &series)
    });
    drawn.collect()
}

fn other(i18n: I18n, group: &GroupFacts, series: &Series) -> AnyView {
    let line = match (&group.score, group.change) {
        (Ok(score), Some((change, _))) => {
            let moved = moved(i18n, score.method == Method::Mean, change);
            say!(i18n, person.result.other_moved, total = names::total(i18n, score), moved = moved)
        }
        (Ok(score), None) => names::total(i18n, score),
        (Err(NoScore::OrderUnconfirmed), _) => say!(i18n, person.result.unconfirmed),
        (Err(_), _) => say!(i18n, person.result.items_missing),
    };
    let chart = series.range.map(|(_, max)| {
        let tenths = group.score.as_ref().is_ok_and(|score| score.method == Method::Mean);
        let drawn = Line { points: points(series), max, band: group.band, tenths };
        let label = say!(i18n, person.journey.line, title = group.title.as_str());
        view! { <Chart line=drawn words=chart_words(i18n, label)/> }
    });
    let title = group.title.clone();
    view! {
        <section>
            <Section title=title/>
            <p>{line}</p>
            {chart}
        </section>
    }
    .into_any()
}

/// Where the person said yes to what was asked after a statement; nothing if nowhere. Key life areas say it in their list.
pub(super) fn more_help(i18n: I18n, instrument: &Instrument, facts: &ResultFacts) -> Option<AnyView> {
    if instrument.key_areas() {
        return None;
    }
    let wanted = (1..).zip(&instrument.pack.items).zip(&facts.items).filter(|(_, fact)| fact.follow_up == Some(true));
    let rows: Vec<AnyView> = wanted
        .map(|((number, item), _)| {
            view! { <li dir="auto" translate="no">{names::theme(i18n, instrument, number, item)}</li> }.into_any()
        })
        .collect();
    let question =
        super::follow_up::question(i18n, instrument, &instrument.pack.follow_up.as_ref()?.items.first()?.clone())?;
    (!rows.is_empty()).then(|| {
        view! {
            <section>
                <Section title=say!(i18n, person.result.said_yes, question = question)/>
                <ul class="plain-list">{rows}</ul>
                <p class="soft small">{t!(i18n, person.result.stays_here)}</p>
            </section>
        }
        .into_any()
    })
}
