//! Turns the catalogue of sentences in `locales/` into typed keys, so that a missing sentence fails the build, beside the
//! languages that may be offered (and, with the feature `made-up`, two that prove the screens); has the linker leave its notes in the person's program, by which it is cut into parts; and turns the numbers of
//! `contacts/` into constants, so that a broken file fails the build and a phone needs no reader for it.
#[path = "build/contacts.rs"]
mod contacts;
#[path = "build/languages.rs"]
mod languages;
#[path = "build/made_up.rs"]
mod made_up;

use leptos_i18n_parser::parse_locales::options::{Config, ParseOptions};
use leptos_i18n_parser::parse_locales::parse_locales;
use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};
use serde_json::Value;
use std::error::Error;
use std::path::{Path, PathBuf};

/// Code in lines. As one line of a million and a half letters, which is how a token stream writes itself, it made the lints
/// of the app take three minutes: the compiler counts columns from the line's first letter, once for each thing it looks at.
fn lines(code: TokenStream) -> String {
    let mut text = String::new();
    for token in code {
        match token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ") "),
                    Delimiter::Brace => ("{\n", "}\n"),
                    Delimiter::Bracket => ("[", "]\n"),
                    Delimiter::None => ("", " "),
                };
                text.extend([open, &lines(group.stream()), close]);
            }
            TokenTree::Punct(punct) => {
                text.push(punct.as_char());
                // Two that belong together (`::`, `->`, the tick of a lifetime) stay so.
                if punct.spacing() == Spacing::Alone {
                    text.push(if punct.as_char() == ';' { '\n' } else { ' ' });
                }
            }
            word => text.extend([&word.to_string(), " "]),
        }
    }
    text
}

fn main() -> Result<(), Box<dyn Error>> {
    let out = PathBuf::from(std::env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR for a build script")?);
    // Sentences with a name or a number in them are needed as plain text too, for attributes and lists.
    let options = ParseOptions::new().interpolate_display(true);
    let folder = out.join("locales");
    let mut config = Config::new("en")?.parse_options(options).locales_path(folder.to_string_lossy().into_owned());
    for tag in locales(&folder)? {
        config = config.add_locale(&tag)?;
    }
    let catalogue = parse_locales(None, config)?;
    for trouble in catalogue.diag.warnings().iter() {
        println!("cargo::warning={trouble}");
    }
    for trouble in catalogue.diag.errors().iter() {
        println!("cargo::error={trouble}");
    }
    let keys = leptos_i18n_codegen::gen_code(&catalogue, None, false, None, true)?;
    std::fs::create_dir_all(out.join("i18n"))?;
    std::fs::write(out.join("i18n/mod.rs"), lines(keys))?;
    std::fs::write(out.join("contacts.rs"), contacts()?)?;
    let in_parts = std::env::var_os("CARGO_FEATURE_WHOLE").is_none();
    if in_parts && std::env::var("CARGO_CFG_TARGET_ARCH").as_deref() == Ok("wasm32") {
        println!("cargo::rustc-link-arg-bin=person=--emit-relocs");
    }
    Ok(())
}

/// Puts the files of `locales/` that may be offered into a folder and answers their tags, English left out.
fn locales(folder: &Path) -> Result<Vec<String>, Box<dyn Error>> {
    println!("cargo::rerun-if-changed=locales");
    println!("cargo::rerun-if-changed=build");
    let _ = std::fs::remove_dir_all(folder);
    std::fs::create_dir_all(folder)?;
    let read = |path: &Path| -> Result<Value, Box<dyn Error>> {
        let trouble = |e| format!("{}: {e}", path.display());
        Ok(serde_json::from_str(&std::fs::read_to_string(path)?).map_err(trouble)?)
    };
    let english = read(Path::new("locales/en.json"))?;
    let mut tags = Vec::new();
    let mut keep = |tag: &str, catalogue: &Value| -> Result<(), Box<dyn Error>> {
        std::fs::write(folder.join(format!("{tag}.json")), serde_json::to_vec(catalogue)?)?;
        if tag != "en" {
            tags.push(tag.to_owned());
        }
        Ok(())
    };
    keep("en", &english)?;
    for entry in std::fs::read_dir("locales")? {
        let path = entry?.path();
        let tag = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        if tag == "en" {
            continue;
        }
        match languages::offered(&english, &read(&path)?) {
            Ok(catalogue) => keep(&tag, &catalogue)?,
            Err(why) => println!("cargo::warning=the language {tag} is left out: {why}"),
        }
    }
    if std::env::var_os("CARGO_FEATURE_MADE_UP").is_some() {
        for tag in made_up::MADE_UP {
            keep(tag, &made_up::made_up(tag, &english))?;
        }
    }
    tags.sort();
    Ok(tags)
}

fn contacts() -> Result<String, Box<dyn Error>> {
    let path = "contacts/uk.json";
    println!("cargo::rerun-if-changed={path}");
    Ok(contacts::constants(&std::fs::read_to_string(path)?).map_err(|e| format!("{path}: {e}"))?)
}
