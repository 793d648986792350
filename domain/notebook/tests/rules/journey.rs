//! The line over time and the facts a sentence is made of.

use crate::support::{
    MORNING, adds_up, all_answered, check_in_of, confirmed_structure, later, licensed, practice, structure,
};
use notebook::check_in::CheckIn;
use notebook::instrument::Instrument;
use notebook::journey::{just_done, result, series};
use notebook::score::{Meaning, NoScore, ScoreChange};

const DAY: i64 = 24 * 60;

fn three(instrument: &Instrument) -> Vec<CheckIn> {
    let mut skipped = all_answered(1);
    skipped[3] = None;
    vec![
        check_in_of(3, instrument, &all_answered(4), later(60 * DAY)),
        check_in_of(1, instrument, &all_answered(1), MORNING),
        check_in_of(2, instrument, &skipped, later(30 * DAY)),
    ]
}

#[test]
fn a_check_in_without_a_total_is_a_gap_and_never_a_zero() {
    let line = series("made-up-10", &three(&licensed()), &[licensed()]);
    assert_eq!(line.points.iter().map(|point| point.value).collect::<Vec<_>>(), [Some(18), None, Some(24)]);
    assert_eq!((line.range, line.band), (Some((0, 40)), Some((20, 28))));
}

#[test]
fn a_result_stands_beside_the_latest_total_before_it() {
    let all = three(&licensed());
    let facts = result(&all[0], &all, &[licensed()]);
    assert_eq!(facts.score.unwrap().value, 24);
    assert_eq!(facts.previous, Some((MORNING.day(), 18)));
    assert_eq!(facts.before, Some(all[2].answered_on), "the one before, though it has no total");
    assert_eq!(facts.change, Some((ScoreChange::Higher(6), Some(Meaning::MoreThanUsual))));
    assert_eq!(facts.band, Some((14, 22)));
    assert_eq!((facts.items[3].place, facts.items[3].before), (Some(4), None), "item by item, beside the last one");
    assert_eq!((facts.items[4].place, facts.items[4].before), (Some(4), Some(1)));
}

#[test]
fn the_first_result_has_nothing_beside_it() {
    let all = three(&licensed());
    let facts = result(&all[1], &all, &[licensed()]);
    assert_eq!((facts.previous, facts.change, facts.band, facts.before), (None, None, None, None));
    assert!(facts.items.iter().all(|item| item.before.is_none()));
}

#[test]
fn a_sum_without_thresholds_has_a_line_and_no_band() {
    let all = three(&adds_up());
    let facts = result(&all[0], &all, &[adds_up()]);
    assert_eq!((facts.change, facts.band), (Some((ScoreChange::Higher(6), None)), None));
    assert_eq!(series("adds-up", &all, &[adds_up()]).band, None);
}

#[test]
fn once_a_structure_is_confirmed_earlier_check_ins_have_totals_too() {
    let all = three(&structure());
    let before = series("reqol-10", &all, &[structure()]);
    assert!(before.points.iter().all(|point| point.value.is_none()) && before.range.is_none());
    assert_eq!(result(&all[0], &all, &[structure()]).score, Err(NoScore::OrderUnconfirmed));
    let after = series("reqol-10", &all, &[confirmed_structure()]);
    assert_eq!(after.points.iter().map(|point| point.value).collect::<Vec<_>>(), [Some(18), None, Some(24)]);
}

#[test]
fn a_pack_that_is_not_here_leaves_the_answers_and_gives_no_total() {
    let all = three(&licensed());
    assert_eq!(result(&all[0], &all, &[practice()]).score, Err(NoScore::NoPack));
    assert_eq!(series("made-up-10", &all, &[practice()]).points.len(), 3);
}

#[test]
fn under_seven_civil_days_after_the_same_one_there_is_a_soft_word() {
    let done = check_in_of(1, &practice(), &all_answered(2), MORNING);
    let ago = |days: i32| just_done("practice", [&done], MORNING.day().add_days(days)).map(|(_, ago)| ago);
    assert_eq!([ago(0), ago(1), ago(6), ago(7)], [Some(0), Some(1), Some(6), None]);
    assert_eq!(ago(-1), None, "a clock that was put back makes no fuss");
    assert_eq!(just_done("reqol-10", [&done], MORNING.day()), None);
}

#[test]
fn a_sheet_typed_in_later_stands_at_the_day_it_was_answered() {
    let mut sheet = check_in_of(2, &adds_up(), &all_answered(1), later(DAY));
    sheet.answered_on = MORNING.day().add_days(-30);
    let now = check_in_of(1, &adds_up(), &all_answered(2), MORNING);
    let all = [now, sheet];
    let line = series("adds-up", &all, &[adds_up()]);
    assert_eq!(line.points.iter().map(|point| point.check_in).collect::<Vec<_>>(), [all[1].id, all[0].id]);
    assert_eq!(result(&all[0], &all, &[adds_up()]).previous.map(|(day, _)| day), Some(all[1].answered_on));
    assert_eq!(just_done("adds-up", &all, MORNING.day().add_days(8)), None);
}

#[test]
fn different_questionnaires_are_never_put_on_one_line() {
    let mut all = three(&licensed());
    all.push(check_in_of(9, &practice(), &all_answered(0), later(90 * DAY)));
    let packs = [licensed(), practice()];
    assert_eq!(series("practice", &all, &packs).points.len(), 1);
    assert_eq!(result(&all[3], &all, &packs).previous, None);
}

/// A day that was answered, from the moment, the hours east of London and the answers.
fn abroad(id: u8, at: notebook::time::Stamp, hours: i16, place: u8) -> CheckIn {
    let at = notebook::time::Stamp { offset_min: hours * 60, ..at };
    check_in_of(id, &licensed(), &all_answered(place), at)
}

#[test]
fn whoever_flies_west_answers_later_on_an_earlier_day_and_the_later_one_is_last() {
    // 01:00 on 13 May in Kiritimati, and ten hours later in Pago Pago, where it is still 12 May.
    let (first, then) = (abroad(1, later(3 * 60), 14, 1), abroad(2, later(13 * 60), -11, 4));
    assert!(first.answered_on > then.answered_on, "the days stand the other way round");
    let all = [then.clone(), first.clone()];
    let facts = result(&then, &all, &[licensed()]);
    assert_eq!(facts.previous, Some((first.answered_on, 18)));
    assert!(matches!(facts.change, Some((ScoreChange::Higher(6), _))));
    assert_eq!(result(&first, &all, &[licensed()]).previous, None);
    let line = series("made-up-10", &all, &[licensed()]);
    assert_eq!(line.points.iter().map(|point| point.value).collect::<Vec<_>>(), [Some(18), Some(24)]);
}

#[test]
fn a_sheet_of_an_earlier_day_stands_at_the_end_of_that_day() {
    let there = check_in_of(1, &licensed(), &all_answered(1), MORNING);
    let mut sheet = check_in_of(2, &licensed(), &all_answered(4), later(3 * DAY));
    sheet.answered_on = MORNING.day();
    let between = check_in_of(3, &licensed(), &all_answered(2), later(DAY));
    let line = series("made-up-10", &[sheet, between, there], &[licensed()]);
    assert_eq!(line.points.iter().map(|point| point.check_in.as_bytes()[0]).collect::<Vec<_>>(), [1, 2, 3]);
}
