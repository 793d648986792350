//! Sealing, signing and sending as sentences: known vectors, tampering, meeting, the server's rules, and a simulator.
#![cfg(all(feature = "seal", feature = "opaque"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking, and its helpers do too")]

mod accept;
mod backups;
mod code;
mod copies;
mod held;
mod keeping;
mod meeting;
mod meeting_again;
mod names;
mod opaque;
mod outbox;
mod properties;
mod replies;
mod request;
mod rfc9180;
mod signed;
mod simulator;
mod support;
mod tamper;
mod two_phones;
mod vectors;
