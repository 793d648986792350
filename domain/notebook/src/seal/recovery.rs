//! Twelve recovery words: a person's root as words of BIP 39, to write on paper. With them every key comes back.
//!
//! 128 bits of the root and the first 4 bits of its SHA-256 make 132 bits: twelve numbers of 11 bits, a word each.

use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::keys::Root;
use super::word_list;
use crate::spelling::is_unseen;

/// How many words stand for a root.
pub const WORDS: usize = 12;
/// So much of a word that is not on the list is said again, in characters.
const SAID: usize = 24;

/// Why words are not recovery words.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum WordsFault {
    /// There are not twelve of them.
    #[error("{0} words were given, not twelve")]
    Count(usize),
    /// The word in this place, counted from 1, is not on the list; and the word as it was typed.
    #[error("word {0} is not on the list")]
    Unknown(usize, String),
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

/// The root of twelve words, however they were written down: in capitals, numbered, one a line, with commas, bullets,
/// hyphens or quotes around them, or only the first four letters of each.
///
/// # Errors
/// [`WordsFault`].
pub fn root_from_words(text: &str) -> Result<Root, WordsFault> {
    let seen: Zeroizing<String> = Zeroizing::new(text.chars().filter(|letter| !is_unseen(*letter)).collect());
    // A number glued to its word belongs to the list and not to the word; one alone is no word.
    let words = seen.split(|letter: char| !letter.is_alphanumeric()).map(|word| word.trim_matches(char::is_numeric));
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    if words.len() != WORDS {
        return Err(WordsFault::Count(words.len()));
    }
    let (mut bits, mut last) = (0_u128, 0);
    for (place, word) in (1..).zip(words) {
        let said = || WordsFault::Unknown(place, word.chars().take(SAID).collect());
        let known = word_list::number_of(&Zeroizing::new(word.to_lowercase()));
        let number = u128::from(known.ok_or_else(said)?);
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
