//! One-time codes (RFC 6238: SHA-1, six digits, half a minute), as every app for them makes. Their secret is in no table:
//! it follows from the sign-in key beside the database and a salt, so that a copy of the database alone gives no code.

use domain::id::WorkerId;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use totp_rs::{Algorithm, Builder, Totp};

/// Bytes of a secret: SHA-1's own length, as RFC 4226 recommends.
pub const SECRET_BYTES: usize = 20;
/// A code counts for so long, s.
const STEP_S: u64 = 30;
/// The code before and the one after count too: clocks differ, and people type slowly.
const SKEW: u16 = 1;

/// What an app for codes is told.
#[derive(Clone, PartialEq, Eq)]
pub struct CodesSecret([u8; SECRET_BYTES]);

impl CodesSecret {
    /// The secret of this worker's codes under this salt.
    pub(crate) fn derive(sign_in_key: &[u8], worker: WorkerId, salt: &[u8; 32]) -> Option<Self> {
        // HMAC takes keys of every length.
        let mut mac = Hmac::<Sha256>::new_from_slice(sign_in_key).ok()?;
        mac.update(b"waymark/codes/v1");
        mac.update(worker.as_bytes());
        mac.update(salt);
        let whole: [u8; 32] = mac.finalize().into_bytes().into();
        whole.first_chunk().copied().map(Self)
    }

    /// The bytes.
    #[must_use]
    pub fn expose(&self) -> &[u8; SECRET_BYTES] {
        &self.0
    }

    /// The half minute that this code is of, counted from 1970, if it is of now or beside it. That each is accepted once
    /// is for the store to see to.
    #[must_use]
    pub fn step_of(&self, code: &str, now_ms: i64) -> Option<u64> {
        let digits: String = code.chars().filter(|letter| !letter.is_whitespace()).collect();
        let six = digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_digit());
        self.totp().filter(|_| six)?.check(&digits, u64::try_from(now_ms).ok()? / 1000)
    }

    fn totp(&self) -> Option<Totp> {
        let with = Builder::new().with_algorithm(Algorithm::SHA1).with_digits(6).with_step_duration(STEP_S);
        with.with_skew(SKEW).with_secret(self.0.to_vec().into_boxed_slice()).build().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6238, appendix B, SHA-1: seconds, and the last six of its eight digits.
    const PUBLISHED: [(i64, &str); 6] = [
        (59, "287082"),
        (1_111_111_109, "081804"),
        (1_111_111_111, "050471"),
        (1_234_567_890, "005924"),
        (2_000_000_000, "279037"),
        (20_000_000_000, "353130"),
    ];

    #[test]
    fn codes_are_those_of_the_standard_now_and_one_step_beside_and_no_further() {
        let secret = CodesSecret(*b"12345678901234567890");
        for (second, code) in PUBLISHED {
            let own = u64::try_from(second / 30).unwrap();
            for (off, step) in [(0, Some(own)), (-30, Some(own)), (30, Some(own)), (-60, None), (60, None)] {
                assert_eq!(
                    secret.step_of(code, (second + off) * 1000),
                    step.filter(|_| second + off >= 0),
                    "{second} {off}"
                );
            }
            assert_eq!(secret.step_of(&format!(" {} {} ", &code[..3], &code[3..]), second * 1000), Some(own));
        }
        for other in ["", "28708", "2870820", "28708a", "२८७०८२", "-87082"] {
            assert_eq!(secret.step_of(other, 59_000), None, "{other}");
        }
    }

    #[test]
    fn a_secret_is_of_one_key_one_worker_and_one_salt() {
        let of = |key: &[u8], worker: u8, salt: u8| {
            *CodesSecret::derive(key, WorkerId::from_bytes([worker; 16]), &[salt; 32]).unwrap().expose()
        };
        let all = [of(b"key", 1, 1), of(b"other", 1, 1), of(b"key", 2, 1), of(b"key", 1, 2)];
        assert_eq!(all[0], of(b"key", 1, 1));
        assert!((1..4).all(|n| all[n] != all[0]) && all[1] != all[2] && all[2] != all[3]);
    }
}
