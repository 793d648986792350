//! What is not part of every run: pictures of each screen, and the long tests.

use crate::command::{cargo, run};
use crate::{Done, build, print, root, server, setup};
use std::path::Path;
use std::process::Command;

/// A long test that needs no browser: this many histories of the simulator, each of this many steps.
const SIMULATOR: &str = "simulator";
const HISTORIES: &str = "10000";
const STEPS: &str = "200";
/// What befalls the server: the tests of every run, each as often as stands here.
const FAULTS: &str = "faults-server";
const OFTEN: [(&str, &str); 8] = [
    ("WAYMARK_KILLS", "200"),
    ("WAYMARK_DISKS", "20"),
    ("WAYMARK_REPLAYS", "1000"),
    ("WAYMARK_LOCKED_S", "30"),
    ("WAYMARK_BAD_ROUNDS", "3"),
    ("WAYMARK_CHANGES", "1000"),
    ("WAYMARK_TAKEN", "3"),
    ("WAYMARK_TEST_MINUTES", "600"),
];
/// Which tests of the server these are, and which stories.
const FAULT_TESTS: [&str; 5] = ["process", "disk", "replays", "drill", "ledger"];
const FAULT_STORIES: [&str; 4] = ["bad_network", "month_away", "restored", "canary"];

/// Pictures every screen into `target/screenshots`.
pub fn screenshots() -> Done {
    let root = root::root()?;
    script(&root, "screenshots.mjs", &[])
}

/// Measures what somebody with an old phone on a slow network feels. `more` is handed on: `--runs N`, and `--peers FOLDER`
/// for a bench that measures others in turn with us.
pub fn bench_phone(more: &[&str]) -> Done {
    let root = root::root()?;
    script(&root, "bench/phone.mjs", more)
}

/// Runs one long test by its name.
pub fn deep(name: &str) -> Done {
    let root = root::root()?;
    if name == SIMULATOR {
        return simulator(&root);
    }
    if name == FAULTS {
        return faults(&root);
    }
    if names(&root).iter().any(|known| known == name) {
        script(&root, &format!("deep/{name}.mjs"), &[])
    } else {
        Err(format!("there is no long test {name}; `cargo xtask deep` lists them"))
    }
}

/// Prints the names of the long tests.
pub fn list() -> Done {
    let root = root::root()?;
    let names = names(&root);
    names.iter().for_each(|name| print(name));
    Ok(())
}

/// Compiled as every test is, with cryptography optimised; it uses every core: some ten minutes on two.
fn simulator(root: &Path) -> Done {
    let test = ["test", "--locked", "-p", "waymark-notebook"];
    let mut command = cargo();
    command.current_dir(root).args(test).args(["--test", "seals", "--", "simulator", "--nocapture"]);
    run(command.env("WAYMARK_SEEDS", HISTORIES).env("WAYMARK_STEPS", STEPS))
}

/// The built server as a process of its own: killed, on a full or locked disk, asked the same again, put back from a copy;
/// then a phone with a bad network and one that was away for a month.
fn faults(root: &Path) -> Done {
    let mut command = cargo();
    command.current_dir(root).args(["test", "--locked", "-p", "waymark-server"]);
    for test in FAULT_TESTS {
        command.args(["--test", test]);
    }
    run(command.envs(OFTEN))?;
    setup::everything(root)?;
    // The quick one: nothing here is about its size or its speed.
    build::build(true)?;
    let server = server::build(root, false)?;
    let mut node = Command::new("node");
    node.current_dir(root.join("end2end")).args(["--test", "--test-concurrency=1", "--test-reporter=spec"]);
    node.args(FAULT_STORIES.map(|name| format!("stories/{name}.test.mjs")));
    run(node.envs(OFTEN).env("WAYMARK_SERVER", server).env("WAYMARK_SITE", root::site(root)))
}

/// `end2end/deep/NAME.mjs` is the long test NAME, and two need no browser.
fn names(root: &Path) -> Vec<String> {
    let files = root::files(&root.join("end2end/deep"));
    let scripts = files.iter().filter(|file| file.extension().is_some_and(|end| end == "mjs"));
    let names = scripts.filter_map(|file| Some(file.file_stem()?.to_string_lossy().into_owned()));
    names.chain([SIMULATOR, FAULTS].map(str::to_owned)).collect()
}

/// Runs a script of `end2end/` against a fresh site and server.
fn script(root: &Path, path: &str, more: &[&str]) -> Done {
    if !root.join("end2end").join(path).exists() {
        return Err(format!("end2end/{path} is not written yet"));
    }
    setup::everything(root)?;
    build::build(false)?;
    let server = server::build(root, false)?;
    let mut node = Command::new("node");
    node.current_dir(root.join("end2end"))
        .arg(path)
        .args(more)
        .env("WAYMARK_SERVER", server)
        .env("WAYMARK_SITE", root::site(root));
    run(&mut node)
}
