//! What a worker's page may say about why there is nothing on it.

use crate::support::{MORNING, grant, granted, later, phone};
use notebook::api::HeldConsentState::{Active, Ended, Waiting, Withdrawn};
use notebook::consent::{From, Scope};
use notebook::share::{SharedPage, Standing, preview};
use notebook::time::Moment;

#[test]
fn the_newest_permission_says_why_and_one_that_holds_comes_first() {
    let at = |n: i64| Moment(MORNING.at.0 + n);
    let table: [(&[(Moment, notebook::api::HeldConsentState)], Standing); 11] = [
        (&[], Standing::NothingChosen),
        (&[(at(1), Active)], Standing::Shares),
        (&[(at(1), Withdrawn)], Standing::TakenBack),
        (&[(at(1), Ended)], Standing::Ended),
        (&[(at(1), Waiting)], Standing::Waiting),
        (&[(at(1), Active), (at(2), Waiting)], Standing::Shares),
        (&[(at(2), Ended), (at(1), Withdrawn)], Standing::Ended),
        // The second took the place of the first, in one moment, and then lasted until its last day.
        (&[(at(1), Ended), (at(1), Withdrawn)], Standing::Ended),
        (&[(at(1), Withdrawn), (at(1), Ended)], Standing::Ended),
        (&[(at(1), Ended), (at(2), Withdrawn)], Standing::TakenBack),
        (&[(at(2), Withdrawn), (at(1), Active)], Standing::Shares),
    ];
    for (permissions, standing) in table {
        assert_eq!(Standing::of(permissions.iter().copied(), true), standing, "{permissions:?}");
    }
}

#[test]
fn nothing_is_said_about_what_may_be_missing_from_the_list() {
    for state in [Withdrawn, Ended] {
        assert_eq!(Standing::of([(MORNING.at, state)], false), Standing::Unknown);
    }
    assert_eq!(Standing::of([], false), Standing::Unknown);
    assert_eq!(Standing::of([(MORNING.at, Active)], false), Standing::Shares);
}

#[test]
fn a_permission_for_new_things_alone_is_something_to_show_before_anything_has_come() {
    let mut records = phone();
    let scope = Scope { totals: true, ..Scope::default() };
    let consent = granted(&mut records, grant(1, scope, From::OnlyNew, MORNING));
    let page = SharedPage::from_items(&preview(&consent, &records, &[], later(1).day()).unwrap());
    assert!(page.brings_nothing() && page.about.is_some());
    assert!(!page.is_empty(), "it must not look like one that was taken back");
    assert!(SharedPage::default().is_empty());
}
