//! What permissions are called in words: everything one covers by its name, how one stands, when something happened.
use crate::pages::person::shell::names;
use crate::platform::{clock, intl};
use crate::words::{I18n, say};
use domain::consent::Scope;
use domain::id::{CheckInId, NoteId, WorkerId};
use domain::instrument::Instrument;
use domain::records::Records;
use domain::share::seen::{PermissionStanding, Sees, has_arrived, permission, sees};
use domain::share::was_told_a_total;
use domain::time::Moment;

/// So many characters of a note name it.
const NAMED_BY: usize = 60;

/// Everything a permission covers, each thing by its name and not by a number.
pub(super) fn things(i18n: I18n, records: &Records, instruments: &[Instrument], scope: &Scope) -> Vec<String> {
    let mut things = names::check_ins(i18n, scope);
    let areas = instruments.iter().find(|it| it.key_areas());
    for item in areas.iter().flat_map(|it| &it.pack.items).filter(|item| scope.covers_area(&item.id)) {
        things.push(if scope.covers_help(&item.id) {
            say!(i18n, person.sharing.area_and_help, area = item.theme.as_str())
        } else {
            item.theme.clone()
        });
    }
    if scope.check_ins() || scope.areas() > 0 {
        things.push(say!(i18n, person.sharing.company));
    }
    let own = scope.aspirations.iter().filter_map(|id| records.aspirations.get(id));
    things.extend(own.map(|it| say!(i18n, person.one_person.item_aspiration, words = it.words.as_str())));
    things.extend(scope.note_ids.iter().filter_map(|id| note(i18n, records, *id)));
    if scope.notes {
        things.push(say!(i18n, person.sharing.notes));
    }
    if scope.conversation {
        things.push(say!(i18n, person.sharing.conversation));
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

/// The first words of a note.
pub(super) fn short(words: &str) -> String {
    let mut named: String = words.chars().take(NAMED_BY).collect();
    if named.len() < words.len() {
        named.push('…');
    }
    named
}

/// What stays back although it was asked for, where this worker had a total before.
pub(super) fn kept_back(i18n: I18n, records: &Records, worker: WorkerId, name: &str, scope: &Scope) -> Option<String> {
    let kept = scope.answers && !scope.sensitive && was_told_a_total(records, worker);
    kept.then(|| say!(i18n, person.choose.rule_before, name = name))
}

/// "14:02", and on which day unless it was today.
pub(super) fn when(i18n: I18n, at: Moment) -> String {
    let (day, time) = (clock::day_of(at), intl::time(at));
    if day == clock::today() {
        time
    } else {
        say!(i18n, person.sharing.day_time, time = time, day = intl::day_with_year(day))
    }
}

/// That somebody may still see what was taken back; nothing where that is not so.
pub(super) fn still(i18n: I18n, records: &Records, worker: WorkerId, name: &str) -> Option<String> {
    let Sees::Still(consent) = sees(records, worker, clock::today()) else { return None };
    let past = records.consents.get(&consent).map(|it| permission(records, it, clock::today()));
    if let Some(past @ PermissionStanding::Past(_)) = past {
        return over(i18n, past, name);
    }
    Some(if has_arrived(records, consent) {
        say!(i18n, person.sharing.still, name = name)
    } else {
        // Nothing is known to have arrived; it may have, all the same.
        say!(i18n, person.sharing.still_perhaps, name = name)
    })
}

/// How a permission that does not hold any more came to its end.
pub(super) fn over(i18n: I18n, standing: PermissionStanding, name: &str) -> Option<String> {
    Some(match standing {
        PermissionStanding::Holds => return None,
        PermissionStanding::GoingBack => say!(i18n, person.one_person.taken_waiting, name = name),
        PermissionStanding::TakenBack(gone) => say!(i18n, person.one_person.taken_gone, time = when(i18n, gone)),
        PermissionStanding::Past(day) => say!(i18n, person.one_person.past, day = intl::day_with_year(day)),
        PermissionStanding::Ended(day) => say!(i18n, person.one_person.ended, day = intl::day_with_year(day)),
        PermissionStanding::Replaced(None) => say!(i18n, person.receipt.changed_waiting),
        PermissionStanding::Replaced(Some(_)) => say!(i18n, person.receipt.changed),
        PermissionStanding::Closed => say!(i18n, person.one_person.closed),
        PermissionStanding::Over => say!(i18n, person.one_person.ended_somehow),
    })
}
