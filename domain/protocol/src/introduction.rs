//! The code of an introduction: what the QR, the link and the typed letters carry.
//!
//! Eighty random bits: a locator the server may know (30) and a secret it never sees (50). Written as sixteen
//! Crockford letters in fours and one check letter. The check letter finds every single wrong letter and every
//! swap of two letters.

mod pasted;

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use zeroize::Zeroize;

use crate::crockford::{self, letter_of, letters};
use crate::entropy::{Entropy, make_bytes};
use crate::identity::digest;

/// How long an introduction can be accepted after it was made, in milliseconds: 14 days.
pub const LIFETIME_MS: i64 = 14 * 24 * 60 * 60 * 1000;
/// Longest name, team (with what the role is called) or greeting on a card, in bytes.
pub const TEXT_LIMIT: usize = 400;
/// Longest line about when a worker may have to tell others, in bytes.
pub const SAFEGUARDING_LIMIT: usize = 1000;

const LETTERS: usize = 16;
const LOCATOR_LETTERS: usize = 6;
const LOCATOR_BITS: u32 = 30;
const SECRET_BITS: u32 = 50;

/// The part of a code that the server keeps the introduction under: 30 bits, written as six letters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Locator(u32);

impl Locator {
    /// From a number below 2^30.
    ///
    /// # Errors
    /// [`CodeFault::TooLong`] for any larger number.
    pub fn from_u32(number: u32) -> Result<Self, CodeFault> {
        if number >> LOCATOR_BITS == 0 { Ok(Self(number)) } else { Err(CodeFault::TooLong) }
    }

    /// The number, below 2^30.
    #[must_use]
    pub fn as_u32(self) -> u32 {
        self.0
    }
}

impl fmt::Display for Locator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&letters(u128::from(self.0), LOCATOR_LETTERS))
    }
}

impl FromStr for Locator {
    type Err = CodeFault;

    fn from_str(text: &str) -> Result<Self, CodeFault> {
        let values = text.chars().map(value_of).collect::<Result<Vec<_>, _>>()?;
        if values.len() < LOCATOR_LETTERS {
            return Err(CodeFault::TooShort);
        }
        if values.len() > LOCATOR_LETTERS {
            return Err(CodeFault::TooLong);
        }
        Ok(Self(values.iter().fold(0, |number, value| number << 5 | u32::from(*value))))
    }
}

impl Serialize for Locator {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Locator {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// A whole code. Its `Debug` keeps the secret to itself.
#[derive(Clone, PartialEq, Eq)]
pub struct Code {
    locator: Locator,
    secret: u64,
}

/// Why a text is no code.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum CodeFault {
    /// Fewer letters than a code has.
    #[error("the code is too short")]
    TooShort,
    /// More letters than a code has.
    #[error("the code is too long")]
    TooLong,
    /// A sign that codes do not use.
    #[error("a code has no {0:?}")]
    NotALetter(char),
    /// The letters do not fit together: one is wrong or two are swapped.
    #[error("the check letter does not fit")]
    CheckLetter,
}

impl Code {
    /// A new code of 80 random bits.
    pub fn make(entropy: &mut (impl Entropy + ?Sized)) -> Self {
        let mut bits = [0; 16];
        bits[6..].copy_from_slice(&make_bytes::<10>(entropy));
        Self::from_bits(u128::from_be_bytes(bits))
    }

    /// What the server may know.
    #[must_use]
    pub fn locator(&self) -> Locator {
        self.locator
    }

    /// The secret as eight bytes, most significant first; the top 14 bits are zero.
    #[must_use]
    pub fn expose_secret(&self) -> [u8; 8] {
        self.secret.to_be_bytes()
    }

    /// `XXXX-XXXX-XXXX-XXXX-X`, to read aloud and to type.
    #[must_use]
    pub fn to_letters(&self) -> String {
        let plain = self.to_fragment();
        let groups: Vec<&str> = (0..=4).filter_map(|group| plain.get(group * 4..(group * 4 + 4).min(17))).collect();
        groups.join("-")
    }

    /// The 17 letters alone, as they follow `/i#` in a link and a QR code.
    #[must_use]
    pub fn to_fragment(&self) -> String {
        let bits = u128::from(self.locator.0) << SECRET_BITS | u128::from(self.secret);
        let mut text = letters(bits, LETTERS);
        text.push(letter_of(check_value(text.bytes().map(|b| value_of(char::from(b)).unwrap_or(0)))));
        text
    }

    fn from_bits(bits: u128) -> Self {
        let secret = (bits & ((1 << SECRET_BITS) - 1)) as u64;
        let locator = ((bits >> SECRET_BITS) & ((1 << LOCATOR_BITS) - 1)) as u32;
        Self { locator: Locator(locator), secret }
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Code").field("locator", &self.locator).finish_non_exhaustive()
    }
}

impl Drop for Code {
    fn drop(&mut self) {
        self.secret.zeroize();
    }
}

/// Reads a code from what a person typed or pasted: letters in any case and spacing, a whole link, also one whose `#`
/// or hyphens a messenger has turned into percent signs, or a message with a code somewhere in it.
///
/// # Errors
/// A [`CodeFault`] that says what to look at again.
pub fn parse_code(text: &str) -> Result<Code, CodeFault> {
    let values = pasted::find(text)?;
    Ok(Code::from_bits(values.iter().fold(0, |bits, value| bits << 5 | u128::from(*value))))
}

/// SHA-256 of a claim key: what the server keeps of a key it has never seen.
#[must_use]
pub fn derive_claim_hash(claim_key: &[u8; 32]) -> [u8; 32] {
    digest(&[claim_key])
}

fn value_of(c: char) -> Result<u8, CodeFault> {
    crockford::value_of(c).ok_or(CodeFault::NotALetter(c))
}

/// A weighted sum in the field of 32 elements. Each place has its own weight (a power of a generator), so no
/// single change and no swap of two different letters leaves the sum as it was.
fn check_value(values: impl Iterator<Item = u8>) -> u8 {
    values.fold(0, |sum, value| times_generator(sum ^ value))
}

/// Multiplies by x modulo x^5 + x^2 + 1, whose root generates all 31 non-zero elements.
fn times_generator(value: u8) -> u8 {
    let shifted = value << 1;
    if shifted & 32 == 0 { shifted } else { shifted ^ 0b10_0101 }
}
