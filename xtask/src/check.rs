//! `check`: what is worth asking after every change, in a minute or so; `test` asks everything.

use crate::command::cargo;
use crate::test::{Count, command};
use crate::{Done, road, root};

/// Goes on after a fault, as `test` does, so that one run names them all.
pub fn check() -> Done {
    let root = root::root()?;
    let mut count = Count::start();
    count.first_steps(&root);
    // The lints above see the app as this machine would run it: what stands under `wasm32` only these see.
    count.step("lints of what runs in a browser", || {
        let mut lints = road::find()?.lints(&root)?;
        // The features of the tests in a browser. Not `--all-targets`: there are no examples, and the programs have no tests.
        lints.args(["--quiet", "--locked", "-p", "waymark-app", "--lib", "--bins", "--tests"]);
        command(lints.args(["--profile", "wasm-dev", "--features", "made-up", "--", "-D", "warnings"]))
    });
    count.step("unit tests and rules", || {
        // The server's own tests start servers, and the seals are slow on purpose: they are left to `test`.
        let args = ["test", "--quiet", "--locked", "--workspace", "--lib", "--test", "rules"];
        command(cargo().current_dir(&root).args(args))
    });
    count.end()
}
