//! Permissions: nothing beforehand, at most six months, over when taken back or past the last day.

use crate::support::{MORNING, day, grant, granted, later, phone};
use notebook::consent::{Consent, ConsentState, Ending, From, GrantFault, Scope, SourceItem, latest_until};
use notebook::id::{AspirationId, NoteId};
use notebook::records::Record;

fn totals() -> Scope {
    Scope { totals: true, ..Scope::default() }
}

fn swimming() -> AspirationId {
    AspirationId::from_bytes([5; 16])
}

#[test]
fn nothing_is_picked_and_nothing_picked_is_no_permission() {
    assert!(Scope::default().is_empty());
    assert_eq!(Consent::grant(grant(1, Scope::default(), From::OnlyNew, MORNING)), Err(GrantFault::Nothing));
    let sensitive_alone = Scope { sensitive: true, ..Scope::default() };
    assert_eq!(Consent::grant(grant(1, sensitive_alone, From::OnlyNew, MORNING)), Err(GrantFault::Nothing));
}

#[test]
fn it_lasts_at_most_six_months_and_at_least_today() {
    let until =
        |until| Consent::grant(notebook::consent::Grant { until, ..grant(1, totals(), From::OnlyNew, MORNING) });
    assert_eq!(latest_until(MORNING.day()), day("2026-11-12"));
    assert!(until(day("2026-11-12")).is_ok() && until(day("2026-05-12")).is_ok());
    assert_eq!(until(day("2026-11-13")), Err(GrantFault::UntilTooFar));
    assert_eq!(until(day("2026-05-11")), Err(GrantFault::UntilPast));
}

#[test]
fn the_wording_that_was_on_screen_is_part_of_it() {
    let mut without = grant(1, totals(), From::OnlyNew, MORNING);
    without.wording.clear();
    assert_eq!(Consent::grant(without), Err(GrantFault::NoWording));
}

#[test]
fn it_covers_what_was_chosen_and_nothing_else() {
    let today = MORNING.day();
    let scope = Scope { aspirations: [swimming()].into(), notes: true, ..Scope::default() };
    let consent = Consent::grant(grant(1, scope, From::EarlierToo, MORNING)).unwrap();
    assert!(consent.covers(&SourceItem::Aspiration(swimming()), today));
    assert!(consent.covers(&SourceItem::Note(NoteId::from_bytes([1; 16]), later(1)), today));
    assert!(!consent.covers(&SourceItem::Aspiration(AspirationId::from_bytes([6; 16])), today));
    assert!(!consent.covers(&SourceItem::CheckIn(later(1)), today));
    assert!(!consent.covers(&SourceItem::Conversation, today));
}

#[test]
fn only_new_means_after_the_permission_was_given() {
    let today = MORNING.day();
    for (from, earlier) in [(From::OnlyNew, false), (From::EarlierToo, true)] {
        let consent = Consent::grant(grant(1, totals(), from, MORNING)).unwrap();
        assert_eq!(consent.covers(&SourceItem::CheckIn(later(-1)), today), earlier);
        assert!(consent.covers(&SourceItem::CheckIn(later(1)), today));
    }
}

#[test]
fn the_last_day_counts_and_the_day_after_does_not() {
    let mut consent = Consent::grant(grant(1, totals(), From::OnlyNew, MORNING)).unwrap();
    assert!(consent.covers(&SourceItem::CheckIn(later(1)), day("2026-11-12")));
    assert!(!consent.is_past(day("2026-11-12")) && consent.is_past(day("2026-11-13")));
    assert!(!consent.covers(&SourceItem::CheckIn(later(1)), day("2026-11-13")));
    consent.end(Ending::LastDay, [5; 32]);
    assert_eq!((consent.state(), consent.rev(), consent.prev_hash()), (ConsentState::Ended, 2, &[5; 32]));
}

#[test]
fn two_weeks_before_the_last_day_the_person_is_asked() {
    let consent = Consent::grant(grant(1, totals(), From::OnlyNew, MORNING)).unwrap();
    assert!(!consent.asks_to_keep(day("2026-10-28")) && consent.asks_to_keep(day("2026-10-29")));
    assert!(!consent.asks_to_keep(day("2026-11-13")));
}

#[test]
fn taking_back_ends_it_at_once_and_only_once() {
    let mut consent = Consent::grant(grant(1, totals(), From::EarlierToo, MORNING)).unwrap();
    consent.withdraw(later(5), [3; 32]);
    consent.withdraw(later(6), [4; 32]);
    assert_eq!((consent.rev(), consent.state()), (2, ConsentState::Withdrawn { at: later(5) }));
    assert_eq!(consent.prev_hash(), &[3; 32]);
    assert!(!consent.covers(&SourceItem::CheckIn(MORNING), MORNING.day()));
    consent.end(Ending::LastDay, [5; 32]);
    assert_eq!((consent.rev(), consent.state()), (2, ConsentState::Withdrawn { at: later(5) }));
}

#[test]
fn one_that_ended_by_itself_or_by_the_servers_word_can_still_be_taken_back_until_the_server_confirms() {
    let mut records = phone();
    let mut consent = granted(&mut records, grant(1, totals(), From::EarlierToo, MORNING));
    assert!(records.can_take_back(&consent));
    consent.close(Some(Ending::Refused));
    assert!(records.can_take_back(&consent));
    consent.end(Ending::Replaced, [3; 32]);
    consent.keep_withdrawal(vec![1, 2, 3]);
    assert!(records.can_take_back(&consent));
    consent.withdraw(later(5), [4; 32]);
    // The record that was signed first is the one that counts, whoever ended it.
    assert_eq!((consent.rev(), consent.prev_hash(), consent.withdrawal()), (2, &[3; 32], &[1, 2, 3][..]));
    assert!(!records.can_take_back(&consent), "it is on its way");
    let mut other = Consent::grant(grant(2, totals(), From::EarlierToo, MORNING)).unwrap();
    other.close(None);
    records.cursors.deleted.insert(other.id(), MORNING.at);
    assert!(!records.can_take_back(&other), "the server has confirmed it");
}

#[test]
fn the_signed_hash_tells_scopes_apart_and_cannot_be_guessed_without_the_salt() {
    let hash = |scope, salt| {
        Consent::grant(notebook::consent::Grant { salt, ..grant(1, scope, From::OnlyNew, MORNING) })
            .unwrap()
            .scope_hash()
    };
    let answers = Scope { answers: true, ..Scope::default() };
    assert_eq!(hash(totals(), [1; 16]), hash(totals(), [1; 16]));
    assert_ne!(hash(totals(), [1; 16]), hash(answers, [1; 16]));
    assert_ne!(hash(totals(), [1; 16]), hash(totals(), [2; 16]));
}

#[test]
fn a_permission_reads_back_as_it_was_written() {
    let mut consent = Consent::grant(grant(1, totals(), From::EarlierToo, MORNING)).unwrap();
    consent.withdraw(later(5), [3; 32]);
    let record = Record::Consent(consent);
    assert_eq!(Record::from_bytes(&record.to_bytes()), Some(record));
}
