//! A worker's short reply, sealed to the person and signed by the worker whose key the person pinned.

use ed25519_dalek::Signer;
use zeroize::Zeroizing;

use super::envelope::{OpenFault, SealFault, check_signature, unseal};
use super::keys::{PersonKeys, WorkerKeys};
use super::{hpke, label, padding};
use crate::cbor;
use crate::entropy::Entropy;
use crate::id::{OrgId, PersonId, ReplyId, WorkerId};
use crate::identity::{PublicKeys, digest};
use crate::sealed::{BUCKETS, ReplyHeader, Wire, parse_wire};
use crate::time::Moment;

/// Longest text of a reply, in bytes.
pub const TEXT_LIMIT: usize = 4000;
const VERSION: u8 = 1;

/// What a reply says.
#[derive(Clone, PartialEq, Eq)]
pub struct ReplyBody {
    /// The worker's words.
    pub words: String,
    /// When they were written, by the worker's clock.
    pub at: Moment,
    /// The code of a colleague's introduction that is passed on, as letters.
    pub introduction: Option<String>,
}

impl std::fmt::Debug for ReplyBody {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ReplyBody").field("at", &self.at).finish_non_exhaustive()
    }
}

/// Who replies to whom.
#[derive(Clone, Copy, Debug)]
pub struct Route {
    /// The organisation.
    pub org: OrgId,
    /// The worker.
    pub from: WorkerId,
    /// The person.
    pub to: PersonId,
    /// The reply.
    pub reply: ReplyId,
}

/// Seals a reply to a person whose keys the worker pinned.
///
/// # Errors
/// A [`SealFault`].
pub fn seal_reply(
    body: &ReplyBody,
    route: Route,
    keys: &WorkerKeys,
    to: &PublicKeys,
    entropy: &mut (impl Entropy + ?Sized),
) -> Result<Vec<u8>, SealFault> {
    if body.words.len() > TEXT_LIMIT {
        return Err(SealFault::TooLong);
    }
    let (bucket, _) = padding::pad(encode(body, &[0; 64]), &BUCKETS).ok_or(SealFault::TooLong)?;
    let Route { org, from, to: person, reply } = route;
    let head = ReplyHeader { org, from, to: person, to_kid: to.derive_key_id(), reply, bucket }.encode();
    let signature = keys.signing().sign(&signed_message(&head, body, &to.kem)).to_bytes();
    let (_, padded) = padding::pad(encode(body, &signature), &BUCKETS).ok_or(SealFault::TooLong)?;
    let (enc, ciphertext) =
        hpke::seal(&to.kem, label::REPLY.as_bytes(), &head, &padded, entropy).ok_or(SealFault::Key)?;
    Ok(Wire { header: &head, enc, ciphertext: &ciphertext }.encode())
}

/// Opens a reply with the person's keys and the key they pinned for the worker.
///
/// # Errors
/// The first check that fails.
pub fn open_reply(
    bytes: &[u8],
    keys: &PersonKeys,
    from: WorkerId,
    pinned: &PublicKeys,
    reply: ReplyId,
) -> Result<ReplyBody, OpenFault> {
    let wire = parse_wire(bytes)?;
    let header = wire.parse_reply_header()?;
    let checks = [
        (header.org == keys.org(), OpenFault::Organisation),
        (header.to == keys.person_id() && header.to_kid == keys.public().derive_key_id(), OpenFault::Recipient),
        (header.from == from, OpenFault::Sender),
        (header.reply == reply, OpenFault::Revision),
    ];
    if let Some((_, fault)) = checks.into_iter().find(|(holds, _)| !holds) {
        return Err(fault);
    }
    let padded = unseal(&wire, keys.kem(), label::REPLY.as_bytes())?;
    let plain = padding::unpad(&padded, header.bucket, &BUCKETS).ok_or(OpenFault::Padding)?;
    let (body, signature) = decode(plain).ok_or(OpenFault::Schema)?;
    check_signature(pinned, &signed_message(wire.header, &body, &keys.public().kem), &signature)?;
    Ok(body)
}

fn encode(body: &ReplyBody, signature: &[u8]) -> Zeroizing<Vec<u8>> {
    Zeroizing::new(cbor::write(|e| {
        e.array(5)?.u8(VERSION)?.str(&body.words)?.i64(body.at.0)?;
        e.str(body.introduction.as_deref().unwrap_or_default())?.bytes(signature)?;
        Ok(())
    }))
}

fn decode(plain: &[u8]) -> Option<(ReplyBody, [u8; 64])> {
    let parse = |d: &mut minicbor::Decoder<'_>| {
        cbor::array(d, 5)?;
        if d.u8()? != VERSION {
            return Err(minicbor::decode::Error::message("version"));
        }
        let words = cbor::text(d, TEXT_LIMIT)?;
        let at = Moment(d.i64()?);
        let introduction = cbor::text(d, 64)?;
        let introduction = (!introduction.is_empty()).then_some(introduction);
        Ok((ReplyBody { words, at, introduction }, cbor::bytes(d)?))
    };
    cbor::read(plain, parse, |(body, signature)| encode(body, signature).to_vec())
}

fn signed_message(header: &[u8], body: &ReplyBody, to: &[u8; 32]) -> Vec<u8> {
    [label::REPLY_SIG.as_bytes(), &digest(&[header]), &digest(&[&encode(body, &[])]), to].concat()
}
