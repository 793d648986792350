//! The day on a paper sheet: typed when answers are put in from one, and put right when a slip is noticed.
use crate::components::TextField;
use crate::i18n::*;
use crate::platform::intl;
use crate::state::use_person;
use crate::words::{I18n, say};
use domain::check_in::Draft;
use domain::time::Day;
use leptos::prelude::*;

/// Why a day is not the day of a sheet, in words; nothing if it can be.
pub(super) fn sheet_fault(i18n: I18n, day: Day, today: Day) -> Option<String> {
    match (Draft::may_bear(day, today), day > today) {
        (true, _) => None,
        (false, true) => Some(say!(i18n, person.begin.paper_wrong)),
        (false, false) => {
            let first = intl::day_with_year(*Draft::sheet_days(today).start());
            Some(say!(i18n, person.begin.paper_long_ago, day = first))
        }
    }
}

/// The field for it. The page may stay open over midnight, with a sheet of the day that begins.
#[component]
pub(super) fn SheetDayField(hint: String, typed: RwSignal<String>, error: Signal<Option<String>>) -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let days = move || Draft::sheet_days(person.page.today.get());
    view! {
        <TextField
            id="sheet-day"
            label=say!(i18n, person.begin.paper_day)
            hint=hint
            value=typed
            on_input=move |text| typed.set(text)
            error=error
            kind="date"
            from=Signal::derive(move || Some(days().start().to_string()))
            until=Signal::derive(move || Some(days().end().to_string()))
        />
    }
}
