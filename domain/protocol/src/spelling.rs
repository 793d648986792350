//! One spelling for all the ways a keyboard writes the same secret: passphrases, lock words, PINs.
//!
//! Every function takes text that the browser has put into Unicode's form NFKC, so that this crate ships no table of
//! it. The compatibility form, not NFC: a keyboard that writes one sign for three full stops, a no-break blank or
//! full-width letters is folded with the accents. What is folded here besides is what keyboards put in by themselves:
//! curly quotes, long dashes, blanks and marks nobody sees; and the digits of every script. Capitals stay capitals.

/// Which spelling a secret had before it was stretched. Whatever it opens names it, so that a better one can come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spelling {
    /// Byte for byte as it was typed: copies from before there was another.
    AsTyped,
    /// [`folded`].
    Folded,
}

impl Spelling {
    /// The number it is written as.
    #[must_use]
    pub const fn number(self) -> u8 {
        match self {
            Self::AsTyped => 0,
            Self::Folded => 1,
        }
    }

    /// The spelling with that number; `None` for one of a later version.
    #[must_use]
    pub const fn from_number(number: u8) -> Option<Self> {
        match number {
            0 => Some(Self::AsTyped),
            1 => Some(Self::Folded),
            _ => None,
        }
    }

    /// The text in this spelling.
    #[must_use]
    pub fn of(self, text: &str) -> String {
        match self {
            Self::AsTyped => text.to_owned(),
            Self::Folded => folded(text),
        }
    }
}

/// Quotes and dashes as a typewriter has them, blanks one at a time and none at the ends, no marks that nobody sees,
/// digits from 0 to 9. Folding twice changes nothing more.
#[must_use]
pub fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars().filter(|letter| !is_unseen(*letter)) {
        let letter = match letter {
            letter if letter.is_whitespace() => ' ',
            '\u{2018}'..='\u{201b}' | '\u{2032}' | '\u{2039}' | '\u{203a}' | '`' => '\'',
            '\u{201c}'..='\u{201f}' | '\u{2033}' | '\u{ab}' | '\u{bb}' => '"',
            '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
            other => digit(other).unwrap_or(other),
        };
        // Two strokes become one long dash by themselves on some keyboards, so a row of them counts as one.
        let again = matches!(letter, ' ' | '-') && out.ends_with(letter);
        let leading = letter == ' ' && out.is_empty();
        if !again && !leading {
            out.push(letter);
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// A letter that takes no room and leaves no ink: soft hyphens, joiners, marks of direction, marks of an emoji's form;
/// and signs that only steer a machine.
#[must_use]
pub fn is_unseen(letter: char) -> bool {
    matches!(letter,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
        || (letter.is_control() && !letter.is_whitespace())
}

/// Where the digits of a script begin: each is a run of ten, from nought to nine (Unicode's class Nd, without those
/// that NFKC turns into 0 to 9).
const NOUGHTS: [u32; 58] = [
    0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6, 0xe50, 0xed0, 0xf20,
    0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50, 0x1bb0, 0x1c40, 0x1c50, 0xa620, 0xa8d0,
    0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0x104a0, 0x10d30, 0x11066, 0x110f0, 0x11136, 0x111d0, 0x112f0, 0x11450,
    0x114d0, 0x11650, 0x116c0, 0x11730, 0x118e0, 0x11950, 0x11c50, 0x11d50, 0x11da0, 0x16a60, 0x16ac0, 0x16b50,
    0x1e140, 0x1e2f0, 0x1e950,
];

/// The digit from 0 to 9 of the same value; `None` for what is no digit of another script.
#[must_use]
pub fn digit(letter: char) -> Option<char> {
    let code = u32::from(letter);
    let nought = NOUGHTS.iter().find(|nought| (**nought..**nought + 10).contains(&code))?;
    char::from_digit(code - nought, 10)
}
