//! How a permission stands and who sees a thing: only what the phone knows, whatever was pressed.

use crate::support::{MORNING, SAM, all_answered, check_in_of, contact, day, grant, granted, later, licensed, phone};
use notebook::check_in::CheckIn;
use notebook::consent::{Consent, Ending, From, Scope};
use notebook::id::{CheckInId, NoteId, WorkerId};
use notebook::note::Note;
use notebook::records::{Change, ContactState, OutboxEntry, OutboxKind, Record, Records};
use notebook::share::assemble;
use notebook::share::seen::{
    PermissionStanding, Sees, SentStanding, Thing, can_be_removed, item, permission, seen_by, sees, took_its_place,
};
use notebook::time::Stamp;

const LAST: &str = "2026-11-12";

fn notes() -> Scope {
    Scope { notes: true, ..Scope::default() }
}

fn put(records: &mut Records, record: Record) {
    records.apply(&Change::Put(record));
}

fn take_back(records: &mut Records, consent: &Consent, at: Stamp) -> Consent {
    let mut consent = consent.clone();
    consent.withdraw(at, [0; 32]);
    put(records, Record::Consent(consent.clone()));
    let kind = OutboxKind::Withdrawal { consent: consent.id(), rev: consent.rev() };
    let entry = OutboxEntry { id: [1; 16], order: 0, worker: SAM, kind, body: Vec::new(), queued: at, tries: 0 };
    put(records, Record::Outbox(entry));
    consent
}

fn confirm(records: &mut Records, consent: &Consent, at: Stamp) {
    records.outbox.remove(&[1; 16]);
    records.cursors.deleted.insert(consent.id(), at.at);
}

fn send(records: &mut Records, consent: &Consent, at: Stamp, delivered: bool) {
    for payload in assemble(consent, records, &[licensed()], at.day()).unwrap() {
        let sent = payload.sent_item(at);
        put(records, Record::Sent(notebook::records::SentItem { delivered: delivered.then_some(at.at), ..sent }));
    }
}

#[test]
fn taken_back_is_not_gone_until_the_server_has_said_so() {
    let mut records = phone();
    let consent = granted(&mut records, grant(1, notes(), From::OnlyNew, MORNING));
    assert_eq!(permission(&records, &consent, MORNING.day()), PermissionStanding::Holds);
    assert_eq!(sees(&records, SAM, MORNING.day()), Sees::Now(consent.id()));
    let taken = take_back(&mut records, &consent, later(1));
    assert_eq!(permission(&records, &taken, MORNING.day()), PermissionStanding::GoingBack);
    assert_eq!(sees(&records, SAM, MORNING.day()), Sees::Still(consent.id()));
    confirm(&mut records, &taken, later(2));
    assert_eq!(permission(&records, &taken, MORNING.day()), PermissionStanding::TakenBack(later(2).at));
    assert_eq!(sees(&records, SAM, MORNING.day()), Sees::Nothing);
}

#[test]
fn a_permission_that_was_changed_names_the_one_that_took_its_place() {
    let mut records = phone();
    let first = granted(&mut records, grant(1, notes(), From::OnlyNew, MORNING));
    let second = granted(&mut records, grant(2, notes(), From::OnlyNew, later(5)));
    let first = take_back(&mut records, &first, later(5));
    let taken = take_back(&mut records, &second, later(9));
    assert_eq!(took_its_place(&records, &first), Some(second.id()));
    assert_eq!(took_its_place(&records, &taken), None);
}

#[test]
fn a_permission_that_ended_never_says_that_it_was_taken_back_nor_a_day_to_come() {
    let mut records = phone();
    let consent = granted(&mut records, grant(1, notes(), From::OnlyNew, MORNING));
    let after = day(LAST).add_days(1);
    assert_eq!(
        permission(&records, &consent, after),
        PermissionStanding::Past(day(LAST)),
        "this phone's clock may be wrong"
    );
    assert_eq!(sees(&records, SAM, after), Sees::Still(consent.id()));
    let mut closed = consent.clone();
    closed.close(Some(Ending::Refused));
    put(&mut records, Record::Consent(closed.clone()));
    for today in [MORNING.day(), after] {
        assert_eq!(
            permission(&records, &closed, today),
            PermissionStanding::Closed,
            "not on its last day, also after that"
        );
    }
    assert_eq!(sees(&records, SAM, MORNING.day()), Sees::Nothing);
}

#[test]
fn why_a_permission_is_over_is_said_only_as_far_as_it_is_known() {
    let mut records = phone();
    let consent = granted(&mut records, grant(1, notes(), From::OnlyNew, MORNING));
    let (before, after, gone) = (MORNING.day(), day(LAST).add_days(1), later(9).at);
    let table = [
        // Over by the server's clock; by the phone's, its last day is yet to come.
        (Some(Ending::LastDay), None, before, PermissionStanding::Over),
        (Some(Ending::LastDay), Some(gone), after, PermissionStanding::Ended(day(LAST))),
        (Some(Ending::Replaced), None, before, PermissionStanding::Replaced(None)),
        (Some(Ending::Replaced), Some(gone), after, PermissionStanding::Replaced(Some(gone))),
        (Some(Ending::Elsewhere), Some(gone), before, PermissionStanding::TakenBack(gone)),
        (Some(Ending::Elsewhere), Some(gone), after, PermissionStanding::TakenBack(gone)),
        // The server counts it again.
        (Some(Ending::Elsewhere), None, before, PermissionStanding::Over),
        (Some(Ending::Refused), Some(gone), after, PermissionStanding::Closed),
        // From before reasons were kept.
        (None, Some(gone), before, PermissionStanding::Over),
        (None, None, after, PermissionStanding::Over),
    ];
    for (why, deleted, today, standing) in table {
        let mut ended = consent.clone();
        ended.close(why);
        records.cursors.deleted.remove(&consent.id());
        deleted.map(|at| records.cursors.deleted.insert(consent.id(), at));
        assert_eq!(permission(&records, &ended, today), standing, "{why:?} {deleted:?} {today:?}");
    }
}

#[test]
fn what_a_copy_of_another_phone_says_is_gone_was_over_on_the_day_it_went() {
    let mut records = phone();
    let consent = granted(&mut records, grant(1, notes(), From::OnlyNew, MORNING));
    let after = day(LAST).add_days(1);
    records.cursors.deleted.insert(consent.id(), later(9).at);
    assert_eq!(permission(&records, &consent, after), PermissionStanding::TakenBack(later(9).at));
    let minutes = i64::from(MORNING.day().days_until(after)) * 24 * 60;
    records.cursors.deleted.insert(consent.id(), later(minutes).at);
    assert_eq!(permission(&records, &consent, after), PermissionStanding::Ended(day(LAST)));
}

#[test]
fn a_later_word_says_why_until_this_phone_has_signed_the_end_itself() {
    let mut records = phone();
    let mut consent = granted(&mut records, grant(1, notes(), From::OnlyNew, MORNING));
    consent.close(Some(Ending::Refused));
    consent.close(Some(Ending::Elsewhere));
    assert_eq!(consent.ending(), Some(Ending::Elsewhere));
    consent.end(Ending::LastDay, [1; 32]);
    consent.keep_withdrawal(vec![1]);
    consent.close(Some(Ending::Refused));
    assert_eq!(consent.ending(), Some(Ending::Elsewhere));
}

#[test]
fn a_thing_that_left_says_what_became_of_it_and_of_its_permission() {
    let mut records = phone();
    let consent = granted(&mut records, grant(1, notes(), From::OnlyNew, MORNING));
    let state = |records: &Records, today| item(records, records.sent.values().next().unwrap(), today);
    send(&mut records, &consent, later(1), false);
    assert_eq!(state(&records, MORNING.day()), SentStanding::Waiting);
    send(&mut records, &consent, later(1), true);
    records.sent.iter_mut().for_each(|(_, sent)| sent.delivered = Some(later(1).at));
    assert_eq!(state(&records, MORNING.day()), SentStanding::Delivered(later(1).at));
    assert_eq!(state(&records, day(LAST).add_days(1)), SentStanding::Over(PermissionStanding::Past(day(LAST))));
    records.sent.iter_mut().for_each(|(_, sent)| sent.opened = Some(later(2).at));
    assert_eq!(state(&records, MORNING.day()), SentStanding::Opened(later(2).at));
    take_back(&mut records, &consent, later(3));
    assert_eq!(state(&records, MORNING.day()), SentStanding::Over(PermissionStanding::GoingBack));
    records.consents.remove(&consent.id());
    assert_eq!(state(&records, MORNING.day()), SentStanding::Unknown);
}

#[test]
fn a_note_says_who_sees_it_before_it_is_written_and_as_long_as_it_may_be_there() {
    let mut records = phone();
    let note = |n: u8, at| Note {
        id: NoteId::from_bytes([n; 16]),
        words: "Hello".to_owned(),
        at,
        check_in: None,
        edited: None,
    };
    let (before, after) = (note(1, later(-1)), note(2, later(1)));
    assert!(seen_by(&records, Thing::NewNote, MORNING.day()).is_empty());
    let consent = granted(&mut records, grant(1, notes(), From::EarlierToo, MORNING));
    put(&mut records, Record::Note(before.clone()));
    put(&mut records, Record::Note(after.clone()));
    assert_eq!(seen_by(&records, Thing::NewNote, MORNING.day()), [SAM]);
    assert!(seen_by(&records, Thing::Note(before.id), MORNING.day()).is_empty());
    assert_eq!(seen_by(&records, Thing::Note(after.id), MORNING.day()), [SAM]);
    send(&mut records, &consent, later(2), true);
    let taken = take_back(&mut records, &consent, later(3));
    assert!(seen_by(&records, Thing::NewNote, MORNING.day()).is_empty());
    assert_eq!(
        seen_by(&records, Thing::Note(after.id), MORNING.day()),
        [SAM],
        "still there, as far as the phone knows"
    );
    confirm(&mut records, &taken, later(4));
    assert!(seen_by(&records, Thing::Note(after.id), MORNING.day()).is_empty());
}

#[test]
fn a_check_in_and_its_note_say_each_for_itself_who_sees_it() {
    let mut records = phone();
    let it = CheckIn { note: Some("A note".to_owned()), ..check_in_of(1, &licensed(), &all_answered(2), later(-5)) };
    put(&mut records, Record::CheckIn(it.clone()));
    let totals = Scope { totals: true, ..Scope::default() };
    granted(&mut records, grant(1, totals.clone(), From::EarlierToo, MORNING));
    assert_eq!(seen_by(&records, Thing::CheckIn(it.id), MORNING.day()), [SAM]);
    assert!(seen_by(&records, Thing::CheckInNote(it.id), MORNING.day()).is_empty());
    let chosen = NoteId::of_check_in(CheckInId::from_bytes([1; 16]));
    granted(&mut records, grant(2, Scope { note_ids: [chosen].into(), ..totals }, From::EarlierToo, later(1)));
    assert_eq!(seen_by(&records, Thing::CheckInNote(it.id), MORNING.day()), [SAM]);
    let id = it.id;
    put(&mut records, Record::CheckIn(CheckIn { unseen: true, ..it }));
    assert!(seen_by(&records, Thing::CheckIn(id), MORNING.day()).is_empty());
}

#[test]
fn somebody_can_be_removed_once_they_see_nothing() {
    let mut records = phone();
    assert!(can_be_removed(&records, SAM, MORNING.day()));
    let consent = granted(&mut records, grant(1, notes(), From::OnlyNew, MORNING));
    assert!(!can_be_removed(&records, SAM, MORNING.day()));
    let taken = take_back(&mut records, &consent, later(1));
    assert!(!can_be_removed(&records, SAM, MORNING.day()));
    confirm(&mut records, &taken, later(2));
    assert!(can_be_removed(&records, SAM, MORNING.day()));
    let jo = WorkerId::from_bytes([8; 16]);
    for (state, removable) in [(ContactState::Claiming, false), (ContactState::Refused, true)] {
        records.contacts.insert(jo, notebook::records::Contact { state, ..contact(jo) });
        assert_eq!(can_be_removed(&records, jo, MORNING.day()), removable);
    }
}
