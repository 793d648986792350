//! Words of a list as people write them down: in capitals, numbered, one a line, with commas, bullets, hyphens or quotes
//! around them, or only the first four letters of each.

use zeroize::Zeroizing;

use super::word_list;
use crate::spelling::is_unseen;

/// So much of a word that is not on the list is said again, in characters.
const SAID: usize = 24;

/// Why words stand for nothing.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum WordsFault {
    /// There are more or fewer of them than there should be.
    #[error("{0} words were given, which is another number")]
    Count(usize),
    /// The word in this place, counted from 1, is not on the list; and the word as it was typed.
    #[error("word {0} is not on the list")]
    Unknown(usize, String),
    /// Each is on the list, but they do not belong together.
    #[error("the words do not fit together")]
    Check,
}

/// The numbers of so many words, 0 to 2047 each.
///
/// # Errors
/// [`WordsFault::Count`] or [`WordsFault::Unknown`].
pub(super) fn numbers_of<const N: usize>(text: &str) -> Result<Zeroizing<[u16; N]>, WordsFault> {
    let seen: Zeroizing<String> = Zeroizing::new(text.chars().filter(|letter| !is_unseen(*letter)).collect());
    // A number glued to its word belongs to the list and not to the word; one alone is no word.
    let words = seen.split(|letter: char| !letter.is_alphanumeric()).map(|word| word.trim_matches(char::is_numeric));
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    if words.len() != N {
        return Err(WordsFault::Count(words.len()));
    }
    let mut numbers = Zeroizing::new([0; N]);
    for (place, (word, number)) in words.into_iter().zip(numbers.iter_mut()).enumerate() {
        let said = || WordsFault::Unknown(place + 1, word.chars().take(SAID).collect());
        *number = word_list::number_of(&Zeroizing::new(word.to_lowercase())).ok_or_else(said)?;
    }
    Ok(numbers)
}
