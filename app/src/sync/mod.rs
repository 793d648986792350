//! Between the phone and the server: what goes out is sealed and signed here, what comes in is checked here. Nothing
//! is sent before an introduction is opened, and nothing of the person's before a permission covers it.
//!
//! `queue` turns permissions into sealed messages for the outbox; `outbox` sends one message and says what its answer
//! changes; `inbox` reads replies and receipts; `introduction` looks up, opens and accepts. The three `api` files
//! alone talk to the network.
mod api;
mod api_person;
pub mod api_team;
pub mod inbox;
pub mod introduction;
pub mod outbox;
pub mod queue;

pub use api::ApiError;
pub use api_person::Signed;
pub use introduction::MeetingFault;
