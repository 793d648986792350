//! The whole way of an aspiration as a line from 0 to 10 by true dates, setbacks and all, with its sentence and its table.
use crate::components::{Chart, ChartWords, Line, PathShort};
use crate::i18n::*;
use crate::pages::person::shell::ways::{points, sentence};
use crate::state::use_person;
use crate::words::say;
use domain::aspiration::{Aspiration, AspirationState, RATING_MAX};
use leptos::prelude::*;

/// The line and what it says; before the first look back only the path ahead.
#[component]
pub(super) fn Way(aspiration: Aspiration) -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let id = aspiration.id;
    if aspiration.looks_back.is_empty() {
        return view! { <PathShort from=None now=None label=say!(i18n, person.aspiration.path_none)/> }.into_any();
    }
    let ahead = Memo::new(move |_| {
        let state = person.notebook.records.with(|records| records.aspirations.get(&id).map(|it| it.state));
        state.is_none_or(|state| matches!(state, AspirationState::WorkingOnIt | AspirationState::Resting))
    });
    let line = Line { points: points(&aspiration), max: u16::from(RATING_MAX), band: None, tenths: false };
    let words = ChartWords {
        label: say!(i18n, person.way.chart).into(),
        as_table: say!(i18n, person.result.as_table).into(),
        day: say!(i18n, person.result.day).into(),
        total: say!(i18n, person.way.rating_head).into(),
        none: "".into(),
    };
    let says = sentence(i18n, &aspiration).unwrap_or_default();
    (move || view! { <Chart line=line.clone() words=words.clone() ahead=ahead.get() says=says.clone()/> }).into_any()
}
