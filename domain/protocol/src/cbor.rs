//! The one way both crates write and read CBOR that is signed or sealed: definite lengths, shortest integers, and nothing after the end.

use minicbor::decode::{Decoder, Error as Fault};
use minicbor::encode::{Encoder, Error};
use std::convert::Infallible;

/// What a writing closure answers; writing to memory cannot fail.
pub type Written = Result<(), Error<Infallible>>;

/// Writes one document.
pub fn write(body: impl FnOnce(&mut Encoder<&mut Vec<u8>>) -> Written) -> Vec<u8> {
    let mut bytes = Vec::new();
    if body(&mut Encoder::new(&mut bytes)).is_err() {
        // Unreachable by type; an empty document parses as nothing, so it could not pass for a record either.
        bytes.clear();
    }
    bytes
}

/// Reads one document and accepts it only if `again` writes the very same bytes: no second spelling, no tail.
pub fn read<T>(
    bytes: &[u8],
    body: impl FnOnce(&mut Decoder<'_>) -> Result<T, Fault>,
    again: impl FnOnce(&T) -> Vec<u8>,
) -> Option<T> {
    let value = body(&mut Decoder::new(bytes)).ok()?;
    (again(&value) == bytes).then_some(value)
}

/// The head of an array of exactly `length` elements.
pub fn array(decoder: &mut Decoder<'_>, length: u64) -> Result<(), Fault> {
    match decoder.array()? {
        Some(found) if found == length => Ok(()),
        _ => Err(Fault::message("wrong length of array")),
    }
}

/// A byte string of exactly `N` bytes.
pub fn bytes<const N: usize>(decoder: &mut Decoder<'_>) -> Result<[u8; N], Fault> {
    decoder.bytes()?.try_into().map_err(|_| Fault::message("wrong length of byte string"))
}

/// A text of at most `limit` bytes.
pub fn text(decoder: &mut Decoder<'_>, limit: usize) -> Result<String, Fault> {
    let text = decoder.str()?;
    if text.len() > limit { Err(Fault::message("text too long")) } else { Ok(text.to_owned()) }
}
