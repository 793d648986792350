//! A program written anew for the road to a phone: without names, without the room that the linker left, and with
//! functions that are alike side by side.
//!
//! The linker writes each number at full length, so that it can be changed in place, and what cuts the program leaves
//! them so: a tenth of all bytes. And what is packed finds what it has seen before the sooner the nearer that is: in
//! the order of likeness a program is some three hundredths smaller on the line than in the linker's.

use super::functions::{imported, unreadable};
use crate::Done;
use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};
use std::convert::Infallible;
use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{CodeSection, FunctionSection, Module};
use wasmparser::{CodeSectionReader, CustomSectionReader, FunctionSectionReader, Parser, Payload};

/// How many bytes in a row make two functions alike.
const RUN: usize = 4;
/// A run that stands in more functions than this says nothing about any of them.
const COMMON: usize = 1000;
/// Small functions share little by chance: as if each had this many runs more.
const SMALL: usize = 20;

/// The same program in fewer bytes.
pub(super) fn compact(wasm: &[u8]) -> Done<Vec<u8>> {
    let (imported, bodies) = bodies(wasm).map_err(unreadable)?;
    let order = by_likeness(&bodies);
    let mut place = vec![0; order.len()];
    (0..).zip(&order).for_each(|(new, old)| place[*old] = new);
    let mut module = Module::new();
    let mut anew = Anew { imported, order, place };
    anew.parse_core_module(&mut module, Parser::new(0), wasm).map_err(unreadable)?;
    Ok(module.finish())
}

/// How many functions are imported, and the code of the others.
fn bodies(wasm: &[u8]) -> wasmparser::Result<(u32, Vec<&[u8]>)> {
    let mut bodies = Vec::new();
    for section in Parser::new(0).parse_all(wasm) {
        if let Payload::CodeSectionEntry(body) = section? {
            bodies.push(body.as_bytes());
        }
    }
    Ok((imported(wasm)?, bodies))
}

/// The places of the functions, the largest first and behind each the one that is most like it of those left.
fn by_likeness(bodies: &[&[u8]]) -> Vec<usize> {
    let runs: Vec<BTreeSet<&[u8]>> = bodies.iter().map(|body| body.windows(RUN).collect()).collect();
    let mut with: HashMap<&[u8], Vec<usize>> = HashMap::new();
    for (place, runs) in runs.iter().enumerate() {
        runs.iter().for_each(|run| with.entry(run).or_default().push(place));
    }
    let mut left: BTreeSet<_> = (0..bodies.len()).map(|place| (Reverse(bodies[place].len()), place)).collect();
    let mut order = Vec::with_capacity(bodies.len());
    let mut alike = vec![0_u64; bodies.len()];
    let mut next = left.first().map(|(_, place)| *place);
    while let Some(place) = next {
        left.remove(&(Reverse(bodies[place].len()), place));
        order.push(place);
        let mut seen = Vec::new();
        for other in runs[place].iter().map(|run| &with[run]).filter(|with| with.len() < COMMON).flatten() {
            if alike[*other] == 0 {
                seen.push(*other);
            }
            alike[*other] += 1;
        }
        seen.retain(|other| left.contains(&(Reverse(bodies[*other].len()), *other)));
        // As whole numbers, so that every machine finds the same order.
        let likeness = |other: &usize| (alike[*other] << 32) / (runs[*other].len() + SMALL) as u64;
        let most = seen.iter().copied().max_by_key(|other| (likeness(other), Reverse(*other)));
        next = most.or_else(|| left.first().map(|(_, place)| *place));
        alike.fill(0);
    }
    order
}

/// What writes the program anew.
struct Anew {
    imported: u32,
    /// Which function comes where, by its old place; and the other way round.
    order: Vec<usize>,
    place: Vec<u32>,
}

impl Reencode for Anew {
    type Error = Infallible;

    fn function_index(&mut self, old: u32) -> Result<u32, Error> {
        let own = old.checked_sub(self.imported).map(|own| self.place[own as usize] + self.imported);
        Ok(own.unwrap_or(old))
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        section: FunctionSectionReader<'_>,
    ) -> Result<(), Error> {
        let types = section.into_iter().collect::<Result<Vec<_>, _>>()?;
        for old in self.order.clone() {
            functions.function(self.type_index(types[old])?);
        }
        Ok(())
    }

    fn parse_code_section(&mut self, code: &mut CodeSection, section: CodeSectionReader<'_>) -> Result<(), Error> {
        let bodies = section.into_iter().collect::<Result<Vec<_>, _>>()?;
        self.order.clone().into_iter().try_for_each(|old| self.parse_function_body(code, bodies[old].clone()))
    }

    fn parse_custom_section(&mut self, _: &mut Module, _: CustomSectionReader<'_>) -> Result<(), Error> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{by_likeness, compact};
    use crate::site::functions::has_names;

    /// Each function gives a number; the last is the start of what is exported and calls the one before it.
    fn program(numbers: &[&[u8]], names: &[u8]) -> Vec<u8> {
        let section = |id: u8, body: Vec<u8>| [vec![id, body.len() as u8], body].concat();
        let counted = |each: Vec<Vec<u8>>| [vec![each.len() as u8], each.concat()].concat();
        let body = |code: Vec<u8>| [vec![code.len() as u8 + 2, 0], code, vec![0x0b]].concat();
        let mut bodies: Vec<_> = numbers.iter().map(|number| body([&[0x41], *number].concat())).collect();
        bodies.push(body(vec![0x10, numbers.len() as u8]));
        [
            b"\0asm\x01\0\0\0".to_vec(),
            section(1, b"\x01\x60\0\x01\x7f".to_vec()),
            section(2, b"\x01\x01m\x01f\0\0".to_vec()),
            section(3, counted(bodies.iter().map(|_| vec![0]).collect())),
            section(7, [b"\x01\x01f\0".as_slice(), &[bodies.len() as u8]].concat()),
            section(10, counted(bodies)),
            names.to_vec(),
        ]
        .concat()
    }

    #[test]
    fn numbers_take_no_more_room_than_they_need_names_go_and_calls_reach_whom_they_reached() {
        let long = [0x88, 0x80, 0x80, 0x80, 0];
        let written = compact(&program(&[&[1], &long], b"\0\x05\x04name")).expect("a program");
        assert_eq!(has_names(&written), Ok(false));
        // The largest came first: places 1, 2 and 3 were those of what gives 1, what gives 8 and what calls that.
        let tail = b"\x07\x05\x01\x01f\0\x03\x0a\x10\x03\x04\0\x41\x08\x0b\x04\0\x41\x01\x0b\x04\0\x10\x01\x0b";
        assert!(written.ends_with(tail), "{written:x?}");
        assert!(compact(b"no program").is_err());
    }

    #[test]
    fn what_is_alike_comes_side_by_side_and_in_the_same_order_every_time() {
        let bodies: [&[u8]; 5] = [b"-abcdefgh", b"0123456789ab", b"-abcdefghi", b"456789ab", b"?"];
        assert_eq!(by_likeness(&bodies), [1, 3, 2, 0, 4]);
    }
}
