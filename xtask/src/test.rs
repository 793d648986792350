//! `test`: everything that must hold, cheapest first, with one count at the end.

use crate::command::{ask, cargo, run_listening, words};
use crate::{Done, build, print, road, root, say, server, setup, tidy};
use std::path::Path;
use std::process::Command;
use std::time::Instant;

/// How many checks held and how many did not; a command that counts nothing itself is one check.
pub(crate) struct Count {
    began: Instant,
    passed: usize,
    failed: usize,
    troubles: Vec<String>,
}

/// Runs everything, goes on after a fault so that one run names them all, and fails if anything did.
pub fn test() -> Done {
    let root = root::root()?;
    let mut count = Count::start();
    setup::everything(&root)?;

    count.form(&root);
    count.step("lints", || command(&mut lints(&root, &[])));
    count.step("the server cannot open anything", || sealed_off(&root));
    for (name, more) in [
        ("waymark-protocol", &[][..]),
        ("waymark-notebook", &[]),
        ("waymark-server", &[]),
        // What needs no browser; the rest is run in one below.
        ("waymark-app", &["--lib"]),
        // As the tools are built that the later steps run, so that what they link is compiled once.
        ("xtask", &["--features", "web", "--profile", "tool"]),
    ] {
        count.step(&format!("tests of {name}"), || {
            command(cargo().current_dir(&root).args(["test", "--quiet", "--locked", "-p", name]).args(more))
        });
    }
    count.step("the app's tests in Chromium", || in_browser(&root));
    // Of the programs that were just compiled for those tests: cargo builds them beside every test of the library.
    count.step("the site in the made-up languages", || build::made_up_of_compiled().map(|()| (1, 0)));
    count.step("the site and its size", || build::build(false).map(|()| (1, 0)));
    let built = server::build(&root, false);
    count.step("the server", || built.clone().map(|_| (1, 0)));
    if let Ok(server) = &built {
        count.step("stories in real browsers", || stories(&root, server));
    }

    count.end()
}

impl Count {
    /// Nothing so far.
    pub(crate) fn start() -> Self {
        Self { began: Instant::now(), passed: 0, failed: 0, troubles: Vec::new() }
    }

    /// What costs nothing: format, and the invariants of the tree.
    pub(crate) fn form(&mut self, root: &Path) {
        self.step("format", || command(cargo().current_dir(root).args(["fmt", "--all", "--check"])));
        self.step("invariants of the tree", tidy::tidy);
    }

    /// Something that must hold and takes long on one core, beside what else is done; it is heard when that is through, so
    /// that two voices do not mix.
    pub(crate) fn beside(&mut self, name: &str, aside: &mut Command, meanwhile: impl FnOnce(&mut Self)) {
        let line = words(aside);
        std::thread::scope(|scope| {
            let aside = scope.spawn(|| aside.output());
            meanwhile(self);
            self.step(name, || {
                let output = aside.join().map_err(|_| format!("`{line}` was not waited for"))?;
                let output = output.map_err(|e| format!("`{line}` could not start: {e}"))?;
                if output.status.success() {
                    return Ok((1, 0));
                }
                say(&String::from_utf8_lossy(&output.stderr));
                Err(format!("`{line}` failed; its message is above"))
            });
        });
    }

    /// Says every trouble again, how long it took and how much held.
    pub(crate) fn end(self) -> Done {
        for trouble in &self.troubles {
            say(trouble);
        }
        let seconds = self.began.elapsed().as_secs();
        say(&if seconds < 180 { format!("{seconds} seconds") } else { format!("{} minutes", seconds.div_ceil(60)) });
        print(&format!("{} passed, {} failed", self.passed, self.failed));
        if self.failed == 0 { Ok(()) } else { Err("something does not hold; see above".to_owned()) }
    }

    /// One thing that must hold, with the seconds it took.
    pub(crate) fn step(&mut self, name: &str, run: impl FnOnce() -> Done<(usize, usize)>) {
        let began = Instant::now();
        say(&format!("== {name}"));
        match run() {
            Ok((passed, failed)) => {
                self.passed += passed;
                self.failed += failed;
                if failed > 0 {
                    self.troubles.push(format!("{name}: {failed} failed"));
                }
            }
            Err(trouble) => {
                self.failed += 1;
                self.troubles.push(format!("{name}: {trouble}"));
            }
        }
        say(&format!("   {name}: {} s", began.elapsed().as_secs()));
    }
}

/// Runs a command and counts what it says it ran; a command that says nothing counts as one.
pub(crate) fn command(command: &mut Command) -> Done<(usize, usize)> {
    let (outcome, heard) = run_listening(command);
    let (passed, failed) = counted(&heard);
    match outcome {
        Ok(()) if passed + failed == 0 => Ok((1, 0)),
        Ok(()) => Ok((passed, failed)),
        Err(_) if failed > 0 => Ok((passed, failed)),
        Err(trouble) => Err(trouble),
    }
}

/// Lints of all that this machine compiles; `more` leaves something out.
pub(crate) fn lints(root: &Path, more: &[&str]) -> Command {
    let mut command = cargo();
    command.current_dir(root).args(["clippy", "--quiet", "--locked", "--workspace"]).args(more);
    command.args(["--all-targets", "--features", "xtask/web,xtask/demo", "--", "-D", "warnings"]);
    command
}

/// Sums the result lines of cargo's and Node's test programs.
fn counted(heard: &str) -> (usize, usize) {
    let number = |text: &str| text.split_whitespace().next().and_then(|n| n.parse::<usize>().ok()).unwrap_or(0);
    let mut sum = (0, 0);
    for line in heard.lines() {
        let line = line.trim_start_matches(['#', 'ℹ', ' ']);
        if let Some((_, result)) = line.split_once("test result: ") {
            let after =
                |mark: &str| result.split([';', '.']).find_map(|part| part.trim().strip_suffix(mark)).map_or(0, number);
            sum.0 += after("passed");
            sum.1 += after("failed");
        } else if let Some(passed) = line.strip_prefix("pass ") {
            sum.0 += number(passed);
        } else if let Some(failed) = line.strip_prefix("fail ") {
            sum.1 += number(failed);
        }
    }
    sum
}

/// What the server links, dev-dependencies left out: no notebook and no HPKE, so no way to open a share.
fn sealed_off(root: &Path) -> Done<(usize, usize)> {
    let tree = |package: &str| {
        let args = ["tree", "--locked", "-e", "normal", "--prefix", "none", "-p", package];
        ask(cargo().current_dir(root).args(args)).ok_or_else(|| format!("`cargo tree -p {package}` failed"))
    };
    let (app, server) = (tree("waymark-app")?, tree("waymark-server")?);
    for name in ["waymark-notebook", "hpke"] {
        let links = |tree: &str| tree.lines().any(|line| line.starts_with(&format!("{name} ")));
        if !links(&app) {
            return Err(format!("this check is blind: it does not even see {name} in the app"));
        }
        if links(&server) {
            return Err(format!("the server links {name}; find out why: `cargo tree -p waymark-server -i {name}`"));
        }
    }
    Ok((1, 0))
}

/// The app's own tests, compiled as the quick build is and run in a headless browser. With the made-up languages, whose
/// site is then made of the same programs.
fn in_browser(root: &Path) -> Done<(usize, usize)> {
    build::compile_tool(root, "wasm-test-runner", "web")?;
    let mut command_line = road::find()?.cargo(root, "test", false);
    // Not the examples in the docs: they would be compiled by the other toolchain's rustdoc.
    command_line
        .args(["--locked", "-p", "waymark-app", "--tests", "--profile", "wasm-dev", "--features", "made-up"])
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", build::tool_path(root, "wasm-test-runner"))
        .env("CHROMEDRIVER", "/usr/bin/chromedriver");
    command(&mut command_line)
}

/// Stories told through real browsers against this server and this site, one at a time: two at a time, one run in three
/// had a story that waited in vain.
fn stories(root: &Path, server: &Path) -> Done<(usize, usize)> {
    let mut node = Command::new("node");
    node.current_dir(root.join("end2end"))
        .args(["--test", "--test-concurrency=1", "--test-reporter=spec"])
        // By name: Node's versions differ in how they take a folder.
        .args(
            root::files(&root.join("end2end/stories"))
                .iter()
                .filter(|file| file.to_string_lossy().ends_with(".test.mjs")),
        )
        .env("WAYMARK_SERVER", server)
        .env("WAYMARK_SITE", root::site(root))
        .env("WAYMARK_SITE_MADE_UP", root::made_up_site(root));
    command(&mut node)
}

#[cfg(test)]
mod tests {
    use super::counted;

    #[test]
    fn results_of_cargo_and_of_node_are_added_up() {
        let heard = "test result: ok. 12 passed; 0 failed; 1 ignored\n  test result: FAILED. 3 passed; 2 failed;\nℹ pass 4\n# fail 1\n";
        assert_eq!(counted(heard), (19, 3));
    }
}
