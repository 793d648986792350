//! What goes over the link until somebody's first answer is kept, against what may. Which files these are says a list,
//! and the story `first_answer` holds it against what a browser fetches; here the built files of it are added up.

use crate::{Done, print, root};
use serde::Deserialize;
use std::path::Path;

/// The list, of paths without the piece of a hash.
const LIST: &str = "end2end/bench/first-answer.json";
/// The heads of a request and of its answer, as the story counts them.
const HEADS: u64 = 1_450;

/// The list and its budget.
#[derive(Deserialize)]
struct FirstAnswer {
    /// Every byte on the link, heads included.
    at_most: u64,
    files: Vec<String>,
}

/// One file of the origin: its path without the hash, its bytes, and its bytes on the link.
type Row = (String, u64, u64);

/// Prints the table and fails when it is too much, or when the list names what is not there.
pub(super) fn check(root: &Path, dir: &Path) -> Done {
    let list = root::read(&root.join(LIST))?;
    let list: FirstAnswer = serde_json::from_str(&list).map_err(|e| format!("{LIST} cannot be read: {e}"))?;
    let kept = std::fs::read(dir.join("../site.json")).ok();
    let manifest: serde_json::Value = kept.and_then(|json| serde_json::from_slice(&json).ok()).unwrap_or_default();
    let mut rows = Vec::new();
    for path in manifest["origins"]["person"]["files"].as_object().into_iter().flat_map(|files| files.keys()) {
        let plain = root::read_len(&dir.join(path.trim_start_matches('/')))?;
        let packed = root::read_len(&dir.join(format!("{}.br", path.trim_start_matches('/')))).unwrap_or(plain);
        rows.push((unhashed(path), plain, packed));
    }
    let (first, later): (Vec<_>, Vec<_>) = rows.into_iter().partition(|(path, ..)| list.files.contains(path));
    table("until the first kept answer", &first);
    let all = sum(&list, &first)?;
    print(&format!("{:44}{:>25}  (at most {})", "in all, with heads", all, list.at_most));
    table("after it", &later);
    if all > list.at_most {
        return Err("more goes over the link until the first kept answer than the budget allows".to_owned());
    }
    Ok(())
}

fn table(title: &str, rows: &[Row]) {
    print(&format!("{title:44}{:>9}{:>16}", "bytes", "over the wire"));
    for (path, plain, packed) in rows {
        print(&format!("{:44}{plain:>9}{packed:>16}", path.chars().take(43).collect::<String>()));
    }
}

fn sum(list: &FirstAnswer, rows: &[Row]) -> Done<u64> {
    match list.files.iter().find(|file| rows.iter().all(|(path, ..)| path != *file)) {
        Some(file) => Err(format!("{LIST} names {file}, which this build has not: run the story `first_answer`")),
        None => Ok(rows.iter().map(|(.., packed)| packed + HEADS).sum()),
    }
}

/// A path as the list has it; the page is asked for at the root.
fn unhashed(path: &str) -> String {
    let parts: Vec<&str> = path.split('.').collect();
    match parts.as_slice() {
        [name, hash, end] if hash.len() == 12 => format!("{name}.{end}"),
        _ if path == "/index.html" => "/".to_owned(),
        _ => path.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{FirstAnswer, HEADS, sum, unhashed};

    #[test]
    fn a_path_of_the_list_has_no_hash() {
        for (path, listed) in [
            ("/assets/part-chunk_6.0123456789ab.wasm", "/assets/part-chunk_6.wasm"),
            ("/index.html", "/"),
            ("/icons/icon.svg", "/icons/icon.svg"),
        ] {
            assert_eq!(unhashed(path), listed);
        }
    }

    #[test]
    fn every_file_of_the_list_counts_with_its_heads_and_one_that_is_gone_is_named() {
        let list =
            |files: &[&str]| FirstAnswer { at_most: 0, files: files.iter().map(|it| (*it).to_owned()).collect() };
        let rows = [("/".to_owned(), 9, 5), ("/a.js".to_owned(), 7, 7)];
        assert_eq!(sum(&list(&["/", "/a.js"]), &rows), Ok(12 + 2 * HEADS));
        assert!(sum(&list(&["/", "/b.js"]), &rows).is_err_and(|said| said.contains("/b.js")));
    }
}
