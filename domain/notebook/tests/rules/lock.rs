//! The app lock: what may be chosen, and the waits.

use notebook::lock::{LockFault, LockKind, check, is_due, left_ms, minutes, normal, spelled, tries, wait_ms};

const MINUTE: i64 = 60_000;

#[test]
fn a_pin_has_four_digits_or_more_and_words_are_at_least_four() {
    for (kind, secret, expected) in [
        (LockKind::Pin, "1234", Ok(())),
        (LockKind::Pin, " 123456 ", Ok(())),
        (LockKind::Pin, "123", Err(LockFault::TooFewDigits)),
        (LockKind::Pin, "", Err(LockFault::TooFewDigits)),
        (LockKind::Pin, "12a4", Err(LockFault::NotDigits)),
        (LockKind::Words, "four quiet stones here", Ok(())),
        (LockKind::Words, "three quiet stones", Err(LockFault::TooFewWords)),
        (LockKind::Words, "   ", Err(LockFault::TooFewWords)),
    ] {
        assert_eq!(check(kind, secret), expected, "{kind:?} {secret:?}");
    }
}

#[test]
fn a_pin_is_its_digits_in_whatever_script_and_spacing() {
    let arabic = "\u{661}\u{662}\u{663}\u{664}";
    let persian = "\u{6f1}\u{6f2}\u{6f3}\u{6f4}";
    for typed in ["1234", arabic, persian, "12 34", "1234\u{200e}", " 12\u{a0}34\n"] {
        assert_eq!(spelled(LockKind::Pin, typed), "1234", "{typed:?}");
        assert_eq!(check(LockKind::Pin, &spelled(LockKind::Pin, typed)), Ok(()), "{typed:?}");
    }
    assert_eq!(spelled(LockKind::Pin, "00001234"), "00001234");
}

#[test]
fn a_lock_is_tried_in_the_spelling_of_today_and_in_the_one_it_may_have_been_set_in() {
    assert_eq!(tries(LockKind::Pin, "1234", "1234"), ["1234"], "one try is enough where both are the same");
    assert_eq!(
        tries(LockKind::Words, " Four quiet  stones here", " Four quiet  stones here"),
        ["four quiet stones here"]
    );
    let typed = "it\u{2019}s four words";
    assert_eq!(tries(LockKind::Words, typed, typed), ["it's four words", "it\u{2019}s four words"]);
    // An accent in two signs, which the browser joins.
    assert_eq!(
        tries(LockKind::Words, "a cafe\u{301} b c", "a caf\u{e9} b c"),
        ["a caf\u{e9} b c", "a cafe\u{301} b c"]
    );
    for secret in tries(LockKind::Words, typed, typed) {
        assert_eq!(normal(&secret), secret, "nothing is changed once more before it is stretched");
    }
}

#[test]
fn capitals_and_blanks_make_no_difference() {
    assert_eq!(normal("  Four quiet\n Stones  here "), "four quiet stones here");
    assert_eq!(normal(" 1234 "), "1234");
}

#[test]
fn five_wrong_tries_cost_a_minute_then_five_then_fifteen() {
    let waits: Vec<i64> = (0..9).map(|wrong| wait_ms(wrong) / MINUTE).collect();
    assert_eq!(waits, [0, 0, 0, 0, 0, 1, 5, 15, 15]);
}

#[test]
fn a_wait_runs_out_and_one_noted_by_a_clock_that_was_ahead_is_over() {
    for (what, wrong, last, now, expected) in [
        ("no wait", 4, 0, 0, 0),
        ("just begun", 5, 100, 100, MINUTE),
        ("half way", 5, 0, MINUTE / 2, MINUTE / 2),
        ("over", 5, 0, MINUTE, 0),
        ("long over", 7, 0, i64::MAX, 0),
        ("a clock that was thirty days ahead", 6, 30 * 24 * 60 * MINUTE, 0, 0),
        ("a clock that was a moment ahead", 6, 1, 0, 0),
    ] {
        assert_eq!(left_ms(wrong, last, now), expected, "{what}");
    }
}

#[test]
fn the_lock_closes_by_whichever_clock_ran_further() {
    for (after, monotonic, wall, due) in [
        (0, 0.0, 0, true),
        (2, 119_999.0, 119_999, false),
        (2, 120_000.0, 0, true),
        (2, 0.0, 120_000, true),
        (2, 5.0, -1_000_000, false),
        (15, 0.0, 15 * MINUTE, true),
    ] {
        assert_eq!(is_due(after, monotonic, wall), due, "{after} {monotonic} {wall}");
    }
}

#[test]
fn a_wait_is_said_in_minutes_and_the_last_one_counts_whole() {
    for (wait_ms, wanted) in [(-5, 0), (0, 0), (1, 1), (MINUTE, 1), (MINUTE + 1, 2), (15 * MINUTE, 15)] {
        assert_eq!(minutes(wait_ms), wanted, "{wait_ms}");
    }
}
