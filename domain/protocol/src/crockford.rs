//! Letters for codes that are read aloud, printed and typed: base 32 without I, L, O and U, so that nothing is mistaken.

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The five bits of a letter, in either case; I and L read as 1, O as 0. None for a sign that codes do not use.
#[must_use]
pub fn value_of(c: char) -> Option<u8> {
    let upper = match c.to_ascii_uppercase() {
        'I' | 'L' => '1',
        'O' => '0',
        other => other,
    };
    let place = ALPHABET.iter().position(|letter| char::from(*letter) == upper)?;
    u8::try_from(place).ok()
}

/// The letter of the lowest five bits.
#[must_use]
pub fn letter_of(value: u8) -> char {
    char::from(ALPHABET[usize::from(value & 31)])
}

/// The lowest `count` times five bits, the most significant letter first; `count` is at most 26, as many as 128 bits fill.
#[must_use]
pub fn letters(bits: u128, count: usize) -> String {
    (0..count).rev().map(|place| letter_of((bits >> (place * 5) & 31) as u8)).collect()
}
