//! What the made-up languages must be to prove anything.
use super::made_up::{MADE_UP, made_up};
use serde_json::{Value, json};

fn english() -> Value {
    serde_json::from_str(include_str!("../locales/en.json")).unwrap()
}

fn sentences(part: &Value, found: &mut Vec<String>) {
    match part {
        Value::String(sentence) => found.push(sentence.clone()),
        Value::Object(keys) => keys.values().for_each(|value| sentences(value, found)),
        _ => {}
    }
}

fn all(catalogue: &Value) -> Vec<String> {
    let mut found = Vec::new();
    sentences(catalogue, &mut found);
    found
}

/// The letters a sentence brings itself, without its placeholders.
fn letters(sentence: &str) -> Vec<char> {
    let own = sentence.split("{{").map(|part| part.rsplit("}}").next().unwrap());
    own.flat_map(str::chars).filter(|c| c.is_alphabetic()).collect()
}

#[test]
fn the_accented_language_is_a_third_longer() {
    let of = |catalogue: &Value| all(catalogue).iter().map(|it| letters(it).len()).sum::<usize>();
    let (short, long) = (of(&english()), of(&made_up(MADE_UP[0], &english())));
    let percent = long * 100 / short;
    assert!((125..=140).contains(&percent), "{percent}");
}

#[test]
fn the_other_language_has_no_latin_letter_of_its_own() {
    for sentence in all(&made_up(MADE_UP[1], &english())) {
        assert!(!letters(&sentence).iter().any(char::is_ascii_alphabetic), "{sentence}");
    }
}

#[test]
fn placeholders_stay_and_so_does_every_key() {
    for tag in MADE_UP {
        let made = made_up(tag, &json!({"a": {"b": "See {{ name }} on {{ day }}."}}));
        let sentence = made["a"]["b"].as_str().unwrap();
        assert!(sentence.contains("{{ name }}") && sentence.contains("{{ day }}"), "{sentence}");
        assert!(!sentence.contains("See"), "{sentence}");
        assert_eq!(all(&english()).len(), all(&made_up(tag, &english())).len());
    }
}
