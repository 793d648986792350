//! The app lock: setting it, what stands in the place of every screen while it is closed, and what stands aside.
mod aside;
mod locked;
mod settings;

use crate::pages::person::shell::screens::screens;
pub(super) use aside::counting;
pub(super) use locked::LockedPage;

screens! {
    /// The screens about the lock and about what was put aside because it could not be opened.
    LockScreen {
        Lock = "/me/lock" => settings::LockPage,
        Aside = "/me/aside" => aside::AsidePage,
    }
}
