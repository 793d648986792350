//! Byte strings inside JSON, as unpadded base64url: `#[serde(with = "crate::bytes")]`.

use base64ct::{Base64UrlUnpadded, Encoding};
use serde::{Deserialize, Deserializer, Serializer};
use std::borrow::Cow;

/// Writes the bytes as text.
pub fn serialize<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&Base64UrlUnpadded::encode_string(bytes))
}

/// Reads bytes back; fails on padding, line breaks or any other alphabet, and on a wrong length
/// where the field has a fixed one.
pub fn deserialize<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: TryFrom<Vec<u8>>,
    D: Deserializer<'de>,
{
    let text = Cow::<'de, str>::deserialize(deserializer)?;
    let bytes = Base64UrlUnpadded::decode_vec(&text).map_err(|_| serde::de::Error::custom("not base64url"))?;
    T::try_from(bytes).map_err(|_| serde::de::Error::custom("the wrong number of bytes"))
}
