//! Days and stamps.

use crate::support::day;
use proptest::prelude::*;
use protocol::time::{Day, Moment, Stamp};

#[test]
fn a_day_is_read_only_in_its_one_form_and_only_if_it_exists() {
    assert_eq!(day("2028-02-29").to_string(), "2028-02-29");
    for wrong in
        ["2026-02-29", "2026-2-9", "26-02-09", "2026/02/09", "2026-13-01", "2026-00-10", "+026-01-01", "", "2026-02-0é"]
    {
        assert!(Day::parse(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn six_months_on_stays_in_the_month_however_short_it_is() {
    for (from, to) in [
        ("2026-05-12", "2026-11-12"),
        ("2026-08-31", "2027-02-28"),
        ("2027-08-31", "2028-02-29"),
        ("2026-12-31", "2027-06-30"),
    ] {
        assert_eq!(day(from).add_months(6), day(to));
    }
    assert_eq!(day("2026-03-31").add_months(-1), day("2026-02-28"));
}

#[test]
fn the_day_of_a_stamp_is_the_day_on_the_wall() {
    let late = |offset_min| Stamp { at: Moment(1_778_627_700_000), offset_min }; // 12 May 2026, 23:15 UTC
    assert_eq!(late(0).day(), day("2026-05-12"));
    assert_eq!(late(60).day(), day("2026-05-13"));
    assert_eq!(late(-600).day(), day("2026-05-12"));
    assert_eq!(Stamp { at: Moment(-1), offset_min: 0 }.day(), day("1969-12-31"));
}

#[test]
fn both_clock_changes_of_a_british_year_keep_the_day() {
    // 29 March 2026, 00:59 GMT and 02:01 BST; 25 October 2026, 01:59 BST and 01:01 GMT an hour later.
    for (ms, offset_min, wall) in [
        (1_774_745_940_000, 0, "2026-03-29"),
        (1_774_746_060_000, 60, "2026-03-29"),
        (1_792_889_940_000, 60, "2026-10-25"),
        (1_792_890_060_000, 0, "2026-10-25"),
    ] {
        assert_eq!(Stamp { at: Moment(ms), offset_min }.day(), day(wall));
    }
}

proptest! {
    #[test]
    fn days_count_both_ways(start in -20_000_i32..20_000, days in -4_000_i32..4_000) {
        let from = day("2026-05-12").add_days(start);
        let to = from.add_days(days);
        prop_assert_eq!(from.days_until(to), days);
        prop_assert_eq!(to.add_days(-days), from);
        prop_assert_eq!(Day::parse(&from.to_string()), Ok(from));
    }

    #[test]
    fn no_text_makes_the_day_reader_stumble(text in "\\PC{0,12}") {
        if let Ok(read) = Day::parse(&text) {
            prop_assert_eq!(read.to_string(), text);
        }
    }
}
