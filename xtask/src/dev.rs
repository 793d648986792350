//! `dev`: what is saved is made anew at once, and the pages that are open show it.
//!
//! The tree is looked at again and again instead of being watched: it has some hundred files, which takes a
//! millisecond, and behaves alike under every system and editor.

use crate::serve::Demo;
use crate::{Done, build, root, say, server};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

/// What is looked at.
const WATCHED: [&str; 6] = ["app", "domain", "server", "style", "public", "Cargo.toml"];
/// Shorter than anybody notices.
const LOOK: Duration = Duration::from_millis(100);
/// Whoever saves several files at once is through by then.
const SETTLE: Duration = Duration::from_millis(30);

/// What has to be made anew.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Work {
    person: bool,
    team: bool,
    /// Whether Rust is compiled for that.
    programs: bool,
    server: bool,
}

/// Builds everything once, starts a demo and goes on until it is stopped.
pub fn dev() -> Done {
    let root = root::root()?;
    let mut seen = look(&root);
    build::compile_tool(&root, "site")?;
    build::compile_tool(&root, "demo")?;
    say("Compiling both apps, the quick way (some minutes the first time)");
    build::for_dev(&root, &["person", "team"], true)?;
    let program = server::build(&root, false)?;
    let demo = Demo::new(&root, program, root::dev_site(&root), "demo");
    let mut running = demo.begin()?;
    say("\nWhat you save is made anew, and open pages show it");
    // Kept until it is done: what mends a fault may be saved in another half than the fault.
    let mut owed = Work::default();
    loop {
        std::thread::sleep(LOOK);
        if let Ok(Some(_)) = running.try_wait() {
            return Err(format!("the server ended; its log is {}", demo.log().display()));
        }
        if !changed(&root, &mut seen, &mut owed) || owed == Work::default() {
            continue;
        }
        let began = Instant::now();
        match again(&root, &owed) {
            // What the compiler says stands above, and the last site stays until it is content.
            Err(trouble) => say(&trouble),
            Ok(()) => {
                if owed.server {
                    // It may have ended by itself; if it has not, the next one says that its address is taken.
                    let _ = running.kill().and_then(|()| running.wait());
                    running = demo.start()?;
                }
                owed = Work::default();
                say(&format!("Made anew in {:.1} s", began.elapsed().as_secs_f64()));
            }
        }
    }
}

/// Makes what has to be made.
fn again(root: &Path, work: &Work) -> Done {
    let wanted = [("person", work.person), ("team", work.team)];
    let origins: Vec<&str> = wanted.iter().filter(|(_, wanted)| *wanted).map(|(origin, _)| *origin).collect();
    if !origins.is_empty() {
        build::for_dev(root, &origins, work.programs)?;
    }
    if work.server {
        server::build(root, false)?;
    }
    Ok(())
}

/// Looks until nothing is being written any more and adds what is different since last time to what is `owed`; whether
/// anything is.
fn changed(root: &Path, seen: &mut Seen, owed: &mut Work) -> bool {
    let mut any = false;
    loop {
        let now = look(root);
        let different = |(path, at): &(&PathBuf, &SystemTime)| seen.get(*path) != Some(*at);
        let gone = seen.keys().filter(|path| !now.contains_key(*path));
        let paths: Vec<_> = now.iter().filter(different).map(|(path, _)| path).chain(gone).cloned().collect();
        *seen = now;
        if paths.is_empty() {
            return any;
        }
        any = true;
        for path in paths {
            let path = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            owed.add(&path);
        }
        std::thread::sleep(SETTLE);
    }
}

/// When each file was last written.
type Seen = BTreeMap<PathBuf, SystemTime>;

fn look(root: &Path) -> Seen {
    let files = WATCHED.iter().map(|name| root.join(name)).flat_map(|path| match path.is_dir() {
        true => root::files(&path),
        false => vec![path],
    });
    files.filter_map(|path| Some((path.clone(), path.metadata().ok()?.modified().ok()?))).collect()
}

impl Work {
    /// What a change to this file asks for, besides.
    fn add(&mut self, path: &str) {
        let (above, rest) = path.split_once('/').unwrap_or((path, ""));
        let name = path.rsplit('/').next().unwrap_or(path);
        // An editor's own file.
        if name.starts_with('.') || name.starts_with('#') || name.ends_with('~') || rest.contains("tests/") {
            return;
        }
        self.programs |= matches!(above, "app" | "domain" | "Cargo.toml");
        self.server |= above == "server" || above == "Cargo.toml" || path.starts_with("domain/protocol");
        match (above, half(path)) {
            ("server", _) => {}
            (_, Some("person")) => self.person = true,
            (_, Some("team")) => self.team = true,
            _ => (self.person, self.team) = (true, true),
        }
    }
}

/// The one origin a file belongs to. Tidy sees that neither half of the app names the other.
fn half(path: &str) -> Option<&'static str> {
    let rooms =
        ["public/", "style/", "app/src/pages/", "app/src/state/", "app/src/app/", "app/src/bin/", "app/src/sync/api_"];
    let room = rooms.iter().find_map(|room| path.strip_prefix(room))?;
    let is = |names: &[&str]| names.iter().any(|name| room.starts_with(name));
    match () {
        () if is(&["team", "worker"]) => Some("team"),
        // The team has a style of its own and reads the person's as well.
        () if is(&["person", "parts.rs"]) && !path.starts_with("style/") => Some("person"),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Work, changed, look};

    fn work(path: &str) -> Work {
        let mut work = Work::default();
        work.add(path);
        work
    }

    #[test]
    fn only_the_half_that_a_file_belongs_to_is_made_anew() {
        let (person, team) = (Work { person: true, ..Work::default() }, Work { team: true, ..Work::default() });
        let both = Work { person: true, team: true, ..Work::default() };
        let compiled = |work: &Work| Work { programs: true, ..work.clone() };
        assert_eq!(work("app/src/pages/person/check_in/who.rs"), compiled(&person));
        assert_eq!(work("app/src/state/worker/inbox.rs"), compiled(&team));
        assert_eq!(work("app/src/components/button.rs"), compiled(&both));
        assert_eq!(work("app/locales/en.json"), compiled(&both));
        assert_eq!(work("domain/notebook/src/journey.rs"), compiled(&both));
        assert_eq!(work("domain/protocol/src/api/path.rs"), Work { server: true, ..compiled(&both) });
        assert_eq!(work("style/components/button.css"), both, "a look compiles nothing");
        assert_eq!(work("style/team.css"), team);
        assert_eq!(work("public/person/index.html"), person);
        assert_eq!(work("server/src/routes.rs"), Work { server: true, ..Work::default() });
    }

    #[test]
    fn what_a_fault_left_undone_is_still_owed_when_the_fault_is_mended_in_another_half() {
        let root = std::env::temp_dir().join(format!("waymark-dev-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&root);
        let save = |path: &str, text: &str| {
            std::fs::create_dir_all(root.join(path).parent().unwrap()).unwrap();
            std::fs::write(root.join(path), text).unwrap();
        };
        let (mut seen, mut owed) = (look(&root), Work::default());
        save("domain/protocol/src/api.rs", "a");
        assert!(changed(&root, &mut seen, &mut owed));
        save("app/src/pages/team/people.rs", "b");
        assert!(changed(&root, &mut seen, &mut owed));
        assert_eq!(owed, Work { person: true, team: true, programs: true, server: true });
        assert!(!changed(&root, &mut seen, &mut owed), "nothing new");
        std::fs::remove_dir_all(&root).unwrap();
    }

    #[test]
    fn what_an_editor_leaves_and_tests_make_nothing_anew() {
        for path in ["app/src/.words.rs.swp", "style/base.css~", "server/tests/site.rs", "app/tests/suite/sync.rs"] {
            assert_eq!(work(path), Work::default(), "{path}");
        }
    }
}
