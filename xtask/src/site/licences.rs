//! `/licences.txt`: our licence, those of the font and the icons in full, the licence of every crate the person's app is
//! made from, and the notices that those licences ask to be carried along.
//!
//! The file is fetched after the first screen and kept with the app: who has a copy of the app has its notices too.

mod notices;

use crate::command::{ask, cargo};
use crate::{Done, root};
use notices::Licensed;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// What is given in full: a heading and the file.
const TEXTS: [(&str, &str); 3] = [
    ("Waymark: MIT or Apache-2.0, as you prefer. The MIT licence:", "LICENSE-MIT"),
    ("The letters, Atkinson Hyperlegible Next:", "public/fonts/OFL.txt"),
    ("The icons, Lucide:", "app/src/components/lucide-LICENSE.txt"),
];

/// For crates that offer nothing else, and carry no copy of it.
const APACHE: &str = "LICENSE-APACHE";

/// What the browser runs.
const TARGET: &str = "wasm32-unknown-unknown";

/// The whole list as plain text.
pub(super) fn list(root: &Path) -> Done<String> {
    let mut text = String::from("Whose work Waymark stands on\n");
    for (heading, file) in TEXTS {
        text.push_str(&format!("\n\n{heading}\n\n{}\n", root::read(&root.join(file))?.trim()));
    }
    text.push_str("\n\nThe Rust crates in this app, each with its version and its licence:\n\n");
    let args = ["tree", "--locked", "-p", "waymark-app", "-e", "normal", "--target", TARGET];
    let form = ["--prefix", "none", "--format", "{p} | {l}"];
    let tree = ask(cargo().current_dir(root).args(args).args(form)).ok_or("`cargo tree -p waymark-app` failed")?;
    let crates = crates(&tree)?;
    for line in &crates {
        text.push_str(line);
        text.push('\n');
    }
    text.push_str("\n\nWhat their licences ask to be said. Each text stands below the crates it belongs to.\n");
    let works = works(root, &crates)?;
    text.push_str(&notices::all(&works, &root::read(&root.join("LICENSE-MIT"))?, &root::read(&root.join(APACHE))?)?);
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

/// Each crate with the texts that its own folder carries.
fn works(root: &Path, crates: &BTreeSet<String>) -> Done<Vec<Licensed>> {
    // What macros are made of is compiled for this machine.
    let platforms = ["--filter-platform", TARGET, "--filter-platform", "host-tuple"];
    let args = ["metadata", "--locked", "--format-version", "1"];
    let json = ask(cargo().current_dir(root).args(args).args(platforms)).ok_or("`cargo metadata` failed")?;
    let metadata: Value = serde_json::from_str(&json).map_err(|e| format!("`cargo metadata` is not JSON: {e}"))?;
    let text = |package: &Value, key: &str| package[key].as_str().unwrap_or_default().to_owned();
    let packages = metadata["packages"].as_array().into_iter().flatten();
    let by_name: BTreeMap<_, _> =
        packages.map(|package| (format!("{} v{}", text(package, "name"), text(package, "version")), package)).collect();
    let work = |line: &String| {
        let (name, licence) = line.split_once(": ").unwrap_or((line, ""));
        let package = by_name.get(name).ok_or_else(|| format!("`cargo metadata` does not know {name}"))?;
        let authors = package["authors"].as_array().into_iter().flatten().filter_map(Value::as_str);
        let manifest = text(package, "manifest_path");
        let folder = Path::new(&manifest).parent().unwrap_or(root);
        Ok(Licensed {
            name: name.to_owned(),
            licence: licence.to_owned(),
            // Without their addresses.
            authors: authors.map(|who| who.split(" <").next().unwrap_or(who).to_owned()).collect(),
            texts: texts(folder),
        })
    };
    crates.iter().map(work).collect()
}

/// What lies beside a manifest under one of the names that licences go by.
fn texts(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<_> = entries.map(|entry| entry.path()).filter(|path| path.is_file()).collect();
    files.sort();
    let named = |path: &&std::path::PathBuf| {
        let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
        ["licen", "copy", "notice"].iter().any(|start| name.starts_with(start))
    };
    files.iter().filter(named).filter_map(|path| std::fs::read(path).ok()).map(|bytes| lossy(&bytes)).collect()
}

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).replace('\r', "")
}

#[cfg(test)]
mod tests {
    use super::{crates, list};

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

    #[test]
    fn the_whole_list_carries_the_notices_of_what_is_compiled_today() {
        let text = list(&crate::root::root().unwrap()).unwrap();
        let (named, notices) = text.split_once("What their licences ask to be said").unwrap();
        assert!(named.contains("\nhpke v"));
        assert!(notices.contains("Michael Rosenberg") && notices.contains("isis agora lovecruft"), "MIT and BSD");
        assert_eq!(notices.matches("Apache License\n").count(), 1);
    }
}
