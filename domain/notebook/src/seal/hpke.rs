//! HPKE (RFC 9180) in base mode with our one suite, over plain bytes.

use std::convert::Infallible;

use hpke::aead::ChaCha20Poly1305;
use hpke::kdf::HkdfSha256;
use hpke::kem::X25519HkdfSha256;
use hpke::rand_core::{TryCryptoRng, TryRng};
use hpke::{Deserializable, Kem, OpModeR, OpModeS, Serializable, setup_receiver, setup_sender_with_rng};

use super::keys::Secret;
use super::primitive::stop;
use crate::entropy::Entropy;

type Key = <X25519HkdfSha256 as Kem>::PrivateKey;

/// The public half of an X25519 secret.
pub(super) fn derive_public(secret: &Secret<32>) -> [u8; 32] {
    // A private key of 32 bytes always parses.
    match Key::from_bytes(secret.expose()) {
        Ok(key) => X25519HkdfSha256::sk_to_pk(&key).to_bytes().into(),
        Err(_) => stop(),
    }
}

/// Seals one message. `None` for a public key that is none.
pub(super) fn seal(
    to: &[u8; 32],
    info: &[u8],
    aad: &[u8],
    plain: &[u8],
    entropy: &mut (impl Entropy + ?Sized),
) -> Option<([u8; 32], Vec<u8>)> {
    let to = <X25519HkdfSha256 as Kem>::PublicKey::from_bytes(to).ok()?;
    let (enc, mut context) = setup_sender_with_rng::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
        &OpModeS::Base,
        &to,
        info,
        &mut HpkeRandom(entropy),
    )
    .ok()?;
    Some((enc.to_bytes().into(), context.seal(plain, aad).ok()?))
}

/// Opens one message.
pub(super) fn open(secret: &Secret<32>, enc: &[u8; 32], info: &[u8], aad: &[u8], ciphertext: &[u8]) -> Option<Vec<u8>> {
    let key = Key::from_bytes(secret.expose()).ok()?;
    let enc = <X25519HkdfSha256 as Kem>::EncappedKey::from_bytes(enc).ok()?;
    let mut context =
        setup_receiver::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(&OpModeR::Base, &key, &enc, info).ok()?;
    context.open(ciphertext, aad).ok()
}

/// Our source of randomness as hpke wants it.
struct HpkeRandom<'a, E: ?Sized>(&'a mut E);

impl<E: Entropy + ?Sized> TryRng for HpkeRandom<'_, E> {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let mut bytes = [0; 4];
        self.0.fill(&mut bytes);
        Ok(u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let mut bytes = [0; 8];
        self.0.fill(&mut bytes);
        Ok(u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, out: &mut [u8]) -> Result<(), Infallible> {
        self.0.fill(out);
        Ok(())
    }
}

impl<E: Entropy + ?Sized> TryCryptoRng for HpkeRandom<'_, E> {}
