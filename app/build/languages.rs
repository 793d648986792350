//! Which languages a build offers. English is the catalogue itself. Any other `locales/TAG.json` is offered only when
//! it is whole and signed: the deployer has read the sentences about permission, help and safety in that language, as
//! they stand now, beside the English ones as they stand now. docs/LANGUAGES.md says how a file is signed.
use serde_json::Value;
use sha2::{Digest, Sha256};

/// Where the sentences about permission, help and safety stand. Of Today only the questions of permission: the rest of
/// it may change without a new reading.
const SIGNED: [&str; 36] = [
    "/parts/get_help",
    "/person/contacts",
    "/person/help",
    "/person/support",
    "/person/first_opening",
    "/person/begin",
    "/person/beside",
    "/person/hand_over",
    "/person/written",
    "/person/claim",
    "/errors/claim",
    "/person/meet",
    "/person/choose",
    "/person/when",
    "/person/preview",
    "/person/receipt",
    "/person/one_person",
    "/person/result",
    "/person/sharing",
    "/person/today/keep_title",
    "/person/today/keep",
    "/person/today/open_question",
    "/person/today/let_end",
    "/person/today/ends_then",
    "/person/today/ended",
    "/person/today/closed",
    "/person/seen",
    "/person/today/shared_now",
    "/person/today/not_shared_now",
    "/person/backup",
    "/person/erase",
    "/person/hide",
    "/person/lock",
    "/person/locked",
    "/person/own_contacts",
    "/person/about",
];

/// The key of a language's file that is no sentence: `{"by", "on", "hash"}`.
const SIGNATURE: &str = "signed_off";

/// The catalogue of a language that may be offered, without its signature; or why it may not.
pub(crate) fn offered(english: &Value, file: &Value) -> Result<Value, String> {
    let mut catalogue = file.clone();
    let signature = catalogue.as_object_mut().and_then(|keys| keys.remove(SIGNATURE)).unwrap_or_default();
    let mut faults = Vec::new();
    compare("", english, &catalogue, &mut faults);
    if !faults.is_empty() {
        return Err(faults.join("; "));
    }
    let hash = hash(english, &catalogue);
    let says = |key: &str| signature[key].as_str().unwrap_or_default().to_owned();
    let told = |key: &str| !says(key).trim().is_empty();
    if says("hash") != hash || !told("by") || !told("on") {
        return Err(format!(
            "its sentences about permission, help and safety are not signed as they stand; once they have been read, \
             write \"{SIGNATURE}\": {{\"by\": who, \"on\": when, \"hash\": \"{hash}\"}} into the file"
        ));
    }
    Ok(catalogue)
}

/// Covers the English as well: when that changes, the translation has to be read again.
fn hash(english: &Value, catalogue: &Value) -> String {
    let mut hash = Sha256::new();
    for (place, file) in SIGNED.iter().flat_map(|place| [(place, english), (place, catalogue)]) {
        let part = file.pointer(place).unwrap_or(&Value::Null).to_string();
        hash.update(part.len().to_le_bytes());
        hash.update(part);
    }
    hash.finalize()[..8].iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
}

/// Every sentence is there, with the same placeholders, and none that English does not have.
fn compare(path: &str, english: &Value, other: &Value, faults: &mut Vec<String>) {
    match (english, other) {
        (Value::Object(english), Value::Object(other)) => {
            for (key, value) in english {
                compare(&format!("{path}.{key}"), value, other.get(key).unwrap_or(&Value::Null), faults);
            }
            let stray = other.keys().filter(|key| !english.contains_key(*key));
            faults.extend(stray.map(|key| format!("{path}.{key} is no key of the catalogue")));
        }
        (Value::String(english), Value::String(other)) if !other.trim().is_empty() => {
            if placeholders(english) != placeholders(other) {
                faults.push(format!("{path} has other placeholders"));
            }
        }
        _ => faults.push(format!("{path} is missing")),
    }
}

fn placeholders(sentence: &str) -> Vec<&str> {
    let mut found: Vec<_> =
        sentence.split("{{").skip(1).filter_map(|after| Some(after.split_once("}}")?.0.trim())).collect();
    found.sort_unstable();
    found
}

#[cfg(test)]
mod tests {
    use super::{SIGNED, hash, offered};
    use serde_json::{Value, json};

    fn english() -> Value {
        json!({"person": {"help": {"title": "Get help now"}, "me": {"title": "Me", "hello": "Hello, {{ name }}"}}})
    }

    fn welsh() -> Value {
        json!({"person": {"help": {"title": "Help nawr"}, "me": {"title": "Fi", "hello": "Helo, {{ name }}"}}})
    }

    fn signed(mut file: Value) -> Value {
        file["signed_off"] = json!({"by": "Riverside trust", "on": "2026-05-12", "hash": hash(&english(), &file)});
        file
    }

    #[test]
    fn a_language_is_offered_once_its_careful_sentences_are_signed() {
        assert!(offered(&english(), &welsh()).unwrap_err().contains("not signed"));
        assert_eq!(offered(&english(), &signed(welsh())), Ok(welsh()));
    }

    #[test]
    fn a_signature_ends_when_a_careful_sentence_changes_in_either_language_and_only_then() {
        let file = signed(welsh());
        let mut changed = file.clone();
        changed["person"]["help"]["title"] = json!("Cymorth nawr");
        assert!(offered(&english(), &changed).is_err());
        let mut other = english();
        other["person"]["help"]["title"] = json!("Get help");
        assert!(offered(&other, &file).is_err());
        let mut me = file;
        me["person"]["me"]["title"] = json!("Amdanaf fi");
        assert!(offered(&english(), &me).is_ok());
    }

    #[test]
    fn a_signature_says_who_and_when() {
        for key in ["by", "on", "hash"] {
            let mut file = signed(welsh());
            file["signed_off"][key] = json!(" ");
            assert!(offered(&english(), &file).is_err(), "{key}");
        }
    }

    #[test]
    fn a_language_with_a_sentence_missing_added_or_with_other_placeholders_is_not_offered() {
        let with = |change: fn(&mut Value)| {
            let mut file = welsh();
            change(&mut file);
            offered(&english(), &signed(file)).unwrap_err()
        };
        assert!(with(|it| it["person"]["me"]["title"] = Value::Null).contains(".person.me.title is missing"));
        assert!(with(|it| it["person"]["me"]["title"] = json!("")).contains("missing"));
        assert!(with(|it| it["person"]["me"]["new"] = json!("x")).contains("no key"));
        assert!(with(|it| it["person"]["me"]["hello"] = json!("Helo")).contains("placeholders"));
    }

    #[test]
    fn what_is_asked_on_today_and_what_protects_is_signed_and_a_greeting_is_not() {
        let english: Value = serde_json::from_str(include_str!("../locales/en.json")).unwrap();
        let changed = |place: &str| {
            let mut file = english.clone();
            *file.pointer_mut(place).unwrap_or_else(|| panic!("{place}")) = json!("Something else");
            hash(&english, &file) != hash(&english, &english)
        };
        for place in [
            "/person/today/open_question",
            "/person/today/keep",
            "/person/sharing/take_back",
            "/person/backup/can_see",
            "/person/erase/take_back_hint",
            "/person/hide/limit",
            "/person/lock/forgotten",
            "/person/locked/erase",
            "/person/own_contacts/before_hint",
            "/person/about/not_watched",
        ] {
            assert!(changed(place), "{place}");
        }
        assert!(!changed("/person/today/morning"));
    }

    #[test]
    fn every_place_that_has_to_be_signed_is_in_the_catalogue() {
        let english: Value = serde_json::from_str(include_str!("../locales/en.json")).unwrap();
        for place in SIGNED {
            assert!(english.pointer(place).is_some(), "{place}");
        }
    }
}
