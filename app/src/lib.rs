//! Waymark.

pub mod app;
pub mod components;
#[allow(missing_docs, unreachable_pub, reason = "generated from locales/ by the build script")]
mod catalogue {
    include!(concat!(env!("OUT_DIR"), "/i18n/mod.rs"));
}
pub use catalogue::i18n;
pub mod pages;
pub mod platform;
pub mod state;
pub mod store;
pub mod sync;
