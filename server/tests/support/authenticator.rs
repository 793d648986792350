//! An authenticator as the WebAuthn standard describes it: makes a key for a page, and answers with it.

use base64ct::{Base64UrlUnpadded, Encoding};
use p256::ecdsa::{Signature, SigningKey, signature::Signer};
use serde_json::{Value, json};
use server::token::hash;

/// Somebody is there, and has unlocked it.
const THERE_AND_UNLOCKED: u8 = 0x05;
/// A new key comes with it.
const WITH_KEY: u8 = 0x40;

/// One passkey of somebody's.
pub struct Authenticator {
    key: SigningKey,
    id: Vec<u8>,
    /// How often it was used.
    pub counter: u32,
    /// What it says of whoever is there.
    pub flags: u8,
}

fn text(bytes: &[u8]) -> String {
    Base64UrlUnpadded::encode_string(bytes)
}

impl Authenticator {
    /// The one with this number.
    pub fn new(n: u8) -> Self {
        Self { key: SigningKey::from_slice(&[n; 32]).unwrap(), id: vec![n; 16], counter: 1, flags: THERE_AND_UNLOCKED }
    }

    /// Makes its key, on a page of this origin.
    pub fn make(&self, options: &str, origin: &str) -> String {
        let options: Value = serde_json::from_str(options).unwrap();
        let client = client_data("webauthn.create", &options, origin);
        let point = self.key.verifying_key().to_sec1_point(false);
        let (x, y) = (point.x().unwrap(), point.y().unwrap());
        // COSE: an elliptic key for ES256 on P-256.
        let cose = [&[0xA5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 32][..], x, &[0x22, 0x58, 32], y].concat();
        let length = u16::try_from(self.id.len()).unwrap().to_be_bytes();
        let rp = options["rp"]["id"].as_str().unwrap();
        let data = [self.data(rp, WITH_KEY), vec![0; 16], length.to_vec(), self.id.clone(), cose].concat();
        let size = u8::try_from(data.len()).unwrap();
        let object = [&b"\xA3\x63fmt\x64none\x67attStmt\xA0\x68authData\x58"[..], &[size], &data].concat();
        self.answer(json!({ "clientDataJSON": text(&client), "attestationObject": text(&object) }))
    }

    /// Answers with its key, on a page of this origin.
    pub fn use_for(&mut self, options: &str, origin: &str) -> String {
        let options: Value = serde_json::from_str(options).unwrap();
        self.counter += 1;
        let client = client_data("webauthn.get", &options, origin);
        let data = self.data(options["rpId"].as_str().unwrap(), 0);
        let signature: Signature = self.key.sign(&[&data[..], &hash(&client)].concat());
        let response = json!({
            "clientDataJSON": text(&client),
            "authenticatorData": text(&data),
            "signature": text(signature.to_der().as_bytes()),
        });
        self.answer(response)
    }

    fn data(&self, rp: &str, more: u8) -> Vec<u8> {
        [&hash(rp.as_bytes())[..], &[self.flags | more], &self.counter.to_be_bytes()].concat()
    }

    fn answer(&self, response: Value) -> String {
        let id = text(&self.id);
        json!({ "id": id, "rawId": id, "type": "public-key", "clientExtensionResults": {}, "response": response })
            .to_string()
    }
}

fn client_data(kind: &str, options: &Value, origin: &str) -> Vec<u8> {
    let data = json!({ "type": kind, "challenge": options["challenge"], "origin": origin, "crossOrigin": false });
    data.to_string().into_bytes()
}
