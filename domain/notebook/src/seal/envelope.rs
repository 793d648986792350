//! A sealed share: HPKE base mode outside, the sender's signature inside and bound to the recipient.
//!
//! Only a [`SharePayload`] can be sealed, and only `share::assemble` makes one, from a permission that covers it.

use ed25519_dalek::{Signature, Signer, VerifyingKey};
use zeroize::Zeroizing;

use super::keyring::PinnedPerson;
use super::keys::{PersonKeys, Secret, WorkerKeys};
use super::{hpke, label, padding};
use crate::cbor;
use crate::entropy::Entropy;
use crate::id::{OrgId, PersonId, WorkerId};
use crate::identity::{KeyId, PublicKeys, digest};
use crate::sealed::{BUCKETS, ShareHeader, Wire, WireFault, parse_wire};
use crate::share::{SharePayload, SharedItem};
use crate::signed::{ConsentFacts, ConsentStatus};

/// A sealed share, ready to be sent as it is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SealedShare {
    /// What the server may read.
    pub header: ShareHeader,
    /// The whole envelope.
    pub bytes: Vec<u8>,
}

/// A share that passed every check.
#[derive(Clone, PartialEq, Debug)]
pub struct OpenedShare {
    /// Its header.
    pub header: ShareHeader,
    /// What was shared.
    pub item: SharedItem,
}

/// What the worker already knows when a share arrives.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// The worker.
    pub me: WorkerId,
    /// The organisation.
    pub org: OrgId,
    /// The person's newest verified permission record for this worker with the envelope's permission id.
    pub consent: &'a ConsentFacts,
    /// The highest sequence number opened from this person so far; 0 for none.
    pub last_seq: u64,
    /// The revision of this item that is already open; `None` if none is.
    pub last_rev: Option<u32>,
}

/// Why something could not be sealed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum SealFault {
    /// Larger than the largest envelope.
    #[error("too long to be shared at once")]
    TooLong,
    /// The pinned key is no key.
    #[error("the recipient's key is not valid")]
    Key,
}

/// Why a share is put aside. The worker sees "1 item could not be checked", never its content.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum OpenFault {
    /// Not an envelope.
    #[error(transparent)]
    Wire(#[from] WireFault),
    /// Another organisation's.
    #[error("made for another organisation")]
    Organisation,
    /// For another worker or another key.
    #[error("sealed to somebody else")]
    Recipient,
    /// Not from the person it was fetched for.
    #[error("from somebody else")]
    Sender,
    /// The permission it names is another one, was taken back, or is for another worker.
    #[error("no permission covers it")]
    Consent,
    /// The permission's revision is not one the person signed so far.
    #[error("names a revision of the permission that is not known")]
    ConsentRevision,
    /// Its sequence number was passed already.
    #[error("an old envelope was sent again")]
    Sequence,
    /// An older or the same revision of something already open.
    #[error("an old revision was sent again")]
    Revision,
    /// The seal is broken: changed bytes, or another key.
    #[error("the seal is broken")]
    Seal,
    /// The padding is not ours.
    #[error("the padding is wrong")]
    Padding,
    /// The person did not sign this for this worker.
    #[error("the person did not sign this")]
    Signature,
    /// Signed, but of a form this code does not know.
    #[error("of an unknown form")]
    Schema,
}

/// Seals one item to one worker. `to` is the pinned key of the worker the payload was assembled for; `seq` must be
/// higher than in every earlier envelope to that worker.
///
/// # Errors
/// A [`SealFault`].
pub fn seal_share(
    payload: &SharePayload,
    keys: &PersonKeys,
    to: &PublicKeys,
    seq: u64,
    entropy: &mut (impl Entropy + ?Sized),
) -> Result<SealedShare, SealFault> {
    let header = ShareHeader {
        org: keys.org(),
        from: keys.person_id(),
        to: payload.recipient(),
        to_kid: to.derive_key_id(),
        consent: payload.consent(),
        consent_rev: payload.consent_rev(),
        item: payload.item_id(),
        item_rev: payload.item_rev(),
        seq,
        bucket: 0,
    };
    seal_body(header, payload.content(), keys, to, entropy)
}

fn seal_body(
    mut header: ShareHeader,
    body: &[u8],
    keys: &PersonKeys,
    to: &PublicKeys,
    entropy: &mut (impl Entropy + ?Sized),
) -> Result<SealedShare, SealFault> {
    // The signature covers the header, and the header the bucket: its length is known before it is made.
    let (bucket, _) = padding::pad(encode_plain(body, &[0; 64]), &BUCKETS).ok_or(SealFault::TooLong)?;
    header.bucket = bucket;
    let head = header.encode();
    let signature = keys.signing().sign(&signed_message(&head, body, &to.kem)).to_bytes();
    let (_, padded) = padding::pad(encode_plain(body, &signature), &BUCKETS).ok_or(SealFault::TooLong)?;
    let info = info(header.org, header.from, header.to, header.to_kid);
    let (enc, ciphertext) = hpke::seal(&to.kem, &info, &head, &padded, entropy).ok_or(SealFault::Key)?;
    Ok(SealedShare { header, bytes: Wire { header: &head, enc, ciphertext: &ciphertext }.encode() })
}

/// Opens a share after every check there is, in the order of cost.
///
/// # Errors
/// The first check that fails, as an [`OpenFault`].
pub fn open_share(
    bytes: &[u8],
    keys: &WorkerKeys,
    from: &PinnedPerson,
    known: &Known<'_>,
) -> Result<OpenedShare, OpenFault> {
    let wire = parse_wire(bytes)?;
    let header = wire.parse_share_header()?;
    check_header(&header, keys, from, known)?;
    let info = info(header.org, header.from, header.to, header.to_kid);
    let padded = unseal(&wire, keys.kem(), &info)?;
    let plain = padding::unpad(&padded, header.bucket, &BUCKETS).ok_or(OpenFault::Padding)?;
    let (body, signature) = decode_plain(plain).ok_or(OpenFault::Schema)?;
    check_signature(&from.keys, &signed_message(wire.header, &body, &keys.public().kem), &signature)?;
    let item = SharedItem::parse(&body).map_err(|_| OpenFault::Schema)?;
    Ok(OpenedShare { header, item })
}

/// What is inside the seal, still padded.
pub(super) fn unseal(wire: &Wire<'_>, kem: &Secret<32>, info: &[u8]) -> Result<Zeroizing<Vec<u8>>, OpenFault> {
    let padded = hpke::open(kem, &wire.enc, info, wire.header, wire.ciphertext);
    padded.map(Zeroizing::new).ok_or(OpenFault::Seal)
}

/// Whether whoever has these pinned keys signed this.
pub(super) fn check_signature(pinned: &PublicKeys, message: &[u8], signature: &[u8; 64]) -> Result<(), OpenFault> {
    let key = VerifyingKey::from_bytes(&pinned.sig).map_err(|_| OpenFault::Signature)?;
    key.verify_strict(message, &Signature::from_bytes(signature)).map_err(|_| OpenFault::Signature)
}

fn check_header(
    header: &ShareHeader,
    keys: &WorkerKeys,
    from: &PinnedPerson,
    known: &Known<'_>,
) -> Result<(), OpenFault> {
    let consent = known.consent;
    let checks = [
        (header.org == known.org && consent.org == known.org, OpenFault::Organisation),
        (header.to == known.me && header.to_kid == keys.public().derive_key_id(), OpenFault::Recipient),
        (header.from == from.person && from.keys.derive_person_id() == from.person, OpenFault::Sender),
        (header.consent == consent.consent && consent.person == header.from, OpenFault::Consent),
        (consent.to == known.me && consent.kid == header.to_kid, OpenFault::Consent),
        (consent.status == ConsentStatus::Active, OpenFault::Consent),
        ((1..=consent.rev).contains(&header.consent_rev), OpenFault::ConsentRevision),
        (header.seq > known.last_seq, OpenFault::Sequence),
        (known.last_rev.is_none_or(|rev| header.item_rev > rev), OpenFault::Revision),
    ];
    checks.into_iter().find(|(holds, _)| !holds).map_or(Ok(()), |(_, fault)| Err(fault))
}

const PLAIN_VERSION: u8 = 1;

fn encode_plain(body: &[u8], signature: &[u8; 64]) -> Zeroizing<Vec<u8>> {
    Zeroizing::new(cbor::write(|e| {
        e.array(3)?.u8(PLAIN_VERSION)?.bytes(body)?.bytes(signature)?;
        Ok(())
    }))
}

fn decode_plain(plain: &[u8]) -> Option<(Zeroizing<Vec<u8>>, [u8; 64])> {
    let parse = |d: &mut minicbor::Decoder<'_>| {
        cbor::array(d, 3)?;
        if d.u8()? != PLAIN_VERSION {
            return Err(minicbor::decode::Error::message("version"));
        }
        Ok((Zeroizing::new(d.bytes()?.to_vec()), cbor::bytes(d)?))
    };
    cbor::read(plain, parse, |(body, signature)| encode_plain(body, signature).to_vec())
}

fn signed_message(header: &[u8], body: &[u8], to: &[u8; 32]) -> Vec<u8> {
    let inner = digest(&[&[PLAIN_VERSION], body]);
    [label::SHARE_SIG.as_bytes(), &digest(&[header]), &inner, to].concat()
}

fn info(org: OrgId, from: PersonId, to: WorkerId, kid: KeyId) -> Vec<u8> {
    [label::SHARE.as_bytes(), org.as_bytes(), from.as_bytes(), to.as_bytes(), &kid.0].concat()
}
