//! The words a person reads, and the colours they read them in.

use super::{Check, Faults, File, holds_word};

/// Words that tell a person they are a file, a problem or behind.
const BANNED: [&str; 20] = [
    "patient",
    "case",
    "client",
    "service user",
    "referral",
    "assessment",
    "needs",
    "deficit",
    "compliance",
    "disengaged",
    "dna",
    "front-line",
    "risk score",
    "failed",
    "overdue",
    "missed",
    "submit",
    "data subject",
    "consent form",
    "kpi",
];
/// And one that names a thing we do not have.
const ALSO: &str = "dashboard";

/// Where a colour may be written out.
const COLOURS: [&str; 2] = ["style/tokens.css", "style/print.css"];

pub(super) fn checks() -> Vec<Check> {
    vec![
        Check {
            rule: "no sentence says patient, case, needs, failed, submit or the like",
            find: banned,
            planted: || vec![File::new("app/locales/en.json", "{\"a\": \"Two check-ins are Overdue.\"}")],
        },
        Check {
            rule: "raw colours stand in style/tokens.css only, but for the black of print",
            find: colours,
            planted: || vec![File::new("style/components/nav.css", ".nav { color: #1F5C4D; }")],
        },
    ]
}

/// Looks at what is read, not at keys.
fn banned(tree: &[File]) -> Faults {
    let read = |file: &&File| {
        file.path.starts_with("app/locales/") || (file.path.starts_with("public/") && file.path.ends_with(".html"))
    };
    let mut faults = Faults::new();
    for file in tree.iter().filter(read) {
        for (n, line) in file.text.lines().enumerate() {
            let sentence = line.split_once("\": ").map_or(line, |(_, value)| value).to_lowercase();
            let words = BANNED.iter().chain([&ALSO]).filter(|word| says(&sentence, word));
            faults.extend(words.map(|word| format!("{}:{} says \"{word}\"", file.path, n + 1)));
        }
    }
    faults
}

/// The word itself, or its plural: "cases" is no better than "case".
fn says(sentence: &str, word: &str) -> bool {
    holds_word(sentence, word) || holds_word(sentence, &format!("{word}s"))
}

fn colours(tree: &[File]) -> Faults {
    let mut faults = Faults::new();
    let styles = |file: &&File| file.path.starts_with("style/") && !COLOURS.contains(&file.path.as_str());
    for file in tree.iter().filter(styles) {
        for (n, line) in file.text.lines().enumerate() {
            // A mask is a shape, not a colour.
            let line = line.split_once("mask-image:").map_or(line, |(before, _)| before);
            let hex = line.split('#').skip(1).any(|after| {
                let digits = after.chars().take_while(char::is_ascii_hexdigit).count();
                let ends = after.chars().nth(digits).is_none_or(|c| matches!(c, ';' | ' ' | ',' | ')' | '!'));
                matches!(digits, 3 | 4 | 6 | 8) && ends
            });
            if hex || ["rgb(", "rgba(", "hsl("].iter().any(|call| line.contains(call)) {
                faults.push(format!("{}:{} has a raw colour", file.path, n + 1));
            }
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::{File, banned, colours};

    #[test]
    fn a_banned_word_counts_only_as_a_whole_word_and_not_in_a_key() {
        let fine = File::new("app/locales/en.json", "\"missed\": \"In any way, be brisk.\"\n\"b\": \"Showcase\"");
        assert!(banned(&[fine]).is_empty());
        let bad = File::new("app/locales/en.json", "\"a\": \"Your case\"\n\"b\": \"KPIs\"");
        assert_eq!(banned(&[bad]).len(), 2);
    }

    #[test]
    fn an_id_in_a_style_is_no_colour() {
        assert!(colours(&[File::new("style/base.css", "#first-words { margin: 0 }\n#add { }\n")]).len() <= 1);
    }
}
