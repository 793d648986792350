//! The only source of random bytes: the operating system's generator through `crypto.getRandomValues`.
use domain::entropy::Entropy;

/// The system's generator, to hand to the sealing functions.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemEntropy;

impl Entropy for SystemEntropy {
    fn fill(&mut self, out: &mut [u8]) {
        if getrandom::fill(out).is_err() {
            // A predictable key or nonce would be worse than a stopped page, and no browser we run in gets here.
            std::process::abort();
        }
    }
}

/// Fresh random bytes.
pub fn make_bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    SystemEntropy.fill(&mut bytes);
    bytes
}
