//! A worker's half-written reply, sealed under their own account key: kept at the server for the next sign-in, and opened
//! by nobody else. It is bound to the worker, to the person it is for, and to the id that the reply will have.

use zeroize::Zeroizing;

use super::keys::{Secret, WorkerKeys};
use super::reply::TEXT_LIMIT;
use super::{label, padding, primitive};
use crate::cbor;
use crate::draft::{draft_head, parse_draft};
use crate::id::{PersonId, ReplyId, WorkerId};
use crate::sealed::BUCKETS;

/// What is sealed. It is a version of its own, so that more can be kept later.
const VERSION: u8 = 1;

/// A reply as far as it is written.
#[derive(Clone, PartialEq, Eq)]
pub struct HalfReply {
    /// The id it has had from its beginning on, and will be sent under.
    pub reply: ReplyId,
    /// The words so far; at most [`TEXT_LIMIT`] bytes.
    pub words: String,
}

impl std::fmt::Debug for HalfReply {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("HalfReply").field("reply", &self.reply).finish_non_exhaustive()
    }
}

/// Who writes to whom. It is sealed in, together with the reply's id.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct DraftPlace {
    /// The worker.
    pub worker: WorkerId,
    /// The person.
    pub person: PersonId,
}

/// A half-written reply cannot be sealed, because it is too long; or not opened: another worker's, for another person, or
/// changed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("the half-written reply cannot be sealed or opened")]
pub struct DraftFault;

/// Seals what is written so far, padded, so that its length does not tell how much. `nonce` must be random.
///
/// # Errors
/// [`DraftFault`] if the words are longer than a reply may be.
pub fn seal_draft(
    written: &HalfReply,
    keys: &WorkerKeys,
    place: DraftPlace,
    nonce: [u8; 24],
) -> Result<Vec<u8>, DraftFault> {
    if written.words.len() > TEXT_LIMIT {
        return Err(DraftFault);
    }
    let (_, padded) = padding::pad(encode(&written.words), &BUCKETS).ok_or(DraftFault)?;
    let head = draft_head(written.reply);
    Ok([&head[..], &primitive::lock(&draft_key(keys), nonce, &aad(&head, place), &padded)].concat())
}

/// Opens what the server kept for this place.
///
/// # Errors
/// [`DraftFault`] if it is another worker's, was written to somebody else, or is changed.
pub fn open_draft(bytes: &[u8], keys: &WorkerKeys, place: DraftPlace) -> Result<HalfReply, DraftFault> {
    let (reply, sealed) = parse_draft(bytes).map_err(|_| DraftFault)?;
    let padded = primitive::unlock(&draft_key(keys), &aad(&draft_head(reply), place), sealed);
    let padded = padded.map(Zeroizing::new).ok_or(DraftFault)?;
    let bucket = BUCKETS.iter().position(|size| *size == padded.len()).and_then(|at| u8::try_from(at).ok());
    let plain = padding::unpad(&padded, bucket.ok_or(DraftFault)?, &BUCKETS).ok_or(DraftFault)?;
    let words = cbor::read(plain, decode, |words| encode(words).to_vec()).ok_or(DraftFault)?;
    Ok(HalfReply { reply, words })
}

fn draft_key(keys: &WorkerKeys) -> Secret<32> {
    primitive::derive_key(keys.kem().expose(), &keys.public().sig, &[label::DRAFT.as_bytes()])
}

fn aad(head: &[u8], DraftPlace { worker, person }: DraftPlace) -> Vec<u8> {
    [label::DRAFT.as_bytes(), head, worker.as_bytes(), person.as_bytes()].concat()
}

fn encode(words: &str) -> Zeroizing<Vec<u8>> {
    Zeroizing::new(cbor::write(|e| {
        e.array(2)?.u8(VERSION)?.str(words)?;
        Ok(())
    }))
}

fn decode(d: &mut minicbor::Decoder<'_>) -> Result<String, minicbor::decode::Error> {
    cbor::array(d, 2)?;
    if d.u8()? != VERSION {
        return Err(minicbor::decode::Error::message("version"));
    }
    cbor::text(d, TEXT_LIMIT)
}
