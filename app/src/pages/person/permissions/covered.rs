//! What a permission covers, in words: one place for each of its parts, whether they are counted, named one by one, left
//! out, or gone.
use super::share_words::short;
use crate::pages::person::shell::names;
use crate::platform::intl::{self, Plural};
use crate::words::{I18n, say};
use domain::consent::{ItemKind, Scope, ScopePart};
use domain::id::{AspirationId, CheckInId, NoteId};
use domain::instrument::Instrument;
use domain::records::{Records, SentItem};
use domain::time::Day;

/// "your totals, 1 aspiration": what a permission covers, in one line.
pub(super) fn counted(i18n: I18n, scope: &Scope) -> String {
    names::joined(i18n, all(i18n, scope, CoveredAs::Counted)).unwrap_or_default()
}

/// Everything a permission covers, each thing by its name and not by a number.
pub(super) fn things(i18n: I18n, records: &Records, instruments: &[Instrument], scope: &Scope) -> Vec<String> {
    all(i18n, scope, CoveredAs::Named(records, instruments)).collect()
}

/// What a choice leaves out, in one line; nothing if that is nothing. `had_total`: whether the worker was told a total
/// before, which cannot be unsent.
pub(super) fn left_out(i18n: I18n, scope: &Scope, had_total: bool) -> Option<String> {
    names::joined(i18n, all(i18n, scope, CoveredAs::LeftOut { had_total }))
}

/// How the parts are said.
#[derive(Clone, Copy)]
enum CoveredAs<'a> {
    Counted,
    Named(&'a Records, &'a [Instrument]),
    LeftOut { had_total: bool },
}

fn all(i18n: I18n, scope: &Scope, how: CoveredAs<'_>) -> impl Iterator<Item = String> {
    ScopePart::ALL.into_iter().flat_map(move |part| said(i18n, scope, part, how))
}

/// One part of a permission, where it is covered; or else, where that is asked, that it is left out.
fn said(i18n: I18n, scope: &Scope, part: ScopePart, how: CoveredAs<'_>) -> Vec<String> {
    let only = |on: bool, words: String| if on { vec![words] } else { Vec::new() };
    let none = scope.picked_of(part) == 0;
    match (part, how) {
        (ScopePart::CheckIns, CoveredAs::Counted | CoveredAs::Named(..)) => check_ins(i18n, scope),
        (ScopePart::CheckIns, CoveredAs::LeftOut { had_total }) => no_check_ins(i18n, scope, had_total),
        (ScopePart::LifeAreas, CoveredAs::Counted) => match (scope.areas(), intl::plural(scope.areas())) {
            (0, _) => Vec::new(),
            (_, Plural::One) => vec![say!(i18n, person.sharing.areas_single)],
            (count, Plural::Other) => vec![say!(i18n, person.sharing.areas_many, count = count)],
        },
        (ScopePart::LifeAreas, CoveredAs::Named(_, instruments)) => areas(i18n, instruments, scope),
        (ScopePart::LifeAreas, CoveredAs::LeftOut { .. }) => only(none, say!(i18n, person.preview.not_areas)),
        (ScopePart::Aspirations, CoveredAs::Counted) => {
            match (scope.aspirations.len(), intl::plural(scope.aspirations.len())) {
                (0, _) => Vec::new(),
                (_, Plural::One) => vec![say!(i18n, person.sharing.aspirations_single)],
                (count, Plural::Other) => vec![say!(i18n, person.sharing.aspirations_many, count = count)],
            }
        }
        (ScopePart::Aspirations, CoveredAs::Named(records, _)) => {
            let own = scope.aspirations.iter().filter_map(|id| records.aspirations.get(id));
            own.map(|it| say!(i18n, person.one_person.item_aspiration, words = it.words.as_str())).collect()
        }
        (ScopePart::Aspirations, CoveredAs::LeftOut { .. }) => only(none, say!(i18n, person.preview.not_aspirations)),
        (ScopePart::Notes, CoveredAs::Counted | CoveredAs::Named(..)) => notes(i18n, scope, how),
        (ScopePart::Notes, CoveredAs::LeftOut { .. }) => only(none, say!(i18n, person.preview.not_notes)),
        (ScopePart::Conversation, CoveredAs::Counted | CoveredAs::Named(..)) => {
            only(scope.conversation, say!(i18n, person.sharing.conversation))
        }
        (ScopePart::Conversation, CoveredAs::LeftOut { .. }) => Vec::new(),
    }
}

/// What is covered of check-ins that add up.
fn check_ins(i18n: I18n, scope: &Scope) -> Vec<String> {
    let mut things = Vec::new();
    if scope.totals && (!scope.answers || scope.sensitive) {
        things.push(say!(i18n, person.sharing.totals));
    }
    if scope.answers {
        things.push(say!(i18n, person.sharing.answers));
        things.push(if scope.sensitive {
            say!(i18n, person.sharing.sensitive)
        } else {
            say!(i18n, person.sharing.no_sensitive)
        });
    }
    things
}

fn no_check_ins(i18n: I18n, scope: &Scope, had_total: bool) -> Vec<String> {
    let mut kept = Vec::new();
    if scope.answers && !scope.sensitive {
        kept.push(say!(i18n, person.preview.not_sensitive));
        // A total that has gone cannot be unsent; those to come stay here.
        kept.push(if had_total {
            say!(i18n, person.preview.not_new_totals)
        } else {
            say!(i18n, person.preview.not_total)
        });
    } else if !scope.totals {
        kept.push(say!(i18n, person.preview.not_totals));
    }
    if !scope.answers {
        kept.push(say!(i18n, person.preview.not_answers));
    }
    kept
}

/// Each life area, and who was there, which goes with check-ins of both kinds.
fn areas(i18n: I18n, instruments: &[Instrument], scope: &Scope) -> Vec<String> {
    let areas = instruments.iter().find(|it| it.key_areas());
    let chosen = areas.iter().flat_map(|it| &it.pack.items).filter(|item| scope.covers_area(&item.id));
    let mut things: Vec<_> = chosen
        .map(|item| {
            if scope.covers_help(&item.id) {
                say!(i18n, person.sharing.area_and_help, area = item.theme.as_str())
            } else {
                item.theme.clone()
            }
        })
        .collect();
    if scope.check_ins() || scope.areas() > 0 {
        things.push(say!(i18n, person.sharing.company));
    }
    things
}

/// The notes that were chosen by themselves, then new ones.
fn notes(i18n: I18n, scope: &Scope, how: CoveredAs<'_>) -> Vec<String> {
    let mut things = Vec::new();
    match (how, scope.note_ids.len()) {
        (CoveredAs::Named(records, _), _) => {
            things.extend(scope.note_ids.iter().filter_map(|id| note(i18n, records, *id)));
        }
        (_, 0) => {}
        (_, count) => things.push(match intl::plural(count) {
            Plural::One => say!(i18n, person.sharing.notes_single),
            Plural::Other => say!(i18n, person.sharing.notes_many, count = count),
        }),
    }
    if scope.notes {
        things.push(say!(i18n, person.sharing.notes));
    }
    things
}

/// A note that was chosen by itself, or the one of a check-in.
fn note(i18n: I18n, records: &Records, id: NoteId) -> Option<String> {
    if let Some(note) = records.notes.get(&id) {
        return Some(say!(i18n, person.sharing.note_named, words = short(&note.words)));
    }
    let check_in = records.check_ins.get(&CheckInId::from_bytes(*id.as_bytes()))?;
    let day = intl::day_with_year(check_in.answered_on);
    check_in.note.is_some().then(|| say!(i18n, person.sharing.note_of_check_in, day = day))
}

/// What has gone: its place among what went together, its day, and what it is called.
pub(super) fn gone(i18n: I18n, records: &Records, sent: &SentItem) -> (u8, Option<Day>, String) {
    match sent.kind {
        // A head is no row of its own.
        ItemKind::About | ItemKind::Head => (0, None, say!(i18n, person.one_person.item_about)),
        ItemKind::Conversation => (1, None, say!(i18n, person.one_person.item_conversation)),
        ItemKind::Aspiration => {
            let own = records.aspirations.get(&AspirationId::from_bytes(sent.source));
            let words = match own {
                Some(own) => say!(i18n, person.one_person.item_aspiration, words = own.words.as_str()),
                None => say!(i18n, person.one_person.item_aspiration_plain),
            };
            (2, None, words)
        }
        ItemKind::CheckIn => {
            let day = records.check_ins.get(&CheckInId::from_bytes(sent.source)).map(|it| it.answered_on);
            let shown = day.map(intl::day_plain).unwrap_or_default();
            (3, day, say!(i18n, person.one_person.item_check_in, day = shown))
        }
        ItemKind::Note => {
            let day = records.notes.get(&NoteId::from_bytes(sent.source)).map(|it| it.at.day());
            let words = match day {
                Some(day) => say!(i18n, person.one_person.item_note, day = intl::day_plain(day)),
                None => say!(i18n, person.one_person.item_note_plain),
            };
            (4, day, words)
        }
    }
}
