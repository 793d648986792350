//! The road to WebAssembly: rustup's target where rustup may install one, else Debian's packages, which bring the
//! standard library's source instead of a built one.

use crate::command::{ask, cargo, exists};
use crate::{Done, root, say, setup};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};

const TARGET: &str = "wasm32-unknown-unknown";
/// Its lints, of the same compiler.
const LINTS: &str = "rust-web-clippy";
const DEBIAN: [&str; 5] = ["rustc-web", "cargo-web", "rust-web-src", "rust-web-llvm", "lld-22"];

/// How this machine compiles for WebAssembly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Road {
    /// The compiler in use has the target's standard library.
    Installed,
    /// Debian's compiler builds the standard library from its source.
    FromSource,
}

/// Finds the road, making it first where that is allowed.
pub fn find() -> Done<Road> {
    let may_add = exists("rustup") && std::env::var("RUSTUP_AUTO_INSTALL").as_deref() != Ok("0");
    if !has_target() && may_add {
        say("Adding the WebAssembly target to rustup");
        let _ = ask(Command::new("rustup").args(["target", "add", TARGET]));
    }
    if has_target() {
        if may_add && !has_source("rustc") {
            say("Adding the standard library's source to rustup: what a phone downloads is a tenth smaller with it");
            let _ = ask(Command::new("rustup").args(["component", "add", "rust-src"]));
        }
        return Ok(Road::Installed);
    }
    if !has_debian() {
        let reason = "The app compiles to WebAssembly, which needs a compiler";
        setup::packages(reason, &DEBIAN).map_err(|trouble| {
            if exists("apt-get") { trouble } else { format!("{reason}: run `rustup target add {TARGET}`") }
        })?;
    }
    if has_debian() { Ok(Road::FromSource) } else { Err(format!("run `rustup target add {TARGET}`")) }
}

fn has_target() -> bool {
    let sysroot = ask(Command::new("rustc").args(["--print", "sysroot"]));
    sysroot.is_some_and(|path| Path::new(path.trim()).join("lib/rustlib").join(TARGET).join("lib").is_dir())
}

fn has_debian() -> bool {
    let tools = ["/usr/bin/cargo", "/usr/bin/rustc", "/usr/bin/rust-lld"].iter().all(|tool| Path::new(tool).exists());
    tools && has_source("/usr/bin/rustc")
}

/// Whether the standard library's source lies beside this compiler.
fn has_source(rustc: &str) -> bool {
    ask(Command::new(rustc).args(["--print", "sysroot"]))
        .is_some_and(|path| Path::new(path.trim()).join("lib/rustlib/src/rust/library/std").is_dir())
}

/// The lints of the compiler in use.
fn own_lints() -> PathBuf {
    let sysroot = ask(Command::new("rustc").args(["--print", "sysroot"])).unwrap_or_default();
    Path::new(sysroot.trim()).join("bin/clippy-driver")
}

/// As `cargo clippy` hands them over: the compiler of our own crates, and what it is asked for.
fn lint(command: &mut Command, driver: &Path) {
    command.env("RUSTC_WORKSPACE_WRAPPER", driver).env("CLIPPY_ARGS", "-D__CLIPPY_HACKERY__warnings");
}

/// Whether what is compiled for this machine is linted on the way.
static LINTED: AtomicBool = AtomicBool::new(false);

/// From here on everything of ours that is compiled for this machine is linted as well: lints by themselves would have
/// every crate read once more, and what was compiled without them would be compiled again.
pub fn lint_on_the_way() {
    LINTED.store(true, Ordering::Relaxed);
}

/// A cargo that compiles for this machine; `verb` is `build` or `test`.
pub fn own(root: &Path, verb: &str) -> Command {
    let mut command = cargo();
    command.current_dir(root).arg(verb);
    if LINTED.load(Ordering::Relaxed) {
        lint(&mut command, &own_lints());
    }
    command
}

impl Road {
    /// A cargo that lints for WebAssembly with the compiler that builds for it, which is installed first where it lacks.
    pub fn lints(self, root: &Path) -> Done<Command> {
        self.has_lints()?;
        let mut command = self.cargo(root, "clippy", false);
        if self == Self::FromSource {
            command.env("CARGO", "/usr/bin/cargo");
        }
        Ok(command)
    }

    /// A cargo that compiles the tests and lints what it compiles of ours, in one go.
    pub fn linted_tests(self, root: &Path) -> Done<Command> {
        self.has_lints()?;
        let driver = match self {
            Self::FromSource => PathBuf::from("/usr/bin/clippy-driver"),
            Self::Installed => own_lints(),
        };
        let mut command = self.cargo(root, "test", false);
        lint(&mut command, &driver);
        Ok(command)
    }

    /// The lints of this road's compiler, installed where they lack.
    fn has_lints(self) -> Done {
        if self == Self::FromSource && !Path::new("/usr/bin/clippy-driver").exists() {
            setup::packages("The lints of what runs in a browser are the compiler's own", &[LINTS])?;
        }
        Ok(())
    }

    /// A cargo that compiles for WebAssembly; `verb` is `build`, `test` or `clippy`. `small` is for what a phone downloads: it
    /// leaves out what only helps to find a fault.
    pub fn cargo(self, root: &Path, verb: &str, small: bool) -> Command {
        let mut command = match (self, verb) {
            (Self::Installed, _) => Command::new("cargo"),
            // Named whole: cargo would look in rustup's folder first.
            (Self::FromSource, "clippy") => Command::new("/usr/bin/cargo-clippy"),
            (Self::FromSource, _) => Command::new("/usr/bin/cargo"),
        };
        // The two compilers would rebuild each other's work, and the cargo that runs us leaves its own marks.
        for (name, _) in std::env::vars_os() {
            if is_inherited(&name.to_string_lossy()) {
                command.env_remove(name);
            }
        }
        command
            .current_dir(root)
            .arg(verb)
            .args(["--target", TARGET, "--target-dir"])
            .arg(root::target(root).join("wasm"));
        // Leptos then compiles one shape of view and not one for every combination of elements: a sixth less to
        // download, and much less to compile.
        let mut flags = "--cfg erase_components".to_owned();
        // Panic messages carry file names: keep this machine's folders out of what phones download.
        let home = std::env::var("CARGO_HOME").or_else(|_| std::env::var("HOME").map(|home| format!("{home}/.cargo")));
        if let Ok(home) = home {
            flags.push_str(&format!(" --remap-path-prefix={home}/registry/src=crates"));
        }
        if self == Self::FromSource {
            command
                .env("RUSTC", "/usr/bin/rustc")
                .env("RUSTC_BOOTSTRAP", "1")
                .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", "/usr/bin/rust-lld");
        }
        if small && (self == Self::FromSource || has_source("rustc")) {
            // A library built along with the app leaves out the texts of panics, which a phone shows to nobody. The
            // switches are not stable yet, so the compiler wants to be told that we know.
            command.env("RUSTC_BOOTSTRAP", "1");
            flags.push_str(" -Zlocation-detail=none -Zunstable-options -Cpanic=immediate-abort");
            command.args(["-Zbuild-std=std,panic_abort", "-Zbuild-std-features=optimize_for_size"]);
        } else if self == Self::FromSource {
            // One list for programs and tests, so that the library is built once.
            command.arg("-Zbuild-std=std,panic_abort,test");
        }
        command.env("RUSTFLAGS", flags);
        command
    }
}

/// Variables that cargo and rustup set for their children, apart from those a person sets to reach a registry.
fn is_inherited(name: &str) -> bool {
    let ours = ["CARGO_HOME", "CARGO_BUILD_JOBS", "CARGO_INCREMENTAL", "RUSTUP_HOME", "RUSTUP_AUTO_INSTALL"];
    let reach = ["CARGO_HTTP_", "CARGO_NET_", "CARGO_REGISTR", "CARGO_SOURCE_"];
    let tools = ["CARGO", "RUSTC", "RUSTUP", "RUSTFLAGS"];
    tools.iter().any(|tool| name.starts_with(tool))
        && !ours.contains(&name)
        && !reach.iter().any(|prefix| name.starts_with(prefix))
}

#[cfg(test)]
mod tests {
    use super::is_inherited;

    #[test]
    fn the_other_compilers_settings_are_left_behind_and_the_registrys_kept() {
        for name in ["CARGO", "CARGO_PKG_NAME", "RUSTC", "RUSTC_WRAPPER", "RUSTUP_TOOLCHAIN", "CARGO_TARGET_DIR"] {
            assert!(is_inherited(name), "{name}");
        }
        for name in ["CARGO_HOME", "CARGO_HTTP_PROXY", "CARGO_BUILD_JOBS", "PATH", "RUST_BACKTRACE"] {
            assert!(!is_inherited(name), "{name}");
        }
    }
}
