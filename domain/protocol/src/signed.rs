//! The signed permission record: CBOR under an Ed25519 signature, chained by hash, verified over the bytes as
//! received. Person and server and worker all read the same bytes; nobody re-encodes what somebody else signed.

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};

use crate::cbor;
use crate::id::{ConsentId, OrgId, PersonId, WorkerId};
use crate::identity::{KeyId, digest};
use crate::time::{Day, Moment};

/// What is put before the body of a permission record when it is signed.
const LABEL: &[u8] = b"waymark/consent-sig/v1\0";
const VERSION: u8 = 1;
/// Longest wording id, in bytes.
const WORDING_LIMIT: usize = 64;
/// The longest a permission lasts, in calendar months.
pub const MONTHS_MAX: i32 = 6;
/// Longest signed record that is accepted, in bytes.
pub const RECORD_LIMIT: usize = 1024;

/// Whether a permission holds or was taken back.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ConsentStatus {
    /// It holds until its last day.
    Active,
    /// It was taken back; every later revision is refused.
    Withdrawn,
}

/// Who gave the permission on the device.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Given {
    /// The person, by themselves.
    BySelf,
    /// The person, with a helper operating the device.
    Assisted,
}

/// Everything a permission record says. It names no check-in, no aspiration and no word of the person's.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ConsentFacts {
    /// The organisation of the deployment.
    pub org: OrgId,
    /// Who permits.
    pub person: PersonId,
    /// The permission, through all its revisions.
    pub consent: ConsentId,
    /// Rises by one with every change; the first is 1.
    pub rev: u32,
    /// Whether it holds.
    pub status: ConsentStatus,
    /// Who may see.
    pub to: WorkerId,
    /// The key it is sealed to.
    pub kid: KeyId,
    /// A salted hash of what is covered: the server cannot guess it back.
    pub scope_hash: [u8; 32],
    /// When it was given (for a withdrawal: taken back).
    pub starts: Moment,
    /// The last day it holds.
    pub ends: Day,
    /// The version of the sentences the person agreed to.
    pub wording: String,
    /// By whose hand.
    pub given: Given,
    /// [`derive_record_hash`] of the revision before; zeros for the first.
    pub prev_hash: [u8; 32],
}

/// Why a record is refused.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum SignedFault {
    /// Not a permission record of a known version.
    #[error("not a signed permission record")]
    Malformed,
    /// Not signed by the key it was checked with.
    #[error("the signature does not fit the record")]
    Signature,
}

/// The latest last day that can be chosen today.
#[must_use]
pub fn latest_until(today: Day) -> Day {
    today.add_months(MONTHS_MAX)
}

/// Signs a permission record: the bytes to keep, to send and to hash into the next revision.
#[must_use]
pub fn sign_consent(facts: &ConsentFacts, key: &SigningKey) -> Vec<u8> {
    sign_body(LABEL, &encode(facts), key)
}

/// Reads a record after checking its signature with the person's key.
///
/// # Errors
/// [`SignedFault::Signature`] before anything in it is looked at, [`SignedFault::Malformed`] for any other form.
pub fn verify_consent(record: &[u8], sig_pk: &[u8; 32]) -> Result<ConsentFacts, SignedFault> {
    let (body, signature) = unwrap(record)?;
    check_body(LABEL, &body, &signature, sig_pk)?;
    decode(&body).ok_or(SignedFault::Malformed)
}

/// Whose record it says it is, before anything is checked: to look up the key that [`verify_consent`] needs.
#[must_use]
pub fn claimed_person(record: &[u8]) -> Option<PersonId> {
    unwrap(record).ok().and_then(|(body, _)| decode(&body)).map(|facts| facts.person)
}

/// The hash that the next revision carries in `prev_hash`.
#[must_use]
pub fn derive_record_hash(record: &[u8]) -> [u8; 32] {
    digest(&[b"waymark/consent-hash/v1", record])
}

/// Signs a body under the label that keeps it from being taken for anything else: the bytes to send.
pub(crate) fn sign_body(label: &[u8], body: &[u8], key: &SigningKey) -> Vec<u8> {
    wrap(body, &key.sign(&[label, body].concat()).to_bytes())
}

/// Whether this key signed the body under this label.
pub(crate) fn check_body(
    label: &[u8],
    body: &[u8],
    signature: &[u8; 64],
    sig_pk: &[u8; 32],
) -> Result<(), SignedFault> {
    let key = VerifyingKey::from_bytes(sig_pk).map_err(|_| SignedFault::Signature)?;
    let checked = key.verify_strict(&[label, body].concat(), &Signature::from_bytes(signature));
    checked.map_err(|_| SignedFault::Signature)
}

fn wrap(body: &[u8], signature: &[u8; 64]) -> Vec<u8> {
    cbor::write(|e| {
        e.array(2)?.bytes(body)?.bytes(signature)?;
        Ok(())
    })
}

/// The body and its signature, unchecked.
pub(crate) fn unwrap(record: &[u8]) -> Result<(Vec<u8>, [u8; 64]), SignedFault> {
    if record.len() > RECORD_LIMIT {
        return Err(SignedFault::Malformed);
    }
    let parse = |d: &mut minicbor::Decoder<'_>| {
        cbor::array(d, 2)?;
        Ok((d.bytes()?.to_vec(), cbor::bytes(d)?))
    };
    cbor::read(record, parse, |(body, signature)| wrap(body, signature)).ok_or(SignedFault::Malformed)
}

fn encode(facts: &ConsentFacts) -> Vec<u8> {
    cbor::write(|e| {
        e.array(14)?.u8(VERSION)?.bytes(facts.org.as_bytes())?.bytes(facts.person.as_bytes())?;
        e.bytes(facts.consent.as_bytes())?.u32(facts.rev)?.u8(u8::from(facts.status == ConsentStatus::Withdrawn))?;
        e.bytes(facts.to.as_bytes())?.bytes(&facts.kid.0)?.bytes(&facts.scope_hash)?;
        e.i64(facts.starts.0)?.str(&facts.ends.to_string())?.str(&facts.wording)?;
        e.u8(u8::from(facts.given == Given::Assisted))?.bytes(&facts.prev_hash)?;
        Ok(())
    })
}

fn decode(body: &[u8]) -> Option<ConsentFacts> {
    let parse = |d: &mut minicbor::Decoder<'_>| {
        cbor::array(d, 14)?;
        if d.u8()? != VERSION {
            return Err(minicbor::decode::Error::message("version"));
        }
        Ok(ConsentFacts {
            org: OrgId::from_bytes(cbor::bytes(d)?),
            person: PersonId::from_bytes(cbor::bytes(d)?),
            consent: ConsentId::from_bytes(cbor::bytes(d)?),
            rev: d.u32()?,
            status: if d.u8()? == 0 { ConsentStatus::Active } else { ConsentStatus::Withdrawn },
            to: WorkerId::from_bytes(cbor::bytes(d)?),
            kid: KeyId(cbor::bytes(d)?),
            scope_hash: cbor::bytes(d)?,
            starts: Moment(d.i64()?),
            ends: Day::parse(d.str()?).map_err(|_| minicbor::decode::Error::message("day"))?,
            wording: cbor::text(d, WORDING_LIMIT)?,
            given: if d.u8()? == 0 { Given::BySelf } else { Given::Assisted },
            prev_hash: cbor::bytes(d)?,
        })
    };
    cbor::read(body, parse, encode)
}
