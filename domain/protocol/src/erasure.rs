//! What a person signs to have everything deleted that a server holds of theirs. It names its own keys and so proves
//! itself: a phone that has deleted its keys can still hand it in.

use ed25519_dalek::SigningKey;

use crate::cbor;
use crate::id::OrgId;
use crate::identity::PublicKeys;
use crate::signed::{check_body, sign_body, unwrap};
use crate::time::Moment;

/// What is put before the body when it is signed.
const LABEL: &[u8] = b"waymark/erase-sig/v1\0";
const VERSION: u8 = 1;
/// For so many days a server keeps the id of somebody who was erased: in its erasure ledger, so that no older copy of its
/// database brings them back, and in the lines of its audit log.
pub const ID_KEPT_DAYS: i64 = 396;

/// Everything a signed erasure says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ErasureFacts {
    /// The organisation of the deployment.
    pub org: OrgId,
    /// Whose: the person's id follows from the keys, and the signing key checks this very signature.
    pub keys: PublicKeys,
    /// When it was signed, by the phone's clock put right by the server's.
    pub at: Moment,
}

impl ErasureFacts {
    /// Signs with the person's key: the bytes to hand in.
    #[must_use]
    pub fn sign(&self, key: &SigningKey) -> Vec<u8> {
        sign_body(LABEL, &self.encode(), key)
    }

    /// Reads a record that the holder of the key it names has signed; nothing for any other bytes.
    #[must_use]
    pub fn verify(record: &[u8]) -> Option<Self> {
        let (body, signature) = unwrap(record).ok()?;
        let facts = Self::decode(&body)?;
        check_body(LABEL, &body, &signature, &facts.keys.sig).ok()?;
        Some(facts)
    }

    fn encode(&self) -> Vec<u8> {
        cbor::write(|e| {
            e.array(5)?.u8(VERSION)?.bytes(self.org.as_bytes())?;
            e.bytes(&self.keys.sig)?.bytes(&self.keys.kem)?.i64(self.at.0)?;
            Ok(())
        })
    }

    fn decode(body: &[u8]) -> Option<Self> {
        let parse = |d: &mut minicbor::Decoder<'_>| {
            cbor::array(d, 5)?;
            if d.u8()? != VERSION {
                return Err(minicbor::decode::Error::message("version"));
            }
            let org = OrgId::from_bytes(cbor::bytes(d)?);
            let keys = PublicKeys { sig: cbor::bytes(d)?, kem: cbor::bytes(d)? };
            Ok(Self { org, keys, at: Moment(d.i64()?) })
        };
        cbor::read(body, parse, Self::encode)
    }
}
