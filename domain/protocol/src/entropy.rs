//! Where random bytes come from: always from outside, so that everything here is the same on every run of a test.

/// A source of random bytes. The app fills from the browser's generator, tests from a counted stream.
pub trait Entropy {
    /// Fills the whole of `out`. An implementation that is used for keys must be cryptographically secure.
    fn fill(&mut self, out: &mut [u8]);
}

impl<F: FnMut(&mut [u8])> Entropy for F {
    fn fill(&mut self, out: &mut [u8]) {
        self(out);
    }
}

/// Draws a fixed number of random bytes.
pub fn make_bytes<const N: usize>(entropy: &mut (impl Entropy + ?Sized)) -> [u8; N] {
    let mut bytes = [0; N];
    entropy.fill(&mut bytes);
    bytes
}
