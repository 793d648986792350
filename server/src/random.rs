//! The only place of the server that draws random bytes: the operating system's generator.

use domain::entropy::Entropy;

/// Fixed number of random bytes. An error here means that the system has no generator: the request fails.
pub fn make_bytes<const N: usize>() -> Result<[u8; N], getrandom::Error> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)?;
    Ok(bytes)
}

/// The generator as the domain wants it: a seed drawn first, so that its failure is an error and not a weak key.
pub struct System;

impl Entropy for System {
    fn fill(&mut self, out: &mut [u8]) {
        // Linux's generator cannot fail once it has answered; stopping is better than a guessable key.
        if getrandom::fill(out).is_err() {
            std::process::abort();
        }
    }
}
