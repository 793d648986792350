//! Aspirations: all of them, a new one, one with its steps, looking back on it, and its words given back.
mod add;
mod given_back;
mod list;
mod look_back;
mod one;
mod part_of;

use crate::pages::person::shell::screens::screens;

screens! {
    /// The screens about aspirations.
    AspirationScreen {
        List = "/aspirations" => list::AspirationsPage,
        Add = "/aspirations/new" => add::AddAspirationPage,
        One = "/aspirations/:id" => one::AspirationPage,
        LookBack = "/aspirations/:id/look-back" => look_back::LookBackPage,
        GivenBack = "/aspirations/:id/words" => given_back::GivenBackPage,
    }
}
