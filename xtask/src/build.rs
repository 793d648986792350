//! `build`: compiles both apps and makes the site from them.

use crate::command::run;
use crate::{Done, road, root, say};
use std::path::Path;

/// The two apps, an origin each.
const APPS: [&str; 2] = ["person", "team"];

/// Compiles these apps, and the program of the thread that stretches for either; `more` says how.
fn compile(root: &Path, release: bool, origins: &[&str], more: &[&str]) -> Done {
    let mut command = road::find()?.cargo(root, "build", release);
    command.args(["--quiet", "--locked", "-p", "waymark-app", "--bin", "stretch"]);
    run(command.args(origins.iter().flat_map(|origin| ["--bin", origin])).args(more))
}

/// Makes `target/site-made-up`: the quick build, speaking the made-up languages as well. Nobody is served this.
pub fn made_up() -> Done {
    let root = root::root()?;
    say("Compiling both apps with the made-up languages");
    compile(&root, false, &APPS, &["--profile", "wasm-dev", "--features", "made-up"])?;
    made_up_of_compiled()
}

/// The same of programs that are compiled already: the tests in a browser leave them, with the made-up languages.
pub fn made_up_of_compiled() -> Done {
    tool(&root::root()?, "site", &["--made-up"])
}

/// Makes `target/site`; `quick` for trying out.
pub fn build(quick: bool) -> Done {
    let root = root::root()?;
    let profile = if quick { "wasm-dev" } else { "wasm-release" };
    say("Compiling the person's and the team's app (some minutes the first time)");
    compile(&root, !quick, &APPS, &["--profile", profile])?;
    tool(&root, "site", if quick { &["--dev"] } else { &[] })
}

/// Says where the bytes of the person's program are, of this very tree.
pub fn size() -> Done {
    build(false)?;
    run_tool(&root::root()?, "site", &["--size"])
}

/// Makes `target/site-dev`, of which these origins are new; without `programs` of what was compiled before.
pub fn for_dev(root: &Path, origins: &[&str], programs: bool) -> Done {
    if programs {
        compile(root, false, origins, &["--profile", "wasm-dev", "--features", "whole"])?;
    }
    let args: Vec<&str> = ["--for-dev"].into_iter().chain(origins.iter().copied()).collect();
    run_tool(root, "site", &args)
}

/// Compiles and runs one of our own programs.
pub fn tool(root: &Path, name: &str, args: &[&str]) -> Done {
    compile_tool(root, name)?;
    run_tool(root, name, args)
}

/// Runs one of our own programs as it was last compiled.
pub fn run_tool(root: &Path, name: &str, args: &[&str]) -> Done {
    run(std::process::Command::new(tool_path(root, name)).current_dir(root).args(args))
}

/// How our own programs are compiled: all in one way, so that what they share is compiled once, for their tests too.
pub const TOOLS: [&str; 4] = ["--features", "web,demo", "--profile", "tool"];

/// Compiles one of our own programs.
pub fn compile_tool(root: &Path, name: &str) -> Done {
    run(road::own(root, "build").args(["--quiet", "--locked", "-p", "xtask", "--bin", name]).args(TOOLS))
}

/// Where cargo leaves one of our own programs.
pub fn tool_path(root: &Path, name: &str) -> std::path::PathBuf {
    root::target(root).join("tool").join(name)
}
