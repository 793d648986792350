//! One origin's files: the page, its loader and whatever the page names.

use super::bind::Bound;
use super::made_up::MADE_UP;
use super::split::{Split, lean};
use super::{Files, first, hashed, integrity, licences, style};
use crate::{Done, root};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// How the names of files begin that come after the first screen.
pub(super) const PART: &str = "part-";

/// Whose work the app stands on, for its page about itself.
pub(super) const LICENCES: &str = "/licences.txt";

/// The origin whose page brings its first screens.
const FIRST: &str = "person";

/// The page as a phone keeps it, for whoever comes again.
pub(super) const KEPT: &str = "/kept.html";

const STYLE: &str = "<style>";
const STYLE_ENDS: &str = "</style>";

/// The hash by which the policy allows the one style that stands in this page; `None` where none does.
pub(super) fn style_hash(page: &str) -> Option<String> {
    let (style, _) = page.split_once(STYLE)?.1.split_once(STYLE_ENDS)?;
    Some(integrity(style.as_bytes()))
}

/// Puts together everything of one origin but the service worker, which lists the rest.
pub(super) fn assemble(root: &Path, origin: &str, bound: Bound, stretch: &[u8]) -> Done<Files> {
    let public = root.join("public");
    let mut files = Files::new();
    let mut add = |name: &str, bytes: Vec<u8>| {
        let path = hashed(name, &bytes);
        let integrity = integrity(&bytes);
        files.insert(path.clone(), bytes);
        (path, integrity)
    };

    let parts = bound.split.parts.iter().filter(|(file, _)| bound.split.fetches(file));
    let named: BTreeMap<_, _> =
        parts.map(|(file, bytes)| (file.clone(), add(&format!("{PART}{file}"), bytes.clone()))).collect();
    let soon = named.iter().filter(|(file, _)| Split::is_soon(file)).map(|(_, (path, integrity))| [path, integrity]);
    let soon = serde_json::to_string(&soon.collect::<Vec<_>>()).map_err(|e| e.to_string())?;
    let glue = handed_over(&bound.split.into_glue(&bound.glue, &named)?)?;
    let (glue, glue_integrity) = add(&format!("{origin}.js"), glue.into_bytes());
    let (wasm, wasm_integrity) = add(&format!("{origin}.wasm"), bound.wasm);
    let (stretch, stretch_integrity) = add(&format!("{PART}stretch.wasm"), stretch.to_vec());
    let script = lean(&root::read(&public.join("stretch.js"))?)
        .replace("@@wasm@@", &stretch)
        .replace("@@wasm-integrity@@", &stretch_integrity);
    let (stretch, _) = add(&format!("{PART}stretch.js"), script.into_bytes());
    let mut fonts = Vec::new();
    for file in root::files(&public.join("fonts")) {
        let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if name.ends_with(".woff2") {
            let bytes = std::fs::read(&file).map_err(|e| format!("cannot read {}: {e}", file.display()))?;
            fonts.push((name.clone(), add(&name, bytes).0));
        }
    }
    let plain_css = style::joined(root, origin, &fonts)?;
    let (css, css_integrity) = add(&format!("{origin}.css"), plain_css.clone().into_bytes());
    let words = words(root)?;
    let first_script = if origin == FIRST { root::read(&public.join("first.js"))? } else { String::new() };
    let loader = fill(&lean(&root::read(&public.join("load.js"))?.replace("@@first@@", &first_script)), &words)?
        .replace("@@wasm@@", &wasm)
        .replace("@@wasm-integrity@@", &wasm_integrity)
        .replace("@@style@@", &css)
        .replace("@@style-integrity@@", &css_integrity)
        .replace("@@languages@@", &languages(root).join(" "))
        .replace("@@stretch@@", &stretch);
    let loader =
        loader.replace("@@glue@@", &glue).replace("@@glue-integrity@@", &glue_integrity).replace("@@soon@@", &soon);
    let (loader, loader_integrity) = add("load.js", loader.into_bytes());

    // A browser counts a hash only of what it asks for by the rules for other origins; see `integrity-policy` in the
    // server. The page does not name the WebAssembly: WebKit would fetch that twice.
    let script = format!(
        r#"<script src="{loader}" integrity="{loader_integrity}" crossorigin async fetchpriority="high"></script>"#
    );
    let sheet = format!(r#"<link rel="stylesheet" href="{css}" integrity="{css_integrity}">"#);
    let face = |(_, font): &(String, String)| {
        format!(r#"<link rel="preload" as="font" type="font/woff2" href="{font}" crossorigin>"#)
    };
    let faces: Vec<String> = fonts.iter().map(face).collect();
    let template = fill(&root::read(&public.join(origin).join("index.html"))?, &words)?;
    if origin == FIRST {
        let screens = first::screens(root, &words)?;
        let template = template.replace("@@first@@", &screens);
        let style = first::needed(&plain_css, &template);
        let style = format!("{STYLE}{style}{STYLE_ENDS}");
        let head = [script.as_str(), &style].join("\n");
        files.insert("/index.html".to_owned(), template.replace("@@head@@", &head).into_bytes());
        // As a phone keeps it: whoever comes again sees nothing before it looks as it will.
        let head = [sheet.as_str(), &script, &style, &faces.join("\n")].join("\n");
        let kept = template.replace("@@head@@", &head).replace("<html ", "<html class=\"returning\" data-face ");
        files.insert(KEPT.to_owned(), kept.into_bytes());
    } else {
        let head = [sheet.as_str(), &script, &faces.join("\n")].join("\n");
        files.insert("/index.html".to_owned(), template.replace("@@head@@", &head).into_bytes());
    }
    plain(&public, origin, &mut files)?;
    if origin == "person" {
        files.insert(LICENCES.to_owned(), licences::list(root)?.into_bytes());
    }
    Ok(files)
}

/// The tags of the languages that are offered, in small letters.
fn languages(root: &Path) -> Vec<String> {
    let name = |file: &std::path::PathBuf| Some(file.file_stem()?.to_string_lossy().to_ascii_lowercase());
    let mut tags: Vec<_> = root::files(&root.join("app/locales")).iter().filter_map(name).collect();
    tags.extend(MADE_UP.iter().map(|tag| tag.to_ascii_lowercase()));
    tags.sort();
    tags
}

/// The glue as a script of the page: it hands its way in over to the loader, whichever of the two is there first.
fn handed_over(glue: &str) -> Done<String> {
    const EXPORT: &str = "export { initSync, __wbg_init as default };";
    const HAND_OVER: &str = "globalThis.waymarkGlue = __wbg_init;\ndispatchEvent(new Event(\"waymark-glue\"));";
    match glue.contains(EXPORT) {
        true => Ok(glue.replacen(EXPORT, "", 1) + HAND_OVER + "\n"),
        false => Err("the glue does not export its way in in the form that was expected".to_owned()),
    }
}

/// Has the page say which build it belongs to. The name is a hash over the files with the mark still in place.
pub(super) fn name_build(build: &str, files: &mut Files) {
    for path in ["/index.html", KEPT] {
        let Some(page) = files.get_mut(path) else { continue };
        *page = String::from_utf8_lossy(page).replace("@@build@@", build).into_bytes();
    }
}

/// The files that keep their names.
fn plain(public: &Path, origin: &str, files: &mut Files) -> Done {
    let own = public.join(origin);
    for (base, file) in root::files(&own)
        .into_iter()
        .map(|f| (&own, f))
        .chain(root::files(&public.join("icons")).into_iter().map(|f| (&own, f)))
    {
        let base = if file.starts_with(base) { base.as_path() } else { public };
        let path = file.strip_prefix(base).map_err(|e| e.to_string())?.to_string_lossy().into_owned();
        if path == "index.html" || path == "service-worker.js" {
            continue;
        }
        let bytes = std::fs::read(&file).map_err(|e| format!("cannot read {}: {e}", file.display()))?;
        files.insert(format!("/{path}"), bytes);
    }
    Ok(())
}

/// Fills the service worker's list: the page, every asset, and the small files a start asks for.
pub(super) fn service_worker(root: &Path, build: &str, files: &mut Files) -> Done {
    let template = root::read(&root.join("public/person/service-worker.js"))?;
    let mut list = Vec::new();
    for (path, bytes) in files.iter() {
        let small = ["/manifest.webmanifest", "/icons/icon.svg", LICENCES, "/measures.html"].contains(&path.as_str());
        if path == KEPT || path.starts_with("/assets/") || small {
            list.push(format!("\n  [\"{path}\", \"{}\"]", integrity(bytes)));
        }
    }
    let script = template.replace("@@build@@", build).replace("@@files@@", &format!("[{},\n]", list.join(",")));
    files.insert("/service-worker.js".to_owned(), lean(&script).into_bytes());
    Ok(())
}

/// The catalogue of sentences, so that the first words stand in one place only.
pub(super) fn words(root: &Path) -> Done<Value> {
    let path = root.join("app/locales/en.json");
    serde_json::from_str(&root::read(&path)?).map_err(|e| format!("{} is not JSON: {e}", path.display()))
}

/// Puts a sentence of the catalogue where `{{key}}` stands.
pub(super) fn fill(template: &str, words: &Value) -> Done<String> {
    let mut out = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("{{") {
        let (key, then) = after.split_once("}}").ok_or("a {{ in public/ has no end")?;
        out.push_str(before);
        out.push_str(sentence(words, key)?);
        rest = then;
    }
    out.push_str(rest);
    Ok(out)
}

/// A sentence of the catalogue, as it is written there.
pub(super) fn sentence<'a>(words: &'a Value, key: &str) -> Done<&'a str> {
    let found = words.pointer(&format!("/{}", key.replace('.', "/"))).and_then(Value::as_str);
    found.ok_or_else(|| format!("public/ asks for the sentence {key}, which the catalogue lacks"))
}

#[cfg(test)]
mod tests {
    use super::{fill, handed_over};
    use serde_json::json;

    #[test]
    fn the_glue_exports_nothing_and_hands_its_way_in_over() {
        let glue =
            handed_over("f();\nexport { initSync, __wbg_init as default };\nconst import1 = {};").unwrap_or_default();
        assert!(!glue.contains("export") && glue.contains("const import1"), "{glue}");
        assert!(glue.ends_with("globalThis.waymarkGlue = __wbg_init;\ndispatchEvent(new Event(\"waymark-glue\"));\n"));
        assert!(handed_over("export default f;").is_err());
    }

    #[test]
    fn a_sentence_of_the_catalogue_takes_the_place_of_its_key() {
        let words = json!({"a": {"b": "kept"}});
        assert_eq!(fill("<p>{{a.b}}</p>", &words).as_deref(), Ok("<p>kept</p>"));
        assert!(fill("{{a.c}}", &words).is_err(), "a sentence that is not there");
    }
}
