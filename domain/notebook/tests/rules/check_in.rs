//! From the first statement to a record that is only ever amended.

use crate::support::{MORNING, all_answered, check_in_of, data, day, later, practice, responses, structure};
use notebook::check_in::{AmendFault, AnswerFault, CheckIn, Company, Draft, Incomplete};
use notebook::id::CheckInId;
use notebook::instrument::load;
use notebook::records::Record;

fn draft() -> Draft {
    Draft::start(CheckInId::from_bytes([1; 16]), &practice(), MORNING)
}

#[test]
fn nothing_is_picked_beforehand() {
    let draft = draft();
    assert_eq!((draft.company, draft.at_item, draft.responses.answered()), (None, 0, 0));
}

#[test]
fn choosing_marks_and_does_not_move() {
    let mut draft = draft();
    draft.answer(&practice(), "m1", 2).unwrap();
    draft.answer(&practice(), "m1", 3).unwrap();
    assert_eq!((draft.responses.place("m1"), draft.at_item), (Some(3), 0));
}

#[test]
fn there_is_no_such_statement_and_no_such_box() {
    let mut draft = draft();
    assert_eq!(draft.answer(&practice(), "m12", 0), Err(AnswerFault::NoSuchItem));
    assert_eq!(draft.answer(&practice(), "m1", 5), Err(AnswerFault::NoSuchOption));
    assert_eq!(draft.skip(&practice(), "m12"), Err(AnswerFault::NoSuchItem));
    assert_eq!(draft.answer(&structure(), "1", 0), Err(AnswerFault::OtherPack));
}

#[test]
fn skipping_takes_a_chosen_box_back_and_is_not_the_same_as_not_reached() {
    let mut draft = draft();
    draft.answer(&practice(), "m1", 2).unwrap();
    draft.skip(&practice(), "m1").unwrap();
    assert!(draft.responses.skipped("m1") && draft.responses.reached("m1"));
    assert!(!draft.responses.skipped("m2") && !draft.responses.reached("m2"));
}

#[test]
fn one_can_go_back_to_the_first_and_on_to_the_review_and_no_further() {
    let (instrument, mut draft) = (practice(), draft());
    draft.go_to(&instrument, 10);
    assert_eq!(draft.at_item, 10);
    draft.go_to(&instrument, 12);
    assert_eq!(draft.at_item, 11);
    draft.go_to(&instrument, 0);
    assert_eq!(draft.at_item, 0);
}

#[test]
fn a_draft_survives_being_written_and_read_at_any_statement() {
    let mut draft = draft();
    for item in &practice().pack.items {
        draft.answer(&practice(), &item.id, 1).unwrap();
        draft.go_to(&practice(), draft.at_item + 1);
        let record = Record::Draft(draft.clone());
        assert_eq!(Record::from_bytes(&record.to_bytes()), Some(record));
    }
}

#[test]
fn a_check_in_needs_company_and_every_statement_reached() {
    let mut draft = draft();
    assert_eq!(draft.clone().complete(&practice(), MORNING, MORNING.day()), Err(Incomplete::NoCompany));
    draft.company = Some(Company::ReadToMe);
    for item in practice().pack.items.iter().skip(2) {
        draft.answer(&practice(), &item.id, 0).unwrap();
    }
    let open = Incomplete::NotReached(vec!["m1".to_owned(), "m2".to_owned()]);
    assert_eq!(draft.clone().complete(&practice(), MORNING, MORNING.day()), Err(open));
    draft.skip_rest(&practice()).unwrap();
    let done = draft.complete(&practice(), MORNING, MORNING.day()).unwrap();
    assert!(done.responses.skipped("m1") && done.company == Company::ReadToMe);
}

#[test]
fn a_draft_started_before_the_licence_ended_can_finish() {
    let instrument = load(&data("broken/expired-licence.json"), None).unwrap();
    let done = check_in_of(1, &instrument, &all_answered(2), MORNING);
    assert!(instrument.expired(done.answered_on));
    assert_eq!(done.pack, instrument.pack_ref());
}

#[test]
fn answers_from_paper_keep_the_day_they_were_given() {
    let mut draft = draft();
    draft.company = Some(Company::FromPaper);
    draft.skip_rest(&practice()).unwrap();
    let done = draft.complete(&practice(), MORNING, day("2026-05-09")).unwrap();
    assert_eq!((done.answered_on, done.completed.day()), (day("2026-05-09"), day("2026-05-12")));
}

#[test]
fn a_sheet_is_typed_in_with_its_own_day_which_a_stop_does_not_lose() {
    let sheet = Draft::from_paper(CheckInId::from_bytes([1; 16]), &structure(), MORNING, day("2026-05-09"));
    assert_eq!((sheet.company, sheet.answered_on), (Some(Company::FromPaper), Some(day("2026-05-09"))));
    let record = Record::Draft(sheet);
    assert_eq!(Record::from_bytes(&record.to_bytes()), Some(record));
}

#[test]
fn nothing_is_answered_on_a_day_that_has_not_come() {
    let mut draft = draft();
    draft.company = Some(Company::FromPaper);
    draft.skip_rest(&practice()).unwrap();
    let tomorrow = day("2026-05-13");
    assert_eq!(draft.clone().complete(&practice(), MORNING, tomorrow), Err(Incomplete::NotYet(tomorrow)));
    assert!(draft.complete(&practice(), MORNING, MORNING.day()).is_ok());
}

#[test]
fn a_change_on_the_same_day_is_an_amendment_with_history() {
    let mut done = check_in_of(1, &practice(), &all_answered(2), MORNING);
    let first = done.responses.clone();
    let second = responses(&practice(), all_answered(3));
    done.amend(&practice(), second.clone(), later(30)).unwrap();
    assert_eq!(done.responses, second);
    assert_eq!((done.history.len(), &done.history[0].responses, done.history[0].at), (1, &first, later(30)));
    done.amend(&practice(), second, later(31)).unwrap();
    assert_eq!(done.history.len(), 1, "the same answers change nothing");
}

#[test]
fn the_next_day_it_stays_as_it_is() {
    let mut done = check_in_of(1, &practice(), &all_answered(2), MORNING);
    let before = done.clone();
    let change = responses(&practice(), all_answered(3));
    assert_eq!(done.amend(&practice(), change, later(24 * 60)), Err(AmendFault::AnotherDay));
    assert_eq!(done, before);
}

#[test]
fn an_amendment_has_to_fit_the_same_pack_and_every_statement() {
    let mut done = check_in_of(1, &practice(), &all_answered(2), MORNING);
    let of_another = responses(&structure(), all_answered(2));
    assert_eq!(done.amend(&structure(), of_another.clone(), later(1)), Err(AmendFault::DoNotFit));
    assert_eq!(done.amend(&practice(), of_another, later(1)), Err(AmendFault::DoNotFit));
    let half = responses(&practice(), vec![Some(1); 5]);
    assert_eq!(done.amend(&practice(), half, later(1)), Err(AmendFault::DoNotFit));
}

#[test]
fn a_sheet_is_at_most_twenty_years_old_and_not_of_tomorrow() {
    let today = day("2026-11-28");
    for (sheet, may) in [
        ("0026-05-01", false),
        ("1926-05-01", false),
        ("2006-11-27", false),
        ("2006-11-28", true),
        ("2026-11-28", true),
        ("2026-11-29", false),
        ("9999-12-31", false),
    ] {
        assert_eq!(Draft::may_bear(day(sheet), today), may, "{sheet}");
        assert_eq!(Draft::sheet_days(today).contains(&day(sheet)), may, "{sheet}");
    }
}

fn sheet() -> CheckIn {
    let mut draft = Draft::from_paper(CheckInId::from_bytes([1; 16]), &practice(), MORNING, day("2026-05-09"));
    draft.skip_rest(&practice()).unwrap();
    draft.complete(&practice(), MORNING, day("2026-05-09")).unwrap()
}

#[test]
fn a_wrong_day_of_a_typed_sheet_is_put_right_and_the_day_before_is_kept() {
    let mut done = sheet();
    let at = later(40 * 24 * 60);
    done.correct_day(day("2026-04-09"), at).unwrap();
    assert_eq!(done.answered_on, day("2026-04-09"));
    assert_eq!((done.history[0].answered_on, done.history[0].at), (Some(day("2026-05-09")), at));
    assert_eq!(done.answers_amended(), None, "its answers are as they were");
    done.correct_day(day("2026-04-09"), at).unwrap();
    assert_eq!(done.history.len(), 1, "the same day changes nothing");
    let record = Record::CheckIn(done);
    assert_eq!(Record::from_bytes(&record.to_bytes()), Some(record));
}

#[test]
fn a_day_that_has_not_come_or_is_of_another_century_is_no_day_of_a_sheet() {
    let mut done = sheet();
    let before = done.clone();
    for wrong in ["0026-05-01", "1926-05-09", "2006-05-11", "2026-05-13"] {
        assert_eq!(done.correct_day(day(wrong), MORNING), Err(AmendFault::NoSuchDay), "{wrong}");
    }
    assert_eq!(done, before);
}

#[test]
fn a_check_in_that_was_answered_here_keeps_its_own_day() {
    let mut done = check_in_of(1, &practice(), &all_answered(2), MORNING);
    assert_eq!(done.correct_day(day("2026-05-01"), later(1)), Err(AmendFault::OwnDay));
}
