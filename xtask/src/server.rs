//! The server as xtask starts it.

use crate::command::{cargo, run};
use crate::{Done, root, say};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Compiles the server and gives back the program. Tests take the profile their own dependencies are built in.
pub fn build(root: &Path, release: bool) -> Done<PathBuf> {
    let mut build = cargo();
    build.current_dir(root).arg("build");
    compile(root, build, release)
}

/// The same by a cargo that builds in its own way.
pub fn compile(root: &Path, mut build: Command, release: bool) -> Done<PathBuf> {
    say("Compiling the server");
    build.args(["--quiet", "--locked", "-p", "waymark-server"]);
    if release {
        build.arg("--release");
    }
    run(&mut build)?;
    let profile = if release { "release" } else { "debug" };
    Ok(root::target(root).join(profile).join("server"))
}
