//! Rust read as text: the code without its tests, and the words it is made of.

use super::File;
use std::collections::HashSet;

/// The code of one file, without comments and without tests.
pub(super) struct Source<'a> {
    pub(super) path: &'a str,
    pub(super) text: String,
}

/// Every Rust file that is no test, without what it keeps for tests.
pub(super) fn without_tests(tree: &[File]) -> Vec<Source<'_>> {
    let mut tests: HashSet<String> = HashSet::new();
    let mut sources = Vec::new();
    for file in tree.iter().filter(|file| file.is_rust() && !file.path.contains("/tests/")) {
        let lines: Vec<&str> = file.code().map(|(_, line)| line).collect();
        let (text, modules) = strip(&lines);
        let home = file.path.trim_end_matches(".rs");
        let home = home.strip_suffix("/mod").or_else(|| home.strip_suffix("/lib")).unwrap_or(home);
        let above = home.rsplit_once('/').map_or("", |(above, _)| above);
        // Beside a file with a `#[path]`, else below the folder that bears the module's name.
        tests.extend(modules.iter().flat_map(|name| [format!("{home}/{name}.rs"), format!("{above}/{name}.rs")]));
        sources.push(Source { path: &file.path, text });
    }
    sources.retain(|source| !tests.contains(source.path));
    sources
}

/// Leaves out each item under `#[cfg(test)]`; also gives the names of modules that stand in files of their own.
fn strip(lines: &[&str]) -> (String, Vec<String>) {
    let mut text = String::new();
    let mut modules = Vec::new();
    let mut lines = lines.iter().copied();
    while let Some(line) = lines.next() {
        let code = line.trim_start();
        if !code.starts_with("#[cfg(test)]") && !code.starts_with("#[cfg(all(test") {
            text.push_str(line);
            text.push('\n');
            continue;
        }
        let end = format!("{}}}", &line[..line.len() - code.len()]);
        let Some(item) = lines.by_ref().find(|line| !line.trim_start().starts_with("#[")) else { break };
        if item.trim_end().ends_with('{') {
            lines.by_ref().find(|line| line.trim_end() == end);
        } else if let Some((_, after)) = item.split_once("mod ") {
            modules.push(head(after).to_owned());
        }
    }
    (text, modules)
}

fn is_part(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The word a text begins with.
pub(super) fn head(text: &str) -> &str {
    &text[..text.find(|c| !is_part(c)).unwrap_or(text.len())]
}

/// The word a text ends with.
pub(super) fn tail(text: &str) -> &str {
    text.rsplit(|c| !is_part(c)).next().unwrap_or_default()
}

/// Every word, with all that stands before it.
pub(super) fn words(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        at += text[at..].find(is_part)?;
        let start = at;
        at += head(&text[start..]).len();
        Some((&text[..start], &text[start..at]))
    })
}

/// Words held together by dots, as keys of the catalogue are; a line may break at a dot. A macro's `$name` is left as `$`.
pub(super) fn chains(text: &str) -> HashSet<String> {
    let mut found = HashSet::new();
    let mut chain = String::new();
    for (before, word) in words(text) {
        let gap = &before[before.trim_end_matches(|c| !is_part(c)).len()..];
        match gap.trim() {
            "." if !chain.is_empty() => chain.push('.'),
            ".$" if !chain.is_empty() => {
                chain.push_str(".$");
                found.insert(std::mem::take(&mut chain));
                continue;
            }
            _ => {
                found.insert(std::mem::take(&mut chain));
            }
        }
        chain.push_str(word);
    }
    found.insert(chain);
    found
}

#[cfg(test)]
mod tests {
    use super::{File, chains, without_tests};

    #[test]
    fn what_is_kept_for_tests_is_left_out_in_the_file_and_beside_it() {
        let text = "fn a() {}\n#[cfg(test)]\n#[path = \"a_tests.rs\"]\nmod a_tests;\nfn b() {}\n#[cfg(test)]\nmod tests {\n    fn c() {\n    }\n}\nfn d() {}";
        let tree = [
            File::new("app/src/a.rs", text),
            File::new("app/src/a_tests.rs", "fn e() {}"),
            File::new("app/tests/f.rs", "fn f() {}"),
        ];
        let left: Vec<_> = without_tests(&tree).into_iter().map(|source| source.text).collect();
        assert_eq!(left, ["fn a() {}\nfn b() {}\nfn d() {}\n"]);
    }

    #[test]
    fn a_key_is_one_chain_however_the_line_breaks() {
        let found = chains("t!(i18n, errors\n    .copy.stays); parts.$name; x");
        assert!(found.contains("errors.copy.stays") && found.contains("parts.$") && !found.contains("errors.copy"));
    }
}
