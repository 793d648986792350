//! `build`: compiles both apps and makes the site from them.

use crate::command::{cargo, run};
use crate::{Done, road, root, say};

/// Makes `target/site`; `quick` for trying out.
pub fn build(quick: bool) -> Done {
    let root = root::root()?;
    let profile = if quick { "wasm-dev" } else { "wasm-release" };
    say("Compiling the person's and the team's app (some minutes the first time)");
    let bins = ["--locked", "-p", "waymark-app", "--bin", "person", "--bin", "team", "--profile", profile];
    run(road::find()?.cargo(&root, "build").args(bins))?;
    tool(&root, "site", "web", if quick { &["--dev"] } else { &[] })
}

/// Compiles and runs one of our own programs.
pub fn tool(root: &std::path::Path, name: &str, features: &str, args: &[&str]) -> Done {
    let mut command = cargo();
    command.current_dir(root).args([
        "run",
        "--quiet",
        "--locked",
        "-p",
        "xtask",
        "--features",
        features,
        "--bin",
        name,
        "--",
    ]);
    run(command.args(args))
}
