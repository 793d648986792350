//! Screens. A page gets its state, derives what it shows, and draws it with the parts in `components`.
pub mod first_opening;
pub(crate) mod form;
pub mod get_help;
pub mod not_found;
pub mod person;
pub mod team;
pub(crate) mod wording;
