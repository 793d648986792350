//! What a questionnaire says, verbatim and nothing beside it: the same on the person's screens and where a worker helps.
use crate::words::{I18n, say};
use domain::instrument::{Instrument, Item};

/// What a check-in is called.
pub(crate) fn title(i18n: I18n, instrument: &Instrument) -> String {
    if instrument.practice() { say!(i18n, person.begin.practice) } else { instrument.pack.title.clone() }
}

/// The statement as it is asked.
pub(crate) fn statement(i18n: I18n, number: usize, item: &Item) -> String {
    item.text.clone().unwrap_or_else(|| say!(i18n, person.statement.number, number = number))
}

/// What a box says; on a sheet it is named by its place.
pub(crate) fn option(i18n: I18n, item: &Item, place: u8) -> String {
    let words = item.options.get(usize::from(place)).and_then(|option| option.text.clone());
    words.unwrap_or_else(|| match place {
        0 => say!(i18n, person.statement.first),
        1 => say!(i18n, person.statement.second),
        2 => say!(i18n, person.statement.third),
        3 => say!(i18n, person.statement.fourth),
        4 => say!(i18n, person.statement.fifth),
        _ => say!(i18n, person.statement.other, number = u16::from(place) + 1),
    })
}

/// What was chosen, where it stands by itself: "7 of 10" says nothing before both ends are known.
pub(crate) fn chosen(i18n: I18n, item: &Item, place: u8) -> String {
    match item.ends() {
        Some([low, high]) if place > 0 && place < 10 => {
            say!(i18n, person.review.of_ten, value = place, low = low, high = high)
        }
        _ => option(i18n, item, place),
    }
}

/// Whether an item's boxes are so many that they stand as a ladder.
pub(crate) fn ladder(item: &Item) -> bool {
    item.options.len() > 5
}

/// What is asked after that item, if anything: the pack's own words, or where to look on the sheet.
pub(crate) fn question(i18n: I18n, instrument: &Instrument, item: &str) -> Option<String> {
    let follow_up = instrument.pack.follow_up.as_ref().filter(|_| instrument.followed_up(item))?;
    Some(follow_up.text.clone().unwrap_or_else(|| say!(i18n, person.statement.beside)))
}

/// "Yes" or "No".
pub(crate) fn said(i18n: I18n, yes: bool) -> String {
    if yes { say!(i18n, person.statement.yes) } else { say!(i18n, person.statement.no) }
}
