//! Bytes as hexadecimal digits, for the few notes that stand outside the database.

/// Two lower-case digits a byte.
pub(crate) fn to_hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The bytes again; nothing if a digit is missing or is none.
pub(crate) fn from_hex(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: &u8| char::from(*byte).to_digit(16).and_then(|value| u8::try_from(value).ok());
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    rest.is_empty().then(|| pairs.iter().map(|[high, low]| Some(digit(high)? << 4 | digit(low)?)).collect())?
}

#[cfg(test)]
mod tests {
    use super::{from_hex, to_hex};

    #[test]
    fn bytes_come_back_from_their_digits_and_half_a_byte_is_none() {
        assert_eq!(to_hex(&[0, 9, 255]), "0009ff");
        assert_eq!(from_hex("0009ff"), Some(vec![0, 9, 255]));
        assert_eq!(from_hex(""), Some(vec![]));
        for wrong in ["0009f", "0", "+1", "0g", "é"] {
            assert_eq!(from_hex(wrong), None, "{wrong}");
        }
    }
}
