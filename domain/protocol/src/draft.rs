//! What anyone may read off a worker's half-written reply: its version, and the id that the reply will have. The server
//! keeps the bytes without being able to open them; by the id it lets go of what was sent, and takes no late copy of it.
//!
//! Wire: `version (1) ‖ reply (16) ‖ nonce (24) ‖ ciphertext and tag`. What is before the nonce is sealed in as well.

use crate::id::ReplyId;

/// Largest half-written reply, sealed, in bytes: 20 KiB.
pub const DRAFT_LIMIT: usize = 20 * 1024;
/// Version of the wire form.
pub const DRAFT_VERSION: u8 = 1;
/// Smallest there can be: everything but words.
const LEAST: usize = 1 + 16 + 24 + 16;

/// Bytes that are no half-written reply: too short, too long, or of a version this code does not know.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("not a half-written reply")]
pub struct DraftMalformed;

/// What stands before the sealed part.
#[must_use]
pub fn draft_head(reply: ReplyId) -> [u8; 17] {
    let mut head = [DRAFT_VERSION; 17];
    let (_, id) = head.split_at_mut(1);
    id.copy_from_slice(reply.as_bytes());
    head
}

/// The id that the reply will have, and the sealed part.
///
/// # Errors
/// [`DraftMalformed`].
pub fn parse_draft(bytes: &[u8]) -> Result<(ReplyId, &[u8]), DraftMalformed> {
    if !(LEAST..=DRAFT_LIMIT).contains(&bytes.len()) {
        return Err(DraftMalformed);
    }
    let (version, rest) = bytes.split_first().ok_or(DraftMalformed)?;
    let (reply, sealed) = rest.split_first_chunk::<16>().ok_or(DraftMalformed)?;
    if *version == DRAFT_VERSION { Ok((ReplyId::from_bytes(*reply), sealed)) } else { Err(DraftMalformed) }
}
