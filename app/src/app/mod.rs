//! The route tables of the two apps.
mod team;

pub use team::TeamApp;
