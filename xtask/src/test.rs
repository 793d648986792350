//! `test`: everything that must hold, cheapest first, with one count at the end.

use crate::command::{ask, cargo, run_aside, run_listening};
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
    /// Another lane is heard: what is done here is told when it is through, in one piece.
    aside: bool,
}

/// Runs everything, goes on after a fault so that one run names them all, and fails if anything did.
///
/// Two lanes compile and test at once, for each has long steps that use one core. The stories come after both: some of
/// them ask how long a page stands still, and beside a compiler they would measure the compiler.
pub fn test() -> Done {
    let root = root::root()?;
    let mut count = Count::start();
    setup::everything(&root)?;
    // Asked for once, before two lanes would ask for it at the same time.
    road::find()?;
    road::lint_on_the_way();

    count.form(&root);
    count.step("the server cannot open anything", || sealed_off(&root));
    let server = count.beside(
        |aside| {
            for_a_browser(&root, aside);
            for package in ["waymark-protocol", "waymark-notebook", "waymark-server"] {
                tests(&root, aside, package, &[]);
            }
            tests(&root, aside, "xtask", &build::TOOLS);
        },
        |count| {
            let server = server::build(&root, false);
            count.step("the server", || server.clone().map(|_| (1, 0)));
            count.step("the site and its size", || build::build(false).map(|()| (1, 0)));
            // What needs no browser; the rest is run in one.
            tests(&root, count, "waymark-app", &["--lib"]);
            server
        },
    );
    if let Ok(server) = &server {
        count.command("stories in real browsers", &mut stories(&root, server));
    }
    count.end()
}

/// The app's own tests and its lints, and the site in the made-up languages.
fn for_a_browser(root: &Path, count: &mut Count) {
    const NAME: &str = "the app's tests in Chromium, and its lints";
    count.step("tools for WebAssembly", || build::compile_tool(root, "wasm-test-runner").map(|()| (1, 0)));
    match in_browser(root) {
        Ok(mut tests) => count.command(NAME, &mut tests),
        Err(trouble) => count.step(NAME, || Err(trouble)),
    }
    // Of the programs that were just compiled for those tests: cargo builds them beside every test of the library.
    count.step("the site in the made-up languages", || build::made_up_of_compiled().map(|()| (1, 0)));
}

/// Lints and tests of what needs no browser; `more` says which.
fn tests(root: &Path, count: &mut Count, package: &str, more: &[&str]) {
    let mut tests = road::own(root, "test");
    tests.args(["--quiet", "--locked", "-p", package]).args(more);
    count.command(&format!("lints and tests of {package}"), &mut tests);
}

impl Count {
    /// Nothing so far.
    pub(crate) fn start() -> Self {
        Self { began: Instant::now(), passed: 0, failed: 0, troubles: Vec::new(), aside: false }
    }

    /// What costs nothing: format, and the invariants of the tree.
    pub(crate) fn form(&mut self, root: &Path) {
        self.command("format", cargo().current_dir(root).args(["fmt", "--all", "--check"]));
        self.step("invariants of the tree", tidy::tidy);
    }

    /// Two lanes at once; what the first finds is added to what the second does.
    pub(crate) fn beside<T>(
        &mut self,
        aside: impl FnOnce(&mut Self) + Send,
        meanwhile: impl FnOnce(&mut Self) -> T,
    ) -> T {
        let mut lane = Self { began: self.began, aside: true, ..Self::start() };
        let answer = std::thread::scope(|scope| {
            scope.spawn(|| aside(&mut lane));
            meanwhile(self)
        });
        self.passed += lane.passed;
        self.failed += lane.failed;
        self.troubles.append(&mut lane.troubles);
        answer
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

    /// A command that must hold; it is counted what it says it ran, and one that says nothing counts as one.
    pub(crate) fn command(&mut self, name: &str, command: &mut Command) {
        let aside = self.aside;
        self.step(name, || {
            let (outcome, heard) = if aside { run_aside(command) } else { run_listening(command) };
            let (passed, failed) = counted(&heard);
            match outcome {
                Ok(()) if passed + failed == 0 => Ok((1, 0)),
                Err(trouble) if failed == 0 => Err(trouble),
                _ => Ok((passed, failed)),
            }
        });
    }

    /// One thing that must hold, with the seconds it took.
    pub(crate) fn step(&mut self, name: &str, run: impl FnOnce() -> Done<(usize, usize)>) {
        let began = Instant::now();
        if !self.aside {
            say(&format!("== {name} (minute {})", self.began.elapsed().as_secs() / 60));
        }
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

/// Sums the result lines of cargo's test programs and of whoever tells the stories.
fn counted(heard: &str) -> (usize, usize) {
    let number = |text: &str| text.split_whitespace().next().and_then(|n| n.parse::<usize>().ok()).unwrap_or(0);
    let mut sum = (0, 0);
    for line in heard.lines() {
        if let Some((_, result)) = line.split_once("test result: ") {
            let after =
                |mark: &str| result.split([';', '.']).find_map(|part| part.trim().strip_suffix(mark)).map_or(0, number);
            sum.0 += after("passed");
            sum.1 += after("failed");
        } else if let Some((held, failed)) = line.strip_prefix("told: ").and_then(|told| told.split_once(" held, ")) {
            sum.0 += number(held);
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

/// The app's own tests, compiled as the quick build is, linted on the way and run in a headless browser. With the made-up
/// languages, whose site is then made of the same programs.
fn in_browser(root: &Path) -> Done<Command> {
    let mut command = road::find()?.linted_tests(root)?;
    // By name: the library's own tests run on this machine, and the examples in the docs would be compiled by the other
    // toolchain's rustdoc.
    command
        .args(["--locked", "-p", "waymark-app", "--test", "*", "--profile", "wasm-dev"])
        .args(["--features", "made-up"])
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", build::tool_path(root, "wasm-test-runner"))
        .env("CHROMEDRIVER", "/usr/bin/chromedriver");
    Ok(command)
}

/// Stories told through real browsers against this server and this site.
fn stories(root: &Path, server: &Path) -> Command {
    let mut node = Command::new("node");
    node.current_dir(root.join("end2end"))
        .arg("tell.mjs")
        // By name: Node's versions differ in how they take a folder.
        .args(
            root::files(&root.join("end2end/stories"))
                .iter()
                .filter(|file| file.to_string_lossy().ends_with(".test.mjs")),
        )
        .env("WAYMARK_SERVER", server)
        .env("WAYMARK_SITE", root::site(root))
        .env("WAYMARK_SITE_MADE_UP", root::made_up_site(root))
        // Compiled beside the tests of its package.
        .env("WAYMARK_YEARS", root::target(root).join("debug/examples/years"));
    node
}

#[cfg(test)]
mod tests {
    use super::counted;

    #[test]
    fn results_of_cargo_and_of_the_stories_are_added_up() {
        let heard = "test result: ok. 12 passed; 0 failed; 1 ignored\n  test result: FAILED. 3 passed; 2 failed;\nℹ pass 9\ntold: 4 held, 3 failed\n";
        assert_eq!(counted(heard), (19, 5));
    }
}
