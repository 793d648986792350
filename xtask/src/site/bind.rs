//! The binding generator: compiled WebAssembly in, module and glue out.

use super::sections;
use super::split::{self, Split};
use crate::{Done, root};
use std::path::{Path, PathBuf};
use wasm_bindgen_cli_support::Bindgen;

/// The app that is fetched in parts; staff have computers.
const PARTED: &str = "person";

/// The program beside the two apps.
pub(super) const STRETCH: &str = "stretch";

/// One app as a browser loads it.
pub(super) struct Bound {
    pub(super) wasm: Vec<u8>,
    pub(super) glue: String,
    /// What comes after the first screen.
    pub(super) split: Split,
}

/// Where cargo leaves the compiled app.
pub(super) fn compiled(root: &Path, origin: &str, quick: bool) -> PathBuf {
    let profile = if quick { "wasm-dev" } else { "wasm-release" };
    root::target(root).join("wasm/wasm32-unknown-unknown").join(profile).join(format!("{origin}.wasm"))
}

/// The program of the thread that stretches. It has no glue: a script hands it bytes.
pub(super) fn stretch(root: &Path, quick: bool) -> Done<Vec<u8>> {
    sections::bare(&read(&compiled(root, STRETCH, quick))?)
}

fn read(path: &Path) -> Done<Vec<u8>> {
    std::fs::read(path).map_err(|e| format!("cannot read {}: {e}", path.display()))
}

/// Makes the glue of one app; names are kept in the quick build, so that a panic says where it was.
pub(super) fn bind(root: &Path, origin: &str, quick: bool) -> Done<Bound> {
    let input = compiled(root, origin, quick);
    let out = root::target(root).join("bindings").join(origin);
    // Left-overs of an earlier run would be taken for this one's.
    let _ = std::fs::remove_dir_all(&out);
    let mut split = match origin {
        PARTED => split::split(&input, &root::target(root).join("parts").join(origin))?,
        _ => Split::whole(&input),
    };
    let trouble = |e| format!("the bindings of {} could not be made: {e:#}", input.display());
    Bindgen::new()
        .input_path(&split.main)
        .web(true)
        .map_err(trouble)?
        .typescript(false)
        // The parts take the main program's table of functions.
        .keep_lld_exports(!split.parts.is_empty())
        .remove_name_section(!quick)
        .remove_producers_section(true)
        .out_name(origin)
        .generate(&out)
        .map_err(trouble)?;
    let extra = root::files(&out.join("snippets"));
    if let Some(file) = extra.first() {
        return Err(format!(
            "a dependency brings a script of its own, which the page does not load: {}",
            file.display()
        ));
    }
    let wasm = read(&out.join(format!("{origin}_bg.wasm")))?;
    if !quick {
        // The generator takes the names out of the program it binds, and never sees the parts.
        for bytes in split.parts.values_mut() {
            *bytes = sections::bare(bytes)?;
        }
    }
    Ok(Bound { wasm, glue: root::read(&out.join(format!("{origin}.js")))?, split })
}
