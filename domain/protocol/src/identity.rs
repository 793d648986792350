//! Public keys and the ids that follow from them. Anyone may compute these; the secret halves live in `seal::keys`.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::id::PersonId;

/// The two public keys of a person or a worker.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct PublicKeys {
    /// Ed25519: checks what its owner signed.
    pub sig: [u8; 32],
    /// X25519: seals what only its owner may open.
    pub kem: [u8; 32],
}

/// Names one sealing key in eight bytes, so that a worker with a new key can tell which envelopes are for which.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub struct KeyId(pub [u8; 8]);

impl PublicKeys {
    /// The id the server knows a person by. It says nothing about who they are.
    #[must_use]
    pub fn derive_person_id(&self) -> PersonId {
        PersonId::from_bytes(first_bytes(&[b"waymark/person/v1", &self.sig, &self.kem]))
    }

    /// The id of the sealing key.
    #[must_use]
    pub fn derive_key_id(&self) -> KeyId {
        KeyId(first_bytes(&[b"waymark/kid/v1", &self.kem]))
    }
}

/// SHA-256 over the parts one after the other. Callers keep the parts of fixed length, or the last one alone open.
pub fn digest(parts: &[&[u8]]) -> [u8; 32] {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part);
    }
    hash.finalize().into()
}

/// The first `N` bytes of [`digest`].
pub fn first_bytes<const N: usize>(parts: &[&[u8]]) -> [u8; N] {
    let full = digest(parts);
    let mut first = [0; N];
    first.copy_from_slice(&full[..N]);
    first
}
