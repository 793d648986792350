//! `cargo xtask`: the one place from which Waymark is built, served and tested.

use std::process::ExitCode;
use xtask::{Done, build, print, say};

/// Every command: its name, its arguments, what it does.
const COMMANDS: &[(&str, &str, &str)] = &[
    ("build", "[--dev]", "make the site in target/site; --dev is quick, large and unmeasured"),
    ("help", "", "this list"),
];

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let mut args = args.iter().map(String::as_str);
    let outcome = match (args.next(), &args.collect::<Vec<_>>()[..]) {
        (Some("build"), []) => build::build(false),
        (Some("build"), ["--dev"]) => build::build(true),
        (None | Some("help" | "--help" | "-h"), _) => help(),
        (Some(other), _) => Err(format!("there is no `{other}` like that; `cargo xtask help` lists every command")),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(trouble) => {
            say(&trouble);
            ExitCode::FAILURE
        }
    }
}

fn help() -> Done {
    print("cargo xtask COMMAND\n");
    for (name, arguments, does) in COMMANDS {
        print(&format!("  {:22}{does}", format!("{name} {arguments}")));
    }
    Ok(())
}
