//! The rules of Waymark as sentences: scores, check-ins, aspirations, permissions, sharing.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking, and its helpers do too")]

mod along;
mod areas;
mod ask_again;
mod aspiration;
mod backing_up;
mod begin;
mod check_in;
mod choices;
mod consent;
mod ending;
mod journey;
mod kinds;
mod lock;
mod records;
mod reminder;
mod restoring;
mod returning;
mod rounds;
mod samples;
mod scoring;
mod seen;
mod sharing;
mod spelling;
mod standing;
mod support;
mod then_and_now;
mod today;
mod total_rule;
mod visible;
mod way;
