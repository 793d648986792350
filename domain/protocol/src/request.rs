//! How a person's request proves who sent it, without an account: the `Waymark-Auth` header.
//!
//! The signature covers the organisation, the sender's id, the method, the authority, the path with its query, a hash
//! of the body, the time and a nonce. The server accepts five minutes of clock difference; beyond that it answers with its own time and the
//! phone tries once more with an offset.

use std::fmt::Write as _;

use base64ct::{Base64UrlUnpadded, Encoding};
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};

use crate::id::{OrgId, PersonId};
use crate::identity::digest;
use crate::time::Moment;

/// How far the two clocks may differ, in milliseconds.
pub const CLOCK_TOLERANCE_MS: i64 = 300_000;
/// How long a nonce must be remembered, in milliseconds: both sides of the tolerance.
pub const NONCE_LIFETIME_MS: i64 = 2 * CLOCK_TOLERANCE_MS;

/// What is signed besides the sender's id, the time and the nonce.
#[derive(Clone, Copy, Debug)]
pub struct RequestParts<'a> {
    /// The organisation that is asked: the phone's, whose keys sign, or the server's own, which checks.
    pub org: OrgId,
    /// In capitals: `PUT`.
    pub method: &'a str,
    /// Host and port as the browser sends them: `waymark.example:8701`.
    pub authority: &'a str,
    /// As sent, with the query: `/v1/inbox?after=3`.
    pub path_and_query: &'a str,
    /// The body's bytes; empty when there is none.
    pub body: &'a [u8],
}

/// A parsed, not yet verified header.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RequestAuth {
    /// Who says they sent it.
    pub id: PersonId,
    /// When, by the sender's clock with its offset.
    pub at: Moment,
    /// Used once.
    pub nonce: [u8; 16],
    signature: [u8; 64],
}

/// Why a header is refused.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum AuthFault {
    /// The header is not of the one known form.
    #[error("the Waymark-Auth header is malformed")]
    Malformed,
    /// The sender's clock is more than five minutes away from `server`.
    #[error("the clock differs by more than five minutes")]
    Clock {
        /// The server's time, to be sent back.
        server: Moment,
    },
    /// The signature is not the sender's over this request.
    #[error("the signature does not fit the request")]
    Signature,
}

/// The value of the header for one request. `nonce` must be random and is used once.
#[must_use]
pub fn sign_request(key: &SigningKey, id: PersonId, parts: RequestParts<'_>, at: Moment, nonce: [u8; 16]) -> String {
    let signature = key.sign(&message(id, parts, at, &nonce)).to_bytes();
    let (nonce, signature) = (Base64UrlUnpadded::encode_string(&nonce), Base64UrlUnpadded::encode_string(&signature));
    format!("v=2, id={id}, ts={}, nonce={nonce}, sig={signature}", at.0)
}

/// Reads the header strictly: five fields, in order, each once.
///
/// # Errors
/// [`AuthFault::Malformed`].
pub fn parse_auth(value: &str) -> Result<RequestAuth, AuthFault> {
    let fields: Vec<&str> = value.split(", ").collect();
    let [version, id, at, nonce, signature] = fields[..] else { return Err(AuthFault::Malformed) };
    if version != "v=2" {
        return Err(AuthFault::Malformed);
    }
    let id = field(id, "id=")?.parse().map_err(|_| AuthFault::Malformed)?;
    let digits = field(at, "ts=")?;
    let millis: i64 = digits.parse().map_err(|_| AuthFault::Malformed)?;
    if millis.to_string() != digits {
        return Err(AuthFault::Malformed);
    }
    Ok(RequestAuth {
        id,
        at: Moment(millis),
        nonce: decode(field(nonce, "nonce=")?)?,
        signature: decode(field(signature, "sig=")?)?,
    })
}

impl RequestAuth {
    /// Checks the clock and the signature. The caller still has to see that the nonce is new.
    ///
    /// # Errors
    /// [`AuthFault::Signature`] when it is not the sender's, else [`AuthFault::Clock`] when only the time is wrong.
    pub fn verify(&self, sig_pk: &[u8; 32], parts: RequestParts<'_>, now: Moment) -> Result<(), AuthFault> {
        let key = VerifyingKey::from_bytes(sig_pk).map_err(|_| AuthFault::Signature)?;
        let signature = Signature::from_bytes(&self.signature);
        key.verify_strict(&message(self.id, parts, self.at, &self.nonce), &signature)
            .map_err(|_| AuthFault::Signature)?;
        let apart = self.at.0.checked_sub(now.0).map(i64::unsigned_abs);
        if apart.is_none_or(|ms| ms > CLOCK_TOLERANCE_MS.unsigned_abs()) {
            return Err(AuthFault::Clock { server: now });
        }
        Ok(())
    }
}

fn message(id: PersonId, parts: RequestParts<'_>, at: Moment, nonce: &[u8; 16]) -> Vec<u8> {
    let RequestParts { org, method, authority, path_and_query, .. } = parts;
    let mut text = format!("waymark/req/v2\n{org}\n{id}\n{method}\n{authority}\n{path_and_query}\n");
    for byte in digest(&[parts.body]) {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    let _ = write!(text, "\n{}\n{}", at.0, Base64UrlUnpadded::encode_string(nonce));
    text.into_bytes()
}

fn field<'a>(text: &'a str, name: &str) -> Result<&'a str, AuthFault> {
    text.strip_prefix(name).ok_or(AuthFault::Malformed)
}

fn decode<const N: usize>(text: &str) -> Result<[u8; N], AuthFault> {
    let mut bytes = [0; N];
    let written = Base64UrlUnpadded::decode(text, &mut bytes).map_err(|_| AuthFault::Malformed)?.len();
    if written == N { Ok(bytes) } else { Err(AuthFault::Malformed) }
}
