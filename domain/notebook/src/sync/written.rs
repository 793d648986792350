//! What a helper wrote down with the person and waits at the server: what is asked for, what comes of it, and what the
//! person decides. It lies among the drafts until then and counts for nothing.

use super::queue::pinned;
use crate::api::{PersonInboxReply, WaitsReply};
use crate::check_in::{Draft, Incomplete};
use crate::helped::{CameBy, WrittenBy};
use crate::id::{CheckInId, GuestPlace, WrittenId};
use crate::instrument::Instrument;
use crate::records::{Change, Cursors, Record, Records, StoreName};
use crate::seal::claim_words::GuestKeys;
use crate::seal::guest::{GuestFault, open_guest};
use crate::seal::keys::PersonKeys;
use crate::seal::written::{WrittenRoute, open_written};
use crate::time::Moment;

/// What the person does with a check-in that a helper wrote down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deciding {
    /// It counts from now on, as it stands.
    Keep,
    /// The person goes on with it, or changes it first.
    Change,
    /// It goes.
    ThrowAway,
}

/// What of this page of the inbox is newer than what is here.
#[must_use]
pub fn to_fetch(records: &Records, page: &PersonInboxReply) -> Vec<WaitsReply> {
    let known = |waits: &WaitsReply| {
        let here = arrived(records, waits.written).and_then(|draft| draft.written.as_ref());
        here.is_some_and(|here| here.taken_over || here.rev >= waits.rev)
    };
    let met = |waits: &WaitsReply| records.contacts.contains_key(&waits.from);
    let open = |waits: &WaitsReply| !records.cursors.decided.contains(&waits.written);
    page.written.iter().copied().filter(|waits| met(waits) && open(waits) && !known(waits)).collect()
}

/// What of it was decided about here: the server is told.
#[must_use]
pub fn to_close(records: &Records, page: &PersonInboxReply) -> Vec<WrittenId> {
    let decided = &records.cursors.decided;
    page.written.iter().map(|waits| waits.written).filter(|written| decided.contains(written)).collect()
}

/// Opens what was fetched; nothing where it cannot be checked, or is no newer than what is here.
#[must_use]
pub fn take(records: &Records, keys: &PersonKeys, waits: WaitsReply, bytes: &[u8]) -> Vec<Change> {
    let WaitsReply { written, from, rev, .. } = waits;
    let Some(contact) = records.contacts.get(&from) else { return Vec::new() };
    let route = WrittenRoute { org: keys.org(), from, to: keys.person_id(), written, rev };
    let Ok(body) = open_written(bytes, keys, route, &pinned(contact)) else { return Vec::new() };
    let known = arrived(records, written);
    let newer = known.and_then(|draft| draft.written.as_ref()).is_none_or(|it| !it.taken_over && it.rev < rev);
    if !newer || records.cursors.decided.contains(&written) {
        return Vec::new();
    }
    vec![Change::Put(Record::Draft(body.arrived(CameBy::Inbox { worker: from, written }, rev)))]
}

/// Opens what waited under claim words, and remembers that the server is to be told once it is kept here.
///
/// # Errors
/// [`GuestFault`]: it was not sealed under these words, or was changed.
pub fn claim(
    records: &Records,
    keys: &GuestKeys,
    bytes: &[u8],
    opened_before: Option<Moment>,
) -> Result<Vec<Change>, GuestFault> {
    let (rev, body) = open_guest(bytes, keys)?;
    let mut cursors = records.cursors.clone();
    cursors.taking.insert(keys.place, *keys.proof.expose());
    let draft = body.arrived(CameBy::ClaimWords { place: keys.place, opened_before }, rev);
    Ok(vec![Change::Put(Record::Draft(draft)), Change::Put(Record::Cursors(cursors))])
}

/// The server has let go of a guest notebook: nothing is left to tell it.
#[must_use]
pub fn taken(records: &Records, place: GuestPlace) -> Vec<Change> {
    let mut cursors = records.cursors.clone();
    match cursors.taking.remove(&place) {
        Some(_) => vec![Change::Put(Record::Cursors(cursors))],
        None => Vec::new(),
    }
}

/// What the person decided about a check-in that waits.
///
/// # Errors
/// `None` inside if it is not here any more; what is missing where it cannot be kept as it stands.
pub fn decide(
    records: &Records,
    id: CheckInId,
    instrument: Option<&Instrument>,
    deciding: Deciding,
) -> Result<Vec<Change>, Option<Incomplete>> {
    let draft = records.drafts.get(&id).filter(|draft| draft.waits()).ok_or(None)?;
    let Some(by) = &draft.written else { return Err(None) };
    let gone = Change::Delete(StoreName::Drafts, *id.as_bytes());
    let mut changes = match deciding {
        Deciding::ThrowAway => vec![gone],
        Deciding::Keep => {
            let answered_on = draft.answered_on.unwrap_or(by.at.day());
            let kept = draft.clone().complete(instrument.ok_or(None)?, by.at, answered_on).map_err(Some)?;
            vec![Change::Put(Record::CheckIn(kept)), gone]
        }
        Deciding::Change => vec![Change::Put(Record::Draft(taken_over(draft, by, instrument.ok_or(None)?)))],
    };
    changes.extend(decided(&records.cursors, by));
    Ok(changes)
}

/// At the review if the helper came to the end, else at the first statement that is open.
fn taken_over(draft: &Draft, by: &WrittenBy, instrument: &Instrument) -> Draft {
    let mut draft = Draft { written: Some(WrittenBy { taken_over: true, ..by.clone() }), ..draft.clone() };
    let open = instrument.pack.items.iter().position(|item| !draft.responses.reached(&item.id));
    draft.go_to(instrument, open.and_then(|at| u16::try_from(at).ok()).unwrap_or(u16::MAX));
    draft
}

/// So that the server is told, whenever it is reached again.
fn decided(cursors: &Cursors, by: &WrittenBy) -> Option<Change> {
    let CameBy::Inbox { written, .. } = by.came else { return None };
    let mut cursors = cursors.clone();
    cursors.decided.insert(written).then_some(Change::Put(Record::Cursors(cursors)))
}

/// The draft that came of it, if it is here.
fn arrived(records: &Records, written: WrittenId) -> Option<&Draft> {
    records.drafts.get(&CheckInId::of_written(written))
}
