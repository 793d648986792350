//! Turns the catalogue of sentences in `locales/` into typed keys, so that a missing sentence fails the build; and has
//! the linker leave its notes in the person's program, by which it is cut into parts; and turns the numbers of
//! `contacts/` into constants, so that a broken file fails the build and a phone needs no reader for it.
use leptos_i18n_build::{Config, ParseOptions, TranslationsInfos};
use serde::Deserialize;
use std::error::Error;
use std::fmt::Write;
use std::path::PathBuf;

/// The numbers of Get help now. A file that says more or less than this is refused.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Contacts {
    /// The day the numbers were last checked, `YYYY-MM-DD`.
    reviewed: String,
    contacts: Vec<Contact>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Contact {
    nation: Nation,
    name: String,
    number: String,
    reach: Reach,
    /// What to text.
    message: Option<String>,
    hint: String,
    /// For whoever reviews the file; never shown.
    #[serde(rename = "source")]
    _source: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Nation {
    Uk,
    England,
    Scotland,
    Wales,
    NorthernIreland,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Reach {
    Call,
    Text,
}

fn main() -> Result<(), Box<dyn Error>> {
    let out = PathBuf::from(std::env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR for a build script")?);
    // Sentences with a name or a number in them are needed as plain text too, for attributes and lists.
    let options = ParseOptions::new().interpolate_display(true);
    let catalogue = TranslationsInfos::parse(Config::new("en")?.parse_options(options))?;
    catalogue.emit_diagnostics();
    catalogue.rerun_if_locales_changed();
    catalogue.generate_i18n_module(out.join("i18n"))?;
    std::fs::write(out.join("contacts.rs"), contacts()?)?;
    if std::env::var("CARGO_CFG_TARGET_ARCH").as_deref() == Ok("wasm32") {
        println!("cargo::rustc-link-arg-bin=person=--emit-relocs");
    }
    Ok(())
}

fn contacts() -> Result<String, Box<dyn Error>> {
    let path = "contacts/uk.json";
    println!("cargo::rerun-if-changed={path}");
    let file: Contacts = serde_json::from_str(&std::fs::read_to_string(path)?).map_err(|e| format!("{path}: {e}"))?;
    let mut code = format!("const REVIEWED: &str = {:?};\nconst CONTACTS: &[Contact] = &[\n", file.reviewed);
    for Contact { nation, name, number, reach, message, hint, .. } in file.contacts {
        writeln!(
            code,
            "Contact {{ nation: Nation::{nation:?}, name: {name:?}, number: {number:?}, reach: Reach::{reach:?}, \
             message: {message:?}, hint: {hint:?} }},"
        )?;
    }
    Ok(code + "];\n")
}
