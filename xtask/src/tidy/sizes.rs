//! How long files are, and how each begins.

use super::{Check, Faults, File};

/// Lines of one file written by hand.
const LONGEST: usize = 500;
/// Lines of the middle `.rs` file.
const MEDIAN: usize = 120;
/// Files with a limit of their own: path and lines.
const OWN: [(&str, usize); 3] =
    [("public/person/service-worker.js", 149), ("docs/ARCHITECTURE.md", 150), ("README.md", 60)];

pub(super) fn checks() -> Vec<Check> {
    vec![
        Check {
            rule: "every Rust file says first what it is for",
            find: |tree| {
                let silent = tree.iter().filter(|file| file.is_rust() && !file.text.starts_with("//! "));
                silent.map(|file| format!("{} does not begin with `//! `", file.path)).collect()
            },
            planted: || vec![File::new("app/src/a.rs", "use a;\n//! Late.")],
        },
        Check {
            rule: "no hand-written file is over 500 lines",
            find: |tree| {
                let long = tree.iter().filter(|file| written(file) && lines(file) > LONGEST);
                long.map(|file| format!("{} has {} lines", file.path, lines(file))).collect()
            },
            planted: || vec![File::new("app/src/a.rs", &"a\n".repeat(LONGEST + 1))],
        },
        Check {
            rule: "the middle Rust file has at most 120 lines",
            find: median,
            planted: || vec![File::new("app/src/a.rs", &"a\n".repeat(MEDIAN + 1))],
        },
        Check {
            rule: "the service worker stays under 150 lines, ARCHITECTURE within 150, README within a page",
            find: |tree| {
                let over = |file: &&File| OWN.iter().any(|(path, most)| file.path == *path && lines(file) > *most);
                tree.iter().filter(over).map(|file| format!("{} has {} lines", file.path, lines(file))).collect()
            },
            planted: || vec![File::new("public/person/service-worker.js", &"a\n".repeat(150))],
        },
    ]
}

fn lines(file: &File) -> usize {
    file.text.lines().count()
}

/// Catalogues, lock files and word lists are as long as they must be.
fn written(file: &File) -> bool {
    let ends = [".rs", ".js", ".mjs", ".css", ".html", ".md", ".sql", ".py"];
    ends.iter().any(|end| file.path.ends_with(end)) && !file.path.ends_with("word_list.rs")
}

fn median(tree: &[File]) -> Faults {
    let mut sizes: Vec<_> = tree.iter().filter(|file| file.is_rust()).map(lines).collect();
    sizes.sort_unstable();
    match sizes.get(sizes.len() / 2) {
        Some(middle) if *middle > MEDIAN => vec![format!("it has {middle}")],
        _ => Faults::new(),
    }
}
