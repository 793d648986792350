//! Makes the demo team through the public API, as a browser would.

fn main() {}
