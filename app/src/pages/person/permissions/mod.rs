//! Permissions: meeting a worker, choosing what they see and until when, what became of it, taking it back.
//!
//! The room is called by what a person gives, its addresses by what they tap: "Sharing" is the word on the screen. An
//! address stands in bookmarks and on printed sheets and stays as it is; "permission" is the word of the records, the
//! domain and the server, where sharing is only what goes under one.
mod came_back;
mod choice;
mod choose;
mod choose_areas;
mod choose_notes;
mod covered;
mod meet;
mod one_person;
mod one_person_sent;
mod one_person_settings;
mod preview;
mod receipt;
mod safeguarding;
mod share_words;
mod sharing;
mod strays;
mod tick;
mod when;

use crate::pages::person::shell::screens::screens;
pub(crate) use came_back::CameBack;
pub use choice::Choosing;

screens! {
    /// The screens about who sees what.
    PermissionScreen {
        List = "/sharing" => sharing::SharingPage,
        Meet = "/i" => meet::MeetPage,
        Receipt = "/sharing/receipt/:consent" => receipt::ReceiptPage,
        One = "/sharing/:worker" => one_person::OnePersonPage,
        Choose = "/sharing/:worker/choose" => choose::ChoosePage,
        When = "/sharing/:worker/when" => when::WhenPage,
        Preview = "/sharing/:worker/preview" => preview::PreviewPage,
    }
}
