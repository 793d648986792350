//! `style/*.css` as one file, in the order the rules build on each other.

use crate::{Done, root};
use std::path::{Path, PathBuf};

/// First these, then every component, then any other file, then print.
const FIRST: [&str; 3] = ["tokens.css", "base.css", "layout.css"];
const LAST: &str = "print.css";

/// Joins the styles of one origin and points them at the hashed fonts. A phone does not download `team*.css`.
pub(super) fn joined(root: &Path, origin: &str, fonts: &[(String, String)]) -> Done<String> {
    let dir = root.join("style");
    let mut all = String::new();
    for file in ordered(&dir) {
        let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if origin == "person" && name.starts_with("team") {
            continue;
        }
        all.push_str(&tight(&root::read(&file)?));
    }
    point_at_fonts(&all, fonts)
}

fn ordered(dir: &Path) -> Vec<PathBuf> {
    let place = |file: &PathBuf| {
        let name = file.strip_prefix(dir).unwrap_or(file).to_string_lossy().into_owned();
        let place = match FIRST.iter().position(|first| *first == name) {
            Some(place) => place,
            None if name.starts_with("components/") => FIRST.len(),
            None if name != LAST => FIRST.len() + 1,
            None => FIRST.len() + 2,
        };
        (place, name)
    };
    let mut files = root::files(dir);
    files.retain(|file| file.extension().is_some_and(|end| end == "css"));
    files.sort_by_key(place);
    files
}

/// Leaves out comments, indents and empty lines.
fn tight(css: &str) -> String {
    let mut plain = String::new();
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("/*") {
        plain.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, rest)| rest);
    }
    plain.push_str(rest);
    let lines = plain.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.fold(String::new(), |all, line| all + line + "\n")
}

/// Every `url(..)` must be a font of ours: the content policy lets nothing else in.
fn point_at_fonts(css: &str, fonts: &[(String, String)]) -> Done<String> {
    let mut out = String::new();
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("url(") {
        let (address, then) = after.split_once(')').ok_or("a url( in style/ has no end")?;
        let name = address.trim_matches(['"', '\'', ' ']).rsplit('/').next().unwrap_or_default();
        let (_, path) = fonts
            .iter()
            .find(|(font, _)| font == name)
            .ok_or_else(|| format!("style/ names {address}, which is not in public/fonts"))?;
        out.push_str(before);
        out.push_str(&format!("url({path})"));
        rest = then;
    }
    out.push_str(rest);
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::{point_at_fonts, tight};

    #[test]
    fn comments_and_indents_are_left_out() {
        assert_eq!(tight("/* why */\na {\n  b: c; /* d */\n}\n"), "a {\nb: c;\n}\n");
    }

    #[test]
    fn a_font_gets_its_hashed_name_and_anything_else_is_refused() {
        let fonts = [("a.woff2".to_owned(), "/assets/a.12.woff2".to_owned())];
        let css = point_at_fonts("src: url(\"../fonts/a.woff2\") format(\"woff2\")", &fonts);
        assert_eq!(css.as_deref(), Ok("src: url(/assets/a.12.woff2) format(\"woff2\")"));
        assert!(point_at_fonts("src: url(https://elsewhere/a.png)", &fonts).is_err());
    }
}
