//! Aspirations: all of them, a new one, one with its steps, and looking back on it.
mod add;
mod list;
mod look_back;
mod one;

use crate::pages::person::shell::screens::screens;

screens! {
    /// The screens about aspirations.
    AspirationScreen {
        List = "/aspirations" => list::AspirationsPage,
        Add = "/aspirations/new" => add::AddAspirationPage,
        One = "/aspirations/:id" => one::AspirationPage,
        LookBack = "/aspirations/:id/look-back" => look_back::LookBackPage,
    }
}
