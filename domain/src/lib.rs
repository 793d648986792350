//! The pure rules of Waymark: no I/O, no clock, no randomness. The same code runs on the phone, in
//! the worker's browser and, without the means to open anything, in the server.

pub mod accept;
pub mod api;
pub mod aspiration;
pub mod backup;
mod cbor;
pub mod check_in;
pub mod claim;
pub mod consent;
pub mod entropy;
pub mod id;
pub mod identity;
pub mod instrument;
pub mod introduction;
pub mod journey;
pub mod lock;
pub mod note;
#[cfg(feature = "opaque")]
pub mod opaque;
pub mod records;
pub mod reminder;
pub mod request;
pub mod restore;
pub mod score;
#[cfg(feature = "seal")]
pub mod seal;
pub mod sealed;
pub mod set;
pub mod share;
pub mod signed;
pub mod spelling;
mod stored;
#[cfg(any(feature = "seal", feature = "opaque"))]
pub mod stretch;
pub mod sync;
pub mod time;
pub mod visible;
pub mod weak;

/// Whether this build can seal and open. The server refuses to start if it can: it was then built together with the app.
pub const SEALS: bool = cfg!(feature = "seal");
