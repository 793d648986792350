//! Permissions: meeting a worker, choosing what they see and until when, what became of it, taking it back.
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
