//! Waymark.

pub mod components;
