//! The functions of a WebAssembly file that still has its names: how many bytes each takes, whose it is, and what it is
//! called without its hashes and type arguments, so that copies of one generic function stand together.

use crate::Done;
use wasmparser::{KnownCustom, Name, Parser, Payload, TypeRef};

/// One function of ours or of a crate below.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Function {
    /// As the compiler wrote it, mangled; empty where it has none.
    pub(super) name: String,
    pub(super) bytes: usize,
}

/// Every function with a body.
pub(super) fn functions(wasm: &[u8]) -> Done<Vec<Function>> {
    read(wasm).map_err(unreadable)
}

/// Whether the file names its functions.
pub(super) fn has_names(wasm: &[u8]) -> Done<bool> {
    for section in Parser::new(0).parse_all(wasm) {
        if matches!(section.map_err(unreadable)?, Payload::CustomSection(it) if it.name() == "name") {
            return Ok(true);
        }
    }
    Ok(false)
}

pub(super) fn unreadable(trouble: impl std::fmt::Display) -> String {
    format!("a WebAssembly file cannot be read: {trouble}")
}

fn read(wasm: &[u8]) -> wasmparser::Result<Vec<Function>> {
    let mut found = Vec::new();
    let imported = imported(wasm)?;
    for section in Parser::new(0).parse_all(wasm) {
        match section? {
            Payload::CodeSectionEntry(body) => {
                found.push(Function { name: String::new(), bytes: body.as_bytes().len() });
            }
            Payload::CustomSection(section) => {
                let KnownCustom::Name(kinds) = section.as_known() else { continue };
                for kind in kinds {
                    let Name::Function(names) = kind? else { continue };
                    for named in names {
                        let named = named?;
                        // Those before are imported and have no body here.
                        let place = named.index.checked_sub(imported).map(|place| place as usize);
                        if let Some(function) = place.and_then(|place| found.get_mut(place)) {
                            function.name = named.name.to_owned();
                        }
                    }
                }
            }
            _ => {}
        }
    }
    Ok(found)
}

/// How many functions are imported; they come before the others.
pub(super) fn imported(wasm: &[u8]) -> wasmparser::Result<u32> {
    let mut imported = 0;
    for section in Parser::new(0).parse_all(wasm) {
        if let Payload::ImportSection(imports) = section? {
            for import in imports.into_imports() {
                imported += u32::from(matches!(import?.ty, TypeRef::Func(_) | TypeRef::FuncExact(_)));
            }
        }
    }
    Ok(imported)
}

/// The crate a function is counted for: the first that its readable name names.
pub(super) fn owner(name: &str) -> &str {
    let (before, _) = name.split_once("::").unwrap_or(("", ""));
    let start = before.rfind(|c: char| !c.is_alphanumeric() && c != '_').map_or(0, |place| place + 1);
    if before[start..].is_empty() { "no crate" } else { &before[start..] }
}

/// A readable name without the types its function was compiled for. What implements a trait keeps its own name.
pub(super) fn generic(name: &str) -> String {
    let mut out = String::new();
    // How deep in type arguments; the outermost `<A as B>` of a path is no argument.
    let (mut depth, mut before) = (0_usize, ' ');
    for c in name.chars() {
        match c {
            '<' if depth > 0 || before == ':' || before.is_alphanumeric() || before == '_' => depth += 1,
            '>' if depth > 0 && before != '-' => depth -= 1,
            _ if depth == 0 => out.push(c),
            _ => {}
        }
        before = c;
    }
    out.replace("::::", "::").trim_end_matches(':').to_owned()
}

#[cfg(test)]
mod tests {
    use super::{Function, functions, generic, has_names, owner};

    fn section(id: u8, body: &[u8]) -> Vec<u8> {
        [&[id, body.len() as u8], body].concat()
    }

    #[test]
    fn each_body_has_its_size_and_its_name_and_what_is_imported_is_not_counted() {
        let imports = section(2, b"\x03\x01a\x01f\0\0\x01a\x01m\x02\x01\x01\x09\x01a\x01g\x03\x7f\x01");
        let types = section(3, b"\x03\0\0\0");
        let code = section(10, b"\x03\x02\0\x0b\x01\x0b\x01\x0b");
        let names = section(0, b"\x04name\0\x02\x01m\x01\x0a\x03\0\x01f\x01\x01x\x03\x01y");
        let wasm = [b"\0asm\x01\0\0\0".to_vec(), imports, types, code, names].concat();
        let one = |name: &str, bytes| Function { name: name.to_owned(), bytes };
        assert_eq!(functions(&wasm), Ok(vec![one("x", 2), one("", 1), one("y", 1)]));
        assert_eq!(has_names(&wasm), Ok(true));
        assert!(functions(&wasm[..wasm.len() - 1]).is_err() && has_names(b"no wasm").is_err(), "cut short");
    }

    #[test]
    fn copies_of_a_generic_function_have_one_name_and_one_owner() {
        for (name, is, of) in [
            (
                "app::pages::form::OneVerb<app::Fault>::run::<(), app::x::{closure#0}>::{closure#0}",
                "app::pages::form::OneVerb::run::{closure#0}",
                "app",
            ),
            (
                "<alloc::vec::Vec<u8> as core::clone::Clone>::clone",
                "<alloc::vec::Vec as core::clone::Clone>::clone",
                "alloc",
            ),
            ("core::ptr::drop_in_place::<fn() -> app::X<u8>>", "core::ptr::drop_in_place", "core"),
            ("memcpy", "memcpy", "no crate"),
        ] {
            assert_eq!((generic(name).as_str(), owner(name)), (is, of));
        }
    }
}
