//! `serve`: the release server on this machine, with a demo team.

use crate::{Done, build, root, server};
use std::process::Command;

/// Builds what is stale and runs the server until it is stopped.
pub fn serve() -> Done {
    let root = root::root()?;
    build::build(false)?;
    let server = server::build(&root, true)?;
    crate::command::run(Command::new(server).current_dir(&root))
}
