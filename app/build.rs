//! Turns the catalogue of sentences in `locales/` into typed keys, so that a missing sentence fails the build; and has
//! the linker leave its notes in the person's program, by which it is cut into parts.
use leptos_i18n_build::{Config, ParseOptions, TranslationsInfos};
use std::error::Error;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn Error>> {
    let out = PathBuf::from(std::env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR for a build script")?);
    // Sentences with a name or a number in them are needed as plain text too, for attributes and lists.
    let options = ParseOptions::new().interpolate_display(true);
    let catalogue = TranslationsInfos::parse(Config::new("en")?.parse_options(options))?;
    catalogue.emit_diagnostics();
    catalogue.rerun_if_locales_changed();
    catalogue.generate_i18n_module(out.join("i18n"))?;
    if std::env::var("CARGO_CFG_TARGET_ARCH").as_deref() == Ok("wasm32") {
        println!("cargo::rustc-link-arg-bin=person=--emit-relocs");
    }
    Ok(())
}
