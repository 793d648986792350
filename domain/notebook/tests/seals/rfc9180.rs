//! The published vectors of RFC 9180 for our one suite, mode base: 257 messages and three exports.

use std::convert::Infallible;

use hpke::aead::ChaCha20Poly1305;
use hpke::kdf::HkdfSha256;
use hpke::kem::X25519HkdfSha256;
use hpke::rand_core::{TryCryptoRng, TryRng};
use hpke::{Deserializable, Kem, OpModeR, OpModeS, Serializable, setup_receiver, setup_sender_with_rng};

use super::support::{hex, unhex};

/// Gives out the vector's ephemeral key material, as if it had been drawn.
struct Fixed(Vec<u8>);

impl TryRng for Fixed {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok(0)
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(0)
    }

    fn try_fill_bytes(&mut self, out: &mut [u8]) -> Result<(), Infallible> {
        out.copy_from_slice(&self.0);
        Ok(())
    }
}

impl TryCryptoRng for Fixed {}

#[test]
fn the_suite_opens_and_makes_every_message_of_the_rfc() {
    let vector: serde_json::Value = serde_json::from_str(include_str!("../data/rfc9180.json")).unwrap();
    let field = |name: &str| unhex(vector[name].as_str().unwrap());
    assert_eq!([&vector["mode"], &vector["kem_id"], &vector["kdf_id"], &vector["aead_id"]], [0, 32, 1, 3]);
    let (secret, public) = X25519HkdfSha256::derive_keypair(&field("ikmR"));
    assert_eq!(public.to_bytes().to_vec(), field("pkRm"));
    let enc = <X25519HkdfSha256 as Kem>::EncappedKey::from_bytes(&field("enc")).unwrap();
    let info = field("info");
    let mut receiver =
        setup_receiver::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(&OpModeR::Base, &secret, &enc, &info).unwrap();
    let (made, mut sender) = setup_sender_with_rng::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
        &OpModeS::Base,
        &public,
        &info,
        &mut Fixed(field("ikmE")),
    )
    .unwrap();
    assert_eq!(made.to_bytes().to_vec(), field("enc"));
    let messages = vector["encryptions"].as_array().unwrap();
    assert_eq!(messages.len(), 257);
    for message in messages {
        let part = |name: &str| unhex(message[name].as_str().unwrap());
        assert_eq!(sender.seal(&part("pt"), &part("aad")).unwrap(), part("ct"));
        assert_eq!(receiver.open(&part("ct"), &part("aad")).unwrap(), part("pt"));
    }
    for export in vector["exports"].as_array().unwrap() {
        let mut out = [0; 32];
        receiver.export(&unhex(export["exporter_context"].as_str().unwrap()), &mut out).unwrap();
        assert_eq!(hex(&out), export["exported_value"].as_str().unwrap());
    }
}
