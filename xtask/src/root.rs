//! Where things are: every path of the workspace that more than one command needs.

use crate::Done;
use std::path::{Path, PathBuf};

/// The workspace's folder, found upwards from where the command was started.
pub fn root() -> Done<PathBuf> {
    let here = std::env::current_dir().map_err(|e| format!("cannot read the current folder: {e}"))?;
    let is_root = |dir: &&Path| dir.join("xtask/Cargo.toml").exists() && dir.join("app/Cargo.toml").exists();
    here.ancestors().find(is_root).map(Path::to_path_buf).ok_or_else(|| "run this inside a copy of Waymark".to_owned())
}

/// Where cargo puts what it builds for this machine.
pub fn target(root: &Path) -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |dir| root.join(dir))
}

/// The built site: `person/`, `team/` and `site.json`.
pub fn site(root: &Path) -> PathBuf {
    target(root).join("site")
}

/// The site that speaks the made-up languages as well, for the stories.
pub fn made_up_site(root: &Path) -> PathBuf {
    target(root).join("site-made-up")
}

/// The site of `dev`, which opens its pages again by itself. Never the folder of `site`: that one is copied to servers.
pub fn dev_site(root: &Path) -> PathBuf {
    target(root).join("site-dev")
}

/// Reads a text file, naming it when that fails.
pub fn read(path: &Path) -> Done<String> {
    std::fs::read_to_string(path).map_err(|e| format!("cannot read {}: {e}", path.display()))
}

/// How many bytes a file has.
pub fn read_len(path: &Path) -> Done<u64> {
    std::fs::metadata(path).map(|data| data.len()).map_err(|e| format!("cannot read {}: {e}", path.display()))
}

/// Writes a file and the folders above it.
pub fn write(path: &Path, bytes: &[u8]) -> Done {
    if let Some(dir) = path.parent() {
        std::fs::create_dir_all(dir).map_err(|e| format!("cannot make {}: {e}", dir.display()))?;
    }
    std::fs::write(path, bytes).map_err(|e| format!("cannot write {}: {e}", path.display()))
}

/// Every file under `dir`, in order; nothing when the folder is not there.
pub fn files(dir: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let Ok(entries) = std::fs::read_dir(dir) else { return found };
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found.sort();
    found
}
