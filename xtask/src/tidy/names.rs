//! Who may name what: each rule is a list of names, where to look for them and the only places that may hold them.

use super::{Check, Faults, File, holds_word};

/// A list of names that only some files may hold.
struct Only {
    names: &'static [&'static str],
    /// Paths that are looked at, by their beginning.
    inside: &'static [&'static str],
    /// Paths that are spared, by their beginning.
    but: &'static [&'static str],
}

impl Only {
    fn find(&self, tree: &[File]) -> Faults {
        let looked_at = |file: &&File| {
            self.inside.iter().any(|start| file.path.starts_with(start))
                && !self.but.iter().any(|start| file.path.starts_with(start))
        };
        let mut faults = Faults::new();
        for file in tree.iter().filter(looked_at) {
            for (line, text) in file.code() {
                let named = self.names.iter().filter(|name| holds_word(text, name));
                faults.extend(named.map(|name| format!("{}:{line} names {name}", file.path)));
            }
        }
        faults
    }
}

const INDEXED_DB: Only =
    Only { names: &["indexed_db_futures"], inside: &["app/src/", "app/tests/"], but: &["app/src/store"] };

const NETWORK: Only = Only {
    names: &[
        "gloo::net",
        "gloo_net",
        "fetch_with_str",
        "fetch_with_request",
        "XmlHttpRequest",
        "WebSocket",
        "send_beacon",
    ],
    inside: &["app/src/", "domain/protocol/src/", "domain/notebook/src/"],
    but: &["app/src/sync/api"],
};

const CLOCKS: Only = Only {
    names: &["SystemTime::now", "Date::now", "Date::new_0", "Instant::now", "OffsetDateTime::now_utc"],
    inside: &["app/src/", "domain/protocol/src/", "domain/notebook/src/", "server/src/"],
    but: &["app/src/platform/clock.rs", "server/src/clock.rs"],
};

const SQL: Only = Only {
    names: &["sqlx", "INSERT INTO", "DELETE FROM", "SELECT"],
    inside: &["server/src/"],
    but: &["server/src/store"],
};

const PURE: Only = Only {
    names: &[
        "std::fs",
        "std::net",
        "std::env",
        "std::thread",
        "getrandom",
        "web_sys",
        "js_sys",
        "leptos",
        "tokio",
        "sqlx",
    ],
    inside: &["domain/protocol/src/", "domain/notebook/src/"],
    but: &[],
};

const SIGNALS: Only = Only { names: &["leptos", "RwSignal"], inside: &["app/src/store", "app/src/sync"], but: &[] };

const SCREENS: Only =
    Only { names: &["#[component]"], inside: &["app/src/state", "app/src/store", "app/src/sync"], but: &[] };

/// A group of the person's state holds the groups it uses; what crosses them all starts the app, or deletes everything.
const WHOLE: Only = Only {
    names: &["PersonState", "use_person"],
    inside: &["app/src/state/person/"],
    but: &["app/src/state/person/mod.rs", "app/src/state/person/start.rs", "app/src/state/person/erase.rs"],
};

const COOKIES: Only =
    Only { names: &["document.cookie", "set_cookie", "HtmlDocument"], inside: &["app/src/", "public/"], but: &[] };

/// A `style` attribute is refused by the content policy; `style:name=` goes another way and is allowed.
const INLINE: Only = Only {
    names: &["style=\"", "style=move", "style=format", "onclick=\"", "javascript:", "<style", "unsafe-inline"],
    inside: &["app/src/", "public/"],
    but: &[],
};

fn rule(rule: &'static str, find: fn(&[File]) -> Faults, planted: fn() -> Vec<File>) -> Check {
    Check { rule, find, planted }
}

pub(super) fn checks() -> Vec<Check> {
    vec![
        rule(
            "indexed_db_futures is named only in app/src/store",
            |t| INDEXED_DB.find(t),
            || vec![File::new("app/src/pages/person/today/page.rs", "use indexed_db_futures::prelude::*;")],
        ),
        rule(
            "only app/src/sync/api talks to the network",
            |t| NETWORK.find(t),
            || vec![File::new("app/src/state/person/notebook.rs", "gloo::net::http::Request::get(path)")],
        ),
        rule(
            "the time is read in two files only: app/src/platform/clock.rs and server/src/clock.rs",
            |t| CLOCKS.find(t),
            || vec![File::new("domain/notebook/src/consent.rs", "let now = SystemTime::now();")],
        ),
        rule(
            "no SQL outside server/src/store",
            |t| SQL.find(t),
            || vec![File::new("server/src/handlers/shares.rs", "let q = \"SELECT bytes FROM share\";")],
        ),
        rule(
            "domain does no I/O, reads no clock, draws no randomness, knows no browser",
            |t| PURE.find(t),
            || vec![File::new("domain/protocol/src/id.rs", "getrandom::fill(&mut bytes)")],
        ),
        rule(
            "no signal in app/src/store or app/src/sync",
            |t| SIGNALS.find(t),
            || vec![File::new("app/src/store/mod.rs", "use leptos::prelude::*;")],
        ),
        rule(
            "no screen in app/src/state, store or sync",
            |t| SCREENS.find(t),
            || vec![File::new("app/src/state/person/notebook.rs", "#[component]\npub fn Today() {}")],
        ),
        rule(
            "no group of the person's state knows the whole",
            |t| WHOLE.find(t),
            || vec![File::new("app/src/state/person/lock.rs", "use super::PersonState;")],
        ),
        rule(
            "no script of ours reads or sets a cookie",
            |t| COOKIES.find(t),
            || vec![File::new("public/load.js", "document.cookie = \"a=b\";")],
        ),
        rule(
            "no inline style or script, which the content policy refuses",
            |t| INLINE.find(t),
            || vec![File::new("app/src/components/path.rs", "<div style=\"left: 4%\">")],
        ),
    ]
}
