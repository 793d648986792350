//! The numbers of Get help now, and whom the deployer names for a part of life, from `contacts/uk.json` to constants. A
//! file that says more or less than this is refused, so that a broken one fails the build.
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt::Write;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ContactsFile {
    /// The day the numbers were last checked, `YYYY-MM-DD`.
    reviewed: String,
    /// The day by which the deployer checks them again; `xtask build` and the server say when it has passed.
    #[serde(rename = "review_by")]
    _review_by: String,
    contacts: Vec<NationContact>,
    /// Who can help with a part of life, by its id in `domain/packs/key-areas.json`. None is shipped: who that is, is
    /// different from place to place.
    #[serde(default)]
    areas: BTreeMap<String, AreaContact>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NationContact {
    nation: FileNation,
    name: String,
    number: String,
    reach: FileReach,
    /// What to text.
    message: Option<String>,
    hint: String,
    /// For whoever reviews the file; never shown.
    #[serde(rename = "source")]
    _source: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AreaContact {
    name: String,
    number: String,
    reach: FileReach,
    /// What to text.
    message: Option<String>,
    hint: String,
    /// Who checked it; never shown.
    checked_by: String,
    /// The last day on which it is shown, `YYYY-MM-DD`: what nobody has checked again is not handed to anybody.
    review_by: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum FileNation {
    Uk,
    England,
    Scotland,
    Wales,
    NorthernIreland,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum FileReach {
    Call,
    Text,
}

/// The constants, or what is wrong with the file.
pub(crate) fn constants(file: &str) -> Result<String, String> {
    let file: ContactsFile = serde_json::from_str(file).map_err(|e| e.to_string())?;
    let mut code = format!("const REVIEWED: &str = {:?};\nconst CONTACTS: &[HelpLine] = &[\n", file.reviewed);
    for NationContact { nation, name, number, reach, message, hint, .. } in file.contacts {
        line(&mut code, &nation, &(name, number, reach, message, hint), ",\n");
    }
    code += "];\nconst AREAS: &[AreaLine] = &[\n";
    for (area, it) in file.areas {
        let AreaContact { name, number, reach, message, hint, checked_by, review_by } = it;
        if checked_by.trim().is_empty() || !is_day(&review_by) {
            return Err(format!("{area}: say who checked it, and as YYYY-MM-DD until when it is shown"));
        }
        let _ = write!(code, "AreaLine {{ area: {area:?}, review_by: {review_by:?}, line: ");
        line(&mut code, &FileNation::Uk, &(name, number, reach, message, hint), " },\n");
    }
    Ok(code + "];\n")
}

type HowReached = (String, String, FileReach, Option<String>, String);

fn line(code: &mut String, nation: &FileNation, (name, number, reach, message, hint): &HowReached, end: &str) {
    // Writing to a `String` cannot fail.
    let _ = write!(
        code,
        "HelpLine {{ nation: HelpNation::{nation:?}, name: {name:?}, number: {number:?}, reach: Reach::{reach:?}, \
         message: {message:?}, hint: {hint:?} }}{end}"
    );
}

/// Whether it is written as a day: four digits, two and two.
fn is_day(text: &str) -> bool {
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    matches!(text.split('-').collect::<Vec<_>>()[..], [year, month, day]
        if (year.len(), month.len(), day.len()) == (4, 2, 2) && [year, month, day].into_iter().all(digits))
}

#[cfg(test)]
mod tests {
    use super::constants;

    const FILE: &str = r#"{
        "reviewed": "2026-11-23", "review_by": "2027-05-23",
        "contacts": [{ "nation": "uk", "name": "Everyone", "number": "01632 960000", "reach": "call", "hint": "", "source": "" }],
        "areas": { "money": {
            "name": "The money desk", "number": "01632 960001", "reach": "call", "hint": "Mondays.",
            "checked_by": "Jo Green", "review_by": "2027-01-31"
        } }
    }"#;

    #[test]
    fn a_part_of_life_may_have_somebody_with_the_day_until_which_it_is_shown() {
        let code = constants(FILE).unwrap();
        let area = code.split("const AREAS").nth(1).unwrap();
        for part in ["area: \"money\"", "review_by: \"2027-01-31\"", "name: \"The money desk\"", "Reach::Call"] {
            assert!(area.contains(part), "{part} in {area}");
        }
        assert!(!code.contains("Jo Green"), "who checked it is for the deployer");
    }

    #[test]
    fn without_parts_of_life_there_are_none() {
        let start = FILE.find(",\n        \"areas\"").unwrap();
        let code = constants(&format!("{}}}", &FILE[..start])).unwrap();
        assert!(code.ends_with("const AREAS: &[AreaLine] = &[\n];\n"), "{code}");
    }

    #[test]
    fn what_nobody_checked_or_holds_no_day_fails_the_build() {
        for (good, bad) in [
            ("\"checked_by\": \"Jo Green\", ", ""),
            ("Jo Green", " "),
            ("2027-01-31", "next year"),
            ("2027-01-31", "31-01-2027"),
            ("\"hint\": \"Mondays.\",", "\"hint\": \"Mondays.\", \"more\": 1,"),
        ] {
            assert!(constants(&FILE.replace(good, bad)).is_err(), "{good} {bad}");
        }
    }
}
