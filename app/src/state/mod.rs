//! What the pages see and do: signals to read, verbs to call. The only bridge between pages and the store.
mod fault;
pub mod person;
pub mod worker;

pub use domain::instrument::{ReadPack, read_pack};
pub use fault::{Fault, Finding};
pub use person::start::provide_person;
pub(crate) use person::was_opened;
pub use person::{
    About, Action, ClaimFault, Connection, IntroductionFound, Loads, MadeCopy, OpenedCopy, Opens, Permission,
    PersonState, Ready, Round, SafeCopy, Saved, Tried, Why, chosen_nation, last_copy, note_copy, own_before_lock,
    round, stands_aside, use_person, wants_words,
};
