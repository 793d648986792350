//! The server as xtask starts it.

use crate::command::run;
use crate::{Done, road, root, say};
use std::path::{Path, PathBuf};

/// Compiles the server and gives back the program. Tests take the profile their own dependencies are built in.
pub fn build(root: &Path, release: bool) -> Done<PathBuf> {
    say("Compiling the server");
    let mut command = road::own(root, "build");
    command.args(["--quiet", "--locked", "-p", "waymark-server"]);
    if release {
        command.arg("--release");
    }
    run(&mut command)?;
    let profile = if release { "release" } else { "debug" };
    Ok(root::target(root).join(profile).join("server"))
}
