//! What only tests use: a public name, a route, a sentence. No lint speaks of what is `pub`, and a sentence that nobody
//! shows would be translated all the same.
//!
//! Read as text. Another file reaches a public name by `::name`, by an import or, if it is a method, by `.name`; its own
//! file needs no path. A method that shares its name with another is taken for used.

use super::source::{self, Source};
use super::{Check, Faults, File};
use serde_json::Value;
use std::collections::{HashMap, HashSet};

/// What stands for tests and must be public for them, with the reason.
const FOR_TESTS: [(&str, &str); 2] = [
    // Tests in a browser are another crate: the rows they break stand in the library.
    ("app/src/store/memory.rs", ""),
    // What ends by itself is tested on a server whose clock is moved on.
    ("server/src/clock.rs", "advance"),
];

/// Routes that no program of ours asks, with who does.
const ASKED_BY_OTHERS: [&str; 2] = [
    // Whoever runs the server: is the process alive, and can it do its work?
    "HEALTHZ", "READYZ",
];

pub(super) fn checks() -> Vec<Check> {
    vec![
        Check {
            rule: "no public name is used by tests alone",
            find: names,
            planted: || {
                let tests = "use domain::a::planted;\nplanted();";
                vec![
                    File::new("domain/protocol/src/a.rs", "pub fn planted() {}"),
                    File::new("domain/protocol/tests/a.rs", tests),
                ]
            },
        },
        Check {
            rule: "no route of the API is there that no client asks",
            find: routes,
            planted: || {
                vec![File::new("domain/protocol/src/api/path.rs", "pub const PLANTED: &str = \"/v1/planted\";")]
            },
        },
        Check {
            rule: "no sentence is there that nothing shows",
            find: sentences,
            planted: || vec![File::new("app/locales/en.json", "{\"planted\": {\"title\": \"Nobody reads this\"}}")],
        },
    ]
}

/// A public item: its name, the file, and whether something stands before it on its line, as in an `impl`.
struct PublicItem<'a> {
    name: &'a str,
    path: &'a str,
    inner: bool,
}

fn names(tree: &[File]) -> Faults {
    let mut sources = source::without_tests(tree);
    sources.iter_mut().for_each(|source| source.text = without_passed_on(&source.text));
    let mut reached: HashSet<&str> = HashSet::new();
    let mut methods: HashSet<&str> = HashSet::new();
    let mut items = Vec::new();
    for source in &sources {
        reached.extend(imports(&source.text));
        for (before, word) in source::words(&source.text) {
            if before.ends_with("::") {
                reached.insert(word);
            } else if before.ends_with('.') {
                methods.insert(word);
            }
        }
        items.extend(source.text.lines().filter_map(|line| item(line, source.path)));
    }
    let mut own: HashMap<&str, HashSet<&str>> = HashMap::new();
    for source in &sources {
        own.insert(source.path, standing(source));
    }
    let unused = |item: &&PublicItem<'_>| {
        let at_home = own.get(item.path).is_some_and(|words| words.contains(item.name));
        let spared = FOR_TESTS.iter().any(|(path, name)| item.path == *path && item.name.ends_with(name));
        let called = item.inner && methods.contains(item.name);
        !(spared || at_home || called || reached.contains(item.name))
    };
    items.iter().filter(unused).map(|item| format!("{} has {}", item.path, item.name)).collect()
}

/// The name that a line makes public, if it does.
fn item<'a>(line: &'a str, path: &'a str) -> Option<PublicItem<'a>> {
    let code = line.trim_start();
    let mut rest = code.strip_prefix("pub ")?;
    for word in ["const ", "async ", "unsafe "] {
        // `pub const fn` is a function, `pub const NAME` a constant.
        let after = rest.strip_prefix(word).filter(|after| word != "const " || after.starts_with("fn "));
        rest = after.unwrap_or(rest);
    }
    let kinds = ["fn ", "struct ", "enum ", "const ", "static ", "type ", "trait ", "mod "];
    let after = kinds.iter().find_map(|kind| rest.strip_prefix(kind))?;
    let name = source::head(after);
    (!name.is_empty()).then_some(PublicItem { name, path, inner: code.len() < line.len() })
}

/// Every word of the imports.
fn imports(text: &str) -> Vec<&str> {
    let starts = text.match_indices("use ").filter(|(at, _)| {
        let before = text[..*at].rsplit('\n').next().unwrap_or_default().trim_start();
        before.is_empty() || before.starts_with("pub")
    });
    let statements = starts.map(|(at, _)| text[at..].split(';').next().unwrap_or_default());
    statements.flat_map(|statement| source::words(statement).map(|(_, word)| word)).collect()
}

/// The code without what it passes on as `pub use`: that is not using it, unless under another name or in this file too.
fn without_passed_on(text: &str) -> String {
    let text = format!("\n{text}");
    let mut rest = text.as_str();
    let mut left = String::new();
    let mut passed = Vec::new();
    while let Some((before, after)) = rest.split_once("\npub use ") {
        let (statement, after) = after.split_once(';').unwrap_or((after, ""));
        left.push_str(before);
        for (at, _) in statement.match_indices(" as ") {
            left.push_str("\nuse ");
            left.push_str(source::tail(&statement[..at]));
            left.push(';');
        }
        passed.extend(source::words(statement).map(|(_, word)| word));
        rest = after;
    }
    left.push_str(rest);
    let here: HashSet<&str> = source::words(&left).map(|(_, word)| word).collect();
    passed.retain(|word| here.contains(word));
    let used = passed.join(", ");
    left + "\nuse {" + &used + "};\n"
}

/// The words of a file, but for a name where it is made public or given an `impl`.
fn standing<'a>(source: &'a Source<'_>) -> HashSet<&'a str> {
    let lines = source.text.lines().filter(|line| !line.trim_start().starts_with("impl"));
    let words = lines.flat_map(|line| {
        let made = item(line, source.path).map(|item| item.name);
        source::words(line).map(|(_, word)| word).filter(move |word| Some(*word) != made)
    });
    words.collect()
}

fn routes(tree: &[File]) -> Faults {
    let Some(list) = tree.iter().find(|file| file.path.ends_with("/src/api/path.rs")) else {
        return vec!["no file src/api/path.rs lists the routes".to_owned()];
    };
    let sources = source::without_tests(tree);
    let clients = sources.iter().filter(|source| source.path.starts_with("app/src/"));
    let named: HashSet<&str> = clients.flat_map(|source| source::words(&source.text).map(|(_, word)| word)).collect();
    // A function is the route whose pattern its comment begins with.
    let mut asked = HashSet::new();
    let mut pattern = "";
    for line in list.text.lines() {
        if let Some(comment) = line.strip_prefix("/// `") {
            pattern = comment.split(['`', '?']).next().unwrap_or_default();
        } else if line.strip_prefix("pub fn ").is_some_and(|after| named.contains(source::head(after))) {
            asked.insert(pattern);
        }
    }
    let unasked = list.text.lines().filter_map(|line| {
        let (name, value) = line.strip_prefix("pub const ")?.split_once(": &str = ")?;
        let value = value.trim_end_matches(';').trim_matches('"');
        let fine = named.contains(name) || asked.contains(value) || ASKED_BY_OTHERS.contains(&name);
        (!fine).then(|| format!("{} has {name}, {value}", list.path))
    });
    unasked.collect()
}

fn sentences(tree: &[File]) -> Faults {
    let Some(file) = tree.iter().find(|file| file.path == "app/locales/en.json") else { return Faults::new() };
    let Ok(catalogue) = serde_json::from_str(&file.text) else { return vec![format!("{} is not JSON", file.path)] };
    let mut keys = Vec::new();
    leaves("", &catalogue, &mut keys);
    let mut said: HashSet<String> = HashSet::new();
    for source in source::without_tests(tree).iter().filter(|source| source.path.starts_with("app/src/")) {
        let chains = source::chains(&source.text);
        // A macro that is handed the last word of a key says so with `$`.
        for group in chains.iter().filter_map(|chain| chain.strip_suffix(".$")) {
            said.extend(source::words(&source.text).map(|(_, word)| format!("{group}.{word}")));
        }
        said.extend(chains);
    }
    // The page before the app has started is no Rust.
    for file in tree.iter().filter(|file| file.path.starts_with("public/")) {
        said.extend(source::chains(&file.text));
    }
    keys.into_iter().filter(|key| !said.contains(key)).map(|key| format!("{} has {key}", file.path)).collect()
}

/// The dotted key of every sentence.
fn leaves(above: &str, value: &Value, found: &mut Vec<String>) {
    let Value::Object(fields) = value else { return found.push(above.to_owned()) };
    for (key, value) in fields {
        let key = if above.is_empty() { key.clone() } else { format!("{above}.{key}") };
        leaves(&key, value, found);
    }
}

#[cfg(test)]
mod tests {
    use super::{File, names, routes, sentences};

    #[test]
    fn a_name_is_used_by_path_by_import_as_a_method_or_at_home() {
        let home = File::new(
            "domain/protocol/src/a.rs",
            "pub fn path() {}\npub const IMPORTED: u8 = 1;\nimpl A {\n    pub fn method(&self) {}\n}\npub fn at_home() {}\nfn b() { at_home() }",
        );
        let away = File::new("app/src/b.rs", "use domain::a::{IMPORTED,\n    C};\nfn c() { a::path(); x.method() }");
        assert_eq!(names(&[home.clone(), away]), [""; 0]);
        // A variable of the same name, a comment and a test are no use; neither is passing it on.
        let other = "// a::path()\nlet path = at_home;\n#[cfg(test)]\nmod tests {\n    use a::IMPORTED;\n}\n";
        let found = names(&[home, File::new("app/src/b.rs", other), File::new("app/src/c.rs", "pub use a::path;")]);
        let expected = ["path", "IMPORTED", "method"].map(|name| format!("domain/protocol/src/a.rs has {name}"));
        assert_eq!(found, expected);
    }

    #[test]
    fn a_route_is_asked_by_its_name_or_by_the_function_that_builds_it() {
        let list = "pub const A: &str = \"/a\";\npub const B: &str = \"/b/{id}\";\npub const C: &str = \"/c\";\n/// `/b/{id}`.\npub fn b(id: u8) {}\n";
        let tree =
            [File::new("domain/protocol/src/api/path.rs", list), File::new("app/src/a.rs", "path::A; path::b(1)")];
        assert_eq!(routes(&tree), ["domain/protocol/src/api/path.rs has C, /c"]);
    }

    #[test]
    fn a_sentence_is_said_whole_by_a_macro_or_before_the_app_starts() {
        let tree = [
            File::new("app/locales/en.json", r#"{"a": {"b": "1", "c": "2"}, "p": {"x": "3", "y": "4"}, "s": "5"}"#),
            File::new("app/src/a.rs", "t!(i18n, a\n    .b); a.bc; parts!(x); t_string!(i18n, p.$name)"),
            File::new("public/load.js", "say(\"{{s}}\")"),
        ];
        assert_eq!(sentences(&tree), ["app/locales/en.json has a.c", "app/locales/en.json has p.y"]);
    }
}
