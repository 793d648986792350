//! Twelve recovery words: a person's root as words of BIP 39, to write on paper. With them every key comes back.
//!
//! 128 bits of the root and the first 4 bits of its SHA-256 make 132 bits: twelve numbers of 11 bits, a word each.

use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::keys::Root;
use super::word_list;

/// How many words stand for a root.
pub const WORDS: usize = 12;

/// Why words are not recovery words.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum WordsFault {
    /// There are not twelve of them.
    #[error("{0} words were given, not twelve")]
    Count(usize),
    /// The word in this place, counted from 1, is not on the list.
    #[error("word {0} is not on the list")]
    Unknown(usize),
    /// Each is on the list, but they do not belong together.
    #[error("the words do not fit together")]
    Check,
}

/// The words of a root.
#[must_use]
pub fn recovery_words(root: &Root) -> [&'static str; WORDS] {
    let bits = u128::from_be_bytes(*root.expose());
    let check = check(root.expose());
    std::array::from_fn(|place| {
        // The last word takes 7 bits of the root and the 4 of the check.
        let number = if place + 1 == WORDS { (bits << 4) | check } else { bits >> (117 - 11 * place) };
        word_list::word((number & 2047) as usize)
    })
}

/// The root of twelve words, however they were spaced or cased.
///
/// # Errors
/// [`WordsFault`].
pub fn root_from_words(text: &str) -> Result<Root, WordsFault> {
    let text = Zeroizing::new(text.to_lowercase());
    let count = text.split_whitespace().count();
    if count != WORDS {
        return Err(WordsFault::Count(count));
    }
    let (mut bits, mut last) = (0_u128, 0);
    for (place, word) in (1..).zip(text.split_whitespace()) {
        let number = u128::from(word_list::number_of(word).ok_or(WordsFault::Unknown(place))?);
        if place == WORDS {
            bits = (bits << 7) | (number >> 4);
            last = number & 15;
        } else {
            bits = (bits << 11) | number;
        }
    }
    let bytes = Zeroizing::new(bits.to_be_bytes());
    if check(&bytes) == last { Ok(Root::from_bytes(*bytes)) } else { Err(WordsFault::Check) }
}

/// The first four bits of the hash.
fn check(root: &[u8; 16]) -> u128 {
    u128::from(Sha256::digest(root)[0] >> 4)
}
