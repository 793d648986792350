//! What lies unsealed on a phone: one list in the app, the same list in the threat model, and no way around either.

use super::{Check, Faults, File, holds_word};
use std::collections::BTreeSet;

/// The list in the app.
const LIST: &str = "app/src/platform/note.rs";
/// The list that everybody can read, and how its line begins.
const MODEL: &str = "docs/THREAT_MODEL.md";
const MODEL_LINE: &str = "- **Outside every seal**";

pub(super) fn checks() -> Vec<Check> {
    vec![
        Check {
            rule: "what lies unsealed in local storage is the list of app/src/platform/note.rs, and THREAT_MODEL says all of it",
            find: told,
            planted: || {
                let told = format!("{MODEL_LINE}, in local storage: the look (`waymark-look`).\n");
                let list = "Self::Look => \"waymark-look\",\nSelf::Planted => \"waymark-planted\",";
                vec![File::new(LIST, list), File::new(MODEL, &told)]
            },
        },
        Check {
            rule: "local storage is reached in app/src/platform/note.rs, and elsewhere only by names that stand there",
            find: reached,
            planted: || {
                let script = "localStorage.getItem(\"waymark-planted\")";
                vec![File::new(LIST, "Self::Look => \"waymark-look\","), File::new("public/load.js", script)]
            },
        },
    ]
}

/// The names of the list in the app.
fn list(tree: &[File]) -> BTreeSet<&str> {
    let file = tree.iter().find(|file| file.path == LIST);
    let arms = file.into_iter().flat_map(File::code).filter_map(|(_, line)| line.split_once("=> \""));
    arms.filter_map(|(_, after)| after.split('"').next()).collect()
}

fn told(tree: &[File]) -> Faults {
    let list = list(tree);
    let Some(model) = tree.iter().find(|file| file.path == MODEL) else { return Faults::new() };
    let Some((_, after)) = model.text.split_once(MODEL_LINE) else {
        return vec![format!("{MODEL} has no line \"{MODEL_LINE}\"")];
    };
    let line = after.split("\n- ").next().unwrap_or_default();
    let told: BTreeSet<&str> = line.split('`').skip(1).step_by(2).collect();
    let untold = list.difference(&told).map(|name| format!("{MODEL} does not say {name}"));
    untold.chain(told.difference(&list).map(|name| format!("{LIST} does not have {name}"))).collect()
}

fn reached(tree: &[File]) -> Faults {
    let list = list(tree);
    let mut faults = Faults::new();
    for file in tree.iter().filter(|file| file.path != LIST) {
        let (app, page) = (file.path.starts_with("app/src/"), file.path.starts_with("public/"));
        // A story keeps marks of its own there, which no phone ever has.
        if !(app || page || file.path.starts_with("end2end/")) {
            continue;
        }
        for (n, line) in file.code() {
            if app && ["local_storage", "localStorage"].iter().any(|way| holds_word(line, way)) {
                faults.push(format!("{}:{n} reaches local storage by itself", file.path));
            }
            for call in line.split("localStorage").skip(1) {
                let name = call.split(['"', '\'']).nth(1).unwrap_or_default();
                if !list.contains(name) && (page || name.starts_with("waymark")) {
                    faults.push(format!("{}:{n} names {name}, which is not in {LIST}", file.path));
                }
            }
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::{File, LIST, MODEL, reached, told};

    #[test]
    fn a_note_is_told_once_it_is_there_and_no_other_is_told() {
        let list = File::new(LIST, "Self::Look => \"waymark-look\",\nSelf::Head => \"waymark-head\",");
        let model = |line: &str| File::new(MODEL, &format!("- **Outside every seal**: {line}.\n- `waymark-x`"));
        assert_eq!(told(&[list.clone(), model("look (`waymark-look`),\n  head (`waymark-head`)")]), [""; 0]);
        let found = told(&[list, model("look (`waymark-look`), tries (`waymark-tries`)")]);
        assert_eq!(
            found,
            [format!("{MODEL} does not say waymark-head"), format!("{LIST} does not have waymark-tries")]
        );
    }

    #[test]
    fn nothing_goes_around_the_list() {
        let list = File::new(LIST, "Self::Look => \"waymark-look\",\nwindow.local_storage()");
        let fine = [
            list.clone(),
            File::new("public/load.js", "localStorage.getItem(\"waymark-look\")"),
            File::new("end2end/a.mjs", "localStorage.setItem('story-days', 1); ({ ...localStorage })"),
        ];
        assert_eq!(reached(&fine), [""; 0]);
        let wrong = [
            list,
            File::new("public/load.js", "localStorage.getItem(name)"),
            File::new("end2end/a.mjs", "localStorage.getItem('waymark-old')"),
            File::new("app/src/state/a.rs", "window.local_storage()"),
        ];
        assert_eq!(reached(&wrong).len(), 3);
    }
}
