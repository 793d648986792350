//! `/licences.txt`: our licence, those of the font and the icons in full, and the licence of every crate the person's
//! app is made from.

use crate::command::{ask, cargo};
use crate::{Done, root};
use std::collections::BTreeSet;
use std::path::Path;

/// What is given in full: a heading and the file.
const TEXTS: [(&str, &str); 3] = [
    ("Waymark: MIT or Apache-2.0, as you prefer. The MIT licence:", "LICENSE-MIT"),
    ("The letters, Atkinson Hyperlegible Next:", "public/fonts/OFL.txt"),
    ("The icons, Lucide:", "app/src/components/lucide-LICENSE.txt"),
];

/// The whole list as plain text.
pub(super) fn list(root: &Path) -> Done<String> {
    let mut text = String::from("Whose work Waymark stands on\n");
    for (heading, file) in TEXTS {
        text.push_str(&format!("\n\n{heading}\n\n{}\n", root::read(&root.join(file))?.trim()));
    }
    text.push_str("\n\nThe Rust crates in this app, each with its version and its licence:\n\n");
    let args = ["tree", "--locked", "-p", "waymark-app", "-e", "normal", "--target", "wasm32-unknown-unknown"];
    let form = ["--prefix", "none", "--format", "{p} | {l}"];
    let tree = ask(cargo().current_dir(root).args(args).args(form)).ok_or("`cargo tree -p waymark-app` failed")?;
    for line in crates(&tree)? {
        text.push_str(&line);
        text.push('\n');
    }
    Ok(text)
}

/// Each crate once, in order; those of this repository are ours. A crate that names no licence stops the build.
fn crates(tree: &str) -> Done<BTreeSet<String>> {
    let mut found = BTreeSet::new();
    for line in tree.lines().filter(|line| !line.is_empty() && !line.contains("(/")) {
        let (package, licence) = line.trim_end_matches(" (*)").split_once(" | ").unwrap_or((line, ""));
        let package = package.replace(" (proc-macro)", "");
        if licence.trim().is_empty() {
            return Err(format!("{package} names no licence"));
        }
        found.insert(format!("{package}: {}", licence.trim()));
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::crates;

    #[test]
    fn each_crate_is_named_once_with_its_licence_and_ours_not_at_all() {
        let tree = "waymark-app v0.1.0 (/w/app) | MIT OR Apache-2.0\nhpke v0.15.1 | MIT/Apache-2.0\n\
                    hpke v0.15.1 | MIT/Apache-2.0 (*)\nserde_derive v1.0.0 (proc-macro) | MIT\n";
        let found: Vec<_> = crates(tree).unwrap().into_iter().collect();
        assert_eq!(found, ["hpke v0.15.1: MIT/Apache-2.0", "serde_derive v1.0.0: MIT"]);
    }

    #[test]
    fn a_crate_without_a_licence_is_not_passed_over() {
        assert!(crates("strange v1.0.0 | \n").is_err());
    }
}
