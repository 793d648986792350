//! What stands above a statement while somebody helps: one line for them. While a sheet is typed in, the keys that choose
//! and go on, one a statement.
use super::asked::Asked;
use crate::i18n::*;
use crate::pages::person::shell::go::param;
use crate::pages::person::shell::work::FaultNote;
use crate::platform::clock;
use crate::state::use_person;
use crate::words::{I18n, say};
use domain::check_in::Company;
use domain::id::CheckInId;
use domain::instrument::Item;
use leptos::ev::keydown;
use leptos::leptos_dom::helpers::window_event_listener;
use leptos::prelude::*;
use std::cell::RefCell;
use std::collections::VecDeque;

/// No answer takes that long to be kept; a key that waited longer is not the one that is meant any more.
const AHEAD_MS: i64 = 2000;

thread_local! {
    /// Keys that were pressed while the answer before was still being kept, and when: each belongs to the statement after it.
    static AHEAD: RefCell<VecDeque<(String, i64)>> = const { RefCell::new(VecDeque::new()) };
}

/// For the statement of the address; nothing where nobody helps.
#[component]
pub fn Beside() -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let (id, n) = (param::<CheckInId>("id").get_untracked()?, param::<u16>("n").get_untracked()?);
    let draft = person.notebook.records.with_untracked(|records| records.drafts.get(&id).cloned())?;
    let instrument = person.notebook.instrument_of(&draft.pack)?;
    let item = instrument.pack.items.get(usize::from(n).checked_sub(1)?)?;
    match draft.company? {
        Company::OnMyOwn | Company::OverThePhone => None,
        Company::FromPaper => Some(by_key(i18n, id, n, item)),
        Company::SomeoneBeside | Company::ReadToMe => Some(for_helper(i18n, draft.company, item)),
    }
}

/// One line, and that the most personal ones are handed back.
fn for_helper(i18n: I18n, company: Option<Company>, item: &Item) -> AnyView {
    let line = match company {
        Some(Company::ReadToMe) => say!(i18n, person.beside.reader),
        _ => say!(i18n, person.beside.helper),
    };
    let personal = item.sensitive.then(|| view! { <p class="label">{t!(i18n, person.beside.personal)}</p> });
    view! { <div class="ruled-off"><p class="soft small">{line}</p>{personal}</div> }.into_any()
}

/// The keys of a sheet, heard for as long as the statement is shown.
fn by_key(i18n: I18n, id: CheckInId, n: u16, item: &Item) -> AnyView {
    let asked = Asked::of(id, n, &item.id);
    let (ten, count) = (item.ends().is_some(), item.options.len());
    let went = StoredValue::new(false);
    let press = move |key: &str| {
        let Some(pick) = place_of(key, ten, count) else { return false };
        if went.get_value() {
            AHEAD.with_borrow_mut(|ahead| ahead.push_back((key.to_owned(), clock::now().at.0)));
            return true;
        }
        went.set_value(true);
        asked.choose(pick);
        asked.next();
        true
    };
    let ahead = AHEAD.with_borrow_mut(|ahead| {
        ahead.retain(|(_, at)| (0..AHEAD_MS).contains(&(clock::now().at.0 - at)));
        ahead.pop_front()
    });
    if let Some((key, _)) = ahead {
        press(&key);
    }
    // What could not be kept is pressed again; nothing is left behind for the statement after it.
    Effect::new(move |_| {
        if asked.work.fault.with(Option::is_some) {
            went.set_value(false);
            AHEAD.with_borrow_mut(VecDeque::clear);
        }
    });
    let heard = window_event_listener(keydown, move |event| {
        let with_others = event.ctrl_key() || event.alt_key() || event.meta_key();
        if !event.repeat() && !with_others && press(&event.key()) {
            event.prevent_default();
        }
    });
    on_cleanup(move || heard.remove());
    let line = if ten { say!(i18n, person.beside.keys_ten) } else { say!(i18n, person.beside.keys, count = count) };
    view! { <p class="soft small keyed" class:numbered=!ten>{line}</p> <FaultNote work=asked.work/> }.into_any()
}

/// The place that a key stands for: 0 to 9 and T where the boxes bear those numbers, else 1 for the first box.
fn place_of(key: &str, ten: bool, count: usize) -> Option<usize> {
    let mut letters = key.chars();
    let (letter, None) = (letters.next()?, letters.next()) else { return None };
    let digit = letter.to_digit(10).and_then(|digit| usize::try_from(digit).ok());
    match digit {
        Some(digit) if ten => Some(digit),
        Some(digit) => digit.checked_sub(1).filter(|place| *place < count),
        None => (ten && matches!(letter, 't' | 'T')).then_some(10),
    }
}

#[cfg(test)]
mod tests {
    use super::place_of;

    #[test]
    fn a_key_stands_for_the_box_that_bears_its_number() {
        let boxes = |key| place_of(key, false, 7);
        assert_eq!(["1", "7", "8", "0", "t", "Tab"].map(boxes), [Some(0), Some(6), None, None, None, None]);
        let stops = |key| place_of(key, true, 11);
        assert_eq!(["0", "9", "t", "T", "Enter", "x"].map(stops), [Some(0), Some(9), Some(10), Some(10), None, None]);
    }
}
