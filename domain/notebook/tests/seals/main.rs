//! Sealing, signing and sending as sentences: known vectors, tampering, meeting, and a simulator.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking, and its helpers do too")]

mod backups;
mod claim_words;
mod copies;
mod drafts;
mod heads;
mod held;
mod helping;
mod keeping;
mod keyrings;
mod malicious;
mod meeting;
mod meeting_again;
mod names;
mod news;
mod on_request;
mod outbox;
mod packs;
mod properties;
mod remembered;
mod replies;
mod request;
mod rfc9180;
mod signed;
mod simulator;
mod support;
mod tamper;
mod two_phones;
mod vectors;
