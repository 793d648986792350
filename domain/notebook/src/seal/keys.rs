//! The secret keys of a person and of a worker.
//!
//! A person has one 128-bit root, made at first opening. Everything else follows from it and the organisation, so
//! recovery words need no new keys, and two organisations cannot tell that they know the same person.

use std::fmt;

use ed25519_dalek::SigningKey;
use zeroize::{Zeroize, ZeroizeOnDrop};

use super::{hpke, label, primitive};
use crate::entropy::{Entropy, make_bytes};
use crate::erasure::ErasureFacts;
use crate::id::{OrgId, PersonId};
use crate::identity::{PublicKeys, first_bytes};
use crate::request::{RequestParts, sign_request};
use crate::signed::{ConsentFacts, sign_consent};
use crate::time::Moment;

/// Secret bytes: wiped when dropped, never printed.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct Secret<const N: usize>([u8; N]);

impl<const N: usize> Secret<N> {
    /// Takes bytes over; the caller wipes their own copy.
    #[must_use]
    pub fn from_bytes(bytes: [u8; N]) -> Self {
        Self(bytes)
    }

    /// Draws new random bytes.
    pub fn make(entropy: &mut (impl Entropy + ?Sized)) -> Self {
        Self(make_bytes(entropy))
    }

    /// The bytes themselves, for sealing and for storing sealed. Nowhere else.
    #[must_use]
    pub fn expose(&self) -> &[u8; N] {
        &self.0
    }

    pub(crate) fn empty() -> Self {
        Self([0; N])
    }

    pub(crate) fn bytes_mut(&mut self) -> &mut [u8] {
        &mut self.0
    }
}

impl<const N: usize> fmt::Debug for Secret<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Secret<{N}>(hidden)")
    }
}

/// The root of everything a person holds: 128 bits, the twelve recovery words of later.
pub type Root = Secret<16>;

/// A person's keys within one organisation.
#[derive(Clone)]
pub struct PersonKeys {
    org: OrgId,
    sig: SigningKey,
    kem: Secret<32>,
    public: PublicKeys,
}

impl PersonKeys {
    /// The same keys every time, for the same root and organisation.
    #[must_use]
    pub fn derive(root: &Root, org: OrgId) -> Self {
        let key = |label: &str| primitive::derive_key(root.expose(), org.as_bytes(), &[label.as_bytes()]);
        let sig = SigningKey::from_bytes(key(label::PERSON_SIG).expose());
        let kem = key(label::PERSON_KEM);
        let public = PublicKeys { sig: sig.verifying_key().to_bytes(), kem: hpke::derive_public(&kem) };
        Self { org, sig, kem, public }
    }

    /// The organisation these keys are for.
    #[must_use]
    pub fn org(&self) -> OrgId {
        self.org
    }

    /// The public halves.
    #[must_use]
    pub fn public(&self) -> PublicKeys {
        self.public
    }

    /// The id the server knows this person by.
    #[must_use]
    pub fn person_id(&self) -> PersonId {
        self.public.derive_person_id()
    }

    /// The value of the `Waymark-Auth` header. The organisation that is signed is the one these keys are for.
    #[must_use]
    pub fn sign_request(&self, parts: RequestParts<'_>, at: Moment, nonce: [u8; 16]) -> String {
        sign_request(&self.sig, self.person_id(), RequestParts { org: self.org, ..parts }, at, nonce)
    }

    /// A signed permission record.
    #[must_use]
    pub fn sign_consent(&self, facts: &ConsentFacts) -> Vec<u8> {
        sign_consent(facts, &self.sig)
    }

    /// A signed erasure: it proves itself, so nothing else has to be kept to hand it in.
    #[must_use]
    pub fn sign_erasure(&self, at: Moment) -> Vec<u8> {
        ErasureFacts { org: self.org, keys: self.public, at }.sign(&self.sig)
    }

    pub(super) fn signing(&self) -> &SigningKey {
        &self.sig
    }

    pub(super) fn kem(&self) -> &Secret<32> {
        &self.kem
    }
}

impl fmt::Debug for PersonKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PersonKeys").field("person", &self.person_id()).finish_non_exhaustive()
    }
}

/// The key of a person's sealed backup. Derived apart, so that no other page holds it.
#[must_use]
pub fn derive_backup_key(root: &Root, org: OrgId) -> Secret<32> {
    primitive::derive_key(root.expose(), org.as_bytes(), &[label::PERSON_BACKUP.as_bytes()])
}

/// A worker's account keys, made in their browser and kept in memory only.
#[derive(Clone)]
pub struct WorkerKeys {
    sig: SigningKey,
    kem: Secret<32>,
    public: PublicKeys,
}

impl WorkerKeys {
    /// Draws new account keys.
    pub fn make(entropy: &mut (impl Entropy + ?Sized)) -> Self {
        Self::from_secrets(&Secret::make(entropy), Secret::make(entropy))
    }

    /// The public halves.
    #[must_use]
    pub fn public(&self) -> PublicKeys {
        self.public
    }

    pub(super) fn from_secrets(sig: &Secret<32>, kem: Secret<32>) -> Self {
        let sig = SigningKey::from_bytes(sig.expose());
        let public = PublicKeys { sig: sig.verifying_key().to_bytes(), kem: hpke::derive_public(&kem) };
        Self { sig, kem, public }
    }

    pub(super) fn signing(&self) -> &SigningKey {
        &self.sig
    }

    pub(super) fn kem(&self) -> &Secret<32> {
        &self.kem
    }
}

impl fmt::Debug for WorkerKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "WorkerKeys({:02x?}…)", first_bytes::<4>(&[&self.public.sig]))
    }
}
