//! The English word list of BIP 39: 2048 words, no two with the same first four letters.

/// One word a line, in alphabetical order. One text and not an array: two thousand strings would cost a phone twice as
/// much as their letters.
const LIST: &str = include_str!("english.txt");

/// The word with that number, 0 to 2047; empty for any other.
pub(super) fn word(number: usize) -> &'static str {
    LIST.lines().nth(number).unwrap_or_default()
}

/// The number of a word, if it is on the list whole or by four of its first letters or more.
pub(super) fn number_of(word: &str) -> Option<u16> {
    let whole = LIST.lines().position(|known| known == word);
    let begun = || (word.len() >= 4).then(|| LIST.lines().position(|known| known.starts_with(word))).flatten();
    whole.or_else(begun).and_then(|number| u16::try_from(number).ok())
}
