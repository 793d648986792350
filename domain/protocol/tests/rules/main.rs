//! What both sides hold to, as sentences: packs, days, codes, passwords, and what the server accepts.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking, and its helpers do too")]

mod accept;
mod code;
mod helping;
mod opaque;
mod packs;
mod support;
mod time;
