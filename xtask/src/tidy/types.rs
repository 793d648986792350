//! One name, one type: whoever searches for a type finds one place, and no import is renamed to tell two apart.

use super::source::{head, without_tests};
use super::{Check, Faults, File};
use std::collections::BTreeMap;

/// Words with which a line begins that defines a type, whatever its visibility.
const KEYWORDS: [&str; 4] = ["struct ", "enum ", "type ", "trait "];

/// Folders of which no two are ever part of one program: there each may mean its own.
const APART: [(&str, &str); 4] =
    [("app/", "server/"), ("app/", "xtask/"), ("server/", "xtask/"), ("server/", "domain/notebook/")];

/// Programs of their own, which no other file is part of.
fn is_alone(path: &str) -> bool {
    path.ends_with("build.rs") || path.contains("/examples/")
}

fn defined_twice(tree: &[File]) -> Faults {
    let mut places: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for source in without_tests(tree).into_iter().filter(|source| !is_alone(source.path)) {
        // A type inside an `impl` or a function belongs to it: only what begins its line counts.
        for line in source.text.lines() {
            let line = line
                .strip_prefix("pub ")
                .or_else(|| line.split_once(") ").filter(|(start, _)| start.starts_with("pub(")).map(|(_, rest)| rest))
                .unwrap_or(line);
            let Some(name) = KEYWORDS.iter().find_map(|word| line.strip_prefix(word)).map(head) else { continue };
            places.entry(name.to_owned()).or_default().push(source.path.to_owned());
        }
    }
    places
        .retain(|_, paths| paths.iter().enumerate().any(|(at, one)| paths[..at].iter().any(|other| meet(one, other))));
    places.into_iter().map(|(name, paths)| format!("{name} is defined in {}", paths.join(" and "))).collect()
}

/// Whether two files can be part of one program.
fn meet(one: &str, other: &str) -> bool {
    let between = |(left, right): &(&str, &str)| {
        one.starts_with(left) && other.starts_with(right) || one.starts_with(right) && other.starts_with(left)
    };
    !APART.iter().any(between)
}

pub(super) fn checks() -> Vec<Check> {
    vec![Check {
        rule: "a type name is defined once",
        find: defined_twice,
        planted: || {
            vec![
                File::new("app/src/store/rows.rs", "pub(crate) struct Standing<'a> {\n"),
                File::new("domain/protocol/src/standing.rs", "pub enum Standing {\n"),
            ]
        },
    }]
}

#[cfg(test)]
mod tests {
    use super::defined_twice;
    use crate::tidy::File;

    #[test]
    fn the_app_and_the_server_may_each_have_a_store_and_the_domain_may_not() {
        let (app, server) = (
            File::new("app/src/store.rs", "pub struct Store {"),
            File::new("server/src/store.rs", "pub type Store = X;"),
        );
        assert!(defined_twice(&[app.clone(), server]).is_empty());
        let inner = File::new("app/src/rows.rs", "impl A for B {\n    type Store = X;\n}");
        assert!(defined_twice(&[app.clone(), inner]).is_empty());
        assert_eq!(defined_twice(&[app, File::new("domain/notebook/src/a.rs", "enum Store {")]).len(), 1);
    }
}
