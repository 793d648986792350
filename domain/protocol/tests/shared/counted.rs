//! A source of bytes that is the same on every run, for the tests of both crates.

use protocol::entropy::Entropy;
use sha2::{Digest, Sha256};

/// SHA-256 in counter mode: no secret at all, but never the same block twice.
pub(crate) struct Counted(u64, u64);

pub(crate) fn counted(seed: u64) -> Counted {
    Counted(seed, 0)
}

impl Entropy for Counted {
    fn fill(&mut self, out: &mut [u8]) {
        for chunk in out.chunks_mut(32) {
            let block = Sha256::new().chain_update(self.0.to_le_bytes()).chain_update(self.1.to_le_bytes()).finalize();
            chunk.copy_from_slice(&block[..chunk.len()]);
            self.1 += 1;
        }
    }
}
