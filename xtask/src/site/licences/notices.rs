//! The notices that MIT, BSD, ISC, Zlib, Unicode, Boost and Blue Oak ask to be carried with a copy: each text once, below
//! the copyright lines of the crates it belongs to.
//!
//! A crate that offers several licences is carried under each whose text it has and that asks for something. One that
//! has no text of its own stands under the common one of a licence it offers; one that has neither stops the build.

use crate::Done;
use std::collections::BTreeMap;

/// A crate, and what is known of its licence.
pub(super) struct Licensed {
    /// Name and version.
    pub(super) name: String,
    /// As its manifest says it.
    pub(super) licence: String,
    /// As its manifest names them, without addresses.
    pub(super) authors: Vec<String>,
    /// Its own licence files, whatever they hold.
    pub(super) texts: Vec<String>,
}

/// How the first line begins of a text that asks to be carried along; what stands before it are titles and copyrights.
const OPENINGS: [&str; 6] = [
    "Permission is hereby granted",
    "Permission to use, copy, modify",
    "Redistribution and use in source",
    "This software is provided 'as-is'",
    "NOTICE TO USER",
    "# Blue Oak Model License",
];

/// Lines that only name a licence.
const TITLES: [&str; 4] = ["MIT License", "The MIT License", "The MIT License (MIT)", "UNICODE LICENSE V3"];

/// A licence that asks for nothing.
const ASKS_NOTHING: &str = "CC0-1.0";

/// One text, with the crates it belongs to by their copyright lines.
#[derive(Default)]
struct Notice {
    body: String,
    works: BTreeMap<String, Vec<String>>,
}

/// All notices; `mit` and `apache` are the texts for crates that bring none.
pub(super) fn all(works: &[Licensed], mit: &str, apache: &str) -> Done<String> {
    let (_, mit) = parts(mit).ok_or("LICENSE-MIT does not begin as the MIT licence does")?;
    let mut notices = BTreeMap::<String, Notice>::new();
    let mut add = |head: String, body: &str, name: &str| {
        let notice = notices.entry(flat(body)).or_default();
        if notice.body.is_empty() {
            notice.body = body.trim().to_owned();
        }
        let names = notice.works.entry(head).or_default();
        if names.last().is_none_or(|last| last != name) {
            names.push(name.to_owned());
        }
    };
    for work in works {
        let own: Vec<_> = work.texts.iter().filter_map(|text| parts(text)).collect();
        for (head, body) in &own {
            add(head.clone(), body, &work.name);
        }
        let offers = |licence: &str| {
            work.licence.split(|c: char| !(c.is_alphanumeric() || ".-".contains(c))).any(|word| word == licence)
        };
        if !own.is_empty() {
            continue;
        }
        let by = if work.authors.is_empty() { String::new() } else { format!(" By {}.", work.authors.join(", ")) };
        let head = format!("No copyright line of its own.{by}");
        if offers("MIT") {
            add(head, &mit, &work.name);
        } else if offers("Apache-2.0") {
            add(head, apache, &work.name);
        } else if !offers(ASKS_NOTHING) {
            return Err(format!("{} carries no text of its licence, {}", work.name, work.licence));
        }
    }
    // The text that most crates share first.
    let mut notices: Vec<_> = notices.into_values().collect();
    notices.sort_by_key(|notice| std::cmp::Reverse(notice.works.len()));
    Ok(notices.iter().map(written).collect())
}

/// Splits a licence file into its copyright lines and its text, if that asks to be carried along.
fn parts(text: &str) -> Option<(String, String)> {
    let lines: Vec<_> = text.lines().map(str::trim).collect();
    let begins = |line: &str| OPENINGS.iter().any(|opening| line.starts_with(opening));
    let at = lines.iter().position(|line| begins(line))?;
    let says = |line: &&&str| !line.is_empty() && !TITLES.contains(line);
    let head: Vec<_> = lines[..at].iter().filter(says).copied().collect();
    let head = if head.is_empty() { "No copyright line.".to_owned() } else { head.join("\n") };
    Some((head, lines[at..].join("\n")))
}

/// The same words are the same text, however their lines are broken.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn written(notice: &Notice) -> String {
    let mut text = format!("\n\n{}\n", "-".repeat(72));
    for (head, names) in &notice.works {
        text.push_str(&format!("\n{}:\n{head}\n", names.join(", ")));
    }
    format!("{text}\n{}\n", notice.body)
}

#[cfg(test)]
mod tests {
    use super::{Licensed, all};

    const MIT: &str = "MIT License\n\nCopyright (c) 2026 Us\n\nPermission is hereby granted,\nfree of charge.\n";
    const APACHE: &str = "Apache License\nVersion 2.0\n";
    const BSD: &str = "Copyright (c) 2016 A\nCopyright (c) 2017 B\n\nRedistribution and use in source\nis fine.\n";

    fn work(name: &str, licence: &str, texts: &[&str]) -> Licensed {
        let texts = texts.iter().map(|text| (*text).to_owned()).collect();
        Licensed { name: name.to_owned(), licence: licence.to_owned(), authors: vec!["Ada".to_owned()], texts }
    }

    #[test]
    fn a_text_stands_once_below_all_copyright_lines_however_its_lines_are_broken() {
        let other = "The MIT License (MIT)\nCopyright (c) 2015 Them\n\nPermission is hereby granted, free\n of charge.";
        let works = [work("a v1", "MIT", &[MIT]), work("b v1", "MIT OR Apache-2.0", &[APACHE, other])];
        let text = all(&works, MIT, APACHE).unwrap();
        assert_eq!(text.matches("Permission").count(), 1);
        assert!(text.contains("a v1:\nCopyright (c) 2026 Us\n") && text.contains("b v1:\nCopyright (c) 2015 Them\n"));
        assert!(!text.contains("MIT License") && !text.contains("Apache"), "{text}");
    }

    #[test]
    fn every_copyright_line_of_a_bsd_text_is_carried() {
        let text = all(&[work("curve v1", "BSD-3-Clause", &[BSD])], MIT, APACHE).unwrap();
        assert!(text.contains("curve v1:\nCopyright (c) 2016 A\nCopyright (c) 2017 B\n\nRedistribution"), "{text}");
    }

    #[test]
    fn a_crate_without_a_text_stands_under_the_common_one_with_its_authors() {
        let works =
            [work("a v1", "MIT/Apache-2.0", &[]), work("b v1", "Apache-2.0", &[]), work("c v1", "CC0-1.0", &[])];
        let text = all(&works, MIT, APACHE).unwrap();
        assert!(text.contains("a v1:\nNo copyright line of its own. By Ada.\n\nPermission"), "{text}");
        assert!(text.contains("b v1:\nNo copyright line of its own. By Ada.\n\nApache License"), "{text}");
        assert!(!text.contains("c v1"));
    }

    #[test]
    fn a_licence_whose_text_nobody_has_stops_the_build() {
        assert!(all(&[work("strange v1", "BSD-3-Clause", &["All rights reserved."])], MIT, APACHE).is_err());
    }
}
