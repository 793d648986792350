//! Today, above the other rooms: what is new with each of them, as far as their faces show it. Nothing asks Today.
mod about_sharing;
mod browser_may_clear;
mod page;

use crate::pages::person::shell::screens::screens;

screens! {
    /// The first screen.
    TodayScreen {
        Today = "/" => page::TodayPage,
    }
}
