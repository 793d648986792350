//! The recovery code of a worker's account, printed once: 128 random bits that unwrap the account's keys where the
//! password is lost. The server keeps what is wrapped under it and a hash of what it proves, and opens nothing by either.
//!
//! Written as 28 letters in fours: 26 for the bits and two that find a slip.

use std::fmt;
use std::str::FromStr;

use sha2::{Digest, Sha256};

use super::account::{UnwrapFault, unwrap_under, wrap_under};
use super::keys::{Secret, WorkerKeys};
use super::{label, primitive};
use crate::crockford;
use crate::entropy::Entropy;
use crate::id::WorkerId;

const LETTERS: usize = 26;
const CHECK_LETTERS: usize = 2;

/// A whole code. Its `Debug` keeps it to itself.
#[derive(Clone, Debug)]
pub struct RecoveryCode(Secret<16>);

/// Why a text is no recovery code.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum RecoveryCodeFault {
    /// Not 28 letters.
    #[error("a recovery code has 28 letters, this has {0}")]
    Length(usize),
    /// A sign that codes do not use.
    #[error("a recovery code has no {0:?}")]
    NotALetter(char),
    /// The letters do not fit together: at least one is wrong.
    #[error("the letters of the recovery code do not fit together")]
    Check,
}

impl RecoveryCode {
    /// A new one.
    pub fn make(entropy: &mut (impl Entropy + ?Sized)) -> Self {
        Self(Secret::make(entropy))
    }

    /// What the server is shown to prove that somebody has the code: 32 bytes that open nothing.
    #[must_use]
    pub fn proof(&self) -> [u8; 32] {
        *self.derive(label::RECOVERY_PROOF, &[]).expose()
    }

    /// SHA-256 of the proof: what the server keeps.
    #[must_use]
    pub fn proof_hash(&self) -> [u8; 32] {
        Sha256::digest(self.proof()).into()
    }

    /// Wraps the account's keys. `nonce` must be random.
    #[must_use]
    pub fn wrap(&self, keys: &WorkerKeys, worker: WorkerId, nonce: [u8; 24]) -> Vec<u8> {
        wrap_under(&self.key(worker), label::RECOVERY_KEYS, keys, worker, nonce)
    }

    /// Unwraps them.
    ///
    /// # Errors
    /// [`UnwrapFault`].
    pub fn unwrap(&self, wrapped: &[u8], worker: WorkerId) -> Result<WorkerKeys, UnwrapFault> {
        unwrap_under(&self.key(worker), label::RECOVERY_KEYS, wrapped, worker)
    }

    fn key(&self, worker: WorkerId) -> Secret<32> {
        self.derive(label::RECOVERY_KEYS, worker.as_bytes())
    }

    fn derive(&self, label: &str, salt: &[u8]) -> Secret<32> {
        primitive::derive_key(self.0.expose(), salt, &[label.as_bytes()])
    }
}

/// `XXXX-XXXX-…`, seven groups, to print and to type.
impl fmt::Display for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bits = u128::from_be_bytes(*self.0.expose());
        // The top five bits hold the two that 26 letters have too many, as zeroes.
        let mut text = crockford::letters(bits, LETTERS);
        text.extend(check(&self.0).map(crockford::letter_of));
        for (place, letter) in text.chars().enumerate() {
            if place > 0 && place % 4 == 0 {
                f.write_str("-")?;
            }
            write!(f, "{letter}")?;
        }
        Ok(())
    }
}

impl FromStr for RecoveryCode {
    type Err = RecoveryCodeFault;

    /// Small letters, blanks and dashes are read too, O as 0, I and L as 1.
    fn from_str(text: &str) -> Result<Self, RecoveryCodeFault> {
        let typed = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '\u{2010}'..='\u{2015}'));
        let values = typed.map(value_of).collect::<Result<Vec<u8>, _>>()?;
        if values.len() != LETTERS + CHECK_LETTERS {
            return Err(RecoveryCodeFault::Length(values.len()));
        }
        let (letters, checks) = values.split_at(LETTERS);
        // A first letter above 7 would be bits that no code has.
        let bits = letters.iter().try_fold(0_u128, |bits, value| {
            (bits >> 123 == 0).then_some(bits << 5 | u128::from(*value)).ok_or(RecoveryCodeFault::Check)
        })?;
        let code = Secret::from_bytes(bits.to_be_bytes());
        if checks == check(&code) { Ok(Self(code)) } else { Err(RecoveryCodeFault::Check) }
    }
}

/// Ten bits of a hash: one slip in a thousand passes, and then the server refuses it.
fn check(code: &Secret<16>) -> [u8; CHECK_LETTERS] {
    let hash = Sha256::new().chain_update(label::RECOVERY_CHECK).chain_update(code.expose()).finalize();
    [hash[0] >> 3, hash[1] >> 3]
}

fn value_of(c: char) -> Result<u8, RecoveryCodeFault> {
    crockford::value_of(c).ok_or(RecoveryCodeFault::NotALetter(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(byte: u8) -> RecoveryCode {
        RecoveryCode(Secret::from_bytes([byte; 16]))
    }

    fn keys(byte: u8) -> WorkerKeys {
        WorkerKeys::from_secrets(&Secret::from_bytes([byte; 32]), Secret::from_bytes([byte; 32]))
    }

    #[test]
    fn a_code_is_read_as_it_is_printed_and_as_people_type_it() {
        for byte in [0, 1, 0x7f, 0x80, 0xff] {
            let code = of(byte);
            let text = code.to_string();
            assert_eq!((text.len(), text.matches('-').count()), (34, 6), "{text}");
            let typed = [
                text.clone(),
                text.to_lowercase(),
                text.replace('-', " "),
                text.replace('-', ""),
                text.replace('0', "o"),
            ];
            for typed in typed {
                assert_eq!(typed.parse::<RecoveryCode>().unwrap().0.expose(), code.0.expose(), "{typed}");
            }
        }
    }

    #[test]
    fn a_slip_is_found() {
        let text = of(0x5a).to_string();
        assert_eq!(text[1..].parse::<RecoveryCode>().unwrap_err(), RecoveryCodeFault::Length(27));
        assert_eq!(text.replacen('-', "U", 1).parse::<RecoveryCode>().unwrap_err(), RecoveryCodeFault::NotALetter('U'));
        let mut found = 0;
        for place in (0..text.len()).filter(|place| &text[*place..=*place] != "-") {
            let mut other = text.clone();
            other.replace_range(place..=place, if &text[place..=place] == "7" { "6" } else { "7" });
            found += usize::from(other.parse::<RecoveryCode>().is_err());
        }
        assert_eq!(found, 28);
        assert_eq!("Z".repeat(28).parse::<RecoveryCode>().unwrap_err(), RecoveryCodeFault::Check);
    }

    #[test]
    fn keys_open_only_under_their_code_their_worker_and_their_label() {
        let (sam, jo) = (WorkerId::from_bytes([1; 16]), WorkerId::from_bytes([2; 16]));
        let wrapped = of(1).wrap(&keys(9), sam, [3; 24]);
        assert_eq!(of(1).unwrap(&wrapped, sam).unwrap().public(), keys(9).public());
        assert!(of(2).unwrap(&wrapped, sam).is_err() && of(1).unwrap(&wrapped, jo).is_err());
        assert!(super::super::account::unwrap_keys(&wrapped, sam, &[1; 16]).is_err());
        for place in 0..wrapped.len() {
            let mut changed = wrapped.clone();
            changed[place] ^= 1;
            assert!(of(1).unwrap(&changed, sam).is_err(), "{place}");
        }
    }

    #[test]
    fn what_the_server_is_shown_is_not_what_opens() {
        let code = of(7);
        assert_ne!(code.proof(), *code.key(WorkerId::from_bytes([0; 16])).expose());
        assert_ne!(code.proof(), code.proof_hash());
        assert_eq!(format!("{code:?}"), "RecoveryCode(Secret<16>(hidden))");
    }
}
