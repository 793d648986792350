//! Words with nothing to see in them, and words that would turn the sentence around them.

use crate::spelling::is_unseen;

/// Whether there is nothing to see: blanks, marks that nobody sees, and letters that are drawn as nothing.
#[must_use]
pub fn is_blank(text: &str) -> bool {
    let nothing = |letter: char| {
        matches!(letter, '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{2800}' | '\u{3164}' | '\u{ffa0}')
            || matches!(letter, '\u{180b}'..='\u{180f}' | '\u{fff0}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
    };
    text.chars().all(|letter| letter.is_whitespace() || letter.is_control() || is_unseen(letter) || nothing(letter))
}

/// A value as it may stand in a sentence: one that is written from right to left, or tries to turn what stands beside
/// it, is kept to itself by the two marks for that. Orders to turn what follows are left out, and every isolate within
/// it ends within it. Everything else stays as it is, byte for byte.
#[must_use]
pub fn isolated(text: String) -> String {
    if !text.chars().any(turns) {
        return text;
    }
    let (mut kept, mut open) = (String::with_capacity(text.len() + 6), 0_usize);
    kept.push('\u{2068}');
    for letter in text.chars() {
        match letter {
            '\u{202a}'..='\u{202e}' => continue,
            '\u{2066}'..='\u{2068}' => open += 1,
            '\u{2069}' if open == 0 => continue,
            '\u{2069}' => open -= 1,
            _ => {}
        }
        kept.push(letter);
    }
    // One for each isolate left open, and one for the mark at the beginning.
    kept.extend(std::iter::repeat_n('\u{2069}', open + 1));
    kept
}

/// Letters of scripts that run from right to left, and marks that give directions.
fn turns(letter: char) -> bool {
    matches!(letter, '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        || matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
        || matches!(letter, '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}
