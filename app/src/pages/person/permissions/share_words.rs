//! What is said about permissions beside what they cover: how one stands, when something happened.
use crate::platform::{clock, intl};
use crate::words::{I18n, say};
use domain::consent::Scope;
use domain::id::WorkerId;
use domain::records::Records;
use domain::share::seen::{PermissionStanding, Sees, has_arrived, permission, sees};
use domain::share::{away_until, was_told_a_total};
use domain::sync::inbox::WhyRefused;
use domain::time::Moment;

/// So many characters of a note name it.
const NAMED_BY: usize = 60;

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

/// What waits, and for what: signal would not help against a server that refuses.
pub(super) fn waiting(i18n: I18n, refused: bool) -> String {
    if refused { say!(i18n, person.sharing.waiting_server) } else { say!(i18n, person.sharing.waiting) }
}

/// That the team's server refuses what this phone signs, and what is known of why.
pub(super) fn refused(i18n: I18n, why: WhyRefused) -> String {
    match why {
        WhyRefused::PutBack => say!(i18n, person.sharing.unknown_there),
        WhyRefused::SetUpWrongly => say!(i18n, person.sharing.set_up_wrongly),
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

/// That a wish for a conversation waits, where its worker is away.
pub(super) fn away_wish(i18n: I18n, records: &Records, worker: WorkerId, name: &str) -> Option<String> {
    let until = away_until(records, worker, clock::today())?;
    Some(say!(i18n, person.one_person.away_wish, name = name, day = intl::day_with_year(until)))
}

/// How a permission that does not hold any more came to its end.
pub(super) fn over(i18n: I18n, standing: PermissionStanding, name: &str) -> Option<String> {
    Some(match standing {
        PermissionStanding::Holds => return None,
        PermissionStanding::GoingBack => say!(i18n, person.one_person.taken_waiting, name = name),
        PermissionStanding::TakenBack(gone) => say!(i18n, person.one_person.taken_gone, time = when(i18n, gone)),
        PermissionStanding::Leaving(at) => say!(i18n, person.one_person.taken_leaving, time = when(i18n, at)),
        PermissionStanding::Past(day) => say!(i18n, person.one_person.past, day = intl::day_with_year(day)),
        PermissionStanding::Ended(day) => say!(i18n, person.one_person.ended, day = intl::day_with_year(day)),
        PermissionStanding::Replaced(None) => say!(i18n, person.receipt.changed_waiting),
        PermissionStanding::Replaced(Some(_)) => say!(i18n, person.receipt.changed),
        PermissionStanding::OnRequest(at) => {
            say!(i18n, person.one_person.on_request_on, day = intl::day_with_year(clock::day_of(at)))
        }
        PermissionStanding::Closed => say!(i18n, person.one_person.closed),
        PermissionStanding::Over => say!(i18n, person.one_person.ended_somehow),
    })
}
