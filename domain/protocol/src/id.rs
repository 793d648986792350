//! The names of things: sixteen bytes each, one type per kind of thing.
//!
//! Random names are drawn by the caller and passed in; nothing here draws a number.

/// The text is not 32 hexadecimal characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a name is 32 hexadecimal characters")]
pub struct IdFault;

/// Lower-case hexadecimal, two characters a byte.
#[doc(hidden)]
#[must_use]
pub fn to_hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        text.push(char::from(DIGITS[usize::from(byte >> 4)]));
        text.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
    text
}

/// Exactly `N` bytes of hexadecimal, either case; anything else is `None`.
#[doc(hidden)]
#[must_use]
pub fn parse_hex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let digits = text.as_bytes();
    if digits.len() != N * 2 {
        return None;
    }
    let nibble = |digit: u8| match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
    };
    let mut bytes = [0; N];
    for (place, pair) in digits.chunks_exact(2).enumerate() {
        bytes[place] = nibble(pair[0])? << 4 | nibble(pair[1])?;
    }
    Some(bytes)
}

/// A fixed-size byte string that is written and sent as lower-case hexadecimal.
#[doc(hidden)]
#[macro_export]
macro_rules! hex_newtype {
    ($(#[$doc:meta])* $name:ident, $size:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name([u8; $size]);

        impl $name {
            /// Wraps bytes drawn or read elsewhere.
            #[must_use]
            pub const fn from_bytes(bytes: [u8; $size]) -> Self {
                Self(bytes)
            }

            /// The bytes as they are stored and sent.
            #[must_use]
            pub const fn as_bytes(&self) -> &[u8; $size] {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&$crate::id::to_hex(&self.0))
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self)
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::id::IdFault;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                $crate::id::parse_hex(text).map(Self).ok_or($crate::id::IdFault)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}
#[doc(hidden)]
pub use hex_newtype;

hex_newtype!(
    /// One permission to share, through all its revisions.
    ConsentId, 16
);
hex_newtype!(
    /// Where a guest notebook waits; derived from its claim words, and gives none of them away.
    GuestPlace, 16
);
hex_newtype!(
    /// A check-in that a worker writes down with somebody, through all its revisions. Drawn by the worker's app; the
    /// check-in inside has another name, so that nobody can put this beside what is shared later.
    WrittenId, 16
);
hex_newtype!(
    /// A person, as one organisation knows them; derived from their public keys.
    PersonId, 16
);
impl PersonId {
    /// In groups of four, to be read out and typed.
    #[must_use]
    pub fn spelled(&self) -> String {
        let hex = self.to_string();
        let groups: Vec<&str> = (0..hex.len()).step_by(4).map(|at| &hex[at..at + 4]).collect();
        groups.join("-")
    }

    /// From any spelling: with hyphens, spaces, capitals or none.
    ///
    /// # Errors
    /// What is left of it are not 32 hexadecimal characters.
    pub fn parse_spelled(text: &str) -> Result<Self, IdFault> {
        text.chars().filter(|it| *it != '-' && !it.is_whitespace()).collect::<String>().parse()
    }
}
hex_newtype!(
    /// A key worker or peer worker.
    WorkerId, 16
);
hex_newtype!(
    /// The one organisation a deployment serves.
    OrgId, 16
);
hex_newtype!(
    /// One reply from a worker.
    ReplyId, 16
);
hex_newtype!(
    /// One thing shared with one worker. Only the person's phones can work it out.
    ItemId, 16
);
