//! `build`: compiles both apps and makes the site from them.

use crate::command::{cargo, run};
use crate::{Done, road, root, say};
use std::path::Path;

/// Both apps, and the program of the thread that stretches for either.
const PROGRAMS: [&str; 10] =
    ["--quiet", "--locked", "-p", "waymark-app", "--bin", "person", "--bin", "team", "--bin", "stretch"];

/// Makes `target/site-made-up`: the quick build, speaking the made-up languages as well. Nobody is served this.
pub fn made_up() -> Done {
    let root = root::root()?;
    say("Compiling both apps with the made-up languages");
    let road = road::find()?;
    run(road.cargo(&root, "build", false).args(PROGRAMS).args(["--profile", "wasm-dev", "--features", "made-up"]))?;
    made_up_of_compiled()
}

/// The same of programs that are compiled already: the tests in a browser leave them, with the made-up languages.
pub fn made_up_of_compiled() -> Done {
    tool(&root::root()?, "site", "web", &["--made-up"])
}

/// Makes `target/site`; `quick` for trying out.
pub fn build(quick: bool) -> Done {
    let root = root::root()?;
    let profile = if quick { "wasm-dev" } else { "wasm-release" };
    let road = road::find()?;
    say("Compiling the person's and the team's app (some minutes the first time)");
    run(road.cargo(&root, "build", !quick).args(PROGRAMS).args(["--profile", profile]))?;
    tool(&root, "site", "web", if quick { &["--dev"] } else { &[] })
}

/// Makes `target/site-dev`, of which these origins are new; without `programs` of what was compiled before.
pub fn for_dev(root: &Path, origins: &[&str], programs: bool) -> Done {
    if programs {
        let mut command = road::find()?.cargo(root, "build", false);
        command.args(["--quiet", "--locked", "-p", "waymark-app", "--profile", "wasm-dev", "--features", "whole"]);
        command.args(["--bin", "stretch"]).args(origins.iter().flat_map(|origin| ["--bin", origin]));
        run(&mut command)?;
    }
    let args: Vec<&str> = ["--for-dev"].into_iter().chain(origins.iter().copied()).collect();
    run_tool(root, "site", &args)
}

/// Compiles and runs one of our own programs.
pub fn tool(root: &Path, name: &str, features: &str, args: &[&str]) -> Done {
    compile_tool(root, name, features)?;
    run_tool(root, name, args)
}

/// Runs one of our own programs as it was last compiled.
pub fn run_tool(root: &Path, name: &str, args: &[&str]) -> Done {
    run(std::process::Command::new(tool_path(root, name)).current_dir(root).args(args))
}

/// Compiles one of our own programs.
pub fn compile_tool(root: &Path, name: &str, features: &str) -> Done {
    let args =
        ["build", "--quiet", "--locked", "-p", "xtask", "--features", features, "--bin", name, "--profile", "tool"];
    run(cargo().current_dir(root).args(args))
}

/// Where cargo leaves one of our own programs.
pub fn tool_path(root: &Path, name: &str) -> std::path::PathBuf {
    root::target(root).join("tool").join(name)
}
