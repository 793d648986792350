//! A check-in that a worker writes down with somebody they have met: sealed to that person's pinned key with each answer, and
//! signed by the worker whose key the person pinned. Once it is sealed the worker's own device cannot open it again.

use ed25519_dalek::Signer;
use zeroize::Zeroizing;

use super::envelope::{OpenFault, SealFault, check_signature, unseal};
use super::keys::{PersonKeys, WorkerKeys};
use super::{hpke, label, padding};
use crate::cbor;
use crate::entropy::Entropy;
use crate::helped::WrittenDown;
use crate::id::{OrgId, PersonId, WorkerId, WrittenId};
use crate::identity::{PublicKeys, digest};
use crate::sealed::{BUCKETS, Wire, WrittenHeader, parse_wire};

const VERSION: u8 = 1;

/// Who writes down whose answers.
#[derive(Clone, Copy, Debug)]
pub struct WrittenRoute {
    /// The organisation.
    pub org: OrgId,
    /// The worker.
    pub from: WorkerId,
    /// The person.
    pub to: PersonId,
    /// Which check-in.
    pub written: WrittenId,
    /// One more with each answer.
    pub rev: u32,
}

/// Seals what is written down so far to a person whose keys the worker pinned.
///
/// # Errors
/// A [`SealFault`].
pub fn seal_written(
    written: &WrittenDown,
    route: WrittenRoute,
    keys: &WorkerKeys,
    to: &PublicKeys,
    entropy: &mut (impl Entropy + ?Sized),
) -> Result<Vec<u8>, SealFault> {
    let body = Zeroizing::new(written.to_bytes());
    let (bucket, _) = padding::pad(encode(&body, &[0; 64]), &BUCKETS).ok_or(SealFault::TooLong)?;
    let WrittenRoute { org, from, to: person, written, rev } = route;
    let head = WrittenHeader { org, from, to: person, to_kid: to.derive_key_id(), written, rev, bucket }.encode();
    let signature = keys.signing().sign(&signed_message(&head, &body, &to.kem)).to_bytes();
    let (_, padded) = padding::pad(encode(&body, &signature), &BUCKETS).ok_or(SealFault::TooLong)?;
    let (enc, ciphertext) =
        hpke::seal(&to.kem, label::WRITTEN.as_bytes(), &head, &padded, entropy).ok_or(SealFault::Key)?;
    Ok(Wire { header: &head, enc, ciphertext: &ciphertext }.encode())
}

/// Opens it with the person's keys and the key they pinned for the worker. `route` says what was asked for.
///
/// # Errors
/// The first check that fails.
pub fn open_written(
    bytes: &[u8],
    keys: &PersonKeys,
    route: WrittenRoute,
    pinned: &PublicKeys,
) -> Result<WrittenDown, OpenFault> {
    let wire = parse_wire(bytes)?;
    let header = wire.parse_written_header()?;
    let checks = [
        (header.org == keys.org() && header.org == route.org, OpenFault::Organisation),
        (header.to == keys.person_id() && header.to_kid == keys.public().derive_key_id(), OpenFault::Recipient),
        (header.from == route.from, OpenFault::Sender),
        ((header.written, header.rev) == (route.written, route.rev), OpenFault::Revision),
    ];
    if let Some((_, fault)) = checks.into_iter().find(|(holds, _)| !holds) {
        return Err(fault);
    }
    let padded = unseal(&wire, keys.kem(), label::WRITTEN.as_bytes())?;
    let plain = padding::unpad(&padded, header.bucket, &BUCKETS).ok_or(OpenFault::Padding)?;
    let (body, signature) = decode(plain).ok_or(OpenFault::Schema)?;
    check_signature(pinned, &signed_message(wire.header, &body, &keys.public().kem), &signature)?;
    WrittenDown::parse(&body).ok_or(OpenFault::Schema)
}

fn encode(body: &[u8], signature: &[u8; 64]) -> Zeroizing<Vec<u8>> {
    Zeroizing::new(cbor::write(|e| {
        e.array(3)?.u8(VERSION)?.bytes(body)?.bytes(signature)?;
        Ok(())
    }))
}

fn decode(plain: &[u8]) -> Option<(Zeroizing<Vec<u8>>, [u8; 64])> {
    let parse = |d: &mut minicbor::Decoder<'_>| {
        cbor::array(d, 3)?;
        if d.u8()? != VERSION {
            return Err(minicbor::decode::Error::message("version"));
        }
        Ok((Zeroizing::new(d.bytes()?.to_vec()), cbor::bytes(d)?))
    };
    cbor::read(plain, parse, |(body, signature)| encode(body, signature).to_vec())
}

fn signed_message(header: &[u8], body: &[u8], to: &[u8; 32]) -> Vec<u8> {
    [label::WRITTEN_SIG.as_bytes(), &digest(&[header]), &digest(&[body]), to].concat()
}
