//! A struct as a later version may write it: with one field more behind all others.

use super::{Fields, Out, Stored, read_later, read_struct, write_struct};
use minicbor::Decoder;

/// Made by what every struct is made by, so that what holds for it will hold for the next field of any.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Grown<T> {
    pub(crate) it: T,
    pub(crate) more: Option<String>,
}

impl<T: Fields> Fields for Grown<T> {
    const FIRST: usize = T::FIRST;
    const ALL: usize = T::ALL + 1;

    fn write_fields(&self, out: &mut Out<'_>) {
        self.it.write_fields(out);
        self.more.write(out);
    }

    fn read_fields(from: &mut Decoder<'_>, later: &mut u64) -> Option<Self> {
        Some(Self { it: T::read_fields(from, later)?, more: read_later(from, later)? })
    }
}

impl<T: Fields> Stored for Grown<T> {
    fn write(&self, out: &mut Out<'_>) {
        write_struct(self, out);
    }

    fn read(from: &mut Decoder<'_>) -> Option<Self> {
        read_struct(from)
    }
}
