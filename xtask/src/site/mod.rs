//! The site two listeners serve: `target/site/{person,team}` and `site.json` beside them.
//!
//! A file under `assets/` carries a piece of its own hash in its name and never changes; every other file keeps its
//! name and is checked for news at each visit. The assets of the build before stay for one release, because a page
//! that is still open may ask for them.

mod bind;
mod budget;
mod compact;
mod compress;
mod contacts;
pub mod dev;
mod fresh;
mod functions;
mod halves;
mod kept;
mod licences;
#[path = "../../../app/build/made_up.rs"]
mod made_up;
mod names;
mod page;
mod routes;
pub mod size;
mod split;
mod style;

use crate::{Done, root, say};
use base64ct::{Base64, Encoding};
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The two origins.
pub const ORIGINS: [&str; 2] = ["person", "team"];

/// What a browser may load and run; no `'unsafe-inline'`, no other origin.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; \
    font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'none'; base-uri 'none'; \
    frame-ancestors 'none'";

/// One origin's files by path (`/assets/person.1a2b.js`), each with its bytes.
pub type Files = BTreeMap<String, Vec<u8>>;

/// `site.json`: what the server and the tests need to know of the site.
#[derive(Serialize)]
struct Manifest {
    /// Names this build: a hash over every path and every byte of it.
    build: String,
    /// Whether this is the quick build, which no one should be served.
    quick: bool,
    /// A hash over everything the site is made from, so that an unchanged site is not made again.
    made_from: String,
    /// The day by which the numbers of Get help now are to be checked again, `YYYY-MM-DD`.
    contacts_review_by: String,
    origins: BTreeMap<&'static str, Origin>,
}

#[derive(Serialize)]
struct Origin {
    /// The value of the Content-Security-Policy header.
    csp: &'static str,
    /// The paths of the origin's route table, in its order.
    routes: Vec<String>,
    /// Every file of this build, with the SHA-256 of its bytes in lower-case hex.
    files: BTreeMap<String, String>,
    /// Assets of the build before, kept for pages that are still open.
    kept: Vec<String>,
}

/// Makes the site from what cargo has compiled; `quick` takes the quick profile and leaves out compression. With
/// `made_up` the compiled apps speak the made-up languages too: that site has a folder of its own, which no command
/// serves, and their sentences lie beside it for the stories to read.
pub fn make(quick: bool, made_up: bool) -> Done {
    let root = root::root()?;
    let site = if made_up { root::made_up_site(&root) } else { root::site(&root) };
    if made_up {
        let english = page::words(&root)?;
        for tag in made_up::MADE_UP {
            let json = made_up::made_up(tag, &english).to_string();
            root::write(&site.join(format!("words/{tag}.json")), json.as_bytes())?;
        }
    }
    contacts::warn_when_due(&root)?;
    let made_from = fresh::made_from(&root, quick)?;
    if fresh::is_fresh(&site, &made_from) {
        say("The site is as it was");
        return if quick { Ok(()) } else { budget::check(&root, &site.join("person")) };
    }
    let mut origins = BTreeMap::new();
    let mut all = Vec::new();
    let stretch = bind::stretch(&root, quick)?;
    for origin in ORIGINS {
        all.push((origin, page::assemble(&root, origin, bind::bind(&root, origin, quick)?, &stretch)?));
    }
    halves::check(&all)?;
    if !quick {
        nameless(&all)?;
    }
    let build = build_id(&all);
    for (origin, mut files) in all {
        if origin == "person" {
            page::name_build(&build, &mut files);
            page::service_worker(&root, &build, &mut files)?;
        }
        let dir = site.join(origin);
        let kept = kept::replace(&site, origin, &files)?;
        compress::write(&dir, &files, quick)?;
        let hashes = files.iter().map(|(path, bytes)| (path.clone(), hex(&Sha256::digest(bytes)))).collect();
        let routes = routes::of(&root, origin);
        origins.insert(origin, Origin { csp: POLICY, routes, files: hashes, kept });
    }
    let manifest =
        Manifest { build: build.clone(), quick, made_from, contacts_review_by: contacts::review_by(&root)?, origins };
    let json = serde_json::to_vec_pretty(&manifest).map_err(|e| e.to_string())?;
    root::write(&site.join("site.json"), &json)?;
    say(&format!("Site {build} is in {}", site.display()));
    if quick { Ok(()) } else { budget::check(&root, &site.join("person")) }
}

/// Names of functions are a quarter of a program, and a phone has no use for them.
fn nameless(all: &[(&str, Files)]) -> Done {
    for (path, bytes) in all.iter().flat_map(|(_, files)| files).filter(|(path, _)| path.ends_with(".wasm")) {
        if functions::has_names(bytes)? {
            return Err(format!("{path} still names its functions"));
        }
    }
    Ok(())
}

fn build_id(all: &[(&str, Files)]) -> String {
    let mut hash = Sha256::new();
    for (path, bytes) in all.iter().flat_map(|(_, files)| files) {
        hash.update(path.as_bytes());
        hash.update(Sha256::digest(bytes));
    }
    hex(&hash.finalize())[..16].to_owned()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
}

/// The value of an `integrity` attribute. A phone downloads one for each file twice, so the shortest that browsers take.
fn integrity(bytes: &[u8]) -> String {
    format!("sha256-{}", Base64::encode_string(&Sha256::digest(bytes)))
}

/// `name.ext` becomes `/assets/name.<hash>.ext`.
fn hashed(name: &str, bytes: &[u8]) -> String {
    let hash = &hex(&Sha256::digest(bytes))[..12];
    match name.rsplit_once('.') {
        Some((stem, end)) => format!("/assets/{stem}.{hash}.{end}"),
        None => format!("/assets/{name}.{hash}"),
    }
}

/// The file on disk of a path of the site.
fn on_disk(dir: &Path, path: &str) -> PathBuf {
    dir.join(path.trim_start_matches('/'))
}

#[cfg(test)]
mod tests {
    use super::{Files, hashed, integrity, nameless};

    #[test]
    fn a_program_that_names_its_functions_is_not_served() {
        let files = |wasm: &[u8]| [("person", Files::from([("/assets/part-a.wasm".to_owned(), wasm.to_vec())]))];
        assert!(nameless(&files(b"\0asm\x01\0\0\0\0\x05\x04name")).is_err(), "a planted name section");
        assert_eq!(nameless(&files(b"\0asm\x01\0\0\0")), Ok(()));
    }

    #[test]
    fn a_changed_byte_changes_the_name_and_the_integrity() {
        assert_ne!(hashed("a.js", b"1"), hashed("a.js", b"2"));
        assert_ne!(integrity(b"1"), integrity(b"2"));
        assert!(hashed("load.js", b"").starts_with("/assets/load.") && hashed("load.js", b"").ends_with(".js"));
    }
}
