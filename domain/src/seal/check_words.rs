//! Six words that two people compare, face to face or on the phone, to know that they hold the same key.
//!
//! 66 bits of a slow hash per key: a stranger would need about 2^66 stretchings for a key with the same words.

use super::{label, primitive, word_list};
use crate::identity::{PublicKeys, first_bytes};

/// The six check words of a key pair, the same on every device. Slow on purpose.
#[must_use]
pub fn derive_check_words(keys: &PublicKeys) -> [&'static str; 6] {
    let salt = first_bytes(&[label::CHECK_WORDS.as_bytes()]);
    let stretched = primitive::stretch::<9>(&[keys.sig, keys.kem].concat(), &salt);
    let bits = stretched.expose().iter().fold(0_u128, |bits, byte| bits << 8 | u128::from(*byte));
    // 72 bits were drawn; the first 66 are used.
    std::array::from_fn(|place| word_list::word(((bits >> (61 - 11 * place)) & 2047) as usize))
}
