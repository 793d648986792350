//! What stays on disk of the build before.

use super::{Files, on_disk};
use crate::Done;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

/// Clears the origin's folder but for the assets of the build before, and names those.
///
/// When nothing has changed since, what that build had kept is kept on.
pub(super) fn replace(site: &Path, origin: &str, new: &Files) -> Done<Vec<String>> {
    let old = std::fs::read(site.join("site.json")).ok().and_then(|json| serde_json::from_slice(&json).ok());
    let kept = keep(&old.unwrap_or(Value::Null), origin, new);
    let dir = site.join(origin);
    let spared: BTreeSet<_> = kept.iter().map(|path| on_disk(&dir, path)).collect();
    for file in crate::root::files(&dir) {
        let plain = match file.extension() {
            Some(end) if end == "br" || end == "gz" => file.with_extension(""),
            _ => file.clone(),
        };
        if !spared.contains(&plain) {
            std::fs::remove_file(&file).map_err(|e| format!("cannot remove {}: {e}", file.display()))?;
        }
    }
    Ok(kept)
}

fn keep(old: &Value, origin: &str, new: &Files) -> Vec<String> {
    let old = &old["origins"][origin];
    let assets: BTreeSet<_> = old["files"]
        .as_object()
        .map(|files| files.keys().filter(|path| path.starts_with("/assets/")).cloned().collect())
        .unwrap_or_default();
    let now: BTreeSet<_> = new.keys().filter(|path| path.starts_with("/assets/")).cloned().collect();
    if assets == now {
        let before = old["kept"].as_array().into_iter().flatten();
        return before.filter_map(Value::as_str).map(str::to_owned).collect();
    }
    assets.difference(&now).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::{Files, keep};
    use serde_json::json;

    fn files(paths: &[&str]) -> Files {
        paths.iter().map(|path| ((*path).to_owned(), Vec::new())).collect()
    }

    #[test]
    fn the_assets_of_the_build_before_stay_for_one_release() {
        let old = json!({"origins": {"person": {"files": {"/assets/a.1.js": "", "/index.html": ""}, "kept": ["/assets/a.0.js"]}}});
        assert_eq!(keep(&old, "person", &files(&["/assets/a.2.js"])), ["/assets/a.1.js"]);
        assert_eq!(
            keep(&old, "person", &files(&["/assets/a.1.js"])),
            ["/assets/a.0.js"],
            "nothing new: nothing moves on"
        );
    }
}
