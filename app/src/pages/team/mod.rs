//! The team's screens, one per file. Each reads: get state, derive values, view.
#![allow(unreachable_pub, reason = "the component macro writes a second, inner `pub fn`")]
mod accounts;
mod away;
mod codes;
mod help;
mod introduction;
mod introductions;
mod letting_go;
mod new_introduction;
mod new_password;
mod not_found;
mod own_account;
mod parts;
mod passkeys;
mod people;
mod people_order;
mod person;
mod recover;
mod recovery_sheet;
mod renewal_steps;
mod reply;
mod set_up;
mod sign_in;

pub use accounts::{AccountPage, AccountsPage, NewAccountPage};
pub use help::{HelpCheckInPage, HelpPage, HelpSheetPage};
pub use introduction::IntroductionPage;
pub use introductions::IntroductionsPage;
pub use new_introduction::NewIntroductionPage;
pub use not_found::NotFoundPage;
pub use own_account::OwnAccountPage;
pub use people::PeoplePage;
pub use person::PersonPage;
pub use recover::RecoverPage;
pub use set_up::SetUpPage;
pub use sign_in::SignInPage;
