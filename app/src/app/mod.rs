//! The route tables of the two apps.
#![allow(unreachable_pub, reason = "the component macro writes a second, inner `pub fn`")]
mod parts;
mod person;
mod route;
mod team;

pub use parts::Loaders;
pub use person::PersonApp;
pub use team::TeamApp;
