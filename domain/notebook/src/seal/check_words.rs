//! Six words that two people compare, face to face or on the phone, to know that they hold the same key.
//!
//! 66 bits of a slow hash per key: a stranger would need about 2^66 stretchings for a key with the same words.

use zeroize::Zeroizing;

use super::{label, word_list};
use crate::identity::{PublicKeys, first_bytes};
use crate::stretch::{Cost, Slow, Stretching};

/// The six check words of a key pair, the same on every device.
#[must_use]
pub fn derive_check_words(keys: &PublicKeys) -> Slow<'static, [&'static str; 6]> {
    let salt = first_bytes(&[label::CHECK_WORDS.as_bytes()]);
    let secret = Zeroizing::new([keys.sig, keys.kem].concat());
    Slow::new(Stretching { cost: Cost::Full, secret, salt, length: 9 }, |stretched| {
        let bits = stretched.iter().fold(0_u128, |bits, byte| bits << 8 | u128::from(*byte));
        // 72 bits were drawn; the first 66 are used.
        std::array::from_fn(|place| word_list::word(((bits >> (61 - 11 * place)) & 2047) as usize))
    })
}
