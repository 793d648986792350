//! Between the phone and the server. What is sent, in which order and what an answer changes is decided in
//! `domain::sync`; these files carry it out. Nothing is sent before an introduction is opened, and nothing of the
//! person's before a permission covers it.
pub mod api;
mod api_person;
pub mod api_team;
pub mod backup;
pub mod guests;
pub mod introduction;
pub mod messages;

pub use api::ApiError;
pub use api_person::Signer;
pub use introduction::MeetingFault;
