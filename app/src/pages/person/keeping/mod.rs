//! Keeping what is here: safe copies, the copy with the organisation, a new phone, and deleting everything.
mod bring_back;
mod check_copy;
mod delete;
mod move_here;
mod open_copy;
mod organisation_copy;
mod recovery_words;
mod safe_copy;

use crate::pages::person::shell::screens::screens;

screens! {
    /// The screens about keeping what is on this phone.
    KeepScreen {
        Save = "/me/copy" => safe_copy::SafeCopyPage,
        Check = "/me/check" => check_copy::CheckCopyPage,
        BringBack = "/me/back" => bring_back::BringBackPage,
        Backup = "/me/backup" => organisation_copy::OrganisationCopyPage,
        Move = "/me/move" => move_here::MoveHerePage,
        Words = "/me/words" => recovery_words::RecoveryWordsPage,
        Delete = "/me/delete" => delete::DeletePage,
    }
}
