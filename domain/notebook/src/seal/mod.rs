//! Sealing and opening, for the two apps only. The server is built without this folder.
//!
//! | to … | use |
//! |---|---|
//! | make or read a person's or a worker's keys | [`keys`] |
//! | seal a worker's card, accept an introduction | [`introduction`] |
//! | compare keys by voice | [`check_words`] |
//! | share with a worker | [`envelope`] |
//! | reply to a person | [`reply`] |
//! | write a check-in down with a person | [`written`], or [`guest`] under [`claim_words`] |
//! | keep a worker's keys behind their password | [`account`] |
//! | keep a worker's people | [`keyring`] |
//! | keep a worker's half-written reply | [`draft`] |
//! | keep records on a phone | [`at_rest`] |
//! | keep a safe copy of them | [`copy`], with [`recovery`] words |
//! | keep a copy of them with the organisation | [`backup`] |
//!
//! Secrets have no `Debug` that prints them and are wiped when dropped. Randomness is passed in.

pub mod account;
pub mod at_rest;
pub mod backup;
pub mod check_words;
pub mod claim_words;
pub mod copy;
pub mod draft;
pub mod envelope;
pub mod guest;
mod hpke;
pub mod introduction;
pub mod keyring;
pub mod keyring_growth;
pub mod keys;
pub mod label;
pub mod lock;
mod padding;
pub(crate) mod primitive;
pub mod recovery;
pub mod recovery_code;
pub mod reply;
mod word_list;
pub mod written;
mod written_words;

pub use keys::{PersonKeys, Root, Secret, WorkerKeys};
