//! What only the apps know: what a person keeps and decides, how it is sealed and opened, and what is sent when. No I/O,
//! no clock, no randomness.
//!
//! What the server speaks too is the other crate's and is named here as well, so that an app has one crate to ask.

pub mod along;
pub mod ask_again;
pub mod aspiration;
pub mod begin;
pub mod check_in;
pub mod consent;
pub mod helped;
pub mod id;
pub mod journey;
pub mod lock;
pub mod note;
pub mod records;
pub mod reminder;
pub mod restore;
pub mod score;
pub mod seal;
pub mod set;
pub mod share;
mod stored;
pub mod sync;
pub mod then_and_now;
pub mod today;
pub mod visible;
pub mod way;
pub mod weak;

pub use protocol::{
    accept, api, backup, claim, draft, entropy, erasure, guest, identity, instrument, introduction, opaque, request,
    role, sealed, signed, spelling, stretch, time,
};
use protocol::{cbor, crockford};
