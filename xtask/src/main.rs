//! `cargo xtask`: the one place from which Waymark is built, served and tested.

use std::process::ExitCode;
use xtask::{Done, build, check, dev, print, say, serve, stories, test, tidy};

/// Every command: its name, its arguments, what it does.
const COMMANDS: [(&str, &str, &str); 11] = [
    ("serve", "", "build what is stale, start the server with a demo team and print the links"),
    ("dev", "", "the same for whoever changes something: what is saved is made anew, and open pages show it"),
    ("test", "", "run everything that must hold, setting up this machine first"),
    (
        "check",
        "",
        "what is worth asking after every change: format, lints for this machine and the browser, unit tests",
    ),
    ("build", "[--dev]", "make the site in target/site; --dev is quick, large and unmeasured"),
    ("build", "--made-up", "make the site of the stories about languages in target/site-made-up"),
    ("size", "", "build, and say where the bytes of the person's program are: by file, by crate, by function"),
    ("tidy", "", "check the invariants of the tree"),
    ("screenshots", "", "picture every screen into target/screenshots"),
    ("deep", "[NAME]", "run one of the long tests; without a name, list them"),
    ("help", "", "this list"),
];

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let outcome = match args[..] {
        ["serve"] => serve::serve(),
        ["dev"] => dev::dev(),
        ["test"] => test::test(),
        ["check"] => check::check(),
        ["build"] => build::build(false),
        ["build", "--dev"] => build::build(true),
        ["build", "--made-up"] => build::made_up(),
        ["size"] => build::size(),
        ["tidy"] => tidied(),
        ["screenshots"] => stories::screenshots(),
        ["deep"] => stories::list(),
        ["deep", name] => stories::deep(name),
        [] | ["help" | "--help" | "-h"] => help(),
        _ => Err(format!("there is no `{}`; `cargo xtask help` lists every command", args.join(" "))),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(trouble) => {
            say(&trouble);
            ExitCode::FAILURE
        }
    }
}

fn tidied() -> Done {
    let (held, broken) = tidy::tidy()?;
    print(&format!("{held} passed, {broken} failed"));
    if broken == 0 { Ok(()) } else { Err("the tree breaks its own rules; see above".to_owned()) }
}

fn help() -> Done {
    print("cargo xtask COMMAND\n");
    for (name, arguments, does) in COMMANDS {
        print(&format!("  {:22}{does}", format!("{name} {arguments}")));
    }
    Ok(())
}
