//! The person's screens, one per file. Each reads: get state, derive values, view.
#![allow(unreachable_pub, reason = "the component macro writes a second, inner `pub fn`")]
mod about;
mod add_aspiration;
mod amend;
mod arrival;
mod aspiration;
mod aspirations;
mod bring_back;
mod check_ins;
mod choose;
mod choose_areas;
mod choosing;
mod company;
mod delete;
mod draft;
mod follow_up;
mod install;
mod intro;
mod journey;
mod keep_with;
mod kept;
mod listen;
mod lock;
mod locked;
mod look_back;
mod looks;
mod me;
mod meet;
mod move_here;
mod names;
mod one_person;
mod own_contacts;
mod preview;
mod questionnaires;
mod receipt;
mod recovery_words;
mod reminder;
mod result;
mod result_parts;
mod review;
mod safe_copy;
mod screens;
mod share_question;
mod sharing;
mod statement;
mod support;
mod today;
mod undo_bar;
mod when;
mod work;

pub use arrival::Arrival;
pub use choosing::Choosing;
pub use kept::{AtLock, Kept, LeftNote, LossNote};
pub use screens::{
    AspirationScreen, CheckInScreen, KeepScreen, Pages, SharingScreen, aspirations, check_ins, keeping, sharing,
};
pub(crate) use work::{Work, use_go};
