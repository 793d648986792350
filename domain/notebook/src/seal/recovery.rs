//! Twelve recovery words: a person's root as words of BIP 39, to write on paper. With them every key comes back.
//!
//! 128 bits of the root and the first 4 bits of its SHA-256 make 132 bits: twelve numbers of 11 bits, a word each.

use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::keys::Root;
use super::word_list;
pub use super::written_words::WordsFault;
use super::written_words::numbers_of;

/// How many words stand for a root.
pub const WORDS: usize = 12;
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

/// The root of twelve words, however they were written down.
///
/// # Errors
/// [`WordsFault`].
pub fn root_from_words(text: &str) -> Result<Root, WordsFault> {
    let numbers = numbers_of::<WORDS>(text)?;
    // The last word holds 7 bits of the root and the 4 of the check.
    let (ends, others) = numbers.split_last().unwrap_or((&0, &[]));
    let bits = others.iter().fold(0_u128, |bits, number| bits << 11 | u128::from(*number));
    let (bits, last) = (bits << 7 | u128::from(ends >> 4), u128::from(ends & 15));
    let bytes = Zeroizing::new(bits.to_be_bytes());
    if check(&bytes) == last { Ok(Root::from_bytes(*bytes)) } else { Err(WordsFault::Check) }
}

/// The first four bits of the hash.
fn check(root: &[u8; 16]) -> u128 {
    u128::from(Sha256::digest(root)[0] >> 4)
}
