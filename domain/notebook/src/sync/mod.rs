//! Sending and receiving as a machine: facts in, effects out. The app's `sync` folder carries the effects out; nothing
//! here waits, draws a number or touches a network, so a simulator can drop, double, reorder and crash at will.
//!
//! `queue` turns permissions into sealed messages; `outbox` decides what is sent next; `settle` says what an answer
//! changes; `inbox` takes replies and receipts in; `meeting` says whether a card may be accepted; `held` compares what the
//! server holds with what this phone knows, `written` takes what a helper wrote down, `rounds` says when all this happens; `backup` looks after the copy kept with
//! the organisation.

pub mod backup;
pub mod held;
pub mod inbox;
pub mod meeting;
pub mod outbox;
pub mod queue;
pub mod rounds;
mod settle;
pub mod written;
