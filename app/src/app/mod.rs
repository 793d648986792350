//! The route tables of the two apps.
#![allow(unreachable_pub, reason = "the component macro writes a second, inner `pub fn`")]
mod team;

pub use team::TeamApp;
