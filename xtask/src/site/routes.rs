//! The list of screens, read from the route tables themselves, so that a test can tell when one was not visited.

use crate::root;
use std::path::{Path, PathBuf};

/// Where an origin's paths are written: its route table and, of the person's, the list of each room.
pub(super) fn tables(root: &Path, origin: &str) -> Vec<PathBuf> {
    let rooms = root::files(&root.join(format!("app/src/pages/{origin}")));
    let lists = rooms.into_iter().filter(|file| file.ends_with("mod.rs"));
    std::iter::once(root.join(format!("app/src/app/{origin}.rs"))).chain(lists).collect()
}

/// Every path of an origin, table by table in its order.
pub(super) fn of(root: &Path, origin: &str) -> Vec<String> {
    let read = |file: PathBuf| std::fs::read_to_string(file).unwrap_or_default();
    tables(root, origin).into_iter().flat_map(|file| paths(&read(file))).collect()
}

/// What stands in each `at("..")` of a route table, and between a screen and its page in the list of a room.
fn paths(code: &str) -> Vec<String> {
    let path = |line: &str| {
        let after =
            line.split_once("at(\"").or_else(|| line.split_once(" = \"").filter(|(_, it)| it.contains("\" => ")));
        Some(after?.1.split_once('"')?.0.to_owned())
    };
    code.lines().flat_map(|line| line.split("), (")).filter_map(path).collect()
}

#[cfg(test)]
mod tests {
    use super::paths;

    #[test]
    fn every_path_of_a_table_and_of_a_room_is_listed() {
        let table = "<Route path=at(\"/\") view=A/>\n[(at(\"/a\"), || A), (at(\"/b\"), || B)]";
        assert_eq!(paths(table), ["/", "/a", "/b"]);
        let room = "    List = \"/check-ins\" => list::ListPage,\n    One = \"/check-ins/:id\" => one::OnePage,";
        assert_eq!(paths(room), ["/check-ins", "/check-ins/:id"]);
        assert_eq!(paths("const RULE: &str = \"a\";\nroutes.at(path)"), [""; 0]);
    }
}
