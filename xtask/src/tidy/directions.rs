//! Which part of the app may know which: reading flows store, state, page; writing page, state, store; nothing back.

use super::{Check, Faults, File, holds_word};

/// A folder (or file) of `app/src` and the parts it must not name.
const MUST_NOT: [(&str, &[&str]); 6] = [
    ("pages", &["store", "sync"]),
    ("components", &["pages", "state", "store", "sync", "app"]),
    ("state", &["pages", "components", "app"]),
    ("sync", &["pages", "components", "state", "app"]),
    ("store", &["pages", "components", "state", "sync", "app"]),
    ("platform", &["pages", "components", "state", "sync", "store", "app"]),
];

pub(super) fn checks() -> Vec<Check> {
    vec![
        Check {
            rule: "nothing in the app points back: pages, then state, then sync, then store, then platform",
            find: inside_app,
            planted: || {
                vec![File::new("app/src/store/mod.rs", "use crate::{error::E,\n    state::person::PersonState};")]
            },
        },
        Check {
            rule: "a person's screens name no team part, and a team's no person's",
            find: across_apps,
            planted: || {
                vec![File::new("app/src/pages/person/today/page.rs", "use crate::pages::team::people::People;")]
            },
        },
        Check {
            rule: "a room of the person's screens names no other room; only the shell is open to all, and all to Today",
            find: between_rooms,
            planted: || vec![File::new("app/src/pages/person/journey/lines.rs", "use super::super::check_in::points;")],
        },
        Check {
            rule: "the server names neither the app nor the notebook, and the protocol nothing that seals",
            find: manifests,
            planted: || vec![File::new("server/Cargo.toml", "domain = { path = \"../domain/notebook\" }")],
        },
    ]
}

fn inside_app(tree: &[File]) -> Faults {
    let mut faults = Faults::new();
    for (part, forbidden) in MUST_NOT {
        let own = |file: &&File| {
            file.path.starts_with(&format!("app/src/{part}/")) || file.path == format!("app/src/{part}.rs")
        };
        for file in tree.iter().filter(own) {
            let named = modules(&code(file));
            let wrong = forbidden.iter().filter(|name| named.iter().any(|module| module == *name));
            faults.extend(wrong.map(|name| format!("{} names crate::{name}", file.path)));
        }
    }
    faults
}

fn across_apps(tree: &[File]) -> Faults {
    let sides = [
        ("person", ["pages::team", "state::worker", "app::team"]),
        ("team", ["pages::person", "state::person", "app::person"]),
    ];
    let mut faults = Faults::new();
    for (side, others) in sides {
        let own = [format!("app/src/pages/{side}"), format!("app/src/app/{side}"), format!("app/src/bin/{side}")];
        for file in tree.iter().filter(|file| own.iter().any(|start| file.path.starts_with(start))) {
            let code = code(file);
            faults.extend(others.iter().filter(|o| holds_word(&code, o)).map(|o| format!("{} names {o}", file.path)));
        }
    }
    faults
}

/// What the rooms have in common, and the room that sees the face of each.
const OPEN: [&str; 2] = ["shell", "today"];

fn between_rooms(tree: &[File]) -> Faults {
    let mut faults = Faults::new();
    for file in tree {
        let Some(inside) = file.path.strip_prefix("app/src/pages/person/") else { continue };
        let Some((room, below)) = inside.split_once('/') else { continue };
        let [shell, today] = OPEN;
        let code = code(file);
        let climbs = up_to_the_rooms(&code, below);
        let named = heads_after(&code, "pages::person::").into_iter().chain(climbs);
        let may = |name: &String| name == room || name == shell || room == today;
        faults.extend(named.filter(|name| !may(name)).map(|name| format!("{} names the room {name}", file.path)));
    }
    faults
}

/// What is named by climbing out of a room with as many `super::` as its file lies deep.
fn up_to_the_rooms(code: &str, below: &str) -> Vec<String> {
    let deep = below.split('/').filter(|part| *part != "mod.rs").count() + 1;
    heads_after(code, &"super::".repeat(deep))
}

fn manifests(tree: &[File]) -> Faults {
    let mut faults = Faults::new();
    let edges = [
        ("server/Cargo.toml", &["waymark-app", "app =", "notebook", "hpke"][..]),
        ("domain/protocol/Cargo.toml", &["notebook", "hpke", "chacha", "leptos", "axum", "sqlx", "web-sys"][..]),
        ("domain/notebook/Cargo.toml", &["leptos", "axum", "sqlx", "web-sys"][..]),
    ];
    for (path, names) in edges {
        for file in tree.iter().filter(|file| file.path == path) {
            let lines =
                file.text.lines().filter(|line| !line.trim_start().starts_with('#')).collect::<Vec<_>>().join("\n");
            faults.extend(names.iter().filter(|name| lines.contains(*name)).map(|name| format!("{path} names {name}")));
        }
    }
    faults
}

fn code(file: &File) -> String {
    file.code().map(|(_, line)| line).collect::<Vec<_>>().join("\n")
}

/// The first segment of every path that begins with `crate::`, groups in braces included.
fn modules(code: &str) -> Vec<String> {
    heads_after(code, "crate::")
}

/// The segment that follows each `start`, or the first segments of the group that follows it.
fn heads_after(code: &str, start: &str) -> Vec<String> {
    let mut found = Vec::new();
    for after in code.split(start).skip(1) {
        match after.strip_prefix('{') {
            Some(group) => found.extend(heads(group)),
            None => found.push(head(after)),
        }
    }
    found
}

fn head(path: &str) -> String {
    path.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

/// The first segment of each member of a brace group, up to its closing brace.
fn heads(group: &str) -> Vec<String> {
    let mut depth = 0_usize;
    let mut heads = vec![String::new()];
    for c in group.chars() {
        match c {
            '}' if depth == 0 => break,
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => heads.push(String::new()),
            c if depth == 0 => heads.last_mut().into_iter().for_each(|text| text.push(c)),
            _ => {}
        }
    }
    heads.iter().map(|text| head(text.trim())).collect()
}

#[cfg(test)]
mod tests {
    use super::{File, between_rooms, modules};

    #[test]
    fn a_room_names_itself_and_the_shell_and_only_today_the_others() {
        let faults =
            |path: &str, code: &str| between_rooms(&[File::new(&format!("app/src/pages/person/{path}"), code)]);
        let rows = [
            ("journey/lines.rs", "use super::areas::areas; use crate::pages::person::shell::{names, work::Work};", 0),
            ("journey/lines.rs", "use crate::pages::person::{journey::Span, lock::tried_words};", 1),
            ("journey/mod.rs", "use super::check_in::points;", 1),
            ("aspirations/one/steps.rs", "use super::super::list::row; use super::super::super::today::points;", 1),
            ("aspirations/one/mod.rs", "use super::list::row; use super::super::keeping::Keep;", 1),
            ("shell/gate.rs", "use crate::pages::person::lock::LockedPage;", 1),
            ("today/page.rs", "use crate::pages::person::check_in::ShareQuestion;", 0),
            ("check_in/result.rs", "use crate::pages::person::today::TodayPage;", 1),
            ("mod.rs", "use today::TodayScreen;", 0),
        ];
        for (path, code, expected) in rows {
            assert_eq!(faults(path, code).len(), expected, "{path}: {code}");
        }
    }

    #[test]
    fn modules_are_read_from_single_paths_and_from_groups() {
        let code = "use crate::words;\nuse crate::{\n  state::{self, person::P},\n  components::Screen\n};\ncrate::store::go()";
        assert_eq!(modules(code), ["words", "state", "components", "store"]);
    }
}
