//! The pairs listed in `style/tokens.css` are legible in both themes: WCAG 2.2 AA, words 4.5 to 1, parts 3 to 1.
use std::collections::{BTreeMap, BTreeSet};

const TOKENS: &str = include_str!("../../../style/tokens.css");

type Colours<'a> = BTreeMap<&'a str, [f64; 3]>;

/// The colours of one block: `--name: #RRGGBB;`.
fn colours(block: &str) -> Colours<'_> {
    let read = |line: &'_ str| -> Option<(usize, usize, [f64; 3])> {
        let start = line.find("--")? + 2;
        let end = start + line[start..].find(':')?;
        let hex = line[end + 1..].trim().strip_prefix('#')?.strip_suffix(';')?;
        let part = |i: usize| u8::from_str_radix(hex.get(i..i + 2)?, 16).ok().map(|v| f64::from(v) / 255.0);
        Some((start, end, [part(0)?, part(2)?, part(4)?]))
    };
    block.lines().filter_map(|line| read(line).map(|(start, end, colour)| (&line[start..end], colour))).collect()
}

/// The text from `head` to the first line that closes its block.
fn block<'a>(head: &str, close: &str) -> &'a str {
    let from = TOKENS.find(head).unwrap();
    let rest = &TOKENS[from..];
    &rest[..rest.find(close).unwrap()]
}

fn themes() -> [(&'static str, Colours<'static>); 4] {
    let light = colours(block("\n:root {", "\n}"));
    let mut dark = light.clone();
    dark.extend(colours(block("\n:root[data-theme=\"dark\"] {", "\n}")));
    let (more_light, more_dark) = (with_more_contrast(&light), with_more_contrast(&dark));
    [("light", light), ("dark", dark), ("light with more contrast", more_light), ("dark with more contrast", more_dark)]
}

/// Tokens that stand for others when more contrast is asked for: `--name: var(--other);`.
fn with_more_contrast(theme: &Colours<'static>) -> Colours<'static> {
    let mut more = theme.clone();
    let stands_for = stand_ins(block("\n:root[data-contrast=\"more\"] {", "}"));
    more.extend(stands_for.into_iter().map(|(name, other)| (name, theme[other])));
    more
}

fn stand_ins(block: &str) -> BTreeMap<&str, &str> {
    let declarations = block.split(['{', ';']).filter_map(|part| part.split_once(": var(--"));
    declarations.map(|(name, other)| (name.trim().trim_start_matches("--"), other.trim_end_matches(')'))).collect()
}

/// Every rule of every style sheet.
fn styles() -> String {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../style");
    let files =
        [folder.to_owned(), format!("{folder}/components")].into_iter().flat_map(|it| std::fs::read_dir(it).unwrap());
    files.filter_map(|file| std::fs::read_to_string(file.unwrap().path()).ok()).collect()
}

fn luminance(colour: [f64; 3]) -> f64 {
    let [r, g, b] = colour.map(|v| if v <= 0.04045 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) });
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

fn contrast(a: [f64; 3], b: [f64; 3]) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn every_listed_pair_is_legible_in_both_themes() {
    let pairs: Vec<Vec<&str>> = TOKENS
        .lines()
        .filter_map(|line| line.strip_prefix("/* pair: ")?.strip_suffix(" */"))
        .map(|pair| pair.split_whitespace().collect())
        .collect();
    assert!(pairs.len() > 30);
    for (name, theme) in themes() {
        for pair in &pairs {
            let of = |token: &str| *theme.get(token).unwrap_or_else(|| panic!("no token {token}"));
            let (reached, wanted) = match pair.as_slice() {
                ["text", a, "on", b] => (contrast(of(a), of(b)), 4.5),
                ["part", a, "on", b] => (contrast(of(a), of(b)), 3.0),
                ["disc", fill, edge, "on", ground] => {
                    (contrast(of(fill), of(ground)).max(contrast(of(edge), of(ground))), 3.0)
                }
                other => panic!("a pair reads `text a on b`: {other:?}"),
            };
            assert!(reached >= wanted, "{name}: {} reaches {reached:.2}", pair.join(" "));
        }
    }
}

#[test]
fn the_dark_values_are_the_same_however_they_are_asked_for() {
    let by_device = colours(block("  :root:not([data-theme=\"light\"]) {", "\n  }"));
    let by_choice = colours(block("\n:root[data-theme=\"dark\"] {", "\n}"));
    assert_eq!(by_device, by_choice);
    assert!(by_choice.len() > 20);
}

#[test]
fn more_contrast_is_the_same_however_it_is_asked_for() {
    let by_device = stand_ins(block("  :root { --ink-soft", "}"));
    let by_choice = stand_ins(block("\n:root[data-contrast=\"more\"] {", "}"));
    assert_eq!(by_device, by_choice);
    assert_eq!(by_choice.len(), 3);
}

#[test]
fn every_colour_that_words_or_icons_wear_is_in_a_listed_pair() {
    let listed = |token: &str| {
        let pair = |kind: &str| TOKENS.contains(&format!("/* pair: {kind} {token} on "));
        pair("text") || pair("part")
    };
    let all = styles();
    let worn = ["color: var(--", " stroke: var(--", " fill: var(--"].iter().flat_map(|start| all.split(start).skip(1));
    let names: BTreeSet<_> = worn.filter_map(|rest| rest.split([')', ',']).next()).collect();
    assert!(names.contains("ink-soft") && names.len() > 10);
    // Grounds, and the land of the drawings, which carries no meaning.
    let ground = ["paper", "surface", "bg", "backdrop", "moss-soft", "moss-mid", "moss-deep", "line"];
    let land =
        |name: &str| name.starts_with("hill-") || ["sun", "post-edge", "shade", "disc", "here-edge"].contains(&name);
    let left: Vec<_> = names.iter().filter(|it| !ground.contains(it) && !land(it) && !listed(it)).collect();
    assert!(left.is_empty(), "no pair says what these stand on: {left:?}");
}
