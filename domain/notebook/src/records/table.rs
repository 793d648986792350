//! The one list of what a phone keeps. A new kind is a new row at the end; what follows from it is made by
//! [`records!`](super::rows).
//!
//! Each row says, in this order:
//! - the number that its bytes begin with, the name of its store, of its record and of its struct, by file. Number and store
//!   never change, nor does the name of the field, which is what the store is called on the phone;
//! - how it lies in memory: `one`, in every copy; `told`, one, in copies once it says something, which a later kind must
//!   be, or every copy would change with it; `option`, one or none; `many` by the names that the phone drew; `bare`, many
//!   by bytes of no type; `hashed`, many by the hash of a file;
//! - `since`: the version of the phone's database that brought its store;
//! - `copy`: see [`Copied`];
//! - `joins`, what becomes of it when a copy is brought: `later`, whoever's it is, the one touched last stands;
//!   `own_later` the same, of this person's own copies only, as for whatever is about keys and people; `stays`, a copy
//!   changes nothing; `by` a rule of its own;
//! - `touched`: see [`Touched`];
//! - `thing`: whether it is something a person writes and may remove, so that its removal is noted and a permission given
//!   before it came back does not let it go;
//! - `shared`: whether a permission could let go of what changes in it.

use super::joining::{self, Joining, Touched, UNSAID};
use super::returns::{self, ThingName};
use super::rows::records;
use super::{Copied, ONLY, kinds, pack_key, scrap_key};
use crate::instrument::{PackHash, hash_of};
use crate::stored::to_bytes;
#[cfg(test)]
use crate::stored::{self, grown::Grown};
use crate::time::Moment;
use crate::{aspiration, check_in, consent, id, note};
use Touched::{At, Fuller};
use litemap::LiteMap;

records! {
    /// How the person likes things.
    0 Settings Settings(kinds::Settings) {
        settings: one, since: 1, copy: Lasting, joins: (by joining::looks),
        touched: |_| UNSAID, thing: no, shared: yes,
    }
    /// The root of all keys; made at the first opening.
    1 Identity Identity(kinds::RootRecord) {
        identity: option, since: 1, copy: Lasting, joins: (by joining::root),
        touched: |_| UNSAID, thing: no, shared: no,
    }
    /// The organisation, once introduced.
    2 Org Org(kinds::OrgPin) {
        org: option, since: 1, copy: Lasting, joins: own_later,
        touched: |_| UNSAID, thing: no, shared: no,
    }
    /// Finished check-ins.
    3 CheckIns CheckIn(check_in::CheckIn) {
        check_ins: (many id::CheckInId, |it| it.id), since: 1, copy: Counted, joins: (by joining::check_in),
        touched: |it| At(it.touched()), thing: yes, shared: yes,
    }
    /// Check-ins under way.
    4 Drafts Draft(check_in::Draft) {
        drafts: (many id::CheckInId, |it| it.id), since: 1, copy: Along, joins: (by joining::unfinished),
        touched: |_| UNSAID, thing: yes, shared: no,
    }
    /// Aspirations.
    5 Aspirations Aspiration(aspiration::Aspiration) {
        aspirations: (many id::AspirationId, |it| it.id), since: 1, copy: Counted, joins: (by joining::aspiration),
        touched: |it| At(it.touched()), thing: yes, shared: yes,
    }
    /// Notes.
    6 Notes Note(note::Note) {
        notes: (many id::NoteId, |it| it.id), since: 1, copy: Counted, joins: later,
        touched: |it| At(it.touched()), thing: yes, shared: yes,
    }
    /// Workers.
    7 Contacts Contact(kinds::Contact) {
        contacts: (many id::WorkerId, |it| it.worker), since: 1, copy: Lasting, joins: own_later,
        touched: |_| UNSAID, thing: no, shared: yes,
    }
    /// Permissions, past ones too.
    8 Consents Consent(consent::Consent) {
        consents: (many id::ConsentId, |it| it.id()), since: 1, copy: Lasting, joins: own_later,
        touched: |it| Fuller(Moment(it.rev().into())), thing: no, shared: yes,
    }
    /// Answers to "share this one?".
    9 Decisions Decision(kinds::Decision) {
        decisions: (many id::DecisionId, |it| it.id()), since: 1, copy: Lasting, joins: own_later,
        touched: |_| UNSAID, thing: no, shared: yes,
    }
    /// What has been sent.
    10 Sent Sent(kinds::SentItem) {
        sent: (many id::SentId, |it| it.id()), since: 1, copy: Lasting, joins: own_later,
        touched: |it| Fuller(Moment(it.rev.into())), thing: no, shared: no,
    }
    /// What is on its way.
    11 Outbox Outbox(kinds::OutboxEntry) {
        outbox: (bare |it| it.id), since: 1, copy: Along, joins: own_later,
        touched: |_| UNSAID, thing: no, shared: no,
    }
    /// Replies.
    12 Replies Reply(kinds::Reply) {
        replies: (many id::ReplyId, |it| it.id), since: 1, copy: Lasting, joins: own_later,
        touched: |it| Fuller(Moment(it.read.into())), thing: no, shared: no,
    }
    /// Packs given to this person.
    13 Packs Pack(kinds::PackFile) {
        packs: (hashed |it| hash_of(&it.bytes)), since: 1, copy: Lasting, joins: later,
        touched: |_| UNSAID, thing: no, shared: yes,
    }
    /// How far this phone has read.
    14 Cursors Cursors(kinds::Cursors) {
        cursors: one, since: 1, copy: Along, joins: (by joining::leapt),
        touched: |_| UNSAID, thing: no, shared: no,
    }
    /// Words that are being written, by [`scrap_key`].
    15 Scraps Scrap(kinds::Scrap) {
        scraps: (bare |it| scrap_key(&it.place)), since: 2, copy: Along, joins: later,
        touched: |it| Fuller(it.at.at), thing: no, shared: no,
    }
    /// The copy on the server. A permission to keep one is given on this phone or not at all.
    16 Backup Backup(kinds::Backup) {
        backup: one, since: 2, copy: Along, joins: stays,
        touched: |_| UNSAID, thing: no, shared: no,
    }
    /// What the person removed, by the name it had.
    17 Removed Removed(returns::Removed) {
        removed: (bare |it| it.thing), since: 3, copy: Lasting, joins: (by joining::still_gone),
        touched: |it| Fuller(it.at.at), thing: no, shared: no,
    }
    /// What copies brought here. Put together from both by `restore::join`.
    18 Returned Returned(returns::Returned) {
        returned: told, since: 3, copy: Lasting, joins: stays,
        touched: |_| UNSAID, thing: no, shared: no,
    }
}
