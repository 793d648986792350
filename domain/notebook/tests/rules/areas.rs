//! Key life areas: nothing is added up, more help is a question of its own, and each area is shared by itself.

use crate::support::{
    MORNING, SAM, areas, check_in_of, day, grant, granted, later, licensed, phone, practice, responses,
};
use notebook::check_in::{AmendFault, AnswerFault, CheckIn};
use notebook::consent::{Consent, From, GrantFault, Scope, SourceItem};
use notebook::id::CheckInId;
use notebook::instrument::{KEY_AREAS, PackStanding, built_in};
use notebook::journey::{item_lines, result, series};
use notebook::records::{Change, Record, Records};
use notebook::score::NoScore;
use notebook::share::{SharedAnswer, SharedCheckIn, SharedItem, SharedPage, preview};
use proptest::prelude::*;

const ALL: [Option<u8>; 10] =
    [Some(5), Some(4), Some(3), Some(6), Some(2), Some(4), Some(1), Some(3), Some(2), Some(5)];

/// Skipped the last one, and would like more help with money, not with the home.
fn answered(n: u8, minutes: i64) -> CheckIn {
    let mut places = ALL;
    places[9] = None;
    let mut check_in = check_in_of(n, &areas(), &places, later(minutes));
    check_in.responses.answer_follow_up(&areas(), "money", true).unwrap();
    check_in.responses.answer_follow_up(&areas(), "home", false).unwrap();
    check_in
}

fn scope(items: &[&str], help: &[&str]) -> Scope {
    let mut scope = Scope::default();
    items.iter().for_each(|item| scope.set_area(item, true));
    help.iter().for_each(|item| scope.set_help(item, true));
    scope
}

fn with(check_in: CheckIn) -> Records {
    let mut records = phone();
    records.apply(&Change::Put(Record::CheckIn(check_in)));
    records
}

/// What Sam sees of every check-in.
fn seen(records: &mut Records, scope: Scope) -> Vec<SharedCheckIn> {
    let consent = granted(records, grant(9, scope, From::EarlierToo, later(60)));
    let items = preview(&consent, records, &built_in(), MORNING.day()).unwrap();
    SharedPage::from_items(&items).check_ins
}

fn places(shown: &SharedCheckIn) -> Vec<Option<u8>> {
    shown.answers.iter().flatten().map(|answer| answer.place).collect()
}

#[test]
fn ten_areas_from_1_to_7_in_our_own_words_with_nothing_added_up() {
    let pack = areas().pack;
    assert_eq!((pack.items.len(), pack.standing, pack.groups.len()), (10, PackStanding::Own, 0));
    for item in &pack.items {
        let boxes: Vec<&str> = item.options.iter().filter_map(|option| option.text.as_deref()).collect();
        assert_eq!(boxes.len(), 7, "{}", item.id);
        assert!((1..).zip(&boxes).all(|(n, words)| words.starts_with(&format!("{n}"))), "{boxes:?}");
        assert!(boxes[0].len() > 2 && boxes[6].len() > 2, "words at both ends");
        assert!(areas().followed_up(&item.id));
    }
}

#[test]
fn there_is_no_total_and_no_line_of_totals() {
    let check_in = answered(1, 0);
    let facts = result(&check_in, [&check_in], &built_in());
    assert_eq!((facts.score, facts.change, facts.others.len()), (Err(NoScore::NoGroup), None, 0));
    let line = series(KEY_AREAS, [&check_in], &built_in());
    assert_eq!((line.range, line.points[0].value), (None, None));
}

#[test]
fn what_is_asked_after_an_area_may_be_left_open() {
    let facts = result(&answered(1, 0), [&answered(1, 0)], &built_in());
    let said = |item: &str| facts.items.iter().find(|it| it.item == item).unwrap().follow_up;
    assert_eq!((said("money"), said("home"), said("body")), (Some(true), Some(false), None));
}

#[test]
fn leaving_an_area_out_takes_back_what_was_said_after_it() {
    let mut responses = answered(1, 0).responses;
    responses.skip(&areas(), "money").unwrap();
    assert_eq!(responses.follow_up("money"), None);
}

#[test]
fn nothing_is_asked_where_the_pack_asks_nothing() {
    let mut responses = responses(&practice(), [Some(1)]);
    assert_eq!(responses.answer_follow_up(&practice(), "m1", true), Err(AnswerFault::NoFollowUp));
    assert_eq!(answered(1, 0).responses.answer_follow_up(&areas(), "sea", true), Err(AnswerFault::NoFollowUp));
}

#[test]
fn it_is_kept_on_the_phone_and_through_an_amendment() {
    let mut check_in = answered(1, 0);
    let before = check_in.responses.clone();
    let mut change = before.clone();
    change.answer_follow_up(&areas(), "money", false).unwrap();
    check_in.amend(&areas(), change.clone(), later(5)).unwrap();
    let record = Record::CheckIn(check_in.clone());
    assert_eq!(Record::from_bytes(&record.to_bytes()), Some(record));
    assert_eq!((&check_in.responses, &check_in.history[0].responses), (&change, &before));
}

#[test]
fn an_amendment_says_nothing_about_what_was_not_asked() {
    let mut of_practice = check_in_of(1, &practice(), &[Some(1); 11], MORNING);
    assert_eq!(of_practice.amend(&practice(), answered(2, 0).responses, later(1)), Err(AmendFault::DoNotFit));
}

#[test]
fn each_area_is_a_line_of_its_own_with_a_gap_where_it_was_left_out() {
    let mut first = answered(1, -60 * 24 * 30);
    first.responses.skip(&areas(), "body").unwrap();
    let lines = item_lines(KEY_AREAS, [&answered(2, 0), &first], &built_in());
    let of = |item: &str| lines.iter().find(|it| it.item == item).unwrap();
    assert_eq!((lines.len(), of("body").of), (10, 7));
    assert_eq!(of("body").points.iter().map(|point| point.value).collect::<Vec<_>>(), [None, Some(3)]);
    assert_eq!(of("time").points.iter().map(|point| point.value).collect::<Vec<_>>(), [None, None]);
}

#[test]
fn nothing_about_an_area_goes_without_the_area() {
    let mut only_help = Scope::default();
    only_help.set_help("money", true);
    assert!(only_help.is_empty() && !only_help.covers_help("money"));
    let mut chosen = scope(&["money"], &["money"]);
    assert!(chosen.covers_help("money") && chosen.areas() == 1);
    chosen.set_area("money", false);
    assert!(chosen.is_empty());
    // However it came about.
    let odd = Scope { life_areas: ["money/help".to_owned()].into(), ..Scope::default() };
    assert!(odd.is_empty() && !odd.covers_help("money"));
    assert_eq!(Consent::grant(grant(1, odd, From::OnlyNew, MORNING)), Err(GrantFault::Nothing));
}

#[test]
fn each_area_goes_by_itself_and_more_help_only_where_it_was_chosen() {
    let mut records = with(answered(1, 0));
    let shown = seen(&mut records, scope(&["money", "home", "time"], &["money"]));
    let kept = [None; 5].into_iter().chain([Some(4), Some(1), None, None, None]).collect::<Vec<_>>();
    assert_eq!(places(&shown[0]), kept, "the last one was chosen, but left out");
    let help: Vec<_> = shown[0].answers.iter().flatten().map(|answer| answer.more_help).collect();
    assert_eq!(help.iter().flatten().collect::<Vec<_>>(), [&true]);
    assert_eq!((shown[0].total.is_none(), help[6]), (true, Some(true)));
}

#[test]
fn an_area_left_out_and_one_kept_back_look_alike() {
    let mut without = answered(1, 0);
    without.responses.skip(&areas(), "money").unwrap();
    let kept_back = seen(&mut with(answered(1, 0)), scope(&["home", "body"], &[]));
    assert_eq!(kept_back, seen(&mut with(without), scope(&["home", "money", "body"], &["money"])));
}

#[test]
fn totals_and_answers_of_other_check_ins_do_not_cover_the_areas_nor_the_other_way_round() {
    let mut records = with(answered(1, 0));
    records.apply(&Change::Put(Record::CheckIn(check_in_of(2, &practice(), &[Some(1); 11], MORNING))));
    let all = Scope { totals: true, answers: true, sensitive: true, ..Scope::default() };
    let of = |shown: Vec<SharedCheckIn>| shown.into_iter().map(|it| it.pack).collect::<Vec<_>>();
    assert_eq!(of(seen(&mut records.clone(), all)), ["practice"]);
    assert_eq!(of(seen(&mut records, scope(&["money"], &[]))), [KEY_AREAS]);
}

#[test]
fn a_permission_without_areas_does_not_ask_about_them() {
    let mut records = phone();
    let totals = Scope { totals: true, ..Scope::default() };
    granted(&mut records, grant(1, totals, From::OnlyNew, later(-5)));
    records.apply(&Change::Put(Record::CheckIn(answered(1, 10))));
    assert_eq!(records.open_questions(MORNING.day()), []);
    let with_areas = granted(&mut records, grant(2, scope(&["money"], &[]), From::OnlyNew, later(-4)));
    assert_eq!(records.open_questions(MORNING.day()), [(with_areas.id(), CheckInId::from_bytes([1; 16]))]);
    assert_eq!(with_areas.worker(), SAM);
    assert!(!with_areas.covers(&SourceItem::CheckIn(later(10)), MORNING.day()));
}

#[test]
fn what_was_shared_before_there_were_follow_ups_is_sent_in_the_same_bytes() {
    let answer = |more_help, ends| SharedAnswer {
        number: 1,
        theme: "Money".to_owned(),
        statement: None,
        place: Some(1),
        of: 7,
        words: None,
        more_help,
        ends,
    };
    let with_ends = |more_help, ends| {
        SharedItem::CheckIn(SharedCheckIn {
            id: CheckInId::from_bytes([1; 16]),
            pack: KEY_AREAS.to_owned(),
            title: String::new(),
            practice: false,
            copyright: String::new(),
            day: day("2026-05-12"),
            company: notebook::check_in::Company::OnMyOwn,
            help: None,
            total: None,
            answers: Some(vec![answer(more_help, ends)]),
            note: None,
        })
    };
    let item = |more_help| with_ends(more_help, None);
    // One answer of six fields, as it always was; null for the note ends it.
    let tail = [0x81, 0x86, 0x01, 0x65, b'M', b'o', b'n', b'e', b'y', 0xf6, 0x01, 0x07, 0xf6, 0xf6];
    assert!(item(None).to_bytes().ends_with(&tail));
    for more_help in [None, Some(true), Some(false)] {
        assert_eq!(SharedItem::parse(&item(more_help).to_bytes()), Ok(item(more_help)));
        let ended = with_ends(more_help, Some(("0, a hard day".to_owned(), "10, a very good day".to_owned())));
        assert_eq!(SharedItem::parse(&ended.to_bytes()), Ok(ended));
    }
}

proptest! {
    #[test]
    fn whatever_was_chosen_no_other_area_leaves_the_phone(
        chosen in prop::collection::vec(any::<bool>(), 10),
        help in prop::collection::vec(any::<bool>(), 10),
        given in prop::collection::vec(prop::option::of(0_u8..7), 10),
        said in prop::collection::vec(prop::option::of(any::<bool>()), 10),
        rest in any::<[bool; 4]>(),
    ) {
        let instrument = areas();
        let ids: Vec<&str> = instrument.pack.items.iter().map(|item| item.id.as_str()).collect();
        let mut check_in = check_in_of(1, &instrument, &given, MORNING);
        for (id, said) in ids.iter().zip(&said) {
            if let Some(yes) = said {
                check_in.responses.answer_follow_up(&instrument, id, *yes).unwrap();
            }
        }
        let [totals, answers, sensitive, notes] = rest;
        let mut scope = Scope { totals, answers, sensitive, notes, conversation: true, ..Scope::default() };
        for ((id, area), help) in ids.iter().zip(&chosen).zip(&help) {
            scope.set_area(id, *area);
            scope.set_help(id, *help);
        }
        let shown = seen(&mut with(check_in), scope);
        prop_assert_eq!(shown.is_empty(), !chosen.contains(&true));
        for shown in shown {
            prop_assert!(shown.total.is_none());
            for (n, answer) in shown.answers.unwrap().iter().enumerate() {
                prop_assert_eq!(answer.place, given[n].filter(|_| chosen[n]));
                prop_assert_eq!(answer.more_help, said[n].filter(|_| chosen[n] && help[n]));
            }
        }
    }
}

#[test]
fn a_made_up_questionnaire_of_another_name_is_not_taken_for_the_areas() {
    assert!(areas().key_areas() && !licensed().key_areas());
}
