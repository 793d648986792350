//! `tidy`: the invariants of docs/ARCHITECTURE.md as checks, most of them absences.
//!
//! A check that cannot find a fault proves nothing, so each carries a planted sample, and finds the fault in it
//! before it is asked about the tree.

mod directions;
mod names;
mod notes;
mod packs;
mod sizes;
mod source;
mod stories;
mod types;
mod unused;
mod words;

use crate::{Done, root, say};
use std::path::Path;

/// One text file of the tree; the path is written with `/` and starts at the root.
#[derive(Clone)]
pub struct File {
    path: String,
    text: String,
}

/// Something that stands where it must not, with the place to look.
type Faults = Vec<String>;

/// One rule about the tree.
struct Check {
    /// The rule, as ARCHITECTURE states it.
    rule: &'static str,
    find: fn(&[File]) -> Faults,
    /// A path and a text that break the rule.
    planted: fn() -> Vec<File>,
}

fn checks() -> Vec<Check> {
    [
        names::checks(),
        notes::checks(),
        directions::checks(),
        sizes::checks(),
        words::checks(),
        packs::checks(),
        types::checks(),
        unused::checks(),
        stories::checks(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Runs every check; gives back how many hold and how many do not.
pub fn tidy() -> Done<(usize, usize)> {
    let root = root::root()?;
    let tree = tree(&root);
    let mut held = 0;
    let mut broken = 0;
    for check in checks() {
        let blind = (check.find)(&(check.planted)()).is_empty();
        let faults = (check.find)(&tree);
        if blind {
            say(&format!("tidy: this check finds nothing in its own sample: {}", check.rule));
        }
        if !faults.is_empty() {
            say(&format!("tidy: {}", check.rule));
            faults.iter().for_each(|fault| say(&format!("    {fault}")));
        }
        if blind || !faults.is_empty() { broken += 1 } else { held += 1 }
    }
    Ok((held, broken))
}

/// Every text file a person wrote.
fn tree(root: &Path) -> Vec<File> {
    let tops = ["app", "domain", "server", "xtask", "end2end", "public", "style", "docs", ".ci"];
    let ends = ["rs", "toml", "json", "js", "mjs", "css", "html", "md", "sql", "webmanifest", "py"];
    let written = |path: &Path| {
        let part = |name: &str| path.components().any(|part| part.as_os_str() == name);
        let end = path.extension().is_some_and(|end| ends.iter().any(|e| *e == end));
        (end || path.ends_with(".ci/run")) && !part("node_modules") && !part("target")
    };
    let top = ["README.md", "Cargo.toml"].map(|name| root.join(name));
    let below = tops.iter().flat_map(|top| root::files(&root.join(top))).filter(|path| written(path));
    let all = top.into_iter().chain(below);
    all.filter_map(|file| {
        let path = file.strip_prefix(root).ok()?.to_string_lossy().replace('\\', "/");
        Some(File { path, text: std::fs::read_to_string(&file).ok()? })
    })
    .collect()
}

impl File {
    fn new(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), text: text.to_owned() }
    }

    fn is_rust(&self) -> bool {
        self.path.ends_with(".rs")
    }

    /// Numbered lines without `//` comments; naming a thing in a comment is not using it.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        // `https://` inside a sentence is no comment.
        let starts = |line: &str, at: usize| !line[..at].ends_with(':');
        let bare = move |line: &'_ str| {
            line.match_indices("//").find(|(at, _)| starts(line, *at)).map_or(line.len(), |(at, _)| at)
        };
        self.text.lines().enumerate().map(move |(n, line)| (n + 1, &line[..bare(line)]))
    }
}

/// Whether `text` holds `name` with no letter, digit or underscore on either side.
fn holds_word(text: &str, name: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    let starts_word = name.starts_with(is_part);
    let ends_word = name.ends_with(is_part);
    text.match_indices(name).any(|(at, _)| {
        let before = text[..at].chars().next_back().is_some_and(is_part);
        let after = text[at + name.len()..].chars().next().is_some_and(is_part);
        !(starts_word && before || ends_word && after)
    })
}

#[cfg(test)]
mod tests {
    use super::{File, checks, holds_word};

    #[test]
    fn every_check_finds_the_fault_planted_for_it_and_none_in_an_empty_tree() {
        for check in checks() {
            let planted = (check.planted)();
            assert!(!(check.find)(&planted).is_empty(), "finds nothing: {}", check.rule);
        }
    }

    #[test]
    fn a_word_is_found_whole_and_not_inside_another() {
        assert!(holds_word("a risk score!", "risk score") && holds_word("Date::now()", "Date::now"));
        assert!(!holds_word("brisk scores", "risk score") && !holds_word("UpDate::nowhere", "Date::now"));
    }

    #[test]
    fn a_comment_is_not_code_and_an_address_is_not_a_comment() {
        let file = File::new("a.rs", "let a = \"https://x\"; // fetch\n");
        assert_eq!(file.code().collect::<Vec<_>>(), [(1, "let a = \"https://x\"; ")]);
    }
}
