//! The rules of Waymark as sentences: packs, scores, check-ins, aspirations, permissions, sharing.

mod aspiration;
mod check_in;
mod consent;
mod journey;
mod packs;
mod records;
mod scoring;
mod sharing;
mod support;
mod time;
mod total_rule;
