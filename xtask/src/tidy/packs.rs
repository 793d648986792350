//! Wording of others never enters the repository: the structure packs are checked for the absence of any text.

use super::{Check, Faults, File};
use serde_json::Value;

pub(super) fn checks() -> Vec<Check> {
    vec![Check {
        rule: "a structure pack holds no wording: no stem, no statement, no option text",
        find: wording,
        planted: || {
            let pack = r#"{"items": [{"id": "1", "options": [{"text": "planted", "weight": 0}]}]}"#;
            vec![File::new("domain/packs/reqol-10-structure.json", pack)]
        },
    }]
}

fn wording(tree: &[File]) -> Faults {
    let mut faults = Faults::new();
    let bare = |name: &str| name.contains("reqol") || name.contains("ons4");
    let structure = |file: &&File| file.path.strip_prefix("domain/packs/").is_some_and(bare);
    for file in tree.iter().filter(structure) {
        match serde_json::from_str(&file.text) {
            Ok(pack) => faults.extend(texts(&pack).into_iter().map(|text| format!("{}: \"{text}\"", file.path))),
            Err(e) => faults.push(format!("{} is not JSON: {e}", file.path)),
        }
    }
    faults
}

/// What stands in any `text`, `stem` or `follow_up`, however deep.
fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::Object(fields) => fields
            .iter()
            .flat_map(|(key, value)| match value {
                Value::String(words) if ["text", "stem", "words", "question"].contains(&key.as_str()) => {
                    vec![words.clone()]
                }
                other => texts(other),
            })
            .collect(),
        Value::Array(values) => values.iter().flat_map(texts).collect(),
        _ => Vec::new(),
    }
}
