//! What a person signs when they accept an introduction, so that the server takes a claim only from whoever holds the
//! keys it names, and only for the worker whose card it was.

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};

use crate::id::{OrgId, WorkerId};
use crate::identity::{PublicKeys, digest};
use crate::introduction::Locator;

const LABEL: &[u8] = b"waymark/claim-sig/v1\0";

/// Everything a claim's signature binds together.
#[derive(Clone, Copy, Debug)]
pub struct ClaimFacts<'a> {
    /// The organisation.
    pub org: OrgId,
    /// The introduction; four bytes of the signature, big-endian.
    pub locator: Locator,
    /// The worker named on the card.
    pub worker: WorkerId,
    /// The person's keys; the signing key checks this very signature.
    pub keys: PublicKeys,
    /// The sealed greeting.
    pub hello: &'a [u8],
    /// The MAC that only the worker can check.
    pub mac: &'a [u8; 32],
}

impl ClaimFacts<'_> {
    /// Signs with the person's key.
    #[must_use]
    pub fn sign(&self, key: &SigningKey) -> [u8; 64] {
        key.sign(&self.message()).to_bytes()
    }

    /// Whether the holder of the signing key signed exactly this.
    #[must_use]
    pub fn is_signed(&self, signature: &[u8]) -> bool {
        let (key, signature) = (VerifyingKey::from_bytes(&self.keys.sig), Signature::from_slice(signature));
        matches!((key, signature), (Ok(key), Ok(signature)) if key.verify_strict(&self.message(), &signature).is_ok())
    }

    /// Label, organisation, locator, worker, both keys, SHA-256 of the greeting, MAC: every part has a fixed length.
    fn message(&self) -> Vec<u8> {
        let (locator, hello) = (self.locator.as_u32().to_be_bytes(), digest(&[self.hello]));
        let keys = [&self.keys.sig[..], &self.keys.kem].concat();
        [LABEL, self.org.as_bytes(), &locator, self.worker.as_bytes(), &keys, &hello, self.mac].concat()
    }
}
