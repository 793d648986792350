//! Random tokens: the text that travels, and the hash that alone is kept.

use base64ct::{Base64UrlUnpadded, Encoding};
use sha2::{Digest, Sha256};

/// SHA-256: tokens, proofs and names are stored only so.
pub fn hash(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// A random token and its text for a cookie, a link or a reply.
pub fn token_text(token: &[u8; 32]) -> String {
    Base64UrlUnpadded::encode_string(token)
}
