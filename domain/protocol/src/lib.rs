//! What a phone, a worker's browser and the server speak with each other: names, times, packs, paths, headers, signed
//! records, and what the server accepts. No I/O, no clock, no randomness; and nothing here can seal or open anything.

pub mod accept;
pub mod api;
pub mod backup;
pub mod cbor;
pub mod claim;
pub mod crockford;
pub mod draft;
pub mod entropy;
pub mod erasure;
pub mod guest;
pub mod id;
pub mod identity;
pub mod instrument;
pub mod introduction;
pub mod opaque;
pub mod request;
pub mod role;
pub mod sealed;
pub mod signed;
pub mod spelling;
pub mod stretch;
pub mod time;
