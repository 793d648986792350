//! Settings in the environment that are none: one letter wrong, and the server would go on as if nothing had been said.

use clap::CommandFactory;

use crate::{config::Cli, log::LEVEL};

/// What every setting begins with.
const OURS: &str = "WAYMARK_";
/// A name so many letters away is offered.
const NEAR: usize = 3;

/// A sentence for each name that looks like a setting of this server and is none.
pub fn misspelt(names: impl Iterator<Item = String>) -> Vec<String> {
    let command = Cli::command();
    let flags = command.get_arguments().filter_map(|flag| flag.get_env()?.to_str());
    let known: Vec<&str> = flags.chain([LEVEL]).collect();
    let mut unknown: Vec<String> =
        names.filter(|name| name.starts_with(OURS) && !known.contains(&name.as_str())).collect();
    unknown.sort_unstable();
    unknown.iter().map(|name| sentence(name, &known)).collect()
}

fn sentence(name: &str, known: &[&str]) -> String {
    let nearest = known.iter().map(|other| (letters_apart(name, other), other)).min();
    match nearest {
        // Of a short name hardly anything would be left.
        Some((apart, other)) if apart <= NEAR && apart + OURS.len() < name.len() => {
            format!("{name} is no setting of this server and changes nothing. Is {other} meant?")
        }
        _ => format!("{name} is no setting of this server and changes nothing"),
    }
}

/// How many letters have to be put in, left out or changed (Levenshtein).
fn letters_apart(one: &str, other: &str) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.bytes().enumerate() {
        let mut diagonal = i;
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
        for (j, b) in other.bytes().enumerate() {
            let changed = diagonal + usize::from(a != b);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::misspelt;

    #[test]
    fn a_name_that_is_no_setting_is_said_with_the_one_that_is_meant() {
        let names =
            ["WAYMARK_PERSON_URI", "WAYMARK_DATABASE", "WAYMARK_LOG", "HOME", "WAYMARK_PROXYHEADER", "WAYMARK_X"];
        let said = misspelt(names.map(str::to_owned).into_iter());
        assert_eq!(said.len(), 3, "{said:?}");
        assert!(
            said[0].contains("WAYMARK_PERSON_URI is no setting") && said[0].ends_with("Is WAYMARK_PERSON_URL meant?")
        );
        assert!(said[1].ends_with("Is WAYMARK_PROXY_HEADER meant?"), "{said:?}");
        assert!(said[2].ends_with("WAYMARK_X is no setting of this server and changes nothing"), "{said:?}");
    }
}
