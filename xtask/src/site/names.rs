//! Short names for what a program takes from its glue. The generator's carry a hash each, which no packing makes
//! smaller, and a first visit downloads them twice: with the program and with the glue.

use super::functions::unreadable;
use crate::Done;
use std::collections::HashMap;
use std::convert::Infallible;
use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{ImportSection, Module};
use wasmparser::{Imports, Parser, Payload};

/// The glue and the program, which know each other by short names; `module` is what the program calls the glue.
pub(super) fn shorten(glue: &str, wasm: &[u8], module: &str) -> Done<(String, Vec<u8>)> {
    let mut short = Short { module, names: taken(wasm, module).map_err(unreadable)? };
    let mut found = 0;
    let mut lines = String::with_capacity(glue.len());
    for line in glue.lines() {
        let named = line.trim_start().split_once(": function(");
        match named.and_then(|(name, rest)| Some((short.names.get(name)?, rest))) {
            Some((name, rest)) => {
                found += 1;
                lines.extend([name.as_str(), ": function(", rest]);
            }
            None => lines.push_str(line),
        }
        lines.push('\n');
    }
    if found != short.names.len() {
        return Err(format!("the glue names {found} of the {} things the program takes", short.names.len()));
    }
    let mut program = Module::new();
    short.parse_core_module(&mut program, Parser::new(0), wasm).map_err(unreadable)?;
    Ok((lines, program.finish()))
}

/// What the program takes from this module, with a short name for each.
fn taken(wasm: &[u8], module: &str) -> wasmparser::Result<HashMap<String, String>> {
    let mut names = HashMap::new();
    for section in Parser::new(0).parse_all(wasm) {
        let Payload::ImportSection(imports) = section? else { continue };
        for import in imports.into_imports() {
            let import = import?;
            if import.module == module && !names.contains_key(import.name) {
                names.insert(import.name.to_owned(), letters(names.len()));
            }
        }
    }
    Ok(names)
}

/// A number in letters.
fn letters(mut number: usize) -> String {
    let mut letters = String::new();
    loop {
        letters.extend(('a'..='z').nth(number % 26));
        number /= 26;
        if number == 0 {
            return letters;
        }
    }
}

struct Short<'a> {
    module: &'a str,
    names: HashMap<String, String>,
}

impl Reencode for Short<'_> {
    type Error = Infallible;

    fn parse_imports(&mut self, section: &mut ImportSection, imports: Imports<'_>) -> Result<(), Error> {
        match imports {
            Imports::Single(_, import) if import.module == self.module => {
                let kind = self.entity_type(import.ty)?;
                section.import(import.module, self.names.get(import.name).map_or(import.name, String::as_str), kind);
                Ok(())
            }
            other => utils::parse_imports(self, section, other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{letters, shorten};
    use std::collections::BTreeSet;

    const WASM: &[u8] =
        b"\0asm\x01\0\0\0\x01\x04\x01\x60\0\0\x02\x1f\x03\x01g\x08__wbg_no\0\0\x01g\x05other\0\0\x01m\x02no\0\0";

    #[test]
    fn glue_and_program_know_each_other_by_short_names_and_nothing_else_is_renamed() {
        let glue = "    __wbg_no: function(arg0) {\n    f(arg0.no);\n    },\n    other: function() {\n    },\n";
        let (glue, wasm) = shorten(glue, WASM, "g").expect("names that fit");
        assert_eq!(glue, "a: function(arg0) {\n    f(arg0.no);\n    },\nb: function() {\n    },\n");
        assert!(wasm.ends_with(b"\x02\x14\x03\x01g\x01a\0\0\x01g\x01b\0\0\x01m\x02no\0\0"), "{wasm:x?}");
        assert!(shorten("other: function() {}\n", WASM, "g").is_err(), "the glue lacks one");
    }

    #[test]
    fn no_two_numbers_have_the_same_letters() {
        let all: BTreeSet<_> = (0..3000).map(letters).collect();
        assert_eq!(all.len(), 3000);
    }
}
