//! Which message is sent next, and when to try again.
//!
//! One message at a time. Taking back goes first; otherwise the order of queueing holds, because permissions must
//! arrive before what they cover and sequence numbers must rise. A message leaves the outbox only with the server's
//! word that it is stored or never can be.

use litemap::LiteMap;

use super::settle::{Settled, settle};
use crate::api::{ClaimReply, ProblemCode, WithdrawalReply};
use crate::id::WorkerId;
use crate::records::{Change, OutboxEntry, OutboxKind, Record, Records};
use crate::time::Moment;

/// The first wait after a failure, in milliseconds.
const FIRST_WAIT_MS: i64 = 5_000;
/// The longest wait, in milliseconds: 15 minutes.
const LONGEST_WAIT_MS: i64 = 15 * 60_000;

/// The name of an outbox entry.
pub type EntryId = [u8; 16];

/// What is remembered between two steps. Losing it (a closed app) costs nothing but a repeated message.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Outbox {
    sending: Option<EntryId>,
    /// Nothing is sent before.
    rest: Option<Moment>,
    /// Messages the server would not take, and when to offer them again.
    aside: LiteMap<EntryId, Moment>,
    /// How many shares in a row were refused for their numbers.
    refused: u32,
    /// Workers to whom no share goes before: another phone with the same words is at it too.
    behind: LiteMap<WorkerId, Moment>,
    /// Workers towards whom this server names numbers that no phone can have used.
    impossible: LiteMap<WorkerId, ()>,
    /// The message whose clock was set right already.
    clock_set: Option<EntryId>,
}

/// What happened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Event {
    /// The app started, a record changed, or an awaited moment came.
    Look,
    /// The phone is online again, or the person asked: earlier waits are forgotten.
    Online,
    /// The one message under way was answered, or was not.
    Answered(EntryId, Answer),
}

/// What the server said to one message.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Answer {
    /// The introduction is accepted.
    Claimed(ClaimReply),
    /// Stored at this moment.
    Stored(Moment),
    /// Everything under the permission is deleted.
    Withdrawn(WithdrawalReply),
    /// Refused, with the server's time where it sent one.
    Refused(ProblemCode, Option<Moment>),
    /// Refused: this sequence number was used before, and this is the highest that the server holds for the worker.
    SequenceUsed(u64),
    /// Refused: this revision of the item or a newer one is there, and this is the newest for the worker.
    RevisionUsed(u32),
    /// No answer: no signal, no server, or an answer nobody could read. It may have arrived all the same.
    Nothing,
}

/// What is to be done, in this order.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Effect {
    /// Write these changes in one commit, then step again with [`Event::Look`].
    Commit(Vec<Change>),
    /// Work out anew what permissions let go: what waited has lost its numbers.
    Assemble,
    /// Send this entry as it stands, signed anew.
    Send(EntryId),
    /// Nothing is to be done before this moment: step with [`Event::Look`] then.
    Wake(Moment),
}

/// One step. `records` is the picture of the store, `now` the phone's own clock.
#[must_use]
pub fn step(mut outbox: Outbox, records: &Records, event: Event, now: Moment) -> (Outbox, Vec<Effect>) {
    match event {
        Event::Look => {}
        Event::Online => {
            outbox.rest = None;
            outbox.aside.clear();
            outbox.behind.clear();
        }
        Event::Answered(id, answer) if outbox.sending == Some(id) => {
            outbox.sending = None;
            // An entry that is gone was taken back while it was under way.
            if let Some(entry) = records.outbox.get(&id) {
                let effects = outbox.answered(records, entry, &answer, now);
                return (outbox, effects);
            }
        }
        // An answer to something no longer asked.
        Event::Answered(..) => {}
    }
    let next = if outbox.sending.is_none() { outbox.next(records, now) } else { None };
    (outbox, next.into_iter().collect())
}

/// How long to wait after that many failures, in milliseconds: doubling from five seconds to a quarter of an hour.
#[must_use]
pub fn derive_wait_ms(tries: u32) -> i64 {
    (FIRST_WAIT_MS << tries.saturating_sub(1).min(16)).min(LONGEST_WAIT_MS)
}

impl Outbox {
    /// The message under way.
    #[must_use]
    pub fn sending(&self) -> Option<EntryId> {
        self.sending
    }

    /// Whether this server names sequence numbers that no phone can have used. Nothing more is shared with it then, and
    /// taking back goes on.
    #[must_use]
    pub fn something_is_wrong(&self) -> bool {
        !self.impossible.is_empty()
    }

    fn answered(&mut self, records: &Records, entry: &OutboxEntry, answer: &Answer, now: Moment) -> Vec<Effect> {
        match settle(records, entry, answer, now) {
            Settled::Done(changes) => {
                self.clock_set = None;
                if is_share(entry) && matches!(answer, Answer::Stored(_)) {
                    self.refused = 0;
                }
                vec![Effect::Commit(changes)]
            }
            Settled::Anew(changes) => {
                // Once is what happens after a move; twice in a row is two phones at once, or a server gone wrong.
                if self.refused > 0 {
                    self.behind.insert(entry.worker, Moment(now.0.saturating_add(derive_wait_ms(self.refused))));
                }
                self.refused = self.refused.saturating_add(1);
                vec![Effect::Commit(changes), Effect::Assemble]
            }
            Settled::Impossible => {
                self.impossible.insert(entry.worker, ());
                vec![Effect::Commit(vec![tried(entry)])]
            }
            Settled::Clock(server) if self.clock_set != Some(entry.id) => {
                self.clock_set = Some(entry.id);
                self.sending = Some(entry.id);
                let mut cursors = records.cursors.clone();
                cursors.clock_offset_ms = server.0.saturating_sub(now.0);
                vec![Effect::Commit(vec![Change::Put(Record::Cursors(cursors))]), Effect::Send(entry.id)]
            }
            Settled::Later | Settled::Clock(_) => {
                // The next try may set the clock again: it can have jumped meanwhile.
                self.clock_set = None;
                self.rest = Some(later(now, entry));
                vec![Effect::Commit(vec![tried(entry)])]
            }
            Settled::Aside => {
                self.aside.insert(entry.id, later(now, entry));
                vec![Effect::Commit(vec![tried(entry)])]
            }
        }
    }

    fn next(&mut self, records: &Records, now: Moment) -> Option<Effect> {
        self.aside.retain(|id, until| records.outbox.contains_key(id) && is_ahead(*until, now));
        self.behind.retain(|_, until| is_ahead(*until, now));
        self.rest = self.rest.filter(|until| is_ahead(*until, now) && !records.outbox.is_empty());
        if let Some(until) = self.rest {
            return Some(Effect::Wake(until));
        }
        let ready = records.outbox.values().filter(|entry| self.may_go(records, entry));
        let Some(entry) = ready.min_by_key(|entry| (!is_withdrawal(entry), entry.order)) else {
            let held = self
                .behind
                .iter()
                .filter(|(worker, _)| records.outbox.values().any(|entry| entry.worker == **worker && is_share(entry)));
            let held = held.map(|(_, until)| until);
            return self.aside.values().chain(held).min().map(|until| Effect::Wake(*until));
        };
        self.sending = Some(entry.id);
        Some(Effect::Send(entry.id))
    }

    /// Nothing overtakes a message to the same worker, except that taking back waits for the introduction alone, and that a
    /// new introduction or a permission waits for nothing the server would not take: it may be what makes it take the rest.
    fn may_go(&self, records: &Records, entry: &OutboxEntry) -> bool {
        let earlier = |other: &&OutboxEntry| other.worker == entry.worker && other.order < entry.order;
        let blocks = |other: &OutboxEntry| match other.kind {
            OutboxKind::Claim { .. } => true,
            _ => is_share(entry) && self.aside.contains_key(&other.id),
        };
        let waits = self.behind.contains_key(&entry.worker) || self.impossible.contains_key(&entry.worker);
        let held = waits && is_share(entry);
        !held && !self.aside.contains_key(&entry.id) && !records.outbox.values().filter(earlier).any(blocks)
    }
}

fn is_withdrawal(entry: &OutboxEntry) -> bool {
    matches!(entry.kind, OutboxKind::Withdrawal { .. })
}

fn is_share(entry: &OutboxEntry) -> bool {
    matches!(entry.kind, OutboxKind::Share { .. })
}

/// Whether a wait until then is still on. One that is longer than any wait was noted by a clock that has been put back.
#[must_use]
pub fn is_ahead(until: Moment, now: Moment) -> bool {
    (1..=LONGEST_WAIT_MS).contains(&until.0.saturating_sub(now.0))
}

fn later(now: Moment, entry: &OutboxEntry) -> Moment {
    Moment(now.0.saturating_add(derive_wait_ms(entry.tries.saturating_add(1))))
}

fn tried(entry: &OutboxEntry) -> Change {
    Change::Put(Record::Outbox(OutboxEntry { tries: entry.tries.saturating_add(1), ..entry.clone() }))
}
