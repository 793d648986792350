//! How large a pack may be, and which marks no text of one holds. What a server sends is kept and read at every start,
//! so that a pack without bounds could stop an app for good.

use super::fault::PackFault;
use super::pack::Pack;

/// The largest file of a pack, in bytes.
pub const PACK_BYTES: usize = 64 * 1024;
/// The most items.
pub const PACK_ITEMS: usize = 200;
/// The longest text in one place, in letters.
pub const PACK_TEXT: usize = 500;

/// Whether the bytes may be read at all.
pub(super) fn check_bytes(bytes: &[u8]) -> Result<(), PackFault> {
    if bytes.len() > PACK_BYTES {
        return Err(PackFault::TooLarge(bytes.len()));
    }
    // A byte order mark is what some editors put in front; it would be a part of the hash.
    if bytes.starts_with(b"\xef\xbb\xbf") || std::str::from_utf8(bytes).is_err() {
        return Err(PackFault::Encoding);
    }
    Ok(())
}

/// Whether there are too many items, or a text that is too long or holds what cannot be seen.
pub(super) fn check_texts(pack: &Pack) -> Result<(), PackFault> {
    if pack.items.len() > PACK_ITEMS {
        return Err(PackFault::TooMany(pack.items.len()));
    }
    let head = [
        ("id", &pack.id),
        ("version", &pack.version),
        ("language", &pack.language),
        ("title", &pack.title),
        ("copyright", &pack.copyright),
    ];
    for (place, text) in head {
        check(text, &|| place.to_owned())?;
    }
    check_some(pack.stem.as_ref(), &|| "the stem".to_owned())?;
    for (place, item) in pack.items.iter().enumerate() {
        let name = || format!("item {}", place + 1);
        check(&item.id, &name)?;
        check(&item.theme, &name)?;
        check_some(item.stem.as_ref(), &name)?;
        check_some(item.text.as_ref(), &name)?;
        for option in &item.options {
            check_some(option.text.as_ref(), &name)?;
        }
    }
    for (place, group) in pack.groups.iter().enumerate() {
        let name = || format!("group {}", place + 1);
        check(&group.id, &name)?;
        check(&group.title, &name)?;
        for threshold in [&group.reliable_change, &group.boundary].into_iter().flatten() {
            check(&threshold.source, &name)?;
        }
    }
    if let Some(follow_up) = &pack.follow_up {
        check_some(follow_up.text.as_ref(), &|| "the follow-up".to_owned())?;
    }
    if let Some(licence) = &pack.licence {
        check(&licence.holder, &|| "the licence holder".to_owned())?;
        check(&licence.reference, &|| "the licence reference".to_owned())?;
    }
    Ok(())
}

fn check_some(text: Option<&String>, place: &dyn Fn() -> String) -> Result<(), PackFault> {
    text.map_or(Ok(()), |text| check(text, place))
}

fn check(text: &str, place: &dyn Fn() -> String) -> Result<(), PackFault> {
    if text.chars().count() > PACK_TEXT {
        return Err(PackFault::TooLong(place()));
    }
    if text.chars().any(is_hidden) { Err(PackFault::Hidden(place())) } else { Ok(()) }
}

/// Marks that turn a text round, that cannot be seen, or that control something. The two joiners stay: Persian, Arabic
/// and the scripts of India are written with them.
fn is_hidden(letter: char) -> bool {
    let turns =
        matches!(letter, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let unseen =
        matches!(letter, '\u{ad}' | '\u{200b}' | '\u{2028}' | '\u{2029}' | '\u{2060}'..='\u{2064}' | '\u{feff}');
    turns || unseen || (letter.is_control() && letter != '\n')
}
