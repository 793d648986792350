//! `check`: what is worth asking after every change, in a minute or so; `test` asks everything.

use crate::command::cargo;
use crate::test::Count;
use crate::{Done, road, root};

/// Goes on after a fault, as `test` does, so that one run names them all.
pub fn check() -> Done {
    let root = root::root()?;
    let mut count = Count::start();
    count.form(&root);

    // The app is linted once, by the compiler of the browser: it has no code that only this machine sees, and what stands
    // under `wasm32` no other lints see. It takes a core for as long as all the rest takes another.
    let mut browser = road::find()?.lints(&root)?;
    // The features of the tests in a browser. The library's own tests are of this machine, and the programs have none.
    browser.args(["--quiet", "--locked", "-p", "waymark-app", "--lib", "--bins", "--test", "*"]);
    browser.args(["--profile", "wasm-dev", "--features", "made-up", "--", "-D", "warnings"]);

    let mut rest = cargo();
    rest.current_dir(&root).args(["clippy", "--quiet", "--locked", "--workspace", "--exclude", "waymark-app"]);
    rest.args(["--all-targets", "--features", "xtask/web,xtask/demo", "--", "-D", "warnings"]);
    let mut tests = cargo();
    // The server's own tests start servers, and the seals are slow on purpose: they are left to `test`.
    tests.current_dir(&root).args(["test", "--quiet", "--locked", "--workspace", "--lib", "--test", "rules"]);

    count.beside(
        |aside| aside.command("lints of what runs in a browser", &mut browser),
        |count| {
            count.command("lints of the rest", &mut rest);
            count.command("unit tests and rules", &mut tests);
        },
    );
    count.end()
}
