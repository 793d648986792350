//! How a permission stands, and who can see a thing now. Every answer is what this phone knows, no more: taken back is
//! not gone until the server has said so.

use crate::check_in::CheckIn;
use crate::consent::{Consent, ConsentState, Ending, ItemKind, SourceItem};
use crate::id::{AspirationId, CheckInId, ConsentId, NoteId, WorkerId};
use crate::records::{ContactState, Records, SentItem};
use crate::time::{Day, Moment, Stamp};

/// How a permission stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PermissionStanding {
    /// It holds.
    Holds,
    /// Taken back on this phone. The server has not said that it is gone, so the worker may still see it.
    GoingBack,
    /// Its last day has passed by this phone's clock, which may be wrong; the server has yet to say the same.
    Past(Day),
    /// Taken back, here or on another phone with the same words, and gone from the server at this moment.
    TakenBack(Moment),
    /// The same, and deleted there at this moment; its sealed bytes were still on the server's disk when that last spoke.
    Leaving(Moment),
    /// Over since this day, its last, by the server's clock.
    Ended(Day),
    /// A later one counts in its place; gone from the server at this moment, or not yet as far as this phone knows.
    Replaced(Option<Moment>),
    /// The worker deleted everything under it at this moment, because somebody asked for it in the room, as the server says.
    OnRequest(Moment),
    /// The server said that it does not count any more, and not why.
    Closed,
    /// It is over, and this phone does not know since when or why.
    Over,
}

/// What a worker sees.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sees {
    /// What this permission covers.
    Now(ConsentId),
    /// Possibly still what this one covered: it is taken back or past, and the server has not said that it is over.
    Still(ConsentId),
    /// Nothing, as far as this phone knows.
    Nothing,
}

/// What has become of a thing that left this phone.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SentStanding {
    /// Waiting to be sent.
    Waiting,
    /// The server has it.
    Delivered(Moment),
    /// The worker has opened it.
    Opened(Moment),
    /// It went under a permission that does not hold any more.
    Over(PermissionStanding),
    /// It went under a permission that is not on this phone.
    Unknown,
}

/// Something of the person's, of which they can ask who sees it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Thing {
    /// A finished check-in.
    CheckIn(CheckInId),
    /// The note of a check-in.
    CheckInNote(CheckInId),
    /// An aspiration.
    Aspiration(AspirationId),
    /// A note.
    Note(NoteId),
    /// A note that would be written now.
    NewNote,
}

/// How a permission stands.
#[must_use]
pub fn permission(records: &Records, consent: &Consent, today: Day) -> PermissionStanding {
    let asked = records.cursors.on_request.get(&consent.id()).copied();
    if let Some(at) = asked.filter(|_| consent.state() != ConsentState::Active) {
        return PermissionStanding::OnRequest(at);
    }
    let gone = records.cursors.deleted.get(&consent.id()).copied();
    let taken_back = |at| match records.cursors.leaving.contains(&consent.id()) {
        true => PermissionStanding::Leaving(at),
        false => PermissionStanding::TakenBack(at),
    };
    match consent.state() {
        ConsentState::Active if consent.holds(today) => PermissionStanding::Holds,
        ConsentState::Active => match gone {
            None => PermissionStanding::Past(consent.until()),
            // As a copy of another phone says, which ended it there.
            Some(at) if consent.is_past(Stamp { at, offset_min: 0 }.day()) => {
                PermissionStanding::Ended(consent.until())
            }
            Some(at) => taken_back(at),
        },
        ConsentState::Withdrawn { .. } => gone.map_or(PermissionStanding::GoingBack, taken_back),
        ConsentState::Ended => match (consent.ending(), gone) {
            // A day that is yet to come by this phone's clock, which may be wrong, is not named as past.
            (Some(Ending::LastDay), _) if consent.is_past(today) => PermissionStanding::Ended(consent.until()),
            (Some(Ending::Replaced), gone) => PermissionStanding::Replaced(gone),
            (Some(Ending::Elsewhere), Some(at)) => taken_back(at),
            (Some(Ending::Refused), _) => PermissionStanding::Closed,
            _ => PermissionStanding::Over,
        },
    }
}

/// The permission that took the place of this one: it was given in the moment in which this one was taken back.
#[must_use]
pub fn took_its_place(records: &Records, consent: &Consent) -> Option<ConsentId> {
    let ConsentState::Withdrawn { at } = consent.state() else { return None };
    let next = |it: &&Consent| it.worker() == consent.worker() && it.id() != consent.id() && it.granted() == at;
    records.consents.values().find(next).map(Consent::id)
}

/// What a worker sees now.
#[must_use]
pub fn sees(records: &Records, worker: WorkerId, today: Day) -> Sees {
    if let Some(consent) = records.consent_with(worker, today) {
        return Sees::Now(consent.id());
    }
    let theirs = records.consents.values().filter(|it| it.worker() == worker && going_back(records, it, today));
    theirs.max_by_key(|it| (it.granted().at, it.id())).map_or(Sees::Nothing, |it| Sees::Still(it.id()))
}

/// Whether the server has yet to say that this permission is over.
fn going_back(records: &Records, consent: &Consent, today: Day) -> bool {
    let standing = permission(records, consent, today);
    matches!(standing, PermissionStanding::GoingBack | PermissionStanding::Past(_) | PermissionStanding::Replaced(None))
}

/// Whether anything under this permission has reached the server.
#[must_use]
pub fn has_arrived(records: &Records, consent: ConsentId) -> bool {
    records.sent.values().any(|sent| sent.consent == consent && sent.delivered.is_some())
}

/// What has become of a thing that left this phone.
#[must_use]
pub fn item(records: &Records, sent: &SentItem, today: Day) -> SentStanding {
    let Some(consent) = records.consents.get(&sent.consent) else { return SentStanding::Unknown };
    match (permission(records, consent, today), sent.opened, sent.delivered) {
        (PermissionStanding::Holds, Some(at), _) => SentStanding::Opened(at),
        (PermissionStanding::Holds, None, Some(at)) => SentStanding::Delivered(at),
        (PermissionStanding::Holds, None, None) => SentStanding::Waiting,
        (over, ..) => SentStanding::Over(over),
    }
}

/// Who can see this now, or will as soon as there is signal; oldest acquaintance first.
#[must_use]
pub fn seen_by(records: &Records, thing: Thing, today: Day) -> Vec<WorkerId> {
    let theirs = |worker: WorkerId| records.consents.values().filter(move |it| it.worker() == worker);
    let sees = |worker: WorkerId| {
        let holding = records.consent_with(worker, today);
        holding.is_some_and(|it| goes(records, it, thing, today) || went(records, it, thing))
            || theirs(worker).any(|it| going_back(records, it, today) && went(records, it, thing))
    };
    let mut found: Vec<_> =
        records.contacts.values().filter(|it| sees(it.worker)).map(|it| (it.met.at, it.worker)).collect();
    found.sort_unstable();
    found.into_iter().map(|(_, worker)| worker).collect()
}

/// Who would see the note of a check-in if they were shown the check-in, of those who have yet to be.
#[must_use]
pub fn would_see_note(records: &Records, it: &CheckIn, today: Day) -> Vec<WorkerId> {
    let would = |worker: &WorkerId| {
        records.consent_with(*worker, today).is_some_and(|consent| {
            consent.covers(&SourceItem::of_check_in(it), today)
                && consent.covers(&SourceItem::CheckInNote(it.id, it.completed), today)
                && records.decided_to_share(consent, it).is_none()
        })
    };
    records.contacts.keys().copied().filter(would).collect()
}

/// Whether this permission lets it go.
fn goes(records: &Records, consent: &Consent, thing: Thing, today: Day) -> bool {
    match thing {
        Thing::CheckIn(id) => records.check_ins.get(&id).is_some_and(|it| {
            let covered = consent.covers(&SourceItem::of_check_in(it), today);
            covered && !it.unseen && records.decided_to_share(consent, it) == Some(true)
        }),
        Thing::CheckInNote(id) => records.check_ins.get(&id).is_some_and(|it| {
            consent.covers(&SourceItem::CheckInNote(id, it.completed), today)
                && goes(records, consent, Thing::CheckIn(id), today)
        }),
        Thing::Aspiration(id) => {
            consent.covers(&SourceItem::Aspiration(id), today) && !records.is_withheld(consent, id.as_bytes())
        }
        Thing::Note(id) => records.notes.get(&id).is_some_and(|it| {
            consent.covers(&SourceItem::Note(id, it.at), today) && !records.is_withheld(consent, id.as_bytes())
        }),
        Thing::NewNote => consent.scope().notes,
    }
}

/// Whether it has gone under this permission. Nobody is said to see what is no longer on this phone.
fn went(records: &Records, consent: &Consent, thing: Thing) -> bool {
    let (kind, source) = match thing {
        Thing::CheckIn(id) if records.check_ins.contains_key(&id) => (ItemKind::CheckIn, *id.as_bytes()),
        Thing::CheckInNote(id) if records.check_ins.get(&id).is_some_and(|it| covers_its_note(consent, it)) => {
            (ItemKind::CheckIn, *id.as_bytes())
        }
        Thing::Aspiration(id) => (ItemKind::Aspiration, *id.as_bytes()),
        Thing::Note(id) if records.notes.contains_key(&id) => (ItemKind::Note, *id.as_bytes()),
        Thing::CheckIn(_) | Thing::CheckInNote(_) | Thing::Note(_) | Thing::NewNote => return false,
    };
    records.sent.values().any(|sent| sent.consent == consent.id() && sent.kind == kind && sent.source == source)
}

fn covers_its_note(consent: &Consent, it: &CheckIn) -> bool {
    consent.covers_note(&NoteId::of_check_in(it.id), it.completed)
}

/// Whether somebody can be taken off the list of people: they see nothing, or their introduction was refused.
#[must_use]
pub fn can_be_removed(records: &Records, worker: WorkerId, today: Day) -> bool {
    let arrived = |id| has_arrived(records, id);
    records.contacts.get(&worker).is_some_and(|contact| match (contact.state, sees(records, worker, today)) {
        (ContactState::Claiming, _) | (_, Sees::Still(_)) => false,
        (_, Sees::Nothing) => true,
        (ContactState::Refused, Sees::Now(id)) => !arrived(id),
        (ContactState::Introduced, Sees::Now(_)) => false,
    })
}
