//! The person's app and the team's app: one library, two entry points (`src/bin`). Pages read signals of `state` and
//! call its verbs; `state` changes the store; `platform` is everything asked of the browser.

pub mod app;
pub mod components;
#[allow(
    missing_docs,
    unreachable_pub,
    unused_imports,
    dead_code,
    clippy::all,
    clippy::expect_used,
    reason = "written by the build script"
)]
mod catalogue {
    include!(concat!(env!("OUT_DIR"), "/i18n/mod.rs"));
}
mod hex;
mod i18n;
pub mod pages;
pub mod platform;
pub mod state;
pub mod store;
pub mod sync;
mod words;

// The build script's own rules, which only a test can hold to account.
#[cfg(test)]
#[path = "../build/contacts.rs"]
mod contacts;
#[cfg(test)]
#[path = "../build/languages.rs"]
mod languages;
#[cfg(test)]
#[path = "../build/made_up.rs"]
mod made_up;
#[cfg(test)]
#[path = "../build/made_up_tests.rs"]
mod made_up_tests;
