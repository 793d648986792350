//! From a permission to what Sam sees: only what was chosen, only once decided, and the preview is
//! the page.

use crate::support::{
    MORNING, SAM, all_answered, check_in_of, confirmed_structure, contact, data, day, grant, granted, later, licensed,
    phone, practice, structure,
};
use notebook::aspiration::Aspiration;
use notebook::check_in::CheckIn;
use notebook::consent::{Consent, From, Grant, ItemKind, Scope};
use notebook::helped::{Helped, Helper, TypedBy};
use notebook::id::{AspirationId, CheckInId, NoteId, WorkerId};
use notebook::instrument::{Instrument, load};
use notebook::note::Note;
use notebook::records::{Change, Decision, Record, Records};
use notebook::share::{
    NotCovered, SharePayload, SharedCheckIn, SharedHelp, SharedItem, SharedPage, SharedPoint, assemble, preview,
};
use notebook::time::Stamp;

fn packs() -> Vec<Instrument> {
    vec![practice(), confirmed_structure(), licensed()]
}

fn answers() -> Scope {
    Scope { answers: true, ..Scope::default() }
}

fn totals() -> Scope {
    Scope { totals: true, ..Scope::default() }
}

fn send(records: &mut Records, consent: &Consent, at: Stamp) -> Vec<SharePayload> {
    let payloads = assemble(consent, records, &packs(), at.day()).unwrap();
    for payload in &payloads {
        records.apply(&Change::Put(Record::Sent(payload.sent_item(at))));
    }
    payloads
}

fn check_ins(items: &[SharedItem]) -> Vec<&SharedCheckIn> {
    items.iter().filter_map(|item| if let SharedItem::CheckIn(it) = item { Some(it) } else { None }).collect()
}

fn seen(records: &Records, consent: &Consent) -> Vec<SharedItem> {
    preview(consent, records, &packs(), later(60).day()).unwrap()
}

fn decide(records: &mut Records, consent: &Consent, n: u8, share: bool) {
    let check_in = CheckInId::from_bytes([n; 16]);
    records.apply(&Change::Put(Record::Decision(Decision { consent: consent.id(), check_in, share, at: later(50) })));
}

fn put(records: &mut Records, n: u8, instrument: &Instrument, places: &[Option<u8>], at: Stamp) {
    records.apply(&Change::Put(Record::CheckIn(check_in_of(n, instrument, places, at))));
}

#[test]
fn a_new_check_in_is_asked_about_and_goes_only_on_a_yes() {
    let mut records = phone();
    put(&mut records, 1, &licensed(), &all_answered(2), later(-10));
    let consent = granted(&mut records, grant(1, totals(), From::OnlyNew, MORNING));
    put(&mut records, 2, &licensed(), &all_answered(2), later(10));
    put(&mut records, 3, &licensed(), &all_answered(2), later(20));
    let open: Vec<CheckInId> =
        records.open_questions(MORNING.day()).into_iter().map(|(_, check_in)| check_in).collect();
    assert_eq!(open, [CheckInId::from_bytes([3; 16]), CheckInId::from_bytes([2; 16])]);
    assert_eq!(check_ins(&seen(&records, &consent)).len(), 0, "unanswered is not sent");
    decide(&mut records, &consent, 2, true);
    decide(&mut records, &consent, 3, false);
    assert!(records.open_questions(MORNING.day()).is_empty());
    let items = seen(&records, &consent);
    assert_eq!(check_ins(&items).iter().map(|it| it.id).collect::<Vec<_>>(), [CheckInId::from_bytes([2; 16])]);
}

#[test]
fn earlier_ones_chosen_with_the_permission_count_as_decided() {
    let mut records = phone();
    put(&mut records, 1, &licensed(), &all_answered(2), later(-10));
    let consent = granted(&mut records, grant(1, totals(), From::EarlierToo, MORNING));
    assert!(records.open_questions(MORNING.day()).is_empty());
    assert_eq!(check_ins(&seen(&records, &consent)).len(), 1);
}

#[test]
fn the_switch_sends_what_is_new_from_then_on_once_the_person_has_seen_it_and_leaves_open_questions_open() {
    let mut records = phone();
    let mut consent = granted(&mut records, grant(1, totals(), From::OnlyNew, MORNING));
    put(&mut records, 1, &licensed(), &all_answered(2), later(10));
    consent.set_without_asking(Some(later(15)));
    records.apply(&Change::Put(Record::Consent(consent.clone())));
    put(&mut records, 2, &licensed(), &all_answered(2), later(20));
    put(&mut records, 3, &licensed(), &all_answered(2), later(30));
    decide(&mut records, &consent, 3, false);
    assert_eq!(check_ins(&seen(&records, &consent)).len(), 0, "nobody sees a result before the person");
    let second = CheckInId::from_bytes([2; 16]);
    assert_eq!(records.going_unasked(MORNING.day()), [(consent.id(), second)]);
    decide(&mut records, &consent, 2, true);
    assert!(records.going_unasked(MORNING.day()).is_empty());
    let items = seen(&records, &consent);
    assert_eq!(check_ins(&items).iter().map(|it| it.id).collect::<Vec<_>>(), [second]);
    assert_eq!(records.open_questions(MORNING.day()), [(consent.id(), CheckInId::from_bytes([1; 16]))]);
}

#[test]
fn who_helped_is_seen_under_a_permission_whose_words_said_so_and_comes_back_as_it_was() {
    let typed_by = TypedBy::Helper;
    let helped = Helped { helper: Helper::PeerWorker, called: String::new(), name: None, typed_by, agreed: None };
    for (wording, told) in [("en-3", false), ("permission-1", false), ("en-4", true), ("cy-12", true), ("words", false)]
    {
        let mut records = phone();
        let it = check_in_of(1, &licensed(), &all_answered(2), later(-10));
        records.apply(&Change::Put(Record::CheckIn(CheckIn { helped: Some(helped.clone()), ..it })));
        let said = Grant { wording: wording.to_owned(), ..grant(1, totals(), From::EarlierToo, MORNING) };
        let consent = granted(&mut records, said);
        let items = seen(&records, &consent);
        let [shared] = check_ins(&items)[..] else { panic!("one is seen") };
        let help = told.then(|| SharedHelp { helped: helped.clone(), entered_on: later(-10).day() });
        assert_eq!(shared.help, help, "{wording}");
        let item = SharedItem::CheckIn(shared.clone());
        assert_eq!(SharedItem::parse(&item.to_bytes()), Ok(item));
    }
}

/// How a check-in is shown with totals and answers, the sensitive ones chosen or not.
fn shown(instrument: &Instrument, check_in: &CheckIn, sensitive: bool) -> SharedCheckIn {
    let mut records = phone();
    records.apply(&Change::Put(Record::CheckIn(check_in.clone())));
    let scope = Scope { totals: true, sensitive, ..answers() };
    let consent = granted(&mut records, grant(1, scope, From::EarlierToo, later(1)));
    let items = preview(&consent, &records, std::slice::from_ref(instrument), MORNING.day()).unwrap();
    check_ins(&items)[0].clone()
}

#[test]
fn what_was_skipped_and_what_was_kept_back_look_alike() {
    let answered = check_in_of(1, &licensed(), &all_answered(2), MORNING);
    let mut skipped = answered.clone();
    skipped.responses.skip(&licensed(), "6").unwrap();
    let kept_back = shown(&licensed(), &answered, false);
    assert_eq!(kept_back, shown(&licensed(), &skipped, true));
    assert_eq!(kept_back, shown(&licensed(), &skipped, false));
    assert_eq!(kept_back.answers.unwrap()[5].place, None);
}

#[test]
fn a_rule_for_missing_answers_does_not_tell_skipped_from_kept_back() {
    let mut instrument = load(&data("mean.json"), None).unwrap();
    instrument.pack.items[2].sensitive = true;
    let answered = check_in_of(1, &instrument, &[Some(2); 4], MORNING);
    let mut skipped = answered.clone();
    skipped.responses.skip(&instrument, "a3").unwrap();
    assert_eq!(shown(&instrument, &answered, false), shown(&instrument, &skipped, false));
    assert_eq!(shown(&instrument, &skipped, true).total.unwrap().value, 30);
}

#[test]
fn with_the_sensitive_answer_kept_back_the_total_stays_back_too() {
    for (sensitive, total) in [(false, None), (true, Some(20))] {
        let mut records = phone();
        put(&mut records, 1, &licensed(), &all_answered(2), MORNING);
        let scope = Scope { totals: true, sensitive, ..answers() };
        let consent = granted(&mut records, grant(1, scope, From::EarlierToo, later(1)));
        let items = seen(&records, &consent);
        assert_eq!(check_ins(&items)[0].total.as_ref().map(|it| it.value), total);
    }
}

#[test]
fn a_total_sent_under_an_earlier_permission_keeps_the_answers_back() {
    let mut records = phone();
    put(&mut records, 1, &licensed(), &all_answered(2), MORNING);
    let mut first = granted(&mut records, grant(1, totals(), From::EarlierToo, later(1)));
    assert_eq!(send(&mut records, &first, later(2)).len(), 2);
    first.withdraw(later(3), [0; 32]);
    records.apply(&Change::Put(Record::Consent(first)));
    let second = granted(&mut records, grant(2, answers(), From::EarlierToo, later(4)));
    assert_eq!(check_ins(&seen(&records, &second))[0].answers, None);
    let everything =
        granted(&mut records, grant(3, Scope { sensitive: true, ..answers() }, From::EarlierToo, later(5)));
    assert!(check_ins(&seen(&records, &everything))[0].answers.is_some());
}

#[test]
fn while_nobody_has_confirmed_an_order_only_that_it_was_filled_in_is_shared() {
    let mut records = phone();
    put(&mut records, 1, &structure(), &all_answered(4), MORNING);
    let scope = Scope { totals: true, sensitive: true, ..answers() };
    let consent = granted(&mut records, grant(1, scope, From::EarlierToo, later(1)));
    let shown = |instrument: Instrument| {
        check_ins(&preview(&consent, &records, &[instrument], MORNING.day()).unwrap())[0].clone()
    };
    let unconfirmed = shown(structure());
    assert_eq!((&unconfirmed.total, &unconfirmed.answers, unconfirmed.day), (&None, &None, MORNING.day()));
    let confirmed = shown(confirmed_structure());
    assert!(confirmed.total.is_some(), "once somebody has, what was chosen goes");
    let first = &confirmed.answers.unwrap()[0];
    assert_eq!((first.number, first.place, first.of, &first.words, &first.statement), (1, Some(4), 5, &None, &None));
}

#[test]
fn a_licensed_pack_is_shown_word_for_word() {
    let mut records = phone();
    put(&mut records, 1, &licensed(), &all_answered(1), MORNING);
    let consent = granted(&mut records, grant(1, answers(), From::EarlierToo, later(1)));
    let items = seen(&records, &consent);
    let shown = check_ins(&items)[0].clone();
    let first = &shown.answers.unwrap()[0];
    assert_eq!(first.statement.as_deref(), Some("Made-up statement number 1."));
    assert_eq!(first.words.as_deref(), Some("second made-up option"));
    assert_eq!(shown.copyright, licensed().pack.copyright);
}

#[test]
fn a_revision_rises_only_when_what_sam_sees_changes() {
    let mut records = phone();
    put(&mut records, 1, &licensed(), &all_answered(2), MORNING);
    let scope = Scope { sensitive: true, ..answers() };
    let mut first = granted(&mut records, grant(1, scope.clone(), From::EarlierToo, later(1)));
    let revs = |payloads: &[SharePayload]| payloads.iter().map(|it| (it.kind(), it.item_rev())).collect::<Vec<_>>();
    assert_eq!(revs(&send(&mut records, &first, later(2))), [(ItemKind::About, 1), (ItemKind::CheckIn, 1)]);
    assert_eq!(revs(&send(&mut records, &first, later(3))), []);
    let check_in = records.check_ins.iter_mut().next().unwrap().1;
    let mut change = check_in.responses.clone();
    change.answer(&licensed(), "2", 4).unwrap();
    check_in.amend(&licensed(), change, later(4)).unwrap();
    assert_eq!(revs(&send(&mut records, &first, later(5))), [(ItemKind::CheckIn, 2)]);
    first.withdraw(later(6), [0; 32]);
    records.apply(&Change::Put(Record::Consent(first)));
    let second = granted(&mut records, grant(2, scope, From::EarlierToo, later(7)));
    assert_eq!(revs(&send(&mut records, &second, later(8))), [(ItemKind::About, 1), (ItemKind::CheckIn, 3)]);
}

#[test]
fn every_worker_has_their_own_count_and_their_own_name_of_the_item() {
    let mut records = phone();
    let jo = WorkerId::from_bytes([8; 16]);
    records.contacts.insert(jo, contact(jo));
    put(&mut records, 1, &licensed(), &all_answered(2), MORNING);
    let with_sam = granted(&mut records, grant(1, totals(), From::EarlierToo, later(1)));
    let with_jo = granted(&mut records, Grant { worker: jo, ..grant(2, answers(), From::EarlierToo, later(1)) });
    let (to_sam, to_jo) = (send(&mut records, &with_sam, later(2)), send(&mut records, &with_jo, later(2)));
    assert_ne!(to_sam[1].item_id(), to_jo[1].item_id());
    assert_eq!((to_sam[1].item_rev(), to_jo[1].item_rev()), (1, 1));
    assert_eq!((to_sam[1].recipient(), to_jo[1].recipient()), (SAM, jo));
    // Sam has the total; that does not bind what Jo is shown.
    assert!(check_ins(&seen(&records, &with_jo))[0].answers.is_some());
}

#[test]
fn nothing_goes_without_a_permission_that_holds_and_an_introduction() {
    let mut records = phone();
    let first = granted(&mut records, grant(1, totals(), From::EarlierToo, MORNING));
    assert_eq!(assemble(&first, &records, &packs(), day("2026-11-13")), Err(NotCovered::DoesNotHold));
    let mut taken_back = first.clone();
    taken_back.withdraw(later(1), [0; 32]);
    assert_eq!(assemble(&taken_back, &records, &packs(), MORNING.day()), Err(NotCovered::DoesNotHold));
    granted(&mut records, grant(2, answers(), From::EarlierToo, later(2)));
    assert_eq!(assemble(&first, &records, &packs(), MORNING.day()), Err(NotCovered::Replaced));
    let stranger = Grant { worker: WorkerId::from_bytes([1; 16]), ..grant(3, totals(), From::OnlyNew, MORNING) };
    let stranger = Consent::grant(stranger).unwrap();
    assert_eq!(assemble(&stranger, &records, &packs(), MORNING.day()), Err(NotCovered::NotIntroduced));
}

#[test]
fn the_name_goes_only_to_those_who_were_told_it() {
    for (name_told, name) in [(true, Some("Ash")), (false, None)] {
        let mut records = phone();
        records.contacts.get_mut(&SAM).unwrap().name_told = name_told;
        let consent = granted(&mut records, grant(1, totals(), From::OnlyNew, MORNING));
        let page = SharedPage::from_items(&seen(&records, &consent));
        assert_eq!(page.about.unwrap().name.as_deref(), name);
    }
}

#[test]
fn what_arrives_is_what_the_preview_showed_in_the_same_order() {
    let mut records = phone();
    for (n, minutes) in [(1, -3000), (2, -1500), (3, -10)] {
        put(&mut records, n, &licensed(), &all_answered(n), later(minutes));
    }
    records.check_ins.get_mut(&CheckInId::from_bytes([3; 16])).unwrap().note = Some("A better week".to_owned());
    let mut unanswered = records.check_ins[&CheckInId::from_bytes([2; 16])].clone();
    unanswered.responses.skip(&licensed(), "4").unwrap();
    records.apply(&Change::Put(Record::CheckIn(unanswered)));
    for n in [2, 1, 3] {
        let id = AspirationId::from_bytes([n; 16]);
        records.aspirations.insert(id, Aspiration::new(id, "Swim", MORNING, u32::from(9 - n)).unwrap());
    }
    let note =
        Note { id: NoteId::from_bytes([1; 16]), words: "Hello".to_owned(), at: MORNING, check_in: None, edited: None };
    records.notes.insert(note.id, note);
    let aspirations = [1, 2].map(|n| AspirationId::from_bytes([n; 16])).into();
    let chosen = [NoteId::from_bytes([1; 16]), NoteId::of_check_in(CheckInId::from_bytes([3; 16]))].into();
    let scope = Scope { aspirations, note_ids: chosen, conversation: true, ..totals() };
    let consent = granted(&mut records, grant(1, scope, From::EarlierToo, later(1)));
    let shown = SharedPage::from_items(&seen(&records, &consent));
    let mut arrived: Vec<SharedItem> =
        send(&mut records, &consent, later(2)).iter().map(|it| SharedItem::parse(it.content()).unwrap()).collect();
    arrived.reverse();
    let page = SharedPage::from_items(&arrived);
    assert_eq!(page, shown);
    assert_eq!(page.aspirations.iter().map(|it| it.order).collect::<Vec<_>>(), [7, 8]);
    assert_eq!(page.conversation, Some(later(1)));
    assert_eq!(page.check_ins[0].note.as_deref(), Some("A better week"));
    let point = |day, value| SharedPoint { day, value };
    let line =
        [point(later(-3000).day(), Some(18)), point(later(-1500).day(), None), point(later(-10).day(), Some(22))];
    assert_eq!((page.series.len(), &page.series[0].points[..]), (1, &line[..]));
    assert!(!page.is_empty() && page.notes.len() == 1);
}

#[test]
fn what_was_found_out_and_the_areas_an_aspiration_is_part_of_stay_on_the_phone() {
    let (mut records, id) = (phone(), AspirationId::from_bytes([1; 16]));
    records.aspirations.insert(id, Aspiration::new(id, "Swim", MORNING, 0).unwrap());
    let scope = Scope { aspirations: [id].into(), ..Scope::default() };
    let consent = granted(&mut records, grant(1, scope, From::EarlierToo, later(1)));
    let before = seen(&records, &consent);
    let it = records.aspirations.get_mut(&id).unwrap();
    it.set_area("friends", true);
    it.find_out("The water holds me", later(2));
    assert_eq!(seen(&records, &consent), before);
}

#[test]
fn an_item_with_a_field_too_many_or_a_tail_is_not_shown() {
    let item = SharedItem::Conversation { asked: MORNING };
    assert_eq!(SharedItem::parse(&item.to_bytes()), Ok(item.clone()));
    let mut longer = item.to_bytes();
    longer[0] += 1; // one more element than the kind has
    longer.push(0);
    assert!(SharedItem::parse(&longer).is_err());
    let mut with_tail = item.to_bytes();
    with_tail.push(0);
    assert!(SharedItem::parse(&with_tail).is_err() && SharedItem::parse(b"").is_err());
}

#[test]
fn a_new_permission_names_the_ones_it_takes_the_place_of() {
    let mut records = phone();
    let first = granted(&mut records, grant(1, totals(), From::OnlyNew, MORNING));
    assert!(records.replaced_by(&first).is_empty());
    let second = Consent::grant(grant(2, answers(), From::OnlyNew, later(1))).unwrap();
    assert_eq!(records.replaced_by(&second), [&first]);
    let with_jo = Grant { worker: WorkerId::from_bytes([8; 16]), ..grant(3, answers(), From::OnlyNew, later(1)) };
    assert!(records.replaced_by(&Consent::grant(with_jo).unwrap()).is_empty());
}

#[test]
fn sam_can_tell_whether_the_scope_shown_is_the_one_that_was_signed() {
    let mut records = phone();
    let consent = granted(&mut records, grant(1, totals(), From::OnlyNew, MORNING));
    let mut about = SharedPage::from_items(&seen(&records, &consent)).about.unwrap();
    assert!(about.matches(&consent.scope_hash()));
    about.scope.answers = true;
    assert!(!about.matches(&consent.scope_hash()));
}
