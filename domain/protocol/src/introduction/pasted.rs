//! Finding a code in whatever was pasted: a whole message, a link a messenger has wrapped, letters of another alphabet
//! that look the same.
//!
//! A code is seventeen letters that begin and end where a word does and whose check letter fits. One that stands in one
//! piece is found before one in groups, so that the words of a message around it are not taken for its letters.

use super::{CodeFault, LETTERS, check_value, value_of};
use crate::spelling::{digit, is_unseen};

/// So much of a text is looked at, in characters: more than any message that carries a code.
const LOOKED_AT: usize = 4000;

/// Letters of the Cyrillic and the Greek alphabet, and what they look like.
const ALIKE: [(&str, &str); 2] = [
    ("АВСЕНІЈКМОРЅТХУЗавсенікморѕтхуј", "ABCEHIJKMOPSTXY3ABCEHIKMOPSTXYJ"),
    ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαβεικνορτυχ", "ABEZHIKMNOPTYXABEIKNOPTYX"),
];

/// The sixteen values of the code in this text.
///
/// # Errors
/// A [`CodeFault`] that says what to look at again, as if the text were a code and nothing else.
pub(super) fn find(text: &str) -> Result<Vec<u8>, CodeFault> {
    let text = plain(text);
    let letters: Vec<char> = text.chars().collect();
    let starts = || (0..letters.len()).filter(|at| is_start(&letters, *at));
    let whole = starts().find_map(|at| at_place(&letters[at..], |_| false));
    let grouped = || starts().find_map(|at| at_place(&letters[at..], is_spacing));
    whole.or_else(grouped).map_or_else(|| alone(&text), Ok)
}

/// The text without percent signs, folds, marks nobody sees and letters that only look like ours.
fn plain(text: &str) -> String {
    let seen = |letter: &char| !is_unseen(*letter);
    let mut plain: String = text.chars().take(LOOKED_AT).filter(seen).map(alike).collect();
    // Twice, because a link may have been wrapped by two messengers. A mail may break a long line behind a sign of its own.
    for _ in 0..2 {
        for (escaped, sign) in
            [("%25", "%"), ("%23", "#"), ("%2D", "-"), ("%2d", "-"), ("%20", " "), ("=\r\n", ""), ("=\n", "")]
        {
            plain = plain.replace(escaped, sign);
        }
    }
    plain
}

/// What a letter looks like.
fn alike(letter: char) -> char {
    // The full-width forms stand in the order of ASCII.
    if let Some(ascii) = u32::from(letter).checked_sub(0xfee0).filter(|code| (0x21..0x7f).contains(code)) {
        return char::from_u32(ascii).unwrap_or(letter);
    }
    let known = |(theirs, ours): &(&str, &str)| {
        theirs.chars().zip(ours.chars()).find(|(it, _)| *it == letter).map(|(_, our)| our)
    };
    ALIKE.iter().find_map(known).or_else(|| digit(letter)).unwrap_or(letter)
}

fn is_start(letters: &[char], at: usize) -> bool {
    letters[at].is_alphanumeric() && at.checked_sub(1).is_none_or(|before| !letters[before].is_alphanumeric())
}

/// The values of the code that begins here, if one does; `joins` are signs that may stand inside.
fn at_place(letters: &[char], joins: impl Fn(char) -> bool) -> Option<Vec<u8>> {
    let (mut values, mut end) = (Vec::with_capacity(LETTERS + 1), 0);
    for letter in letters {
        match value_of(*letter) {
            Ok(value) => values.push(value),
            Err(_) if joins(*letter) => {}
            Err(_) => return None,
        }
        end += 1;
        if values.len() == LETTERS + 1 {
            break;
        }
    }
    let ends = letters.get(end).is_none_or(|next| !next.is_alphanumeric());
    let check = values.get(LETTERS).copied()?;
    values.truncate(LETTERS);
    (ends && check == check_value(values.iter().copied())).then_some(values)
}

/// The text as one code, to say what is wrong with it.
fn alone(text: &str) -> Result<Vec<u8>, CodeFault> {
    let mut values =
        code_part(text).chars().filter(|c| !is_spacing(*c)).map(value_of).collect::<Result<Vec<_>, _>>()?;
    if values.len() <= LETTERS {
        return Err(CodeFault::TooShort);
    }
    if values.len() > LETTERS + 1 {
        return Err(CodeFault::TooLong);
    }
    let check = values.pop();
    if check == Some(check_value(values.iter().copied())) { Ok(values) } else { Err(CodeFault::CheckLetter) }
}

/// Cuts a link down to its code.
fn code_part(text: &str) -> &str {
    let behind = |sign| text.rsplit_once(sign).map(|(_, rest)| rest);
    let rest = behind("#").or_else(|| behind("/i/")).unwrap_or(text);
    rest.split(['?', '&', '/']).next().unwrap_or_default()
}

fn is_spacing(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '-' | '.' | ',' | ';' | ':' | '_' | '"' | '\'' | '<' | '>' | '(' | ')' | '[' | ']' | '*')
        || matches!(c, '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{2018}'..='\u{201f}')
}
