//! Builds, serves, tests and tidies Waymark.
//!
//! `main` only chooses a command. What needs the binding generator (`site`) or the demo's cryptography (`demo`)
//! is a program of its own, so that every other command starts without compiling it.

// The made-up life that the demo shares with the domain's example calls the domain so.
#[cfg(feature = "demo")]
extern crate domain as notebook;

pub mod build;
pub mod check;
pub mod command;
#[cfg(feature = "demo")]
pub mod demo;
pub mod dev;
pub mod road;
pub mod root;
pub mod serve;
pub mod server;
pub mod setup;
#[cfg(feature = "web")]
pub mod site;
pub mod stories;
pub mod test;
pub mod tidy;

/// What every command gives back: nothing, or one sentence that says what to do.
pub type Done<T = ()> = Result<T, String>;

/// Tells the person at the terminal what happens, as it happens.
pub fn say(words: &str) {
    use std::io::Write;
    // A closed terminal is no reason to stop building.
    let _ = writeln!(std::io::stderr(), "{words}");
}

/// Prints a line that another program may read.
pub fn print(words: &str) {
    use std::io::Write;
    let _ = writeln!(std::io::stdout(), "{words}");
}
