//! Two made-up languages, written from the English catalogue, that prove every screen before a real language is there:
//! one a third longer, in accented letters, and one from right to left, in Arabic letters. A sentence that stands on a
//! screen in plain Latin letters was never in the catalogue. They are built for tests only and reach nobody.
use serde_json::Value;

/// Their tags: "pseudo-accents" and "pseudo-bidi", as CLDR names them.
pub(crate) const MADE_UP: [&str; 2] = ["en-XA", "ar-XB"];

/// The catalogue in a made-up language; placeholders stay as they are.
pub(crate) fn made_up(tag: &str, english: &Value) -> Value {
    match english {
        Value::String(sentence) => Value::String(translate(tag, sentence)),
        Value::Object(keys) => keys.iter().map(|(key, value)| (key.clone(), made_up(tag, value))).collect(),
        other => other.clone(),
    }
}

/// One sentence, word by word around its placeholders.
fn translate(tag: &str, sentence: &str) -> String {
    let mut out = String::new();
    let mut rest = sentence;
    while let Some((before, after)) = rest.split_once("{{") {
        words(tag, before, &mut out);
        let (name, then) = after.split_once("}}").unwrap_or((after, ""));
        out.push_str("{{");
        out.push_str(name);
        out.push_str("}}");
        rest = then;
    }
    words(tag, rest, &mut out);
    out
}

fn words(tag: &str, text: &str, out: &mut String) {
    // Every third letter of a word stands twice: words grow as they do in German, not only sentences.
    let mut letters = 0;
    for letter in text.chars() {
        letters = if letter.is_alphabetic() { letters + 1 } else { 0 };
        if tag == MADE_UP[1] {
            out.push(arabic(letter));
        } else {
            out.push(accented(letter));
            if letters % 3 == 2 {
                out.push(accented(letter.to_ascii_lowercase()));
            }
        }
    }
}

/// Accented letters of Latin-1, which the font of the app has.
fn accented(letter: char) -> char {
    let plain = "aceinouyACEINOUY";
    let accents = "áçéíñóúýÁÇÉÍÑÓÚÝ";
    plain.chars().position(|c| c == letter).and_then(|at| accents.chars().nth(at)).unwrap_or(letter)
}

/// Arabic letters, joined and shaped by the browser; no word means anything.
fn arabic(letter: char) -> char {
    let plain = "abcdefghijklmnopqrstuvwxyz?,;";
    let letters = "ابثدعفغهيجكلمنوپقرستوڤصخظز؟،؛";
    let small = letter.to_ascii_lowercase();
    plain.chars().position(|c| c == small).and_then(|at| letters.chars().nth(at)).unwrap_or(letter)
}
