//! Gets the programs a fresh machine lacks, and says plainly what it does.

use crate::command::{ask, exists, run_quietly};
use crate::{Done, say};
use std::path::Path;
use std::process::Command;

/// A program and the Debian package that brings it.
struct Need {
    /// Any of these will do; a full path or a name to look for.
    program: &'static str,
    package: &'static str,
}

const BROWSERS: [Need; 3] = [
    Need { program: "/usr/bin/chromium", package: "chromium" },
    // Without windows of its own, for most stories.
    Need { program: "/usr/bin/chromium-headless-shell", package: "chromium-headless-shell" },
    Need { program: "/usr/bin/chromedriver", package: "chromium-driver" },
];

/// For the journeys through the three other engines; WPE WebKit stands for the oldest iPhone.
const ENGINES: [Need; 7] = [
    Need { program: "/usr/bin/WebKitWebDriver", package: "webkit2gtk-driver" },
    Need { program: "/usr/bin/Xvfb", package: "xvfb" },
    Need { program: "/usr/lib/x86_64-linux-gnu/girepository-1.0/WebKit2-4.1.typelib", package: "gir1.2-webkit2-4.1" },
    Need { program: "/usr/lib/python3/dist-packages/gi/__init__.py", package: "python3-gi" },
    Need { program: "/usr/bin/firefox-esr", package: "firefox-esr" },
    Need { program: "/usr/bin/WPEWebDriver", package: "wpewebkit-driver" },
    Need { program: "/usr/bin/cog", package: "cog" },
];

/// For the journeys that reach past a permission's last day: it moves a server's clock.
const CLOCK: [Need; 1] =
    [Need { program: "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1", package: "libfaketime" }];

/// Everything `test` needs beyond cargo.
pub fn everything(root: &Path) -> Done {
    node(root)?;
    needs("The tests drive Chromium", &BROWSERS)?;
    if cfg!(target_os = "linux") {
        needs("Some journeys run in WebKit and in Firefox", &ENGINES)?;
        needs("Some journeys last for months", &CLOCK)?;
    }
    Ok(())
}

/// Node 20 or later, and the packages the stories are told with.
pub fn node(root: &Path) -> Done {
    let version = ask(Command::new("node").arg("--version")).unwrap_or_default();
    let major: u32 = version.trim_start_matches('v').split('.').next().and_then(|n| n.parse().ok()).unwrap_or(0);
    if major == 0 {
        packages("The stories in real browsers run on Node", &["nodejs", "npm"])?;
    } else if major < 20 {
        return Err(format!("Node {} is too old: install Node 20 or later from https://nodejs.org", version.trim()));
    }
    let dir = root.join("end2end");
    let lock = dir.join("package-lock.json");
    let done = dir.join("node_modules/.package-lock.json");
    let newer = |a: &Path, b: &Path| Some(a.metadata().ok()?.modified().ok()? > b.metadata().ok()?.modified().ok()?);
    if lock.exists() && newer(&lock, &done).unwrap_or(true) {
        say("Fetching the Node packages of end2end/");
        // No package may run a script of its own while it is installed, and none brings a browser.
        run_quietly(Command::new("npm").current_dir(&dir).args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]))?;
    }
    Ok(())
}

fn needs(reason: &str, needs: &[Need]) -> Done {
    let missing: Vec<_> =
        needs.iter().filter(|need| !Path::new(need.program).exists()).map(|need| need.package).collect();
    if missing.is_empty() { Ok(()) } else { packages(reason, &missing) }
}

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
