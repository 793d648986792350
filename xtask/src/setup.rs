//! Gets the programs a fresh machine lacks, and says plainly what it does.

use crate::command::{ask, exists, run_quietly};
use crate::{Done, say};
use std::process::Command;

/// Whether this machine installs Debian packages and we may ask it to.
fn may_install() -> bool {
    exists("apt-get") && ask(Command::new("id").arg("-u")).is_some_and(|id| id.trim() == "0")
}

/// Installs Debian packages, or says which command would.
pub fn packages(reason: &str, names: &[&str]) -> Done {
    let list = names.join(" ");
    if !may_install() {
        return Err(format!("{reason}: run `sudo apt-get install {list}`"));
    }
    say(&format!("{reason}: installing {list}"));
    let apt = || {
        let mut command = Command::new("apt-get");
        command.env("DEBIAN_FRONTEND", "noninteractive");
        command
    };
    // An old list of packages often still works, and a mirror that does not answer should not stop us.
    if let Err(trouble) = run_quietly(apt().args(["update", "-q"])) {
        say(&trouble);
    }
    run_quietly(apt().args(["install", "-y", "-q", "--no-install-recommends"]).args(names))
}
