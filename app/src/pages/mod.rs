//! Screens.
pub mod team;
