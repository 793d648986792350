//! Today, above the other rooms: what is new with each of them, as far as their faces show it. Nothing asks Today.
mod about_sharing;
mod browser_may_clear;
mod first_day;
mod focus;
mod greeting;
mod last;
mod later;

use crate::pages::person::shell::screens::screens;

screens! {
    /// The first screen.
    TodayScreen {
        Today = "/" => first_day::TodayPage,
    }
}
