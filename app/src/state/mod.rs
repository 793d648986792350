//! What the pages see and do: signals to read, verbs to call. The only bridge between pages and the store.
mod fault;
pub mod person;
mod person_aspirations;
mod person_backup;
mod person_check_ins;
mod person_copies;
mod person_introduction;
mod person_moving;
mod person_scraps;
mod person_sharing;
mod person_start;
pub(crate) mod person_sync;
mod person_undo;
pub mod worker;
mod worker_inbox;
mod worker_introduction;
pub mod worker_password;
pub mod worker_people;

pub use fault::{Fault, Finding};
pub use person::{Connection, PersonState, Ready, Saved, use_person};
pub use person_copies::{OpenedCopy, last_copy, wants_words};
pub use person_introduction::IntroductionFound;
pub use person_sharing::Permission;
pub use person_start::provide_person;
pub(crate) use person_start::was_opened;
pub use person_sync::{Extent, Round, round};
pub use person_undo::{Action, Undo};
