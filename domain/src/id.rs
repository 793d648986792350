//! The names of things: sixteen bytes each, one type per kind of thing.
//!
//! Random names are drawn by the caller and passed in; nothing here draws a number.

use sha2::{Digest, Sha256};

/// The text is not 32 hexadecimal characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a name is 32 hexadecimal characters")]
pub struct IdFault;

/// Lower-case hexadecimal, two characters a byte.
pub(crate) fn to_hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        text.push(char::from(DIGITS[usize::from(byte >> 4)]));
        text.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
    text
}

/// Exactly `N` bytes of hexadecimal, either case; anything else is `None`.
pub(crate) fn parse_hex<const N: usize>(text: &str) -> Option<[u8; N]> {
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

/// A fixed-size byte string that is written and stored as lower-case hexadecimal.
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

        impl $crate::stored::Stored for $name {
            fn write(&self, out: &mut $crate::stored::Out<'_>) {
                self.0.write(out);
            }

            fn read(from: &mut minicbor::Decoder<'_>) -> Option<Self> {
                $crate::stored::Stored::read(from).map(Self)
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
pub(crate) use hex_newtype;

hex_newtype!(
    /// One check-in, from its draft on.
    CheckInId, 16
);
hex_newtype!(
    /// One aspiration.
    AspirationId, 16
);
hex_newtype!(
    /// One small step of an aspiration.
    StepId, 16
);
hex_newtype!(
    /// One note in the person's own words.
    NoteId, 16
);
impl NoteId {
    /// The name by which the note of a check-in is chosen: a check-in has at most one.
    #[must_use]
    pub const fn of_check_in(check_in: CheckInId) -> Self {
        Self(*check_in.as_bytes())
    }
}

hex_newtype!(
    /// One permission to share, through all its revisions.
    ConsentId, 16
);
hex_newtype!(
    /// A person, as one organisation knows them; derived from their public keys.
    PersonId, 16
);
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
    /// One thing shared with one worker. Only the person's phones can work it out: see `share::names`.
    ItemId, 16
);
hex_newtype!(
    /// One answer to "share this check-in?"; see [`DecisionId::derive`].
    DecisionId, 16
);
hex_newtype!(
    /// What one worker has been sent of one item; see [`SentId::derive`].
    SentId, 16
);

/// What a shared item is made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemKind {
    /// What a permission covers, and the person's name if told; source: the permission.
    About = 1,
    /// A check-in; source: the check-in.
    CheckIn = 2,
    /// An aspiration; source: the aspiration.
    Aspiration = 3,
    /// A note; source: the note.
    Note = 4,
    /// "I would like a conversation"; source: the permission.
    Conversation = 5,
}

fn first_half(label: &[u8], parts: &[&[u8]]) -> [u8; 16] {
    let mut hash = Sha256::new();
    hash.update(label);
    for part in parts {
        hash.update(part);
    }
    let digest = hash.finalize();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    bytes
}

impl DecisionId {
    /// The one decision about this check-in under this permission.
    #[must_use]
    pub fn derive(consent: ConsentId, check_in: CheckInId) -> Self {
        Self(first_half(b"waymark/decision/v1", &[&consent.0, &check_in.0]))
    }
}

impl SentId {
    /// The one record of what `worker` has been sent of `item`.
    #[must_use]
    pub fn derive(worker: WorkerId, item: ItemId) -> Self {
        Self(first_half(b"waymark/sent/v1", &[&worker.0, &item.0]))
    }
}

crate::stored::stored_choice!(ItemKind { About = 1, CheckIn = 2, Aspiration = 3, Note = 4, Conversation = 5 });
