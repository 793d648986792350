//! The pure rules of Waymark: no I/O, no clock, no randomness. The same code runs on the phone, in
//! the worker's browser and, without the means to open anything, in the server.

pub mod api;
pub mod aspiration;
pub mod bytes;
pub mod check_in;
pub mod consent;
pub mod id;
pub mod instrument;
pub mod journey;
pub mod note;
pub mod records;
pub mod score;
pub mod share;
pub mod time;
