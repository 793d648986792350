//! The binding generator: compiled WebAssembly in, module and glue out.

use super::compact::compact;
use super::names;
use super::split::{self, Split};
use crate::{Done, root};
use std::path::{Path, PathBuf};
use wasm_bindgen_cli_support::Bindgen;

/// The app that is fetched in parts; staff have computers.
pub(super) const PARTED: &str = "person";

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
    compact(&read(&compiled(root, STRETCH, quick))?)
}

fn read(path: &Path) -> Done<Vec<u8>> {
    std::fs::read(path).map_err(|e| format!("cannot read {}: {e}", path.display()))
}

/// Where a file of the person's program lies that still has its names: `person`, `stretch` or a part.
pub(super) fn named(root: &Path, stem: &str) -> PathBuf {
    match stem {
        PARTED => root::target(root).join("bindings").join(PARTED).join(format!("{PARTED}_bg.wasm")),
        STRETCH => compiled(root, STRETCH, false),
        part => root::target(root).join("parts").join(PARTED).join(format!("{part}.wasm")),
    }
}

/// Makes the glue of one app; what is served has its names in the quick build, so that a panic says where it was.
pub(super) fn bind(root: &Path, origin: &str, quick: bool) -> Done<Bound> {
    let input = compiled(root, origin, quick);
    let out = root::target(root).join("bindings").join(origin);
    let mut split = match origin {
        PARTED => split::split(&input, &root::target(root).join("parts").join(origin))?,
        _ => Split::whole(&input),
    };
    generate(&split.main, &out, origin, quick, !split.parts.is_empty())?;
    let mut wasm = read(&out.join(format!("{origin}_bg.wasm")))?;
    let mut glue = root::read(&out.join(format!("{origin}.js")))?;
    if !quick {
        // The names stay beside what is served: `size` tells by them whose the bytes are.
        (glue, wasm) = names::shorten(&glue, &wasm, &format!("./{origin}_bg.js"))?;
        wasm = compact(&wasm)?;
        for bytes in split.parts.values_mut() {
            *bytes = compact(bytes)?;
        }
    }
    Ok(Bound { wasm, glue, split })
}

/// The same for trying out changes: whole, with its names, and not again while the compiled program is as it was.
pub(super) fn bind_whole(root: &Path, origin: &str) -> Done<Bound> {
    let input = compiled(root, origin, true);
    let out = root::target(root).join("bindings-dev").join(origin);
    let (wasm, glue) = (out.join(format!("{origin}_bg.wasm")), out.join(format!("{origin}.js")));
    let written = |path: &Path| std::fs::metadata(path).and_then(|data| data.modified()).ok();
    if written(&glue).is_none_or(|glue| Some(glue) < written(&input)) {
        generate(&input, &out, origin, true, false)?;
    }
    Ok(Bound { wasm: read(&wasm)?, glue: root::read(&glue)?, split: Split::whole(&input) })
}

/// Runs the generator over a compiled program, into an empty folder.
fn generate(input: &Path, out: &Path, origin: &str, readable: bool, parted: bool) -> Done {
    // Left-overs of an earlier run would be taken for this one's.
    let _ = std::fs::remove_dir_all(out);
    let trouble = |e| format!("the bindings of {} could not be made: {e:#}", input.display());
    Bindgen::new()
        .input_path(input)
        .web(true)
        .map_err(trouble)?
        .typescript(false)
        // The parts take the main program's table of functions.
        .keep_lld_exports(parted)
        // `size` reads the names as the compiler wrote them, as it does those of the parts.
        .demangle(readable)
        .remove_producers_section(true)
        .out_name(origin)
        .generate(out)
        .map_err(trouble)?;
    match root::files(&out.join("snippets")).first() {
        Some(file) => {
            Err(format!("a dependency brings a script of its own, which the page does not load: {}", file.display()))
        }
        None => Ok(()),
    }
}
