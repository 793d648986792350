//! What one permission lets go, choice by choice: notes one by one, the wish to talk, the name, what goes on from an
//! earlier permission, and nothing before the person has seen it themselves.

use crate::support::{MORNING, SAM, all_answered, check_in_of, day, grant, granted, later, licensed, phone};
use notebook::check_in::{CheckIn, Company, Draft};
use notebook::consent::{Consent, From, Grant, ItemKind, Scope, is_asked_about};
use notebook::id::{CheckInId, NoteId};
use notebook::note::Note;
use notebook::records::{Brought, Change, Decision, Record, Records};
use notebook::share::{SharedItem, SharedPage, assemble, preview};
use notebook::time::{Day, Stamp};

fn totals() -> Scope {
    Scope { totals: true, ..Scope::default() }
}

fn note_id(n: u8) -> NoteId {
    NoteId::from_bytes([n; 16])
}

fn write(records: &mut Records, n: u8, words: &str, at: Stamp) {
    let note = Note { id: note_id(n), words: words.to_owned(), at, check_in: None, edited: None };
    records.apply(&Change::Put(Record::Note(note)));
}

fn put(records: &mut Records, n: u8, at: Stamp) -> CheckInId {
    let it = CheckIn { note: Some(format!("note {n}")), ..check_in_of(n, &licensed(), &all_answered(2), at) };
    records.apply(&Change::Put(Record::CheckIn(it)));
    CheckInId::from_bytes([n; 16])
}

fn page(records: &Records, consent: &Consent, today: Day) -> SharedPage {
    SharedPage::from_items(&preview(consent, records, &[licensed()], today).unwrap())
}

fn words(page: &SharedPage) -> Vec<&str> {
    page.notes.iter().map(|note| note.words.as_str()).collect()
}

/// Seals nothing, but remembers what has gone.
fn send(records: &mut Records, consent: &Consent, at: Stamp) -> Vec<SharedItem> {
    let payloads = assemble(consent, records, &[licensed()], at.day()).unwrap();
    for payload in &payloads {
        records.apply(&Change::Put(Record::Sent(payload.sent_item(at))));
    }
    payloads.iter().map(|it| it.item().clone()).collect()
}

#[test]
fn each_note_has_its_own_choice_and_earlier_check_ins_bring_no_note_along() {
    let mut records = phone();
    write(&mut records, 1, "mine", later(-20));
    write(&mut records, 2, "ours", later(-10));
    let scope = Scope { note_ids: [note_id(2)].into(), ..totals() };
    let consent = granted(&mut records, grant(1, scope, From::EarlierToo, MORNING));
    write(&mut records, 3, "later", later(10));
    assert_eq!(words(&page(&records, &consent, MORNING.day())), ["ours"]);
}

#[test]
fn new_notes_are_those_written_after_the_permission_whatever_is_chosen_about_check_ins() {
    for from in [From::OnlyNew, From::EarlierToo] {
        let mut records = phone();
        write(&mut records, 1, "before", later(-1));
        let consent = granted(&mut records, grant(1, Scope { notes: true, ..Scope::default() }, from, MORNING));
        write(&mut records, 2, "after", later(1));
        assert_eq!(words(&page(&records, &consent, MORNING.day())), ["after"]);
    }
}

#[test]
fn the_note_of_a_check_in_goes_only_where_it_was_chosen_or_is_new() {
    let notes = |scope: Scope| {
        let mut records = phone();
        put(&mut records, 1, later(-10));
        let consent = granted(&mut records, grant(1, scope, From::EarlierToo, MORNING));
        let check_in = put(&mut records, 2, later(10));
        let yes = Decision { consent: consent.id(), check_in, share: true, at: later(11) };
        records.apply(&Change::Put(Record::Decision(yes)));
        let page = page(&records, &consent, MORNING.day());
        page.check_ins.into_iter().map(|it| it.note).collect::<Vec<_>>()
    };
    let (first, second) = (Some("note 1".to_owned()), Some("note 2".to_owned()));
    let chosen = NoteId::of_check_in(CheckInId::from_bytes([1; 16]));
    let mut both = notes(totals());
    assert_eq!(both, [None, None]);
    both = notes(Scope { notes: true, ..totals() });
    assert!(both.contains(&second) && both.contains(&None), "{both:?}");
    both = notes(Scope { note_ids: [chosen].into(), ..totals() });
    assert!(both.contains(&first) && both.contains(&None), "{both:?}");
}

#[test]
fn nothing_goes_and_nothing_is_asked_before_the_person_has_opened_that_very_result() {
    let mut records = phone();
    let draft = |n: u8, at: Stamp| {
        let mut draft = Draft::start(CheckInId::from_bytes([n; 16]), &licensed(), at);
        (draft.company, draft.at_item) = (Some(Company::OnMyOwn), 0);
        draft.skip_rest(&licensed()).unwrap();
        draft.complete(&licensed(), at, at.day()).unwrap()
    };
    records.apply(&Change::Put(Record::CheckIn(draft(1, later(-10)))));
    let mut consent = granted(&mut records, grant(1, totals(), From::EarlierToo, MORNING));
    assert!(page(&records, &consent, MORNING.day()).check_ins.is_empty(), "chosen with it, and never looked at");
    records.apply(&Change::Put(Record::CheckIn(draft(2, later(10)))));
    assert_eq!(records.open_questions(MORNING.day()), []);
    consent.set_without_asking(Some(later(15)));
    records.apply(&Change::Put(Record::Consent(consent.clone())));
    records.apply(&Change::Put(Record::CheckIn(draft(3, later(20)))));
    assert_eq!(records.going_unasked(MORNING.day()), []);
    for change in records.result_opened(CheckInId::from_bytes([2; 16]), later(30)) {
        records.apply(&change);
    }
    assert_eq!(records.open_questions(MORNING.day()), [(consent.id(), CheckInId::from_bytes([2; 16]))]);
    assert!(page(&records, &consent, MORNING.day()).check_ins.is_empty());
    for n in [1, 3] {
        for change in records.result_opened(CheckInId::from_bytes([n; 16]), later(31)) {
            records.apply(&change);
        }
    }
    assert_eq!(page(&records, &consent, MORNING.day()).check_ins.len(), 2);
    assert_eq!(records.result_opened(CheckInId::from_bytes([3; 16]), later(32)), [], "opened again, nothing changes");
}

#[test]
fn a_wish_to_talk_is_made_and_taken_back_under_any_permission_and_both_are_told() {
    let mut records = phone();
    let mut consent = granted(&mut records, grant(1, totals(), From::OnlyNew, MORNING));
    assert!(send(&mut records, &consent, later(1)).iter().all(|it| it.kind() != ItemKind::Conversation));
    for (on, minute) in [(true, 2), (true, 3), (false, 4), (true, 5)] {
        consent.wish_to_talk(on, later(minute));
        records.apply(&Change::Put(Record::Consent(consent.clone())));
        let sent = send(&mut records, &consent, later(minute));
        let expected = match (on, minute) {
            (_, 3) => vec![],
            (true, _) => vec![SharedItem::Conversation { asked: later(minute) }],
            (false, _) => vec![SharedItem::NoConversation {}],
        };
        assert_eq!(sent, expected, "asking again changes nothing");
        assert_eq!(page(&records, &consent, MORNING.day()).conversation.is_some(), on);
    }
    let chosen = Scope { conversation: true, ..Scope::default() };
    let mut with_it = Consent::grant(grant(2, chosen, From::OnlyNew, later(10))).unwrap();
    assert_eq!(with_it.asked_to_talk(), Some(later(10)));
    with_it.wish_to_talk(false, later(11));
    assert_eq!(with_it.asked_to_talk(), None);
}

#[test]
fn a_changed_name_is_told_with_the_one_before_for_a_month_to_those_who_knew_it() {
    let mut records = phone();
    let consent = granted(&mut records, grant(1, totals(), From::OnlyNew, MORNING));
    let names = |records: &Records, today: Day| {
        let about = page(records, &consent, today).about.unwrap();
        (about.name, about.formerly)
    };
    let (ash, robin) = (Some("Ash".to_owned()), Some("Robin".to_owned()));
    assert_eq!(names(&records, MORNING.day()), (ash.clone(), None));
    records.settings.rename(robin.clone(), later(5));
    assert_eq!(names(&records, MORNING.day()), (robin.clone(), ash.clone()));
    assert_eq!(names(&records, day("2026-06-11")), (robin.clone(), ash));
    assert_eq!(names(&records, day("2026-06-12")), (robin.clone(), None));
    let contact = records.contacts.get_mut(&SAM).unwrap();
    contact.told_since = Some(later(6));
    assert_eq!(names(&records, MORNING.day()), (robin, None), "told after it had changed");
    records.contacts.get_mut(&SAM).unwrap().name_told = false;
    assert_eq!(names(&records, MORNING.day()), (None, None));
}

#[test]
fn what_goes_on_keeps_what_was_new_and_every_answer_about_a_check_in() {
    let mut records = phone();
    put(&mut records, 9, later(-10));
    let first = granted(&mut records, grant(1, totals(), From::OnlyNew, MORNING));
    for (n, share) in [(1, Some(true)), (2, Some(false)), (3, None)] {
        let check_in = put(&mut records, n, later(i64::from(n)));
        let decision = share.map(|share| Decision { consent: first.id(), check_in, share, at: later(20) });
        records.apply(
            &decision.map_or(Change::Put(Record::Consent(first.clone())), |it| Change::Put(Record::Decision(it))),
        );
    }
    for from in [From::OnlyNew, From::EarlierToo] {
        let mut records = records.clone();
        let second = Consent::grant(grant(2, totals(), from, later(30))).unwrap().going_on_from(&first);
        for decision in records.carried_over(&second) {
            records.apply(&Change::Put(Record::Decision(decision)));
        }
        records.apply(&Change::Put(Record::Consent(second.clone())));
        let shown: Vec<_> = page(&records, &second, MORNING.day()).check_ins.into_iter().map(|it| it.id).collect();
        let earlier = CheckInId::from_bytes([9; 16]);
        assert!(shown.contains(&CheckInId::from_bytes([1; 16])) && !shown.contains(&CheckInId::from_bytes([2; 16])));
        assert_eq!(shown.contains(&earlier), from == From::EarlierToo);
        assert!(!shown.contains(&CheckInId::from_bytes([3; 16])), "a question that is open stays open");
        assert_eq!(records.open_questions(MORNING.day()), [(second.id(), CheckInId::from_bytes([3; 16]))]);
    }
    let anew = Consent::grant(grant(3, totals(), From::OnlyNew, later(30))).unwrap();
    assert!(page(&records, &anew, MORNING.day()).check_ins.is_empty(), "only new from now on");
}

#[test]
fn going_on_does_not_choose_what_a_copy_brought_back() {
    let mut records = phone();
    let first = granted(&mut records, grant(1, totals(), From::EarlierToo, MORNING));
    let brought = put(&mut records, 9, later(-10));
    let things = [*brought.as_bytes()].into();
    records.returned.copies.push(Brought { things, consents: [first.id()].into() });
    assert!(page(&records, &first, MORNING.day()).check_ins.is_empty());
    let second = Consent::grant(grant(2, totals(), From::EarlierToo, later(30))).unwrap().going_on_from(&first);
    for decision in records.carried_over(&second) {
        records.apply(&Change::Put(Record::Decision(decision)));
    }
    records.apply(&Change::Put(Record::Consent(second.clone())));
    assert!(page(&records, &second, MORNING.day()).check_ins.is_empty());
}

#[test]
fn keep_sharing_is_not_asked_about_a_short_permission_and_not_again_after_a_no() {
    let lasting = |until| Consent::grant(Grant { until, ..grant(1, totals(), From::OnlyNew, MORNING) }).unwrap();
    assert!(!lasting(day("2026-06-11")).asks_to_keep(day("2026-06-10")));
    // As it is said while the last day is chosen.
    let said = |until| is_asked_about(MORNING.day(), day(until));
    assert!(!said("2026-06-11") && said("2026-06-12"));
    let mut month = lasting(day("2026-06-12"));
    assert!(!month.asks_to_keep(day("2026-05-28")) && month.asks_to_keep(day("2026-05-29")));
    month.let_end(later(60));
    assert!(!month.asks_to_keep(day("2026-06-01")) && month.holds(day("2026-06-12")));
}

#[test]
fn the_sentences_that_were_shown_stay_with_the_permission() {
    let lines = vec!["Sam cannot unread what they have read.".to_owned()];
    let consent = Consent::grant(grant(1, totals(), From::OnlyNew, MORNING)).unwrap().with_shown(lines.clone());
    let record = Record::Consent(consent);
    let Some(Record::Consent(read)) = Record::from_bytes(&record.to_bytes()) else { panic!("it reads back") };
    assert_eq!(read.shown(), lines);
}
