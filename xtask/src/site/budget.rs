//! What a phone downloads at the first visit, against what it may.

use super::page::{LICENCES, PART};
use crate::{Done, print, root};
use std::path::Path;

/// Bytes over the wire, brotli where there is a `.br`: everything, fonts included.
const ALL: u64 = 300_000;
/// Of which script and WebAssembly.
const CODE: u64 = 225_000;

/// Whether a file is fetched when the app is put on a home screen, or with a screen after the first.
fn is_later(path: &str) -> bool {
    path == LICENCES
        || path.ends_with(".png")
        || path.strip_prefix("/assets/").is_some_and(|name| name.starts_with(PART))
}

/// Prints the table and fails when the first load is too large.
pub(super) fn check(dir: &Path) -> Done {
    let kept = std::fs::read(dir.join("../site.json")).ok();
    let manifest: serde_json::Value = kept.and_then(|json| serde_json::from_slice(&json).ok()).unwrap_or_default();
    let mut rows = Vec::new();
    for path in manifest["origins"]["person"]["files"].as_object().into_iter().flat_map(|files| files.keys()) {
        let plain = root::read_len(&dir.join(path.trim_start_matches('/')))?;
        let packed = root::read_len(&dir.join(format!("{}.br", path.trim_start_matches('/')))).unwrap_or(plain);
        rows.push((path.clone(), plain, packed));
    }
    print("first load of the person's app      bytes   over the wire");
    let (later, rows): (Vec<_>, Vec<_>) = rows.into_iter().partition(|(path, ..)| is_later(path));
    for (path, plain, packed) in &rows {
        print(&format!("{:32}{plain:>9}{packed:>16}", short(path)));
    }
    let (all, code) = sums(&rows);
    print(&format!("{:32}{:>25}  (at most {ALL})", "in all", all));
    print(&format!("{:32}{:>25}  (at most {CODE})", "script and WebAssembly", code));
    print("after the first screen");
    for (path, plain, packed) in &later {
        print(&format!("{:32}{plain:>9}{packed:>16}", short(path)));
    }
    if all > ALL || code > CODE {
        return Err("the first load is larger than the budget".to_owned());
    }
    Ok(())
}

fn sums(rows: &[(String, u64, u64)]) -> (u64, u64) {
    let is_code = |path: &str| path.ends_with(".js") || path.ends_with(".wasm");
    let all = rows.iter().map(|row| row.2).sum();
    let code = rows.iter().filter(|row| is_code(&row.0)).map(|row| row.2).sum();
    (all, code)
}

fn short(path: &str) -> String {
    path.trim_start_matches("/assets/").chars().take(31).collect()
}

#[cfg(test)]
mod tests {
    use super::sums;

    #[test]
    fn fonts_count_in_all_and_not_as_code() {
        let rows =
            [("/assets/a.wasm".to_owned(), 9, 5), ("/assets/a.woff2".to_owned(), 7, 7), ("/x.js".to_owned(), 2, 1)];
        assert_eq!(sums(&rows), (13, 6));
    }
}
