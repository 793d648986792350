//! A guest notebook: what is written down with somebody who has no app yet, sealed under their claim words. It is bound to
//! its organisation, to the place it waits at, and to its revision.

use zeroize::Zeroizing;

use super::claim_words::GuestKeys;
use super::{label, padding, primitive};
use crate::guest::{guest_head, parse_guest};
use crate::helped::WrittenDown;
use crate::sealed::BUCKETS;

/// A guest notebook cannot be sealed, because it is too long; or not opened: of other words, of another place, or changed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("the guest notebook cannot be sealed or opened")]
pub struct GuestFault;

/// Seals what is written down so far, padded. `rev` is one more with each answer; `nonce` must be random.
///
/// # Errors
/// [`GuestFault`] if it is longer than the server takes.
pub fn seal_guest(written: &WrittenDown, rev: u32, keys: &GuestKeys, nonce: [u8; 24]) -> Result<Vec<u8>, GuestFault> {
    let (_, padded) = padding::pad(Zeroizing::new(written.to_bytes()), &BUCKETS[..3]).ok_or(GuestFault)?;
    let head = guest_head(rev);
    Ok([&head[..], &primitive::lock(&keys.key, nonce, &aad(&head, keys), &padded)].concat())
}

/// Opens what the server kept at the place of these words; with its revision.
///
/// # Errors
/// [`GuestFault`] if it is of another place, is changed, or is of a form this code does not know.
pub fn open_guest(bytes: &[u8], keys: &GuestKeys) -> Result<(u32, WrittenDown), GuestFault> {
    let (rev, sealed) = parse_guest(bytes).map_err(|_| GuestFault)?;
    let padded = primitive::unlock(&keys.key, &aad(&guest_head(rev), keys), sealed);
    let padded = padded.map(Zeroizing::new).ok_or(GuestFault)?;
    let bucket = BUCKETS.iter().position(|size| *size == padded.len()).and_then(|at| u8::try_from(at).ok());
    let plain = padding::unpad(&padded, bucket.ok_or(GuestFault)?, &BUCKETS).ok_or(GuestFault)?;
    WrittenDown::parse(plain).map(|written| (rev, written)).ok_or(GuestFault)
}

fn aad(head: &[u8], keys: &GuestKeys) -> Vec<u8> {
    [label::GUEST.as_bytes(), head, keys.org.as_bytes(), keys.place.as_bytes()].concat()
}
