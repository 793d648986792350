//! The one-time codes of the demo's workers, as an app on their phones would show them.

use crate::Done;
use std::time::{SystemTime, UNIX_EPOCH};
use totp_rs::{Algorithm, Builder, Secret, Totp};

/// A code is of so many seconds.
const STEP_S: u64 = 30;

/// What an app for codes knows.
pub(super) struct Codes(Secret);

impl Codes {
    /// As the server said it.
    pub(super) fn of(bytes: &[u8]) -> Self {
        Self(Secret::new(bytes.into()))
    }

    /// As [`Codes::letters`] wrote it.
    pub(super) fn read(letters: &str) -> Done<Self> {
        Secret::try_from_base32(letters).map(Self).map_err(|_| format!("{letters} is no secret of codes"))
    }

    /// For an app: RFC 4648.
    pub(super) fn letters(&self) -> String {
        self.0.to_base32()
    }

    /// The code of now, and for how many seconds it is.
    pub(super) fn now(&self) -> Done<(String, u64)> {
        let (totp, now) = (self.totp()?, seconds());
        Ok((totp.generate(now).to_string(), STEP_S - now % STEP_S))
    }

    /// The code before the one of now, which a server still takes.
    pub(super) fn early(&self) -> Done<String> {
        Ok(self.totp()?.generate(seconds() - STEP_S).to_string())
    }

    /// The codes that a server takes now, the earliest first.
    pub(super) fn around(&self) -> Done<[String; 3]> {
        let (totp, now) = (self.totp()?, seconds());
        Ok([now - STEP_S, now, now + STEP_S].map(|at| totp.generate(at).to_string()))
    }

    fn totp(&self) -> Done<Totp> {
        let with = Builder::new().with_algorithm(Algorithm::SHA1).with_digits(6).with_step_duration(STEP_S);
        with.with_secret(self.0.clone()).build().map_err(|e| e.to_string())
    }
}

fn seconds() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs()
}
