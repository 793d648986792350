//! The server: it carries sealed envelopes between a person and the workers they chose, and cannot open one.
//!
//! Two listeners in one process, one per origin: the person's phone and the team's browser share no path, no file and
//! no cookie. Handlers read a request, ask the [`store`] for one whole use case, and reply. Of the domain
//! it has the protocol alone: whatever seals or opens is in the notebook, which it does not link.
//!
//! The list goes from the ground up: each of these uses only what stands above it.

mod beside;
pub mod clock;
pub mod codes;
pub mod config;
pub mod log;
pub mod origin;
pub mod proxy;
pub mod random;
mod reach;
pub mod side;
pub mod token;

pub mod spelling;

pub mod ledger;
pub mod passkeys;
pub mod password;
pub mod record;
mod staff_auth;
pub mod store;

pub mod error;
pub mod limits;
pub mod packs;
pub mod settings;
pub mod site;
pub mod workers;

pub mod app;

pub mod auth;
mod browser;
pub mod guard;
pub mod input;
pub mod sweep;

pub mod handlers;

pub mod routes;

pub mod backup;
pub mod check;
pub mod questions;
pub mod team;

pub mod commands;
pub mod serve;
