//! Me: the name, how it looks, and what is set once and seldom looked at again.
mod about;
mod ask_again;
mod how_it_looks;
mod install;
mod own_contacts;
mod page;
mod reminder;

use crate::pages::person::shell::screens::screens;

screens! {
    /// The way to everything that is set.
    MeScreen {
        Me = "/me" => page::MePage,
    }
}

screens! {
    /// What opens from Me and is opened seldom.
    SettingScreen {
        Reminder = "/me/reminder" => reminder::ReminderPage,
        AskAgain = "/me/again" => ask_again::AskAgainPage,
        AfterCheckIn = "/check-ins/:id/again" => ask_again::AfterCheckInPage,
        Contacts = "/me/contacts" => own_contacts::OwnContactsPage,
        Install = "/me/install" => install::InstallPage,
        About = "/me/about" => about::AboutPage,
    }
}
