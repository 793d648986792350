//! What anyone may read off a sealed guest notebook: its version and its revision. The server keeps the bytes without being
//! able to open them; by the revision a late copy never takes the place of a newer one.
//!
//! Wire: `version (1) ‖ revision (4) ‖ nonce (24) ‖ ciphertext and tag`. What is before the nonce is sealed in as well.

/// Largest guest notebook, sealed, in bytes: 20 KiB.
pub const GUEST_LIMIT: usize = 20 * 1024;
/// How long a guest notebook, and a check-in that was written down for somebody's phone, waits there, days.
pub const WAITS_DAYS: i64 = 90;
/// Version of the wire form.
pub const GUEST_VERSION: u8 = 1;
/// Smallest there can be: everything but contents.
const LEAST: usize = 1 + 4 + 24 + 16;

/// Bytes that are no guest notebook: too short, too long, or of a version this code does not know.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("not a guest notebook")]
pub struct GuestMalformed;

/// What stands before the sealed part.
#[must_use]
pub fn guest_head(rev: u32) -> [u8; 5] {
    let [a, b, c, d] = rev.to_be_bytes();
    [GUEST_VERSION, a, b, c, d]
}

/// The revision, one more with each answer, and the sealed part.
///
/// # Errors
/// [`GuestMalformed`].
pub fn parse_guest(bytes: &[u8]) -> Result<(u32, &[u8]), GuestMalformed> {
    if !(LEAST..=GUEST_LIMIT).contains(&bytes.len()) {
        return Err(GuestMalformed);
    }
    let (version, rest) = bytes.split_first().ok_or(GuestMalformed)?;
    let (rev, sealed) = rest.split_first_chunk::<4>().ok_or(GuestMalformed)?;
    if *version == GUEST_VERSION { Ok((u32::from_be_bytes(*rev), sealed)) } else { Err(GuestMalformed) }
}
