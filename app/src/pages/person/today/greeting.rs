//! The heading of Today.
use crate::platform::clock;
use crate::state::PersonState;
use crate::words::{I18n, say};
use domain::records::Records;
use domain::time::Stamp;
use domain::today::{PartOfDay, is_first_day};
use leptos::prelude::*;

/// It. A page that stays open over midnight has the day that it is.
pub(super) fn greeting(i18n: I18n, person: PersonState) -> String {
    person.page.today.track();
    person.notebook.records.with(|records| words(i18n, records, clock::now()))
}

fn words(i18n: I18n, records: &Records, now: Stamp) -> String {
    let name = records.settings.name.as_deref();
    match (is_first_day(records), PartOfDay::of(now), name) {
        (true, _, Some(name)) => say!(i18n, person.today.hello_name, name = name),
        (true, _, None) => say!(i18n, person.today.hello),
        (_, PartOfDay::Morning, Some(name)) => say!(i18n, person.today.morning_name, name = name),
        (_, PartOfDay::Morning, None) => say!(i18n, person.today.morning),
        (_, PartOfDay::Afternoon, Some(name)) => say!(i18n, person.today.afternoon_name, name = name),
        (_, PartOfDay::Afternoon, None) => say!(i18n, person.today.afternoon),
        (_, PartOfDay::Evening, Some(name)) => say!(i18n, person.today.evening_name, name = name),
        (_, PartOfDay::Evening, None) => say!(i18n, person.today.evening),
    }
}
