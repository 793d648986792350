//! Turns the packs that every copy of Waymark carries into constants: a phone needs no reader for their files before its
//! first answer. A test compares each with what the one loader reads.
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;

/// In the order in which they are offered.
const FILES: [&str; 5] = ["how-are-things", "key-areas", "reqol-10", "practice", "practice-1"];

fn main() -> Result<(), Box<dyn Error>> {
    let packs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../packs");
    println!("cargo::rerun-if-changed={}", packs.display());
    let mut code = String::from("static KNOWN: &[KnownPack] = &[\n");
    for name in FILES {
        let bytes = std::fs::read(packs.join(name).with_extension("json"))?;
        let pack: Value = serde_json::from_slice(&bytes)?;
        known(&mut code, &pack, &Sha256::digest(&bytes)).map_err(|lacks| format!("{name}.json: {lacks}"))?;
    }
    code.push_str("];\n");
    std::fs::write(Path::new(&std::env::var("OUT_DIR")?).join("known.rs"), code)?;
    Ok(())
}

/// One pack.
fn known(code: &mut String, pack: &Value, hash: &[u8]) -> Result<(), Box<dyn Error>> {
    if !pack["licence"].is_null() {
        return Err("nothing under a licence is built in".into());
    }
    let text = |key| string(&pack[key]);
    let (id, version, language, title) = (text("id")?, text("version")?, text("language")?, text("title")?);
    let standing = pascal(&text("standing")?);
    let (stem, copyright) = (maybe(&pack["stem"]), text("copyright")?);
    writeln!(
        code,
        "KnownPack {{ hash: {hash:?}, id: {id:?}, version: {version:?}, language: {language:?}, title: {title:?}, \
         standing: PackStanding::{standing}, stem: {stem:?}, copyright: {copyright:?}, items: &["
    )?;
    for item in list(&pack["items"])? {
        let (id, theme, polarity) =
            (string(&item["id"])?, string(&item["theme"])?, pascal(&string(&item["polarity"])?));
        let (stem, words, sensitive) = (maybe(&item["stem"]), maybe(&item["text"]), item["sensitive"] == true);
        write!(
            code,
            "KnownItem {{ id: {id:?}, stem: {stem:?}, text: {words:?}, theme: {theme:?}, \
             polarity: Polarity::{polarity}, sensitive: {sensitive}, options: &["
        )?;
        for option in list(&item["options"])? {
            write!(code, "({:?}, {}),", maybe(&option["text"]), number(&option["weight"])?)?;
        }
        code.push_str("] },\n");
    }
    code.push_str("], groups: &[");
    for group in list(&pack["groups"])? {
        if group["missing"] != "no_total" {
            return Err("a group has a rule for missing answers that no built-in pack had".into());
        }
        let (id, title, method) = (string(&group["id"])?, string(&group["title"])?, pascal(&string(&group["method"])?));
        let (min, max) = (number(&group["min"])?, number(&group["max"])?);
        let (change, boundary) = (threshold(&group["reliable_change"])?, threshold(&group["boundary"])?);
        write!(
            code,
            "KnownGroup {{ id: {id:?}, title: {title:?}, items: &{:?}, method: Method::{method}, min: {min}, \
             max: {max}, reliable_change: {change}, boundary: {boundary} }},",
            strings(&group["items"])?
        )?;
    }
    let follow_up = match &pack["follow_up"] {
        Value::Null => "None".to_owned(),
        it => format!("Some(({:?}, &{:?}))", maybe(&it["text"]), strings(&it["items"])?),
    };
    writeln!(code, "], follow_up: {follow_up} }},")?;
    Ok(())
}

/// A figure and its source.
fn threshold(it: &Value) -> Result<String, Box<dyn Error>> {
    match it {
        Value::Null => Ok("None".to_owned()),
        it => Ok(format!("Some(({}, {:?}))", number(&it["value"])?, string(&it["source"])?)),
    }
}

fn list(it: &Value) -> Result<&Vec<Value>, Box<dyn Error>> {
    it.as_array().ok_or_else(|| format!("{it} is no list").into())
}

fn strings(it: &Value) -> Result<Vec<String>, Box<dyn Error>> {
    list(it)?.iter().map(string).collect()
}

fn string(it: &Value) -> Result<String, Box<dyn Error>> {
    maybe(it).map(str::to_owned).ok_or_else(|| format!("{it} is no text").into())
}

fn maybe(it: &Value) -> Option<&str> {
    it.as_str()
}

fn number(it: &Value) -> Result<u64, Box<dyn Error>> {
    it.as_u64().ok_or_else(|| format!("{it} is no number").into())
}

/// `structure_only` as `StructureOnly`.
fn pascal(snake: &str) -> String {
    let capital = |word: &str| word[..1].to_ascii_uppercase() + &word[1..];
    snake.split('_').filter(|word| !word.is_empty()).map(capital).collect()
}
