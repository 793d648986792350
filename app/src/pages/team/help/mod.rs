//! Helping with a check-in: the helper's own page, and the way from "How are you doing this?" to the end. Its steps are
//! state and never an address: nobody gets back into what was said.
mod before;
mod boxes;
mod call;
mod check_in;
mod claim_words;
mod end;
mod help_now;
mod keys;
mod own_page;
mod review;
mod sent_line;
mod sheet;
mod start;
mod start_choices;
mod statement;
mod stopping;
mod undelivered;

pub use check_in::HelpCheckInPage;
pub use own_page::HelpPage;
pub use sheet::HelpSheetPage;
