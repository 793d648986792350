//! What things are called on the person's screens: packs, boxes, company, roles, states.
use crate::components::written;
pub(crate) use crate::pages::wording::{chosen, ladder, option, statement, title};
use crate::words::{I18n, say};
use domain::aspiration::AspirationState;
use domain::check_in::Company;
use domain::instrument::{Instrument, Item, Method};
use domain::records::Contact;
use domain::role::Role;
use domain::score::Score;
use domain::then_and_now::number;

/// The first word of a name: "Amira" of "Amira Khan".
pub(crate) fn first_name(name: &str) -> String {
    name.split_whitespace().next().unwrap_or(name).to_owned()
}

/// What a statement is about, or its number where it is read from a sheet.
pub(crate) fn theme(i18n: I18n, instrument: &Instrument, number: usize, item: &Item) -> String {
    if instrument.answer_sheet() {
        return say!(i18n, person.statement.number, number = number);
    }
    item.theme.clone()
}

/// What a box says in few words: on a sheet "box 2 of 5".
pub(crate) fn option_short(i18n: I18n, item: &Item, place: u8) -> String {
    let words = item.options.get(usize::from(place)).and_then(|option| option.text.clone());
    words.unwrap_or_else(|| say!(i18n, person.result.box_of, place = u16::from(place) + 1, of = item.options.len()))
}

/// What a box says beside its strip: on a scale of numbers the number alone, else all its words.
pub(crate) fn value(i18n: I18n, item: &Item, place: u8) -> String {
    let words = option_short(i18n, item, place);
    number(&words).filter(|_| ladder(item)).map(str::to_owned).unwrap_or(words)
}

/// "22 of 40", "4.8 of 7.0".
pub(crate) fn total(i18n: I18n, score: &Score) -> String {
    let tenths = score.method == Method::Mean;
    say!(i18n, person.result.total, value = written(tenths, score.value), max = written(tenths, score.max))
}

/// Who was there.
pub(crate) fn company(i18n: I18n, company: Company) -> String {
    match company {
        Company::OnMyOwn => say!(i18n, person.company.on_my_own),
        Company::SomeoneBeside => say!(i18n, person.company.someone_beside),
        Company::ReadToMe => say!(i18n, person.company.read_to_me),
        Company::OverThePhone => say!(i18n, person.company.over_the_phone),
        Company::FromPaper => say!(i18n, person.company.from_paper),
    }
}

/// "Housing support", or where the team has no name for it "Key worker", "Peer worker".
pub(crate) fn role(i18n: I18n, role: Role, called: &str) -> String {
    if !called.is_empty() {
        return called.to_owned();
    }
    match role {
        Role::KeyWorker => say!(i18n, person.sharing.key_worker),
        Role::PeerWorker => say!(i18n, person.sharing.peer_worker),
        Role::Lead => say!(i18n, person.sharing.team_lead),
    }
}

/// "Key worker, Riverside team".
pub(crate) fn role_team(i18n: I18n, contact: &Contact) -> String {
    let role = role(i18n, contact.role, &contact.called);
    if contact.team.is_empty() {
        return role;
    }
    say!(i18n, person.sharing.role_team, role = role.as_str(), team = contact.team.as_str())
}

/// How an aspiration stands.
pub(crate) fn state(i18n: I18n, state: AspirationState) -> String {
    match state {
        AspirationState::WorkingOnIt => say!(i18n, person.aspiration.working),
        AspirationState::Resting => say!(i18n, person.aspiration.resting),
        AspirationState::Reached => say!(i18n, person.aspiration.reached),
        AspirationState::LetGo => say!(i18n, person.aspiration.let_go),
        AspirationState::Changed => say!(i18n, person.aspiration.changed),
    }
}

/// One after the other, as this language lists things; nothing of nothing.
pub(crate) fn joined(i18n: I18n, mut things: impl Iterator<Item = String>) -> Option<String> {
    let first = things.next()?;
    Some(
        things.fold(first, |first, second| {
            say!(i18n, person.sharing.and, first = first.as_str(), second = second.as_str())
        }),
    )
}
