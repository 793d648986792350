//! The site of `cargo xtask dev`: whole programs, nothing packed, nothing kept by a phone, and pages that open again by
//! themselves once the site was made anew. The content policy is the product's.

use super::{
    Files, Manifest, ORIGINS, Origin, POLICY, bind, compress, contacts, hashed, hex, integrity, kept, page, routes,
};
use crate::{Done, root};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::path::Path;

/// Asks whether the site was made anew.
const AGAIN: &str = include_str!("again.js");
const NOTHING_KEPT: &str = include_str!("nothing_kept.js");
/// What it asks for: a hash over all but the style, and where the style is.
const MADE: &str = "/made.txt";

/// Makes these origins of `target/site-dev` from what cargo has compiled.
pub fn make(origins: &[&str]) -> Done {
    let root = root::root()?;
    let site = root::dev_site(&root);
    let stretch = bind::stretch(&root, true)?;
    for origin in ORIGINS.into_iter().filter(|origin| origins.contains(origin)) {
        let mut files = page::assemble(&root, origin, bind::bind_whole(&root, origin)?, &stretch)?;
        page::name_build("dev", &mut files);
        open_again(&mut files)?;
        if origin == "person" {
            files.insert("/service-worker.js".to_owned(), NOTHING_KEPT.into());
        }
        // Last, so that a page that is open asks for nothing that is not there yet.
        let made = files.remove(MADE).unwrap_or_default();
        kept::replace(&site, origin, &files)?;
        compress::write(&site.join(origin), &files, true)?;
        root::write(&super::on_disk(&site.join(origin), MADE), &made)?;
    }
    manifest(&root, &site)
}

/// Adds the script that asks, and what it asks for.
fn open_again(files: &mut Files) -> Done {
    let style = files.keys().find(|path| path.ends_with(".css")).cloned().ok_or("the site has no style")?;
    let made = format!("{} {style}", all_but(&style, files));
    let script = AGAIN.replace("@@made@@", &made).into_bytes();
    let (path, integrity) = (hashed("again.js", &script), integrity(&script));
    let page = files.get_mut("/index.html").ok_or("the site has no page")?;
    *page = String::from_utf8_lossy(page)
        .replacen(
            "</head>",
            &format!("<script src=\"{path}\" integrity=\"{integrity}\" crossorigin></script>\n</head>"),
            1,
        )
        .into_bytes();
    files.insert(path, script);
    files.insert(MADE.to_owned(), made.into_bytes());
    Ok(())
}

/// A hash over every file but the style and what the page says of it.
fn all_but(style: &str, files: &Files) -> String {
    let mut hash = Sha256::new();
    for (path, bytes) in files.iter().filter(|(path, _)| *path != style) {
        hash.update(path.as_bytes());
        match path.as_str() {
            "/index.html" => {
                let page = String::from_utf8_lossy(bytes);
                page.lines().filter(|line| !line.contains(style)).for_each(|line| hash.update(line.as_bytes()));
            }
            // Its name says what is in it.
            asset if asset.starts_with("/assets/") => {}
            _ => hash.update(bytes),
        }
    }
    hex(&hash.finalize())[..16].to_owned()
}

/// As the quick build's, which the server takes to no address but this machine's.
fn manifest(root: &Path, site: &Path) -> Done {
    let origin =
        |name| Origin { csp: POLICY, routes: routes::of(root, name), files: BTreeMap::new(), kept: Vec::new() };
    let manifest = Manifest {
        build: "dev".to_owned(),
        quick: true,
        made_from: String::new(),
        contacts_review_by: contacts::review_by(root)?,
        origins: ORIGINS.map(|name| (name, origin(name))).into(),
    };
    let json = serde_json::to_vec_pretty(&manifest).map_err(|e| e.to_string())?;
    root::write(&site.join("site.json"), &json)
}

#[cfg(test)]
mod tests {
    use super::{MADE, open_again};
    use crate::site::Files;

    fn made(style: (&str, &str), script: &str) -> Files {
        let page = format!("<head>\n<link href=\"{}\">\n<script src=\"{script}\">\n</head>", style.0);
        let files = [("/index.html", page.as_str()), style, (script, "")];
        let mut files = files.map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec())).into();
        open_again(&mut files).unwrap();
        files
    }

    #[test]
    fn a_page_is_opened_again_for_a_new_program_and_gets_a_new_look_without() {
        let says = |files: &Files| String::from_utf8(files[MADE].clone()).unwrap();
        let first = says(&made(("/assets/a.1.css", "a{}"), "/assets/a.1.js"));
        let look = says(&made(("/assets/a.2.css", "b{}"), "/assets/a.1.js"));
        let program = says(&made(("/assets/a.1.css", "a{}"), "/assets/a.2.js"));
        let page = |made: &str| made.split(' ').next().map(str::to_owned);
        assert_eq!(page(&first), page(&look), "only the style is new");
        assert_ne!(first, look);
        assert_ne!(page(&first), page(&program));
    }

    #[test]
    fn the_page_asks_by_a_file_of_its_own_for_the_policy_lets_nothing_else_run() {
        let files = made(("/assets/a.1.css", ""), "/assets/a.1.js");
        let page = String::from_utf8(files["/index.html"].clone()).unwrap();
        let (_, script) = files.iter().find(|(path, _)| path.starts_with("/assets/again.")).unwrap();
        assert!(page.contains("<script src=\"/assets/again."), "{page}");
        assert!(!String::from_utf8_lossy(script).contains("@@"));
    }
}
