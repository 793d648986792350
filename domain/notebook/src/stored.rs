//! How records are written on the phone and items inside an envelope: CBOR, every struct an array of
//! its fields in order, every choice its number.
//!
//! One line a type, by hand, because a phone downloads the code: derived readers of named JSON fields
//! were a third of this crate as WebAssembly (146 of 411 kB before compression). Names live in the schema version, not in every row. A field
//! more, less or of another type does not read, but for fields added since (see `stored_struct!`). Numbers of choices
//! never change their meaning.

#[cfg(test)]
pub(crate) mod grown;
mod of_protocol;

use crate::introduction::Locator;
use litemap::LiteMap;
use minicbor::data::Type;
use minicbor::{Decoder, Encoder};

/// Where bytes go.
pub(crate) type Out<'a> = Encoder<&'a mut Vec<u8>>;

/// Something that is written and read as bytes.
pub(crate) trait Stored: Sized {
    fn write(&self, out: &mut Out<'_>);
    fn read(from: &mut Decoder<'_>) -> Option<Self>;

    /// A list of these; bytes are written as a byte string.
    fn write_list(list: &[Self], out: &mut Out<'_>) {
        array(out, list.len());
        list.iter().for_each(|item| item.write(out));
    }

    fn read_list(from: &mut Decoder<'_>) -> Option<Vec<Self>> {
        let mut list = Vec::new();
        for _ in 0..length(from)? {
            list.push(Self::read(from)?);
        }
        Some(list)
    }
}

/// The bytes of a value.
pub(crate) fn to_bytes(value: &impl Stored) -> Vec<u8> {
    let mut bytes = Vec::new();
    value.write(&mut Encoder::new(&mut bytes));
    bytes
}

/// The value of these bytes, all of them.
pub(crate) fn from_bytes<T: Stored>(bytes: &[u8]) -> Option<T> {
    let mut from = Decoder::new(bytes);
    let value = T::read(&mut from)?;
    (from.position() == bytes.len()).then_some(value)
}

// Writing to memory cannot fail, so the results below carry nothing.

#[inline(never)]
pub(crate) fn array(out: &mut Out<'_>, length: usize) {
    let _ = out.array(length as u64);
}

#[inline(never)]
pub(crate) fn number(out: &mut Out<'_>, number: i64) {
    let _ = out.i64(number);
}

#[inline(never)]
fn text(out: &mut Out<'_>, text: &str) {
    let _ = out.str(text);
}

#[inline(never)]
fn byte_string(out: &mut Out<'_>, bytes: &[u8]) {
    let _ = out.bytes(bytes);
}

#[inline(never)]
pub(crate) fn length(from: &mut Decoder<'_>) -> Option<u64> {
    from.array().ok().flatten()
}

#[inline(never)]
pub(crate) fn read_number(from: &mut Decoder<'_>) -> Option<i64> {
    from.i64().ok()
}

#[inline(never)]
fn read_text(from: &mut Decoder<'_>) -> Option<String> {
    from.str().ok().map(str::to_owned)
}

#[inline(never)]
fn read_byte_string<'a>(from: &mut Decoder<'a>) -> Option<&'a [u8]> {
    from.bytes().ok()
}

/// The fields of a struct, in order; see `stored_struct!`.
pub(crate) trait Fields: Sized {
    /// How many the first version had.
    const FIRST: usize;
    /// How many there are now.
    const ALL: usize;

    fn write_fields(&self, out: &mut Out<'_>);

    /// `later` counts what the record holds of those added since.
    fn read_fields(from: &mut Decoder<'_>, later: &mut u64) -> Option<Self>;
}

pub(crate) fn write_struct<T: Fields>(it: &T, out: &mut Out<'_>) {
    array(out, T::ALL);
    it.write_fields(out);
}

pub(crate) fn read_struct<T: Fields>(from: &mut Decoder<'_>) -> Option<T> {
    let mut later = length(from)?.checked_sub(T::FIRST as u64)?;
    if later > (T::ALL - T::FIRST) as u64 {
        return None;
    }
    T::read_fields(from, &mut later)
}

/// A field that older records lack; `left` counts what this one still holds of them.
pub(crate) fn read_later<T: Stored + Default>(from: &mut Decoder<'_>, left: &mut u64) -> Option<T> {
    match left.checked_sub(1) {
        Some(rest) => {
            *left = rest;
            T::read(from)
        }
        None => Some(T::default()),
    }
}

#[inline(never)]
fn read_null(from: &mut Decoder<'_>) -> Option<bool> {
    let null = from.datatype().ok()? == Type::Null;
    if null {
        from.null().ok()?;
    }
    Some(null)
}

macro_rules! stored_number {
    ($($number:ty),*) => {$(
        impl Stored for $number {
            fn write(&self, out: &mut Out<'_>) {
                number(out, i64::from(*self));
            }

            fn read(from: &mut Decoder<'_>) -> Option<Self> {
                Self::try_from(read_number(from)?).ok()
            }
        }
    )*};
}
stored_number!(u16, u32, i16, i64);

impl Stored for u8 {
    fn write(&self, out: &mut Out<'_>) {
        number(out, i64::from(*self));
    }

    fn read(from: &mut Decoder<'_>) -> Option<Self> {
        Self::try_from(read_number(from)?).ok()
    }

    fn write_list(list: &[Self], out: &mut Out<'_>) {
        byte_string(out, list);
    }

    fn read_list(from: &mut Decoder<'_>) -> Option<Vec<Self>> {
        read_byte_string(from).map(<[u8]>::to_vec)
    }
}

impl Stored for Locator {
    fn write(&self, out: &mut Out<'_>) {
        self.as_u32().write(out);
    }

    fn read(from: &mut Decoder<'_>) -> Option<Self> {
        Self::from_u32(u32::read(from)?).ok()
    }
}

impl Stored for u64 {
    fn write(&self, out: &mut Out<'_>) {
        let _ = out.u64(*self);
    }

    fn read(from: &mut Decoder<'_>) -> Option<Self> {
        from.u64().ok()
    }
}

impl Stored for bool {
    fn write(&self, out: &mut Out<'_>) {
        let _ = out.bool(*self);
    }

    fn read(from: &mut Decoder<'_>) -> Option<Self> {
        from.bool().ok()
    }
}

impl Stored for String {
    fn write(&self, out: &mut Out<'_>) {
        text(out, self);
    }

    fn read(from: &mut Decoder<'_>) -> Option<Self> {
        read_text(from)
    }
}

impl<const N: usize> Stored for [u8; N] {
    fn write(&self, out: &mut Out<'_>) {
        byte_string(out, self);
    }

    fn read(from: &mut Decoder<'_>) -> Option<Self> {
        read_byte_string(from)?.try_into().ok()
    }
}

impl Stored for [String; 6] {
    fn write(&self, out: &mut Out<'_>) {
        String::write_list(self, out);
    }

    fn read(from: &mut Decoder<'_>) -> Option<Self> {
        String::read_list(from)?.try_into().ok()
    }
}

impl<T: Stored> Stored for Option<T> {
    fn write(&self, out: &mut Out<'_>) {
        match self {
            Some(value) => value.write(out),
            None => drop(out.null()),
        }
    }

    fn read(from: &mut Decoder<'_>) -> Option<Self> {
        if read_null(from)? { Some(None) } else { T::read(from).map(Some) }
    }
}

impl<T: Stored> Stored for Vec<T> {
    fn write(&self, out: &mut Out<'_>) {
        T::write_list(self, out);
    }

    fn read(from: &mut Decoder<'_>) -> Option<Self> {
        T::read_list(from)
    }
}

impl<K: Stored + Ord, V: Stored> Stored for LiteMap<K, V> {
    fn write(&self, out: &mut Out<'_>) {
        array(out, self.len() * 2);
        for (key, value) in self {
            key.write(out);
            value.write(out);
        }
    }

    fn read(from: &mut Decoder<'_>) -> Option<Self> {
        // Collected first and sorted once: keys in no order would else be put in their places one by one.
        let mut pairs = Vec::new();
        for _ in 0..length(from)? / 2 {
            let key = K::read(from)?;
            pairs.push((key, V::read(from)?));
        }
        Some(pairs.into_iter().collect())
    }
}

/// A struct as the array of these fields; leaving one out does not compile.
///
/// Fields added after a release stand behind `since`, oldest first: a record written before them reads with their
/// defaults. Their order is as lasting as that of the others, so a new field goes to the very end, and all are always
/// written: a field left out where it is empty would leave its place to whatever comes after it.
macro_rules! stored_struct {
    ($name:ty { $($field:ident),+ $(; since $($later:ident),+)? $(,)? }) => {
        impl $crate::stored::Fields for $name {
            const FIRST: usize = [$(stringify!($field)),+].len();
            const ALL: usize = [$(stringify!($field),)+ $($(stringify!($later)),+)?].len();

            fn write_fields(&self, out: &mut $crate::stored::Out<'_>) {
                $($crate::stored::Stored::write(&self.$field, out);)+
                $($($crate::stored::Stored::write(&self.$later, out);)+)?
            }

            #[allow(unused_variables, reason = "nothing is later where nothing was added")]
            fn read_fields(from: &mut minicbor::Decoder<'_>, later: &mut u64) -> Option<Self> {
                $(let $field = $crate::stored::Stored::read(from)?;)+
                $($(let $later = $crate::stored::read_later(from, later)?;)+)?
                Some(Self { $($field,)+ $($($later),+)? })
            }
        }

        impl $crate::stored::Stored for $name {
            fn write(&self, out: &mut $crate::stored::Out<'_>) {
                $crate::stored::write_struct(self, out);
            }

            fn read(from: &mut minicbor::Decoder<'_>) -> Option<Self> {
                $crate::stored::read_struct(from)
            }
        }
    };
}
pub(crate) use stored_struct;

/// A choice without contents as its number.
macro_rules! stored_choice {
    ($name:ty { $($variant:ident = $number:literal),+ $(,)? }) => {
        impl $crate::stored::Stored for $name {
            fn write(&self, out: &mut $crate::stored::Out<'_>) {
                $crate::stored::number(out, match self { $(Self::$variant => $number),+ });
            }

            fn read(from: &mut minicbor::Decoder<'_>) -> Option<Self> {
                match $crate::stored::read_number(from)? {
                    $($number => Some(Self::$variant),)+
                    _ => None,
                }
            }
        }
    };
}
pub(crate) use stored_choice;

/// A choice with contents as its number and its fields, in one array.
macro_rules! stored_enum {
    ($name:ty { $($number:literal = $variant:ident { $($field:tt: $value:ident),* }),+ $(,)? }) => {
        impl $crate::stored::Stored for $name {
            fn write(&self, out: &mut $crate::stored::Out<'_>) {
                match self {
                    $(Self::$variant { $($field: $value),* } => {
                        let fields: &[&str] = &[$(stringify!($value)),*];
                        $crate::stored::array(out, fields.len() + 1);
                        $crate::stored::number(out, $number);
                        $($crate::stored::Stored::write($value, out);)*
                    })+
                }
            }

            fn read(from: &mut minicbor::Decoder<'_>) -> Option<Self> {
                let length = from.array().ok()??;
                match $crate::stored::read_number(from)? {
                    $($number => {
                        let fields: &[&str] = &[$(stringify!($value)),*];
                        if length != fields.len() as u64 + 1 {
                            return None;
                        }
                        Some(Self::$variant { $($field: $crate::stored::Stored::read(from)?),* })
                    })+
                    _ => None,
                }
            }
        }
    };
}
pub(crate) use stored_enum;

/// Names as their bytes.
macro_rules! stored_name {
    ($($name:ty),+ $(,)?) => {$(
        impl $crate::stored::Stored for $name {
            fn write(&self, out: &mut $crate::stored::Out<'_>) {
                self.as_bytes().write(out);
            }

            fn read(from: &mut minicbor::Decoder<'_>) -> Option<Self> {
                $crate::stored::Stored::read(from).map(Self::from_bytes)
            }
        }
    )+};
}
pub(crate) use stored_name;

#[cfg(test)]
mod tests {
    use super::{from_bytes, to_bytes};

    #[derive(Debug, PartialEq, Eq)]
    struct First {
        name: String,
    }

    #[derive(Debug, PartialEq, Eq)]
    struct Third {
        name: String,
        tries: u32,
        words: Vec<String>,
    }

    stored_struct!(First { name });
    stored_struct!(Third { name; since tries, words });

    fn third(tries: u32) -> Third {
        Third { name: "a".to_owned(), tries, words: vec!["b".to_owned()] }
    }

    #[test]
    fn a_record_from_before_a_field_reads_with_its_default() {
        let old = to_bytes(&First { name: "a".to_owned() });
        assert_eq!(from_bytes::<Third>(&old), Some(Third { tries: 0, words: Vec::new(), ..third(0) }));
        assert_eq!(from_bytes::<Third>(&to_bytes(&third(7))), Some(third(7)));
    }

    #[test]
    fn a_field_added_after_an_empty_option_does_not_read_as_that_option() {
        #[derive(Debug, Default, PartialEq, Eq)]
        struct Before {
            name: String,
            edited: Option<u32>,
        }
        #[derive(Debug, Default, PartialEq, Eq)]
        struct After {
            name: String,
            edited: Option<u32>,
            order: u32,
        }
        stored_struct!(Before { name; since edited });
        stored_struct!(After { name; since edited, order });
        for edited in [None, Some(7)] {
            let read = from_bytes::<After>(&to_bytes(&Before { edited, ..Before::default() }));
            assert_eq!(read, Some(After { edited, ..After::default() }));
            let again = After { edited, order: 9, ..After::default() };
            assert_eq!(from_bytes(&to_bytes(&again)), Some(again));
        }
    }

    #[test]
    fn a_record_with_fields_that_are_not_known_here_does_not_read() {
        assert_eq!(from_bytes::<First>(&to_bytes(&third(7))), None);
    }
}
