//! Whether the site on disk is already the one that would be made.

use super::{ORIGINS, bind, hex, routes};
use crate::{Done, root};
use sha2::{Digest, Sha256};
use std::path::Path;

/// A hash over every byte the site is made from, this program included.
pub(super) fn made_from(root: &Path, quick: bool) -> Done<String> {
    let mut inputs: Vec<_> = ORIGINS.iter().map(|origin| bind::compiled(root, origin, quick)).collect();
    inputs.push(bind::compiled(root, bind::STRETCH, quick));
    inputs.extend(ORIGINS.iter().flat_map(|origin| routes::tables(root, origin)));
    inputs.extend(root::files(&root.join("public")));
    inputs.extend(root::files(&root.join("style")));
    inputs.push(root.join("app/locales/en.json"));
    inputs.push(std::env::current_exe().map_err(|e| format!("cannot find this program: {e}"))?);
    let mut hash = Sha256::new();
    for path in inputs {
        hash.update(path.to_string_lossy().as_bytes());
        // What is not there yet counts as empty.
        hash.update(Sha256::digest(std::fs::read(&path).unwrap_or_default()));
    }
    Ok(hex(&hash.finalize()))
}

/// Whether `site.json` says the site was made from exactly this, and every file it lists is there.
pub(super) fn is_fresh(site: &Path, made_from: &str) -> bool {
    let manifest = std::fs::read(site.join("site.json")).ok();
    let manifest: serde_json::Value = manifest.and_then(|json| serde_json::from_slice(&json).ok()).unwrap_or_default();
    let listed = |origin: &str| {
        let files = manifest["origins"][origin]["files"].as_object();
        files.is_some_and(|files| files.keys().all(|path| super::on_disk(&site.join(origin), path).exists()))
    };
    manifest["made_from"] == made_from && ORIGINS.iter().all(|origin| listed(origin))
}
