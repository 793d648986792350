//! Claim words: eight words under which a guest notebook waits for somebody who has no app yet. They are written on paper
//! beside a helper, and typed once, on the person's own phone.
//!
//! 80 random bits and 8 check bits make 88: eight numbers of 11 bits, a word each of the list of BIP 39. Everything else
//! follows from the bits by the slow hash: the place at the server too, so that the place gives none of them away, and a
//! server that keeps it would need some 2^80 stretchings to find the words.

use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::keys::Secret;
use super::word_list;
pub use super::written_words::WordsFault;
use super::written_words::numbers_of;
use super::{label, primitive};
use crate::entropy::Entropy;
use crate::id::{GuestPlace, OrgId};
use crate::identity::first_bytes;
use crate::stretch::{Cost, Slow, Stretching};

/// How many words.
pub const CLAIM_WORDS: usize = 8;

/// The words of one guest notebook. Its `Debug` keeps them to itself.
#[derive(Clone, Debug)]
pub struct ClaimWords(Secret<10>);

/// What follows from claim words in one organisation.
#[derive(Clone, Debug)]
pub struct GuestKeys {
    /// The organisation they are of.
    pub org: OrgId,
    /// Where the notebook waits at the server. Public.
    pub place: GuestPlace,
    /// Shows the server that the words were known; it keeps the hash.
    pub proof: Secret<32>,
    /// Seals what waits there.
    /// Once it is on the person's own phone, keys of that phone take its place and nothing is sealed under it again.
    pub key: Secret<32>,
}

impl ClaimWords {
    /// New ones.
    pub fn make(entropy: &mut (impl Entropy + ?Sized)) -> Self {
        Self(Secret::make(entropy))
    }

    /// To show, to print and to say.
    #[must_use]
    pub fn words(&self) -> [&'static str; CLAIM_WORDS] {
        let secret = self.0.expose().iter().fold(0_u128, |bits, byte| bits << 8 | u128::from(*byte));
        let bits = Zeroizing::new(secret << 8 | u128::from(check(self.0.expose())));
        std::array::from_fn(|place| word_list::word((*bits >> (77 - 11 * place) & 2047) as usize))
    }

    /// Stretches them, once: 64 MiB, about a fifth of a second on a laptop.
    #[must_use]
    pub fn keys(&self, org: OrgId) -> Slow<'static, GuestKeys> {
        // The same for every notebook of the organisation: its place is not known before.
        let salt = first_bytes(&[label::GUEST.as_bytes(), org.as_bytes()]);
        let secret = Zeroizing::new(self.0.expose().to_vec());
        Slow::new(Stretching { cost: Cost::Full, secret, salt, length: 32 }, move |stretched| {
            let key = |info: &str| primitive::derive_key(stretched, &salt, &[info.as_bytes()]);
            GuestKeys {
                org,
                place: GuestPlace::from_bytes(first(key(label::GUEST_PLACE).expose())),
                proof: key(label::GUEST_PROOF),
                key: key(label::GUEST_KEY),
            }
        })
    }
}

/// However they were written down; a slip is found here, before anybody is asked.
impl std::str::FromStr for ClaimWords {
    type Err = WordsFault;

    fn from_str(text: &str) -> Result<Self, WordsFault> {
        let numbers = numbers_of::<CLAIM_WORDS>(text)?;
        let bits = numbers.iter().fold(0_u128, |bits, number| bits << 11 | u128::from(*number));
        let bytes = Zeroizing::new((bits >> 8).to_be_bytes());
        let mut secret = Secret::empty();
        secret.bytes_mut().copy_from_slice(&bytes[6..]);
        if u128::from(check(secret.expose())) == bits & 255 { Ok(Self(secret)) } else { Err(WordsFault::Check) }
    }
}

/// The first byte of the hash.
fn check(secret: &[u8; 10]) -> u8 {
    Sha256::new_with_prefix(label::GUEST_CHECK).chain_update(secret).finalize()[0]
}

fn first(bytes: &[u8; 32]) -> [u8; 16] {
    std::array::from_fn(|place| bytes[place])
}
