//! Sending and receiving as a machine: facts in, effects out. The app's `sync` folder carries the effects out; nothing
//! here waits, draws a number or touches a network, so a simulator can drop, double, reorder and crash at will.
//!
//! `queue` turns permissions into sealed messages; `outbox` decides what is sent next; `settle` says what an answer
//! changes; `inbox` takes replies and receipts in; `meeting` says whether a card may be accepted; `held` compares what the
//! server holds with what this phone knows, `rounds` says when all this happens; `backup` looks after the copy kept with
//! the organisation.

pub mod backup;
pub mod held;
pub mod inbox;
pub mod meeting;
pub mod outbox;
pub mod queue;
pub mod rounds;
mod settle;

use crate::records::SentItem;
use crate::time::Moment;

/// How a shared thing stands, as a person is told.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standing {
    /// Waiting to be sent.
    Waiting,
    /// The server has it.
    Delivered(Moment),
    /// The worker has opened it.
    Opened(Moment),
}

/// How the last revision of a shared thing stands.
#[must_use]
pub fn standing(sent: &SentItem) -> Standing {
    match (sent.opened, sent.delivered) {
        (Some(at), _) => Standing::Opened(at),
        (None, Some(at)) => Standing::Delivered(at),
        (None, None) => Standing::Waiting,
    }
}
